"""The monthly paper as an Excel workbook: one table a sheet and nothing else in it, so that it can be worked with.

What a table needs to be understood (title, units, notes) stands in the sheet 定義, a line each, and title, day and unit
in the head of every printed page.
"""

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from tracker.domain import labels
from tracker.domain.report.document import MonthlyReport, Table
from tracker.exporting.report.characters import allowed
from tracker.exporting.report.excel_cells import typed
from tracker.exporting.report.excel_charts import add_departments, add_trend
from tracker.exporting.widths import column_width, side_by_side
from tracker.exporting.workbook import Row, data_sheet, new_workbook

_ROOM = 190
"""So many half-width characters side by side are still readable when they are printed on the width of A4."""
_LONGEST_HEAD = 55
"""Of each of its parts: Excel takes 255 characters for the whole head of a page, and "&" counts twice."""


def write_excel(report: MonthlyReport) -> bytes:
    """The workbook; the same report gives the same bytes.

    Raises ``Refused`` when a table has more rows than a sheet can hold.
    """
    file = io.BytesIO()
    workbook = new_workbook(file, _title(report), report.as_of)
    tables = _tables(report)
    sheets = {name: _table_sheet(workbook, name, table) for name, table in tables.items()}
    add_trend(workbook, sheets["概要"], len(report.sheets.overview.rows), report)
    add_departments(workbook, sheets["部別"], len(report.sheets.departments.rows), report)
    for sheet in workbook.worksheets():
        unit = tables[sheet.name].unit if sheet.name in tables else ""
        sheet.set_header(_page_head(report, unit))
        if not sheet.charts:
            # Lines between the cells, on paper too.
            sheet.hide_gridlines(0)
    workbook.close()
    return file.getvalue()


def _tables(report: MonthlyReport) -> dict[str, Table]:
    made = report.sheets
    tables = {
        "概要": made.overview,
        "部別": made.departments,
        "手続別一覧": made.procedures,
        "優先順位": made.priorities,
        "変動": made.changes,
    }
    if not made.changes.rows:
        del tables["変動"]
    lines = tuple(_explained(report, tables))
    return {**tables, "定義": replace(made.definitions, rows=(*made.definitions.rows, *lines))}


def _explained(report: MonthlyReport, tables: dict[str, Table]) -> Iterator[tuple[str, str]]:
    """What the paper says besides its tables: a line each, like the terms that they follow."""
    yield "資料名", _title(report)
    yield "基準日", labels.day(report.as_of)
    yield from (("提出先・資料番号", line) for line in report.heading.box)
    yield from (("作成", line) for line in report.heading.right)
    yield from (("注", note) for note in report.notes)
    for name, table in tables.items():
        yield from ((f"注（{name}）", text) for text in (table.unit, *table.notes) if text)
    yield from (("照合等", line) for line in report.closing)


def _table_sheet(workbook: Any, name: str, table: Table) -> Any:
    printed_rows = (map(allowed, row) for row in table.rows)
    across = list(zip(*printed_rows, strict=True)) or [()] * len(table.columns)
    columns = [typed(column, printed) for column, printed in zip(table.columns, across, strict=True)]
    wanted = [column_width(column.heading, printed) for column, printed in zip(table.columns, across, strict=True)]
    rows: list[Row] = list(zip(*(cells for _, cells in columns), strict=True))
    total = rows.pop() if table.has_total and rows else None
    headings = [column.heading for column in table.columns]
    widths = side_by_side(wanted, [column.share for column in table.columns], _ROOM)
    return data_sheet(workbook, name, headings, [look for look, _ in columns], widths, rows, total)


def _title(report: MonthlyReport) -> str:
    return allowed(report.heading.title + report.heading.mark)


def _page_head(report: MonthlyReport, unit: str) -> str:
    title, day, unit = (
        allowed(text)[:_LONGEST_HEAD].replace("&", "&&").replace("\n", " ")
        for text in (_title(report), f"{labels.day(report.as_of)}現在", unit)
    )
    return f"&L&9 {title}&R&9 &A　{day}　{unit}".rstrip()
