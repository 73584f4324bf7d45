"""Reply workbooks as divisions send them back: made by the product, then edited as careless officers would.

Edited with openpyxl, which writes the whole file anew as another spreadsheet program would.
"""

import io
from collections.abc import Callable, Mapping
from typing import Any

import openpyxl
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tracker.domain.reply.columns import MARKS, MARKS_SHEET, REPLY_SHEET, RESPONDENT

Edit = Callable[[Workbook], None]


def returned(content: bytes, *edits: Edit) -> bytes:
    """The file after the edits."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for edit in edits:
        edit(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def typed(code: str, cells: Mapping[str, Any]) -> Edit:
    """Something is typed into cells of a procedure, under their headings."""

    def edit(book: Workbook) -> None:
        sheet = answers(book)
        row = row_of(sheet, code)
        for heading, value in cells.items():
            sheet.cell(row, column_of(sheet, heading)).value = value

    return edit


def every(cells: Mapping[str, Any]) -> Edit:
    """The same for every procedure."""

    def edit(book: Workbook) -> None:
        for code in codes(book):
            typed(code, cells)(book)

    return edit


def replied_by(name: str) -> Edit:
    """回答者 is filled in."""

    def edit(book: Workbook) -> None:
        sheet = answers(book)
        label = next(cell for row in sheet.iter_rows(max_row=5) for cell in row if cell.value == RESPONDENT)
        sheet.cell(label.row, label.column + 1).value = name

    return edit


def blank_rows(before: str) -> Edit:
    """Two empty rows are inserted above a procedure."""
    return lambda book: answers(book).insert_rows(row_of(answers(book), before), 2)


def deleted(code: str) -> Edit:
    """The row of a procedure is deleted."""
    return lambda book: answers(book).delete_rows(row_of(answers(book), code))


def pasted(cells: Mapping[str, Any]) -> Edit:
    """Another row is added below the table."""

    def edit(book: Workbook) -> None:
        sheet = answers(book)
        row = heading_row(sheet) + len(codes(book)) + 1
        for heading, value in cells.items():
            sheet.cell(row, column_of(sheet, heading)).value = value

    return edit


def copied(code: str) -> Edit:
    """The row of a procedure is there twice."""

    def edit(book: Workbook) -> None:
        sheet = answers(book)
        row = row_of(sheet, code)
        width = range(1, sheet.max_column + 1)
        pasted({str(sheet.cell(heading_row(sheet), at).value): sheet.cell(row, at).value for at in width})(book)

    return edit


def backwards(book: Workbook) -> None:
    """The rows are sorted the other way round."""
    sheet = answers(book)
    first, last = heading_row(sheet) + 1, heading_row(sheet) + len(codes(book))
    values = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=first, max_row=last)]
    for row, found in zip(sheet.iter_rows(min_row=first, max_row=last), reversed(values), strict=True):
        for cell, value in zip(row, found, strict=True):
            cell.value = value


def sheet_renamed(name: str = "Sheet1", was: str = REPLY_SHEET) -> Edit:
    """A sheet has another name."""

    def edit(book: Workbook) -> None:
        book[was].title = name

    return edit


def column_deleted(heading: str) -> Edit:
    """A column is gone."""
    return lambda book: answers(book).delete_cols(column_of(answers(book), heading))


def column_added(heading: str, text: str) -> Edit:
    """Somebody has added a column, and written into its first row."""

    def edit(book: Workbook) -> None:
        sheet = answers(book)
        at = sheet.max_column + 1
        sheet.cell(heading_row(sheet), at).value = heading
        sheet.cell(heading_row(sheet) + 1, at).value = text

    return edit


def written_below(text: str) -> Edit:
    """Something is written under the table."""

    def edit(book: Workbook) -> None:
        sheet = answers(book)
        sheet.cell(heading_row(sheet) + len(codes(book)) + 3, 1).value = text

    return edit


def saved_as(title: str) -> Edit:
    """The file is another one, with the same answers."""

    def edit(book: Workbook) -> None:
        book.properties.title = title

    return edit


def sheet_copied(book: Workbook) -> None:
    """The sheet of replies is there twice."""
    book.copy_worksheet(answers(book))


def marks_changed(**marks: str) -> Edit:
    """What the hidden sheet says is changed: ``issued``, ``inquiry``, ``division`` or ``layout``."""
    labels = dict(zip(("issued", "inquiry", "division", "layout"), MARKS, strict=True))

    def edit(book: Workbook) -> None:
        sheet = book[MARKS_SHEET]
        for row in sheet.iter_rows(max_col=2):
            for name, mark in marks.items():
                if row[0].value == labels[name]:
                    row[1].value = mark

    return edit


def without_hidden_sheets(book: Workbook) -> None:
    """The visible sheets were moved to another file."""
    for sheet in list(book):
        if sheet.sheet_state != "visible":
            book.remove(sheet)


def codes(book: Workbook) -> list[str]:
    """The codes of the procedures, in the order of the sheet."""
    sheet = answers(book)
    cells = (sheet.cell(row, 1).value for row in range(heading_row(sheet) + 1, sheet.max_row + 1))
    return [str(value) for value in cells if value]


def answers(book: Workbook) -> Worksheet:
    """The sheet of replies, whatever it is called by now."""
    return next(sheet for sheet in book if sheet.sheet_state == "visible" and _has_headings(sheet))


def row_of(sheet: Worksheet, code: str) -> int:
    """The row of a procedure."""
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == code)


def column_of(sheet: Worksheet, heading: str) -> int:
    """The column under a heading."""
    row = heading_row(sheet)
    return next(at for at in range(1, sheet.max_column + 1) if sheet.cell(row, at).value == heading)


def heading_row(sheet: Worksheet) -> int:
    """The row of the headings."""
    return next(row for row in range(1, 20) if sheet.cell(row, 1).value == "手続ID")


def _has_headings(sheet: Worksheet) -> bool:
    return any(sheet.cell(row, 1).value == "手続ID" for row in range(1, 20))
