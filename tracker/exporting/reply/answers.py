"""The sheet 回答: what a division checks, completes and sends back."""

from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from tracker.domain import labels
from tracker.domain.asked import Topic
from tracker.domain.reply.columns import CHECK, HEAD, REPLY, REPLY_SHEET, RESPONDENT, Kind, ReplyColumn
from tracker.domain.reply.form import ReplyRow
from tracker.domain.said_inquiry import subject_of
from tracker.exporting.reply.checks import initial_message, message_at
from tracker.exporting.reply.entering import rule_of
from tracker.exporting.reply.grid import (
    FIRST_ROW,
    HEAD_ROW,
    HEADING_ROW,
    INPUT_COLUMN,
    RESPONDENT_ROW,
    At,
    Grid,
)
from tracker.exporting.report.characters import allowed
from tracker.exporting.workbook import (
    HEADING_LOOK,
    LINE_HEIGHT,
    TEXT_LOOK,
    Cell,
    Look,
    number_look,
    print_on_a4,
    write_row,
)

INPUT_COLOUR, _KEY_COLOUR = "#FFF9DB", "#F2F2F2"
_LINES: Look = {"border": 1, "border_color": "#BFBFBF"}
_KEY: Look = {**TEXT_LOOK, **_LINES, "bg_color": _KEY_COLOUR}
_INPUT: Look = {**_LINES, "bg_color": INPUT_COLOUR, "locked": False}
_MESSAGE: Look = {**_LINES, "text_wrap": True, "valign": "top", "font_color": "#B00020"}
_WIDTHS = {
    "code": 19,
    "name": 32,
    REPLY: 12,
    "online_status": 15,
    "online_on": 17,
    "online_scope": 24,
    "channels": 22,
    "url": 24,
    "note": 30,
    "legal_basis": 24,
    "planned_for": 17,
    "barrier": 20,
    "comment": 26,
    "volume_basis": 12,
}
_COUNT_WIDTH, _CHECK_WIDTH = 16, 28
_ROOM = 200
"""So many half-width characters side by side are still readable when they are printed on the width of A4."""
_MAY_STILL = {"format_cells": True, "format_columns": True, "format_rows": True, "autofilter": True}


def add_answers(workbook: Any, grid: Grid, computed: dict[str, int]) -> None:
    """Add the sheet. ``computed``: the columns of the sheet 作成時 that the checks look at."""
    sheet = workbook.add_worksheet(REPLY_SHEET)
    sheet.set_default_row(LINE_HEIGHT)
    _write_head(workbook, sheet, grid)
    _write_table(workbook, sheet, grid)
    _write_messages(workbook, sheet, grid, computed)
    for place, column in enumerate(grid.columns):
        if not column.is_protected:
            rule = rule_of(column, xl_rowcol_to_cell(FIRST_ROW, place))
            sheet.data_validation(FIRST_ROW, place, grid.last_row, place, rule)
    sheet.freeze_panes(FIRST_ROW, INPUT_COLUMN + 1 + grid.asks(Topic.STATUS))
    sheet.autofilter(HEADING_ROW, 0, grid.last_row, grid.check_column)
    sheet.protect("", _MAY_STILL)
    _set_printing(sheet, grid)


def typed_cells(grid: Grid, row: ReplyRow) -> list[Cell]:
    """The cells of a row: counts are numbers, all else is text."""
    return [_typed(column, allowed(row.printed(column))) for column in grid.columns]


def _typed(column: ReplyColumn, text: str) -> Cell:
    return int(text) if column.kind is Kind.CASES and text.isdigit() else text


def _write_head(workbook: Any, sheet: Any, grid: Grid) -> None:
    title = workbook.add_format({"bold": True, "font_size": 14})
    label = workbook.add_format({"bold": True, **_LINES, "bg_color": _KEY_COLOUR})
    given = workbook.add_format({**TEXT_LOOK, **_INPUT})
    terms = grid.inquiry.terms
    sheet.write_string(0, 0, allowed(f"{subject_of(grid.inquiry)}　{grid.form.unit[1]}"), title)
    sheet.write_string(1, 0, f"基準日：{labels.day(terms.reference_on)}　　回答期限：{labels.day(terms.due_on)}")
    for row, name, must in ((RESPONDENT_ROW, RESPONDENT, "必ず"), (HEAD_ROW, HEAD, "必要な場合に")):
        sheet.write_string(row, 0, name, label)
        sheet.write_blank(row, INPUT_COLUMN, None, given)
        prompt = {"validate": "any", "input_message": f"{must}記入してください。"}
        sheet.data_validation(row, INPUT_COLUMN, row, INPUT_COLUMN, prompt)


def _write_table(workbook: Any, sheet: Any, grid: Grid) -> None:
    widths = [_WIDTHS.get(column.identifier, _COUNT_WIDTH) for column in grid.columns]
    for place, width in enumerate([*widths, _CHECK_WIDTH]):
        sheet.set_column(place, place, width)
    heading = workbook.add_format({**HEADING_LOOK, **_LINES})
    headings = [*(column.heading for column in grid.columns), CHECK]
    write_row(sheet, HEADING_ROW, headings, [heading] * len(headings), [*widths, _CHECK_WIDTH])
    looks = [workbook.add_format(dict(_look(column))) for column in grid.columns]
    for down, row in enumerate(grid.form.rows, FIRST_ROW):
        for place, look in enumerate(looks):
            sheet.write_blank(down, place, None, look)
        write_row(sheet, down, typed_cells(grid, row), looks, widths)


def _look(column: ReplyColumn) -> Look:
    if column.is_protected:
        return _KEY
    return {**number_look("#,##0"), **_INPUT} if column.kind is Kind.CASES else {**TEXT_LOOK, **_INPUT}


def _write_messages(workbook: Any, sheet: Any, grid: Grid, computed: dict[str, int]) -> None:
    look = workbook.add_format(dict(_MESSAGE))
    for down, row in enumerate(grid.form.rows, FIRST_ROW):
        formula = message_at(At(grid, down, computed))
        sheet.write_formula(down, grid.check_column, formula, look, initial_message(grid, row))


def _set_printing(sheet: Any, grid: Grid) -> None:
    """On as many pages side by side as keep it readable, each with what the rows are about."""
    print_on_a4(sheet)
    sheet.set_landscape()
    width = _CHECK_WIDTH + sum(_WIDTHS.get(column.identifier, _COUNT_WIDTH) for column in grid.columns)
    sheet.fit_to_pages(-(-width // _ROOM), 0)
    sheet.repeat_rows(HEADING_ROW)
    sheet.repeat_columns(0, INPUT_COLUMN)
    sheet.hide_gridlines(2)
