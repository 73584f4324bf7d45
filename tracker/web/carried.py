"""Rows of a list that a form carries from its preview on, so that the file is sent only once."""

import json
from collections.abc import Iterable, Sequence

from tracker.importing.lists import MAX_ROWS, ListRow
from tracker.importing.texts import text_of

LARGEST_FORM = 480_000
"""Bytes of the list within a form: Flask reads no longer ones."""


def packed(rows: Iterable[ListRow], headings: Sequence[str]) -> str:
    """The rows as text, under these headings."""
    cells = [[row.number, *(text_of(row.cells[heading])[0] for heading in headings)] for row in rows]
    return json.dumps(cells, ensure_ascii=False, separators=(",", ":"))


def unpacked(sent: str, headings: Sequence[str]) -> list[ListRow]:
    """The rows again, to be checked like those of a file; none where no page of ours wrote this."""
    try:
        sent.encode()
        found = json.loads(sent)
        rows = [_row(headings, *cells) for cells in found] if isinstance(found, list) else []
    except (ValueError, TypeError, RecursionError):
        return []
    return rows if len(rows) <= MAX_ROWS else []


def _row(headings: Sequence[str], number: int, *cells: str) -> ListRow:
    """Raises ``ValueError`` for what no page of ours writes."""
    if type(number) is not int or not all(type(cell) is str for cell in cells):
        raise ValueError
    for cell in cells:
        cell.encode()
    return ListRow(number, dict(zip(headings, cells, strict=True)))
