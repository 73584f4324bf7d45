"""``tracker take-in``: returned workbooks from a terminal, with a result for each."""

from pathlib import Path

import pytest

from tests import returned as by
from tests.cli.conftest import Run
from tests.usecases.asking import ask
from tests.usecases.stating import stored
from tracker.storage.engines import open_engine


@pytest.fixture
def replies(ward: Path, run: Run, tmp_path: Path) -> Path:
    """The folder with the workbooks of an inquiry."""
    engine = open_engine(f"sqlite:///{(ward / 'tracker.db').as_posix()}")
    ask(engine)
    engine.dispose()
    run("workbooks", "1", "--output", tmp_path / "replies")
    return tmp_path / "replies"


def test_each_file_is_taken_in_and_named(ward: Path, replies: Path, run: Run) -> None:
    tax, register = replies / "回答用_B02-03_税務課_第1回.xlsx", replies / "回答用_B04-02_戸籍住民課_第1回.xlsx"
    for file in (tax, register):
        file.write_bytes(by.returned(file.read_bytes(), by.every({"回答": "変更なし"})))
    lines = run("take-in", tax, register, tax, "--received-on", "R8.10.5").stdout.splitlines()
    assert lines[0] == f"{tax.name}：取り込みました（変更 0手続、変更なし 4手続、未回答が残る手続 0）"
    assert lines[2] == f"{tax.name}：取込み済みです"
    engine = open_engine(f"sqlite:///{(ward / 'tracker.db').as_posix()}")
    answer = stored(engine, "K-001").answer
    engine.dispose()
    assert answer is not None
    assert answer.on_behalf is not None
    assert (answer.by, answer.on_behalf.received_on.isoformat()) == ("dx (CLI)", "2026-10-05")


def test_what_is_not_taken_in_is_explained(replies: Path, run: Run) -> None:
    tax = replies / "回答用_B02-03_税務課_第1回.xlsx"
    tax.write_bytes(by.returned(tax.read_bytes(), by.typed("K-001", {"オンライン化状況": "済"})))
    other = replies / "x.csv"
    other.write_bytes(b"a,b")
    said = run("take-in", tax, other, code=2)
    assert said.stdout.splitlines() == [f"{tax.name}：確認が必要です", "x.csv：取り込めません"]
    assert "6行目「オンライン化状況」：「済」では、実施済か一部実施済か分かりません" in said.stderr
    assert "This is not an .xlsx workbook" in run("--lang", "en", "take-in", other, code=2).stderr


def test_a_day_to_come_is_refused(replies: Path, run: Run) -> None:
    [first, *_others] = sorted(replies.iterdir())
    assert "今日以前の日" in run("take-in", first, "--received-on", "R30.1.1", code=1).stderr
