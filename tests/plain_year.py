"""The scripted year once more, as plain rows and sums: what happened and what the figures must be, without the product.

Nothing here calls what it is compared with.
"""

import csv
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from tests.papers_read_back import Said
from tests.scripted_year import MONTHS
from tracker import files

NOV, DEC, JAN, FEB, MAR, APR, MAY, JUN, JUL, AUG, SEP, OCT = MONTHS

# What happened, by the month whose paper says so.
ONLINE = {DEC: ["K-006"], FEB: ["K-013"], MAR: ["K-012", "K-014"], JUN: ["K-007"], AUG: ["K-002"]} | {
    SEP: ["K-003", "P-036"]
}
REVERTED = {MAR: ["K-024"], AUG: ["K-003"]}
LATE = {JAN: ["K-012"], FEB: ["K-012"], AUG: ["P-036"]}
ADDED = {APR: {"N-001": ("総務部", 4_200), "N-002": ("総務部", 150)}}
ABOLISHED = {APR: ["P-028"], JUN: ["K-023"]}
REVISED = {FEB: {"K-022": 13_459, "P-001": 320}, JUN: {"K-009": 67_251 + 13_439}}
COMPARED_BY_COMMITTEE = {DEC: NOV, JAN: DEC, FEB: DEC, MAR: DEC, APR: MAR, MAY: MAR, JUN: MAR} | {
    JUL: JUN, AUG: JUN, SEP: JUN, OCT: SEP
}  # fmt: skip


class Row(NamedTuple):
    """A procedure in a month. ``cases`` None: not counted."""

    department: str
    cases: int | None
    is_online: bool


Catalogue = dict[str, Row]


def catalogue(month: date) -> Catalogue:
    """How the catalogue stood at the end of a month, by the counts of the base year of then."""
    with files.WARD_CATALOGUE.open(encoding="utf-8-sig", newline="") as file:
        found = {
            row["手続ID"]: Row(
                row["部"],
                int(row["年間受付件数"]) if row["年間受付件数"] else None,
                row["オンライン化状況"] == "実施済",
            )
            for row in csv.DictReader(file)
        }
    first_counts = {code: row.cases for code, row in found.items()}
    # Online in the first month of all, and new and online at once in April.
    happened = ONLINE | {NOV: ["K-024"], APR: ["N-002"]}
    for each in MONTHS[: MONTHS.index(month) + 1]:
        for code, (department, cases) in ADDED.get(each, {}).items():
            found[code] = Row(department, cases, is_online=False)
        for code, cases in REVISED.get(each, {}).items():
            found[code] = found[code]._replace(cases=cases)
        for code in happened.get(each, []):
            found[code] = found[code]._replace(is_online=True)
        for code in REVERTED.get(each, []):
            found[code] = found[code]._replace(is_online=False)
        for code in ABOLISHED.get(each, []):
            del found[code]
    return found if month < JUL else {code: _of_fiscal_2023(code, row, first_counts) for code, row in found.items()}


def _of_fiscal_2023(code: str, row: Row, first_counts: dict[str, int | None]) -> Row:
    parts = ("K-009", "K-023") if code == "K-009" else (code,)
    counts = [first_counts.get(part) for part in parts]
    return row._replace(cases=None if None in counts else sum(count * 9 // 10 for count in counts if count is not None))


class Sums(NamedTuple):
    procedures: int
    online_procedures: int
    counted: int
    known_cases: int
    online_cases: int


def sums(found: Catalogue, department: str | None = None) -> Sums:
    own = [row for row in found.values() if department in (None, row.department)]
    counted = [row for row in own if row.cases is not None]
    return Sums(
        len(own),
        sum(row.is_online for row in own),
        len(counted),
        sum(row.cases or 0 for row in counted),
        sum(row.cases or 0 for row in counted if row.is_online),
    )


def percent(part: int, whole: int) -> str:
    """四捨五入 to one decimal."""
    return str((Decimal(100 * part) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)) if whole else "－"


def department_row(name: str, found: Sums) -> tuple[str, ...]:
    nothing = "…" if found.procedures else "－"
    cases = (found.known_cases, found.online_cases) if found.counted else (nothing, nothing)
    by_cases = percent(found.online_cases, found.known_cases)
    by_procedures = percent(found.online_procedures, found.procedures)
    return (name, *map(str, (*found[:3], *cases)), by_cases, by_procedures)


def expected(month: date, organisation: list[str]) -> Said:
    found = catalogue(month)
    whole = sums(found)
    return Said(
        (percent(whole.online_cases, whole.known_cases), str(whole.online_cases), str(whole.known_cases)),
        (*(department_row(name, sums(found, name)) for name in organisation), department_row("計", whole)),
        tuple(
            (code, "…" if row.cases is None else str(row.cases), "済" if row.is_online else "－")
            for code, row in found.items()
        ),
    )


def names(codes: list[str]) -> set[str]:
    with files.WARD_CATALOGUE.open(encoding="utf-8-sig", newline="") as file:
        by_code = {row["手続ID"]: row["手続名"] for row in csv.DictReader(file)}
    return {by_code[code] for code in codes}
