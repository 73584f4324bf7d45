"""``tracker close``: what was closed is printed; what cannot be closed ends with 2 and a sentence."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.usecases.asking import ask
from tests.web.apps import opened

pytestmark = pytest.mark.usefixtures("ward")
ASKED_AT = datetime(2024, 10, 1, 1, tzinfo=UTC)


@pytest.fixture
def asked(ward: Path) -> None:
    """Everybody has been asked, and nobody has answered."""
    with opened(f"sqlite:///{(ward / 'tracker.db').as_posix()}") as engine:
        ask(engine, ASKED_AT, date(2024, 10, 10), reference_on=date(2024, 9, 30))


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("written", ["2024-10", "R6.10", "令和6年10月"])
def test_a_month_is_closed_and_cannot_be_closed_again(run: Run, written: str) -> None:
    printed = run("close", written, "--reason", "照会の前のため").stdout
    assert "令和6年10月分を確定しました。" in printed
    assert "54.2％（989,181件／1,824,178件）　件数集計済み26手続を母数とする" in printed
    assert "確定したときの未回答　54手続（20課）、確認待ち　0件" in printed
    assert "照合番号　" in printed
    assert "確定済みです" in run("close", written, "--reason", "もう一度", code=2).stderr


def test_its_papers_are_kept_under_the_name_of_the_municipality(
    run: Run, ward: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_MUNICIPALITY", "架空市")
    monkeypatch.setenv("TRACKER_MUNICIPALITY_CODE", "131229")
    run("close", "2024-10", "--reason", "照会の前のため")
    monkeypatch.delenv("TRACKER_MUNICIPALITY")
    monkeypatch.delenv("TRACKER_MUNICIPALITY_CODE")
    run("report", "2024-10", "--output", tmp_path)
    assert "市民、事業者等が市に対して" in (tmp_path / "2024-10-committee.html").read_text("utf-8")
    assert (tmp_path / "2024-10-committee.csv").read_text("utf-8-sig").splitlines()[1].startswith("131229,")


@pytest.mark.usefixtures("asked")
def test_it_speaks_english(run: Run) -> None:
    assert "To close anyway, give a reason." in run("--lang", "en", "close", "2024-10", code=2).stderr
    printed = run("--lang", "en", "close", "2024-10", "--reason", "before the first request").stdout
    assert "Oct 2024 is closed." in printed
    assert "54.2% (989,181 / 1,824,178)" in printed


@pytest.mark.parametrize("written", ["2024", "R6.10.1", "令和6年度", "来月", "2024-13"])
def test_what_is_no_month_is_refused(run: Run, ward: Path, written: str) -> None:
    run("close", written, code=2)


def test_a_month_that_has_not_finished_is_refused(run: Run) -> None:
    assert "まだ確定できません" in run("close", "2099-01", "--reason", "先に", code=2).stderr
