"""A table that is downloaded: a heading row and rows, written as csv and Excel that open as they are.

Nothing but the table stands in the data: no title above it, no totals below it, no merged cells. Title and notes go to
a sheet of their own. The same table gives the same bytes.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from itertools import chain, islice
from typing import Any

from tracker.domain import labels
from tracker.domain.coverage import Rate
from tracker.domain.vocabulary import Language
from tracker.exporting.neutral import neutral
from tracker.exporting.widths import column_width
from tracker.exporting.workbook import (
    ERA_DAY,
    TEXT_LOOK,
    Look,
    data_sheet,
    new_workbook,
    number_look,
    print_on_a4,
    write_text,
)
from tracker.exporting.workbook import Cell as Cell
from tracker.exporting.workbook import Row as Row


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
    """A heading and what stands below it. ``choices``: what Excel offers in the cells (at most 255 characters)."""

    heading: str
    kind: Kind = Kind.TEXT
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns. ``sheet`` names the data sheet (at most 31 characters); title and notes explain it.

    ``rows`` may be an iterator: it is read once. In a column of numbers a text is a printed mark (－, …): csv leaves it
    empty.
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


UTF_8, BOM = "utf-8", b"\xef\xbb\xbf"
_BLOCK = 500


def csv_blocks(columns: Sequence[Column], rows: Iterable[Row], encoding: str = UTF_8) -> Iterator[bytes]:
    """The csv file in blocks of some hundred rows: CRLF, quotes only where csv needs them; UTF-8 begins with its BOM.

    Raises ``UnicodeEncodeError`` for a character that another encoding does not hold.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([column.heading for column in columns])
    if encoding == UTF_8:
        yield BOM
    for number, row in enumerate(rows, 1):
        writer.writerow([_csv_cell(column.kind, cell) for column, cell in zip(columns, row, strict=True)])
        if number % _BLOCK == 0:
            yield buffer.getvalue().encode(encoding)
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode(encoding)


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
    Kind.CASES: {"ja": "#,##0", "en": "#,##0"},
    Kind.PROCEDURES: {"ja": "#,##0", "en": "#,##0"},
    Kind.PERCENT: {"ja": '0.0"％"', "en": '0.0"%"'},
    Kind.POINTS: {"ja": "0.0", "en": "0.0"},
    Kind.RANK: {"ja": "0", "en": "0"},
    Kind.DAY: {"ja": ERA_DAY, "en": "d mmm yyyy"},
}
_MEASURED_ROWS = 500
_OFFERED_ROWS = 2_000


def write_xlsx(*tables: Table) -> bytes:
    """A workbook: a sheet per table, then one with the titles and notes of those that have any.

    Raises ``Refused`` when a table has more rows than a sheet can hold.
    """
    file = io.BytesIO()
    workbook = new_workbook(file)
    for table in tables:
        _table_sheet(workbook, table)
    if any(table.title or table.notes for table in tables):
        _notes_sheet(workbook, tables)
    workbook.close()
    return file.getvalue()


def _table_sheet(workbook: Any, table: Table) -> None:
    rows = iter(table.rows)
    measured = list(islice(rows, _MEASURED_ROWS))
    columns = list(zip(*measured, strict=True)) or [()] * len(table.columns)
    widths = [column_width(head.heading, cells) for head, cells in zip(table.columns, columns, strict=True)]
    headings = [column.heading for column in table.columns]
    looks = [_look(column.kind, table.language) for column in table.columns]
    sheet = data_sheet(workbook, table.sheet, headings, looks, widths, chain(measured, rows))
    for place, column in enumerate(table.columns):
        if column.choices:
            offered = {"validate": "list", "source": list(column.choices)}
            sheet.data_validation(1, place, _OFFERED_ROWS, place, offered)


def _look(kind: Kind, language: Language) -> Look:
    return TEXT_LOOK if kind is Kind.TEXT else number_look(_NUMBER_FORMATS[kind][language])


def _notes_sheet(workbook: Any, tables: Sequence[Table]) -> None:
    sheet = workbook.add_worksheet("説明" if tables[0].language == "ja" else "Notes")
    title = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "num_format": "@"})
    note = workbook.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    sheet.set_column(0, 0, 100)
    line = 0
    for table in tables:
        for text, look in [(table.title, title), *((text, note) for text in table.notes)]:
            if text:
                write_text(sheet, line, 0, neutral(text), look)
                line += 1
    print_on_a4(sheet)
