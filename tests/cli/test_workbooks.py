"""``tracker workbooks``: a file for each division that an inquiry asks."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.usecases.asking import ask
from tracker.storage.engines import open_engine


@pytest.fixture
def asked(ward: Path) -> None:
    """An installation in which all divisions are asked."""
    engine = open_engine(f"sqlite:///{(ward / 'tracker.db').as_posix()}")
    ask(engine)
    engine.dispose()


@pytest.mark.usefixtures("asked")
def test_each_division_gets_a_file(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "replies"
    lines = run("workbooks", "1", "--output", folder).stdout.splitlines()
    names = sorted(path.name for path in folder.iterdir())
    assert len(lines) == len(names) == 20
    assert "回答用_B02-03_税務課_第1回.xlsx" in names
    assert lines[0].endswith(f"{names[0]} に書き出しました。")


@pytest.mark.usefixtures("asked")
def test_an_inquiry_that_is_not_there(run: Run, tmp_path: Path) -> None:
    assert "第2回照会はありません。" in run("workbooks", "2", "--output", tmp_path / "no", code=1).stderr
    assert "There is no inquiry 2." in run("--lang", "en", "workbooks", "2", "--output", tmp_path / "no", code=1).stderr
    assert not (tmp_path / "no").exists()
