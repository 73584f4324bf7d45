"""A paper whose figures are not the sums of what it lists leaves the house in no format."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.build import policy, procedure, record
from tests.report_reading import material, paper
from tracker.domain.policy import ExemptTreatment
from tracker.domain.report.adding_up import DoesNotAddUp, check, number_in
from tracker.domain.report.document import Annex, Block, MonthlyReport, Section, Table, TableBlock
from tracker.domain.status import OnlineStatus

CELLS = {
    "1,824,178": "1824178",
    "△0.3": "-0.3",
    "＋1,234": "1234",
    "±0": "0",
    "－": None,
    "…": None,
    "総務部": None,
    "": None,
}


@pytest.mark.parametrize("cell", CELLS)
def test_a_cell_is_read_as_it_is_printed(cell: str) -> None:
    wanted = CELLS[cell]
    assert number_in(cell) == (None if wanted is None else Decimal(wanted))


def report() -> MonthlyReport:
    """With a count, without one, online, left out, and a change."""
    items = (
        procedure("K-1", 1_600, online=True),
        procedure("K-2", 400, division="人事課"),
        procedure("K-3", None, online=True),
        procedure("K-4", 50, records=(record(status=OnlineStatus.EXEMPT),)),
    )
    before = (procedure("K-1", 1_500), *items[1:])
    return paper(material(*items, before=before, rule=policy(exempt=ExemptTreatment.LEFT_OUT)))


def altered(table: Table, row: int, heading: str, cell: str) -> Table:
    across = [column.heading for column in table.columns].index(heading)
    cells = list(table.rows[row])
    assert cells[across] != cell
    cells[across] = cell
    rows = list(table.rows)
    rows[row] = tuple(cells)
    return replace(table, rows=tuple(rows))


def in_list(row: int, heading: str, cell: str) -> Callable[[MonthlyReport], MonthlyReport]:
    """Both where it is printed and in the Excel file."""

    def alter(found: MonthlyReport) -> MonthlyReport:
        table = altered(found.sheets.procedures, row, heading, cell)
        annexes = tuple(
            replace(annex, blocks=(TableBlock("", "", table),)) if annex.key == "procedures" else annex
            for annex in found.annexes
        )
        return replace(found, annexes=annexes, sheets=replace(found.sheets, procedures=table))

    return alter


def in_sheet(sheet: str, row: int, heading: str, cell: str) -> Callable[[MonthlyReport], MonthlyReport]:
    return lambda found: replace(
        found, sheets=replace(found.sheets, **{sheet: altered(getattr(found.sheets, sheet), row, heading, cell)})
    )


def in_table(part: str, row: int, heading: str, cell: str) -> Callable[[MonthlyReport], MonthlyReport]:
    """The first table of a section or annex that has such a column."""

    def alter(found: MonthlyReport) -> MonthlyReport:
        sections = tuple(replace(each, blocks=blocks(each)) for each in found.sections)
        annexes = tuple(replace(each, blocks=blocks(each)) for each in found.annexes)
        return replace(found, sections=sections, annexes=annexes)

    def blocks(of: Section | Annex) -> tuple[Block, ...]:
        if of.key != part:
            return of.blocks
        changed = next(block for block in of.blocks if isinstance(block, TableBlock) and has(block.table))
        other = replace(changed, table=altered(changed.table, row, heading, cell))
        return tuple(other if block is changed else block for block in of.blocks)

    def has(table: Table) -> bool:
        return any(column.heading == heading for column in table.columns)

    return alter


def headline(**figures: int) -> Callable[[MonthlyReport], MonthlyReport]:
    return lambda found: replace(found, coverage=replace(found.coverage, **figures))


def both_department_cells(found: MonthlyReport) -> MonthlyReport:
    """A department and the total altered alike still add up, but are not the whole."""
    return in_sheet("departments", -1, "年間件数", "2,001")(in_sheet("departments", 0, "年間件数", "2,001")(found))


ALTERED: dict[str, Callable[[MonthlyReport], MonthlyReport]] = {
    "cases of a procedure": in_list(0, "年間件数", "1,601"),
    "a count taken for not counted": in_list(0, "年間件数", "…"),
    "not counted taken for zero": in_list(2, "年間件数", "0"),
    "online taken for not online": in_list(0, "集計", "－"),
    "left out taken for counted": in_list(3, "集計", "－"),
    "the printed list alone": in_table("procedures", 0, "年間件数", "1,601"),
    "the list of the Excel file alone": in_sheet("procedures", 0, "備考", "直した"),
    "a department": in_sheet("departments", 0, "手続数", "4"),
    "the total of departments": in_sheet("departments", -1, "うちオンライン化済みの件数", "1,601"),
    "a department and the total": both_department_cells,
    "the rate of the whole": in_table("departments", -1, "件数ベース（％）", "80.1"),
    "a division": in_table("divisions", 0, "年間件数", "1,601"),
    "a change": in_sheet("changes", 0, "年間件数の増減", "＋99"),
    "the total of the bridge": in_table("changes", -1, "オンライン化済みの件数の増減", "＋1"),
    "the headline's cases": headline(known_cases=2_001),
    "the headline's online cases": headline(online_cases=1_599),
    "the headline's procedures": headline(procedures=4),
    "the headline's online procedures": headline(online_procedures=1),
    "the headline's not counted": headline(uncounted=0),
}  # fmt: skip


def test_the_paper_that_is_made_adds_up() -> None:
    found = report()
    assert check(found) is found


@pytest.mark.parametrize("alter", ALTERED.values(), ids=ALTERED)
def test_what_does_not_add_up_is_refused(alter: Callable[[MonthlyReport], MonthlyReport]) -> None:
    with pytest.raises(DoesNotAddUp, match="2026-09-30"):
        check(alter(report()))
