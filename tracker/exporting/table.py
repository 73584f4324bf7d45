"""A table that is downloaded: a heading row and rows, written as csv and Excel that open as they are.

Nothing but the table stands in the data: no title above it, no totals below it, no merged cells. Title and notes go to
a sheet of their own. The same table gives the same bytes.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from itertools import chain, islice
from typing import Any

import xlsxwriter

from tracker.domain import labels
from tracker.domain.coverage import Rate
from tracker.domain.errors import Refused
from tracker.domain.vocabulary import Language
from tracker.exporting.neutral import neutral
from tracker.exporting.widths import column_width, lines_in

Cell = str | int | Decimal | date | None
"""None is an empty cell. In a column of numbers a text is a printed mark (－, …): csv leaves it empty."""
Row = Sequence[Cell]


class Kind(Enum):
    """What a column holds; its unit stands in the heading."""

    TEXT = "text"
    CASES = "cases"
    PROCEDURES = "procedures"
    PERCENT = "percent"
    POINTS = "points"
    RANK = "rank"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Column:
    """A heading and what stands below it."""

    heading: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns. ``sheet`` names the data sheet (at most 31 characters); title and notes explain it.

    ``rows`` may be an iterator: it is read once.
    """

    sheet: str
    columns: tuple[Column, ...]
    rows: Iterable[Row]
    title: str = ""
    notes: tuple[str, ...] = ()
    language: Language = "ja"


def percent_cell(value: Rate | Fraction | None) -> Decimal | str:
    """A share as the page prints it, 54.2, typed as a number; － where it is undefined."""
    digits = labels.percent_digits(value.share if isinstance(value, Rate) else value)
    return labels.NO_VALUE if digits is None else Decimal(digits)


def cases_cell(cases: int | None) -> int | str:
    """Cases a year; … where they are not counted."""
    return labels.UNKNOWN if cases is None else cases


BOM = b"\xef\xbb\xbf"
_BLOCK = 500


