"""What a reply workbook carries unseen: which one it is, the lists to choose from, what stood in it, and sums."""

from typing import Any

from xlsxwriter.utility import xl_range_abs

from tracker.domain.reply.columns import FORM, MARKS, MARKS_SHEET, Kind
from tracker.exporting.reply.answers import typed_cells
from tracker.exporting.reply.checks import steps_of
from tracker.exporting.reply.grid import BEFORE_SHEET, FIRST_ROW, HEADING_ROW, At, Grid, list_name
from tracker.exporting.workbook import TEXT_LOOK, write_row

_FIRST_LIST = len(MARKS)


def add_codes(workbook: Any, grid: Grid, issued_id: int) -> None:
    """The sheet コード: the marks of the workbook, and beside them a named list for each column of codes."""
    sheet = _hidden_sheet(workbook, MARKS_SHEET)
    look = workbook.add_format(dict(TEXT_LOOK))
    marks = (str(issued_id), str(grid.inquiry.number), grid.form.division, FORM)
    for down, (label, mark) in enumerate(zip(MARKS, marks, strict=True)):
        sheet.write_string(down, 0, label, look)
        sheet.write_string(down, 1, mark, look)
    lists = {column.identifier: column for column in grid.columns if column.kind is Kind.CODE}
    for place, column in enumerate(lists.values(), _FIRST_LIST):
        sheet.write_column(0, place, [column.identifier, *column.names], look)
        names = xl_range_abs(1, place, len(column.names), place)
        workbook.define_name(list_name(column), f"='{MARKS_SHEET}'!{names}")


def computed_columns(grid: Grid) -> dict[str, int]:
    """Which column of the sheet 作成時 holds what is computed under a name."""
    return {step.name: place for place, step in enumerate(steps_of(grid), len(grid.columns) + 1)}


def add_before(workbook: Any, grid: Grid, computed: dict[str, int]) -> None:
    """The sheet 作成時: in the cells of the sheet 回答 what stood there, and beyond them what is computed.

    It has no headings of the sheet 回答, so that nobody takes it for that.
    """
    sheet = _hidden_sheet(workbook, BEFORE_SHEET)
    look = workbook.add_format({"num_format": "@"})
    steps = steps_of(grid)
    sheet.write_row(HEADING_ROW, len(grid.columns) + 1, [step.name for step in steps], look)
    widths = [_NO_WRAPPING] * len(grid.columns)
    for down, row in enumerate(grid.form.rows, FIRST_ROW):
        write_row(sheet, down, typed_cells(grid, row), [look] * len(widths), widths)
        at = At(grid, down, computed)
        for step in steps:
            sheet.write_formula(down, computed[step.name], step.formula(at), None, step.initial(row))


_NO_WRAPPING = 100_000


def _hidden_sheet(workbook: Any, name: str) -> Any:
    sheet = workbook.add_worksheet(name)
    sheet.hide()
    sheet.protect()
    return sheet
