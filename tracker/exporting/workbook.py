"""What every workbook that leaves the house has in common: its typeface, its data sheets, and how they print on A4."""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from tracker.domain.errors import Refused
from tracker.exporting.neutral import neutral
from tracker.exporting.packed_rows import HIGHEST, PackedRows
from tracker.exporting.packed_rows import LINE_HEIGHT as LINE_HEIGHT
from tracker.exporting.packed_rows import Cell as Cell
from tracker.exporting.packed_rows import Row as Row
from tracker.exporting.packed_workbook import PackedWorkbook
from tracker.exporting.widths import lines_in

Look = Mapping[str, Any]
"""How the cells of a column look, in XlsxWriter's words."""

TEXT_LOOK: Look = {"num_format": "@", "valign": "top", "text_wrap": True}
"""Text stays text when an officer types into it: codes and dates are not turned into numbers."""
HEADING_LOOK: Look = {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#F2F2F2"}
# As Excel itself writes it for an era date whose first year is 元年.
ERA_DAY = '[$-ja-JP-x-gannen]ggge"年"m"月"d"日";@'

_FONT = {"font_name": "游ゴシック", "font_size": 11, "font_scheme": "none"}
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_TOTAL = {"bold": True, "top": 1}
_A4, _BINDING_INCHES = 9, 25 / 25.4
_MOST_ROWS = 1_048_575
_A_FIXED_DAY = date(2024, 1, 31)


def new_workbook(file: io.BytesIO, title: str = "", created: date = _A_FIXED_DAY) -> Any:
    """A workbook that close() writes to the file. It never asks the clock: the same content gives the same bytes."""
    # The workbook writes into the font it is given, so it gets a copy.
    workbook = PackedWorkbook(file, {**_OPTIONS, "default_format_properties": dict(_FONT)})
    named = {"title": title} if title else {}
    workbook.set_properties({**named, "created": datetime.combine(created, time()), "author": ""})
    return workbook


def number_look(number_format: str) -> Look:
    """Numbers, and marks in place of numbers, stand at the right."""
    return {"num_format": number_format, "valign": "top", "align": "right", "indent": 1}


def data_sheet(
    workbook: Any,
    name: str,
    headings: Sequence[str],
    looks: Sequence[Look],
    widths: Sequence[int],
    rows: Iterable[Row],
    total: Row | None = None,
) -> Any:
    """A sheet with a heading row and rows, nothing else; ``total`` follows them, outside the filter.

    Raises ``Refused`` when there are more rows than a sheet can hold.
    """
    sheet, formats = _headed(workbook, name, headings, looks, widths)
    packed = PackedRows(2, [_number_of(look) for look in formats], widths)
    for row in rows:
        packed.add(row)
        _check_room(packed.last - 1)
    parts = [packed]
    if total is not None:
        _check_room(packed.last)
        bold = [_number_of(workbook.add_format({**look, **_TOTAL})) for look in looks]
        # The rule goes across empty cells too.
        parts.append(PackedRows(packed.last + 1, bold, widths, ruled=True))
        parts[-1].add(total)
    workbook.pack(sheet, parts)
    _finish(sheet, packed.last - 1, len(headings))
    return sheet


def charted_sheet(
    workbook: Any,
    name: str,
    headings: Sequence[str],
    looks: Sequence[Look],
    widths: Sequence[int],
    rows: Iterable[Row],
) -> Any:
    """The same, cell by cell: the workbook knows what its charts draw, and so do programs that do not compute."""
    sheet, formats = _headed(workbook, name, headings, looks, widths)
    last = 0
    for last, row in enumerate(rows, 1):
        write_row(sheet, last, row, formats, widths)
    _finish(sheet, last, len(headings))
    return sheet


def _headed(
    workbook: Any, name: str, headings: Sequence[str], looks: Sequence[Look], widths: Sequence[int]
) -> tuple[Any, list[Any]]:
    """A sheet with its heading row, and the formats of its columns."""
    sheet = workbook.add_worksheet(name)
    sheet.set_default_row(LINE_HEIGHT)
    formats = [workbook.add_format(dict(look)) for look in looks]
    for across, (width, look) in enumerate(zip(widths, formats, strict=True)):
        sheet.set_column(across, across, width, look)
    write_row(sheet, 0, headings, [workbook.add_format(dict(HEADING_LOOK))] * len(headings), widths)
    return sheet, formats


def _number_of(look: Any) -> int:
    """The number by which cells name their format."""
    number: int = look._get_xf_index()
    return number


def _finish(sheet: Any, rows: int, columns: int) -> None:
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(rows, 1), columns - 1)
    sheet.repeat_rows(0)
    print_on_a4(sheet)
    sheet.set_landscape()


def print_on_a4(sheet: Any) -> None:
    """As wide as the page, with room for binding, page n / N."""
    sheet.set_paper(_A4)
    sheet.set_margins(left=_BINDING_INCHES, right=0.4, top=0.6, bottom=0.6)
    sheet.set_footer("&C&P / &N")
    sheet.fit_to_pages(1, 0)


def _check_room(rows: int) -> None:
    if rows > _MOST_ROWS:
        raise Refused(
            f"行数がExcelの1シートの上限（{_MOST_ROWS:,}行）を超えています。CSVでダウンロードしてください。",
            f"There are more rows than a sheet can hold ({_MOST_ROWS:,}). Download the CSV instead.",
        )


def write_row(sheet: Any, down: int, row: Row, looks: Sequence[Any], widths: Sequence[int]) -> None:
    """A row, as high as its wrapped text: not every program finds that height by itself, and a print would cut it."""
    lines = 1
    for across, (cell, look, width) in enumerate(zip(row, looks, widths, strict=True)):
        if cell is None or cell == "":
            continue
        if isinstance(cell, str):
            write_text(sheet, down, across, neutral(cell), look)
            lines = max(lines, lines_in(cell, width))
        elif isinstance(cell, date):
            sheet.write_datetime(down, across, cell, look)
        else:
            sheet.write_number(down, across, cell, look)
    if lines > 1:
        sheet.set_row(down, min(lines * LINE_HEIGHT, HIGHEST))


def write_text(sheet: Any, down: int, across: int, text: str, look: Any) -> None:
    """A text as it is. XlsxWriter takes one that begins and ends like this for the XML of a rich text."""
    if text.startswith("<r>") and text.endswith("</r>"):
        sheet.write_rich_string(down, across, text[:1], look, text[1:], look)
    else:
        sheet.write_string(down, across, text, look)
