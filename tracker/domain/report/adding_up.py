"""Whether a paper's figures are the sums of what it lists. Checked before anything leaves the house."""

from collections.abc import Iterable
from decimal import Decimal

from tracker.domain.report.document import Annex, Kind, MonthlyReport, Section, Table, TableBlock
from tracker.domain.report.lists import LEFT_OUT, ONLINE
from tracker.domain.report.words import coverage_cells, coverage_columns

_SIGNS = str.maketrans({"＋": "", "±": "", "△": "-", ",": ""})


class DoesNotAddUp(Exception):
    """A figure of the paper is not the sum of its details. Says which, for the log of the server."""


def number_in(cell: str) -> Decimal | None:
    """The number that a cell prints, 1,234 or △0.3; None for － and …."""
    text = cell.translate(_SIGNS)
    return Decimal(text) if text.lstrip("-").replace(".", "", 1).isdecimal() else None


def check(report: MonthlyReport) -> MonthlyReport:
    """The paper itself. Raises ``DoesNotAddUp``, naming the figure.

    The headline is recomputed from the printed list of procedures, and every total from the rows above it; the totals
    of departments and divisions are those of the headline.
    """
    coverage, listed = report.coverage, report.sheets.procedures
    columns = [column.heading for column in listed.columns]
    cases, counted = columns.index("年間件数"), columns.index("集計")
    in_base = [row for row in listed.rows if row[counted] != LEFT_OUT]
    online = [row for row in in_base if row[counted] == ONLINE]
    for name, printed, summed in (
        ("procedures", coverage.procedures, len(in_base)),
        ("online procedures", coverage.online_procedures, len(online)),
        ("cases", coverage.known_cases, _sum(row[cases] for row in in_base)),
        ("online cases", coverage.online_cases, _sum(row[cases] for row in online)),
        ("not counted", coverage.uncounted, sum(number_in(row[cases]) is None for row in in_base)),
    ):
        if printed != summed:
            raise DoesNotAddUp(f"{report.as_of}: {name}: {printed} printed, {summed} listed")
    for table in _tables(report):
        _check_total(report, table)
        _check_whole(report, table)
    for annex in report.annexes:
        printed_lists = [block.table for block in annex.blocks if isinstance(block, TableBlock)]
        # A list too long for paper is in the files only.
        if annex.key == "procedures" and any(table != listed for table in printed_lists):
            raise DoesNotAddUp(f"{report.as_of}: {annex.title}: not the list that was checked")
    return report


def _tables(report: MonthlyReport) -> Iterable[Table]:
    parts: list[Section | Annex] = [*report.sections, *report.annexes]
    yield from (block.table for part in parts for block in part.blocks if isinstance(block, TableBlock))
    yield from (report.sheets.departments, report.sheets.changes)


def _check_total(report: MonthlyReport, table: Table) -> None:
    if not table.has_total:
        return
    *rows, last = table.rows
    for across, column in enumerate(table.columns):
        total = number_in(last[across])
        if column.kind in (Kind.COUNT, Kind.CHANGE) and total is not None:
            summed = _sum(row[across] for row in rows)
            if summed != total:
                raise DoesNotAddUp(f"{report.as_of}: {last[0]} {column.heading}: {total} printed, {summed} listed")


def _check_whole(report: MonthlyReport, table: Table) -> None:
    """What is broken down by ``coverage_columns`` is the whole."""
    headings = coverage_columns("")[1:]
    if not table.has_total or table.columns[-len(headings) :] != headings:
        return
    for column, printed, wanted in zip(
        headings, table.rows[-1][-len(headings) :], coverage_cells(report.coverage), strict=True
    ):
        if printed != wanted:
            raise DoesNotAddUp(f"{report.as_of}: {table.rows[-1][0]} {column.heading}: {printed}, not {wanted}")


def _sum(cells: Iterable[str]) -> Decimal:
    return sum((number_in(cell) or Decimal(0) for cell in cells), Decimal(0))
