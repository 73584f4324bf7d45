"""The ward's own catalogue is read without a single remark, and says what it says."""

import csv
import subprocess
import sys
from datetime import date
from pathlib import Path

from tests.build import TODAY
from tracker.domain.catalogue import ALL_COLUMNS, HEADINGS, Entry
from tracker.domain.procedure import ProcedureType, Theme, VolumeBasis
from tracker.domain.status import OnlineStatus, Scope
from tracker.importing.catalogue import read_catalogue

FILE = Path(__file__).resolve().parents[2] / "data" / "procedures.csv"
READING = read_catalogue(FILE, today=TODAY)
ENTRIES = [found.entry for found in READING.rows]


def test_no_problem_and_no_warning() -> None:
    assert READING.problems == READING.warnings == ()
    assert (READING.encoding, READING.sheet, READING.columns) == ("UTF-8 (BOM)", "", ALL_COLUMNS)
    assert [found.number for found in READING.rows] == list(range(2, 56))


def test_the_figures_of_the_file() -> None:
    counted = [entry for entry in ENTRIES if entry.annual_cases is not None]
    online = [entry for entry in counted if entry.online_status is OnlineStatus.IMPLEMENTED]
    assert (len(ENTRIES), len(counted)) == (54, 26)
    assert sum(entry.annual_cases or 0 for entry in counted) == 1_824_178
    assert sum(entry.annual_cases or 0 for entry in online) == 989_181
    assert {entry.annual_cases_ceiling for entry in ENTRIES if entry.annual_cases is None} == {9_999}


def test_an_entry_as_a_whole() -> None:
    with FILE.open(encoding="utf-8-sig", newline="") as file:
        written = next(cells for cells in csv.DictReader(file) if cells["手続ID"] == "K-005")
    assert next(entry for entry in ENTRIES if entry.code == "K-005") == Entry(
        code="K-005",
        name="印鑑登録証明書発行",
        department="地域振興部",
        division="戸籍住民課",
        themes=(Theme.RESIDENCE,),
        procedure_type=ProcedureType.APPLICATION,
        annual_cases=170_521,
        volume_fiscal_year=2022,
        volume_basis=VolumeBasis.FINAL,
        online_status=OnlineStatus.IMPLEMENTED,
        online_scope=Scope.END_TO_END,
        channels=("conveni",),
        source=written[HEADINGS["source"]],
        note=written[HEADINGS["note"]],
    )


def test_lists_and_marks() -> None:
    entry = next(entry for entry in ENTRIES if entry.code == "K-007")
    assert (entry.national_lists, entry.designated, entry.volume_basis) == (("31", "59"), True, VolumeBasis.APPROXIMATE)


LOADED = """
import sys
from datetime import date
from pathlib import Path
from tracker.importing.catalogue import read_catalogue

assert read_catalogue(Path(sys.argv[1]), today=date(2026, 11, 20)).accepted
heavy = {"pandas", "numpy", "flask", "sqlalchemy", "python_calamine", "zipfile", "openpyxl", "matplotlib"}
print(sorted(heavy & set(sys.modules)))
"""


def test_reading_a_text_file_loads_nothing_heavy() -> None:
    answer = subprocess.run([sys.executable, "-c", LOADED, FILE], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


def test_the_day_of_reading_decides_what_is_to_come() -> None:
    assert read_catalogue(FILE, today=date(2020, 4, 1)).problems[0].column == "件数年度"
