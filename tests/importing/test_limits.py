"""Files beyond the limits end in a clear refusal, soon and without much memory; what is no file, too."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.build import TODAY
from tests.importing.catalogue_files import places, problem, read_rows, row, several
from tests.importing.workbook_files import package, sheet_xml
from tracker.importing import filled
from tracker.importing.catalogue import Reading, read_catalogue
from tracker.importing.problem import Problem

MEASURED = r"""
import re, sys, time
from datetime import date
from pathlib import Path
from tracker.importing.catalogue import read_catalogue

reading = read_catalogue(Path(sys.argv[1]), today=date(2026, 11, 20))
peak = re.search(r"VmHWM:\s*(\d+)", Path("/proc/self/status").read_text())[1]
print(len(reading.rows), len(reading.problems), reading.problems[-1].row, time.process_time(), peak)
"""


def measured(path: Path) -> tuple[str, str, str, float, int]:
    """Rows, problems, the row of the last problem, seconds of processor time and peak memory in KiB.

    The peak is the kernel's for this program alone: ``getrusage`` would begin with what the test process holds.
    """
    answer = subprocess.run([sys.executable, "-c", MEASURED, path], capture_output=True, text=True, check=True)
    rows, problems, row_number, seconds, peak = answer.stdout.split()
    return rows, problems, row_number, float(seconds), int(peak)


def long_file(path: Path, cells: str, rows: int) -> Path:
    """A thin csv file of many rows."""
    with path.open("w", encoding="utf-8") as file:
        file.write("手続ID,手続名,所管課,年間受付件数,オンライン化状況\r\n")
        file.writelines(f"K-{number},手続{number},税務課,{cells}\r\n" for number in range(rows))
    return path


@pytest.mark.parametrize(
    ("cells", "rows", "problems", "last"),
    [
        ("…,未実施", "100000", "1", "100002"),
        ("…,○", "100000", "1", "100002"),
        ("約5,", "0", "10001", "5002"),
    ],
)
def test_a_million_thin_rows(tmp_path: Path, cells: str, rows: str, problems: str, last: str) -> None:
    found = measured(long_file(tmp_path / "thin.csv", cells, 1_000_000))
    assert found[:3] == (rows, problems, last)
    assert found[3] < 30
    assert found[4] < 400_000


def test_a_value_in_the_last_cell_of_a_sheet(tmp_path: Path) -> None:
    sheet = sheet_xml(row()).replace(
        "</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )
    path = tmp_path / "far.xlsx"
    path.write_bytes(package(sheet))
    found = measured(path)
    assert found[:3] == ("0", "1", "None")
    assert found[3] < 5
    assert found[4] < 150_000


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


def test_a_file_of_too_many_bytes(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(100_000_001)
    assert "100MBを超えています" in refused(path).ja


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
