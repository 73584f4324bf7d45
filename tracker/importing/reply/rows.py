"""The rows of a returned workbook under the columns that were issued: their keys, and what their cells say."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from tracker.domain.errors import Refused
from tracker.domain.reply.columns import CHECK, ReplyColumn
from tracker.domain.reply.findings import Finding
from tracker.domain.reply.form import plain
from tracker.domain.reply.keys import Keys
from tracker.domain.reply.reading import ReturnedCell
from tracker.importing.headings import heading_key
from tracker.importing.reply.cells import returned
from tracker.importing.reply.workbook import CODE, NAME, ReturnedBook, ReturnedRow, is_empty
from tracker.importing.table import Cell, shown_cell
from tracker.importing.texts import text_of


class Said(NamedTuple):
    """A cell by its first column, with the heading of the whole of it."""

    column: ReplyColumn
    heading: str
    returned: ReturnedCell


def keys_of(book: ReturnedBook) -> list[Keys]:
    """What stands under 手続ID and 手続名."""
    return [Keys(row.number, _text(row.cells[CODE]), _text(row.cells[NAME])) for row in book.rows]


def cells_of(row: ReturnedRow, columns: Iterable[ReplyColumn], typed: Mapping[str, str]) -> dict[str, Said]:
    """What a row says, keys apart. ``typed``: what somebody has put in the place of cells, by their identifiers."""
    groups: dict[str, list[ReplyColumn]] = {}
    for column in columns:
        if not column.is_protected:
            groups.setdefault(column.identifier, []).append(column)
    said = {}
    for identifier, group in groups.items():
        cells: Sequence[Cell] = [row.cells[heading_key(column.heading)] for column in group]
        if identifier in typed:
            cells = [typed[identifier]]
        heading = group[0].heading[:-1] if group[0].part else group[0].heading
        said[identifier] = Said(group[0], heading, returned(group[0], cells))
    return said


def missing_columns(book: ReturnedBook, columns: Iterable[ReplyColumn]) -> tuple[Finding, ...]:
    """The columns that were issued and are not there any more."""
    headings = [column.heading for column in columns if heading_key(column.heading) not in book.headings]
    return tuple(Finding(None, heading, "", *_MISSING) for heading in headings)


def notices_of(book: ReturnedBook, columns: Iterable[ReplyColumn]) -> tuple[Finding, ...]:
    """What was noticed about the file, and columns that were added and hold something."""
    own = {*(heading_key(column.heading) for column in columns), heading_key(CHECK)}
    added = [
        Finding(None, heading, "", *_ADDED)
        for key, heading in book.headings.items()
        if key not in own and any(not is_empty(row.cells[key]) for row in book.rows)
    ]
    return (*(Finding(row, "", "", notice.ja, notice.en) for row, notice in book.notices), *added)


def _text(cell: Cell) -> str:
    """The whole text of a key; of a date that Excel has made of it, the date."""
    try:
        return plain(text_of(cell, lines=True)[0])
    except Refused:
        return shown_cell(cell)


_MISSING = (
    "この列がありません。列を削除しない様式で、記入し直してもらってください。",
    "This column is missing. Columns must not be deleted.",
)
_ADDED = (
    "様式にない列です。この列の内容は取り込みません。",
    "This column was added. What it holds is not taken in.",
)
