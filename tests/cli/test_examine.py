"""``tracker examine``: what the page of imports has done for it, one file at a time."""

from datetime import UTC, datetime
from pathlib import Path

from tests.cli.conftest import Run
from tests.cli.test_draft import opened
from tests.dump import dump
from tests.usecases.stating import stored
from tests.usecases.uploading import found, sent, team, wards
from tracker.domain.upload import Stage
from tracker.usecases.uploads.store_upload import confirm_upload


def test_a_file_is_read_and_once_confirmed_stored(run: Run, ward: Path) -> None:
    engine = opened(ward)
    officer = team(at=datetime.now(UTC))
    id_ = sent(engine, wards("給与支払報告書の提出", "給与支払報告書等の提出"), by=officer)
    run("examine", str(id_))
    assert found(engine, id_).stage is Stage.READY
    confirm_upload(engine, officer, id_, found(engine, id_).digest)
    assert run("examine", str(id_)).stdout == ""
    assert found(engine, id_).stage is Stage.STORED
    assert stored(engine, "K-001").name == "給与支払報告書等の提出"


def test_a_file_that_waits_for_nothing_is_left_alone(run: Run, ward: Path) -> None:
    engine = opened(ward)
    id_ = sent(engine, wards(), by=team(at=datetime.now(UTC)))
    run("examine", str(id_))
    before = dump(engine)
    run("examine", str(id_))
    run("examine", str(id_ + 1))
    assert dump(engine) == before
    run("examine", "x", code=2)
