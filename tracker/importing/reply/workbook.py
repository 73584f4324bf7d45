"""A returned reply workbook as raw cells: which one it is, who replied, and its rows under their headings.

Sheets are known by what they hold, never by their names. What the cells mean is for ``reply_cells``.
"""

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tracker.domain.catalogue import HEADINGS
from tracker.domain.fiscal import tidy
from tracker.domain.reply.columns import (
    CHECK,
    DIVISION,
    FORM,
    INQUIRY,
    ISSUED_ID,
    LAYOUT,
    MARKS,
    MARKS_SHEET,
    REPLY_SHEET,
    RESPONDENT,
)
from tracker.importing.findings import Notice
from tracker.importing.headings import heading_key
from tracker.importing.problem import CannotReadOn
from tracker.importing.reply import notices
from tracker.importing.reply.files import check_kind
from tracker.importing.table import Cell, NumberedRow, Sheet, shown_cell
from tracker.importing.workbook import read_sheets

MOST_ROWS = 5_000
CODE, NAME = heading_key(HEADINGS["code"]), heading_key(HEADINGS["name"])
_CHECK = heading_key(CHECK)


@dataclass(frozen=True, slots=True)
class Marks:
    """Which workbook it is, as its hidden sheet says."""

    issued: int
    inquiry: int
    division: str


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """A row as a spreadsheet counts it, with its cells by the keys of their headings."""

    number: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class ReturnedBook:
    """``respondent``: who replied, "" where nothing is entered. ``headings``: as written, by their keys.

    ``notices``: what was noticed, each with the row that it is about, None for the whole file.
    """

    marks: Marks
    respondent: str
    headings: Mapping[str, str]
    rows: tuple[ReturnedRow, ...]
    notices: tuple[tuple[int | None, Notice], ...]


def read_reply(content: bytes) -> ReturnedBook:
    """The raw content of a returned file. Raises ``CannotReadOn`` for one that is no reply workbook of ours."""
    check_kind(content)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "reply.xlsx")
        path.write_bytes(content)
        sheets = read_sheets(path, MOST_ROWS + 1)
    marked = next((sheet for sheet in sheets if _labels(sheet.rows)), None)
    if marked is None:
        raise CannotReadOn(*notices.NOT_OURS)
    marks = _marks(_labels(marked.rows))
    sheet, row_of_headings = _reply_sheet(sheets)
    if len(sheet.rows) > MOST_ROWS:
        raise CannotReadOn(*notices.TOO_MANY_ROWS)
    headings = _headings(row_of_headings)
    rows, beside = _rows(sheet.rows, row_of_headings[0], headings)
    renamed = [
        (None, notices.renamed(name, each.name))
        for name, each in ((REPLY_SHEET, sheet), (MARKS_SHEET, marked))
        if heading_key(each.name) != heading_key(name)
    ]
    respondent = _respondent(sheet.rows, row_of_headings[0])
    return ReturnedBook(marks, respondent, dict(headings.values()), rows, (*renamed, *beside))


def _labels(rows: Sequence[NumberedRow]) -> dict[str, str]:
    """What stands to the right of the labels of a sheet that has them all, else nothing."""
    found = {
        shown_cell(cells[0]).strip(): shown_cell(cells[1]).strip()
        for _number, cells in rows[: 2 * len(MARKS)]
        if len(cells) > 1
    }
    return found if set(MARKS) <= set(found) else {}


def _marks(labels: Mapping[str, str]) -> Marks:
    issued, inquiry = tidy(labels[ISSUED_ID]), tidy(labels[INQUIRY])
    if tidy(labels[LAYOUT]) != FORM:
        raise CannotReadOn(*notices.OTHER_LAYOUT)
    if not all(mark.isascii() and mark.isdigit() and len(mark) < 10 for mark in (issued, inquiry)):
        raise CannotReadOn(*notices.MARKS_CHANGED)
    return Marks(int(issued), int(inquiry), labels[DIVISION])


def _reply_sheet(sheets: Sequence[Sheet]) -> tuple[Sheet, NumberedRow]:
    """The one visible sheet with the headings, and that row; a hidden one holds the same as it was issued."""
    found = [(sheet, row) for sheet in sheets if (row := _row_of_headings(sheet.rows)) is not None]
    visible = [each for each in found if not each[0].hidden]
    named = [each for each in found if heading_key(each[0].name) == heading_key(REPLY_SHEET)]
    for candidates in (visible, named):
        if len(candidates) == 1:
            return candidates[0]
        if candidates:
            raise CannotReadOn(*notices.several_sheets([sheet.name for sheet, _row in candidates]))
    raise CannotReadOn(*notices.NO_TABLE)


def _row_of_headings(rows: Iterable[NumberedRow]) -> NumberedRow | None:
    return next((row for row in rows if {CODE, NAME} <= set(map(_key, row[1]))), None)


def _key(cell: Cell) -> str:
    return heading_key(cell) if isinstance(cell, str) else ""


def _headings(row: NumberedRow) -> dict[int, tuple[str, str]]:
    """By the place of a column (from 0) the key of its heading and the heading as written."""
    found: dict[int, tuple[str, str]] = {}
    keys: set[str] = set()
    for place, cell in enumerate(row[1]):
        key = _key(cell)
        if key in keys:
            raise CannotReadOn(*notices.twice(shown_cell(cell)), row=row[0])
        if key:
            keys.add(key)
            found[place] = (key, shown_cell(cell).strip())
    return found


def _rows(
    rows: Iterable[NumberedRow], heading_row: int, headings: Mapping[int, tuple[str, str]]
) -> tuple[tuple[ReturnedRow, ...], list[tuple[int | None, Notice]]]:
    """The rows below the headings that hold something, and texts that stand beside the table or below it."""
    found: list[ReturnedRow] = []
    beside: list[tuple[int | None, Notice]] = []
    for number, cells in rows:
        if number <= heading_row:
            continue
        own = {headings[place][0]: cell for place, cell in enumerate(cells) if place in headings}
        own.pop(_CHECK, None)
        filled = [cell for cell in own.values() if not is_empty(cell)]
        strays = [cell for place, cell in enumerate(cells) if place not in headings and not is_empty(cell)]
        if len(filled) == 1:  # a remark, no row: these have a code and a name
            strays, filled = [*filled, *strays], []
        if strays:
            beside.append((number, notices.beside("、".join(map(shown_cell, strays)))))
        if filled:
            found.append(ReturnedRow(number, own))
    return tuple(found), beside


def is_empty(cell: Cell) -> bool:
    """Whether there is nothing but white space."""
    return isinstance(cell, str) and not heading_key(cell)


def _respondent(rows: Iterable[NumberedRow], heading_row: int) -> str:
    """What stands to the right of its label above the table."""
    label = heading_key(RESPONDENT)
    for number, cells in rows:
        if number >= heading_row:
            break
        keys = list(map(_key, cells))
        if label in keys:
            texts = (shown_cell(cell).strip() for cell in cells[keys.index(label) + 1 :])
            return next(filter(None, texts), "")
    return ""
