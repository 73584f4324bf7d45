"""The sheet 点検: how much is answered, and what is left to put right before it is sent back."""

from collections.abc import Sequence
from typing import Any

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from tracker.domain.reply.columns import CHECK, REPLY_SHEET, RESPONDENT
from tracker.exporting.reply.checks import checks_of
from tracker.exporting.reply.grid import BEFORE_SHEET, FIRST_ROW, INPUT_COLUMN, RESPONDENT_ROW, Grid
from tracker.exporting.workbook import HEADING_LOOK, LINE_HEIGHT, Look, print_on_a4

_TABLE_ROW = 3
_WIDTHS = (60, 8, 18, 66)
_HEADINGS = ("点検する事項", "件数", "結果", "直し方")
_READY = "直すところはありません。保存して、DX推進担当へ返送してください。"
_NOT_READY = (
    "「件あります」とある事項を確かめてください。どの手続かは、「回答」のシートの右端の「点検」の列で分かります。"
)
_WELL, _FOUND = "よし", "件あります"
_LINES: Look = {"border": 1, "border_color": "#BFBFBF", "text_wrap": True, "valign": "vcenter"}


def add_check(workbook: Any, grid: Grid, computed: dict[str, int]) -> None:
    """Add the sheet. ``computed``: the columns of the sheet 作成時 that hold 1 where a check applies."""
    sheet = workbook.add_worksheet(CHECK)
    sheet.set_default_row(LINE_HEIGHT)
    for place, width in enumerate(_WIDTHS):
        sheet.set_column(place, place, width)
    lines = _lines(grid, computed)
    sheet.write_string(0, 0, CHECK, workbook.add_format({"bold": True, "font_size": 14}))
    _write_verdict(workbook, sheet, lines)
    heading = workbook.add_format({**HEADING_LOOK, **_LINES})
    for place, text in enumerate(_HEADINGS):
        sheet.write_string(_TABLE_ROW, place, text, heading)
    look = workbook.add_format(dict(_LINES))
    for down, (name, formula, initial, remedy) in enumerate(lines, _TABLE_ROW + 1):
        count = xl_rowcol_to_cell(down, 1)
        sheet.write_string(down, 0, name, look)
        sheet.write_formula(down, 1, formula, look, initial)
        result = f"{initial}{_FOUND}" if initial else _WELL
        sheet.write_formula(down, 2, f'=IF({count}=0,"{_WELL}",{count}&"{_FOUND}")', look, result)
        sheet.write_string(down, 3, remedy, look)
    _colour(workbook, sheet, len(lines))
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.hide_gridlines(2)
    print_on_a4(sheet)
    sheet.set_landscape()


Line = tuple[str, str, int, str]
"""What is checked, the formula that counts it, the count as the workbook is made, and what to do."""


def _lines(grid: Grid, computed: dict[str, int]) -> Sequence[Line]:
    respondent = f"'{REPLY_SHEET}'!{xl_rowcol_to_cell(RESPONDENT_ROW, INPUT_COLUMN)}"
    lines: list[Line] = [
        (
            "回答者（職・氏名）の記入漏れ",
            f'=IF(TRIM({respondent})="",1,0)',
            1,
            f"「回答」のシートの「{RESPONDENT}」を記入してください。",
        )
    ]
    for check in checks_of(grid):
        place = computed[check.heading]
        rows = f"'{BEFORE_SHEET}'!{xl_range(FIRST_ROW, place, grid.last_row, place)}"
        initial = sum(check.initially(row) for row in grid.form.rows)
        lines.append((check.heading, f"=SUM({rows})", initial, check.remedy))
    return lines


def _write_verdict(workbook: Any, sheet: Any, lines: Sequence[Line]) -> None:
    counts = xl_range(_TABLE_ROW + 1, 1, _TABLE_ROW + len(lines), 1)
    initial = _NOT_READY if any(line[2] for line in lines) else _READY
    look = workbook.add_format({"bold": True})
    sheet.write_formula(1, 0, f'=IF(SUM({counts})=0,"{_READY}","{_NOT_READY}")', look, initial)


def _colour(workbook: Any, sheet: Any, lines: int) -> None:
    first = xl_rowcol_to_cell(_TABLE_ROW + 1, 1, col_abs=True)
    for sign, colour in (("=", "#E3F4E3"), (">", "#FFE3E0")):
        rule = {"type": "formula", "criteria": f"={first}{sign}0", "format": workbook.add_format({"bg_color": colour})}
        sheet.conditional_format(_TABLE_ROW + 1, 2, _TABLE_ROW + lines, 2, rule)
