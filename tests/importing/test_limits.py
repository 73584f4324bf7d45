"""The limits on rows and problems; what is no file. Files far beyond the limits: ``test_odd_files``."""

import os
from pathlib import Path

import pytest

from tests.build import TODAY
from tests.importing.catalogue_files import places, problem, read_rows, row, several
from tracker.importing import filled
from tracker.importing.catalogue import Reading, read_catalogue
from tracker.importing.problem import Problem


def test_rows_up_to_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filled, "MAX_ROWS", 3)
    assert read_rows(tmp_path, *several(row(), row(), row())).accepted
    found = problem(read_rows(tmp_path, *several(row(), row(), row(), row(annual_cases="x"))))
    assert found.row == 5
    assert "100,000行まで" in found.ja


def test_problems_up_to_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filled, "MAX_PROBLEMS", 2)
    reading = read_rows(tmp_path, *several(*(row(annual_cases="約") for _ in range(5))))
    assert places(reading.problems) == [(2, "年間受付件数"), (3, "年間受付件数"), (4, None)]


def refused(path: Path) -> Problem:
    reading = read_catalogue(path, today=TODAY)
    assert reading == Reading((), frozenset(), reading.problems, (), "", "")
    found = problem(reading)
    assert (found.row, found.column) == (None, None)
    return found


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert refused(tmp_path / "none.csv").ja == "ファイルが見つかりません。"
    assert refused(tmp_path / "none.csv").value == "none.csv"
    assert refused(tmp_path / ("x" * 300)).value == "x" * 300
    assert "ファイルではありません" in refused(tmp_path).ja
    assert "ファイルではありません" in refused(tmp_path / "pipe").ja
    assert refused(Path("/dev/null")).en == "This is not a file."