def csv_blocks(columns: Sequence[Column], rows: Iterable[Row]) -> Iterator[bytes]:
    """The csv file in blocks of some hundred rows: UTF-8 with BOM, CRLF, quotes only where csv needs them."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([column.heading for column in columns])
    yield BOM
    for number, row in enumerate(rows, 1):
        writer.writerow([_csv_cell(column.kind, cell) for column, cell in zip(columns, row, strict=True)])
        if number % _BLOCK == 0:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def write_csv(table: Table) -> bytes:
    """Heading and rows, nothing else."""
    return b"".join(csv_blocks(table.columns, table.rows))


def _csv_cell(kind: Kind, cell: Cell) -> str | int | Decimal:
    if isinstance(cell, str):
        return neutral(cell) if kind is Kind.TEXT else ""
    if cell is None:
        return ""
    return cell.isoformat() if isinstance(cell, date) else cell


_NUMBER_FORMATS: dict[Kind, dict[Language, str]] = {
    # Text stays text when an officer types into it: codes and dates are not turned into numbers.
    Kind.TEXT: {"ja": "@", "en": "@"},
    Kind.CASES: {"ja": "#,##0", "en": "#,##0"},
    Kind.PROCEDURES: {"ja": "#,##0", "en": "#,##0"},
    Kind.PERCENT: {"ja": '0.0"％"', "en": '0.0"%"'},
    Kind.POINTS: {"ja": "0.0", "en": "0.0"},
    Kind.RANK: {"ja": "0", "en": "0"},
    # As Excel itself writes it for an era date whose first year is 元年.
    Kind.DAY: {"ja": '[$-ja-JP-x-gannen]ggge"年"m"月"d"日";@', "en": "d mmm yyyy"},
}
_FONT = {"font_name": "游ゴシック", "font_size": 11, "font_scheme": "none"}
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_A4, _BINDING_INCHES = 9, 25 / 25.4
_LINE, _HIGHEST = 18.75, 409
_MEASURED_ROWS = 500
_MOST_ROWS = 1_048_575


def write_xlsx(*tables: Table) -> bytes:
    """A workbook: a sheet per table, then one with the titles and notes of those that have any.

    Raises ``Refused`` when a table has more rows than a sheet can hold.
    """
    file = io.BytesIO()
    # The workbook writes into the font it is given, so it gets a copy.
    workbook = xlsxwriter.Workbook(file, {**_OPTIONS, "default_format_properties": dict(_FONT)})
    # A fixed day, so that the same table gives the same bytes.
    workbook.set_properties({"created": datetime(2024, 1, 31), "author": ""})  # noqa: DTZ001
    for table in tables:
        _data_sheet(workbook, table)
    if any(table.title or table.notes for table in tables):
        _notes_sheet(workbook, tables)
    workbook.close()
    return file.getvalue()


def _data_sheet(workbook: Any, table: Table) -> None:
    sheet = workbook.add_worksheet(table.sheet)
    sheet.set_default_row(_LINE)
    rows = iter(table.rows)
    measured = list(islice(rows, _MEASURED_ROWS))
    columns = list(zip(*measured, strict=True)) or [()] * len(table.columns)
    widths = [column_width(head.heading, cells) for head, cells in zip(table.columns, columns, strict=True)]
    looks = [_cell_format(workbook, column.kind, table.language) for column in table.columns]
    for across, (width, look) in enumerate(zip(widths, looks, strict=True)):
        sheet.set_column(across, across, width, look)
    headings = [column.heading for column in table.columns]
    _write_row(sheet, 0, headings, [_heading_format(workbook)] * len(headings), widths)
    last = 0
    for last, row in enumerate(chain(measured, rows), 1):
        if last > _MOST_ROWS:
            raise Refused(
                f"行数がExcelの1シートの上限（{_MOST_ROWS:,}行）を超えています。CSVでダウンロードしてください。",
                f"There are more rows than a sheet can hold ({_MOST_ROWS:,}). Download the CSV instead.",
            )
        _write_row(sheet, last, row, looks, widths)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(last, 1), len(table.columns) - 1)
    sheet.repeat_rows(0)
    _print_on_a4(sheet)
    sheet.set_landscape()


def _write_row(sheet: Any, down: int, row: Row, looks: Sequence[Any], widths: Sequence[int]) -> None:
    """A row, as high as its wrapped text: not every program finds that height by itself, and a print would cut it."""
    lines = 1
    for across, (cell, look, width) in enumerate(zip(row, looks, widths, strict=True)):
        if cell is None or cell == "":
            continue
        if isinstance(cell, str):
            sheet.write_string(down, across, neutral(cell), look)
            lines = max(lines, lines_in(cell, width))
        elif isinstance(cell, date):
            sheet.write_datetime(down, across, cell, look)
        else:
            sheet.write_number(down, across, cell, look)
    if lines > 1:
        sheet.set_row(down, min(lines * _LINE, _HIGHEST))


def _heading_format(workbook: Any) -> Any:
    return workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#F2F2F2"})


def _cell_format(workbook: Any, kind: Kind, language: Language) -> Any:
    look: dict[str, Any] = {"num_format": _NUMBER_FORMATS[kind][language], "valign": "top"}
    look |= {"text_wrap": True} if kind is Kind.TEXT else {"align": "right", "indent": 1}
    return workbook.add_format(look)


def _notes_sheet(workbook: Any, tables: Sequence[Table]) -> None:
    sheet = workbook.add_worksheet("説明" if tables[0].language == "ja" else "Notes")
    title = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "num_format": "@"})
    note = workbook.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    sheet.set_column(0, 0, 100)
    line = 0
    for table in tables:
        for text, look in [(table.title, title), *((text, note) for text in table.notes)]:
            if text:
                sheet.write_string(line, 0, neutral(text), look)
                line += 1
    _print_on_a4(sheet)


def _print_on_a4(sheet: Any) -> None:
    sheet.set_paper(_A4)
    sheet.set_margins(left=_BINDING_INCHES, right=0.4, top=0.6, bottom=0.6)
    sheet.set_footer("&C&P / &N")
    sheet.fit_to_pages(1, 0)
