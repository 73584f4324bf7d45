"""Reading a list about people: the headings of its layout in any order, and rows of cells below them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from tracker.domain.errors import Refused
from tracker.importing import list_notices as notices
from tracker.importing.files import open_table
from tracker.importing.findings import Findings, Notice
from tracker.importing.headings import Header, Layout, heading_key, identifiers, is_blank
from tracker.importing.limits import HEADER_SEARCH
from tracker.importing.oddities import note_oddities
from tracker.importing.problem import CannotReadOn, shown
from tracker.importing.table import Cell, NumberedRow, Table, shown_cell
from tracker.importing.texts import text_of

MAX_ROWS = 2_000


class ListRow(NamedTuple):
    """A row as a spreadsheet counts it (the first is 1), and its cells by heading; a column that is not there is ""."""

    number: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where each column stands (from 0), and how many there are."""

    positions: Mapping[str, int]
    width: int


def layout_of(headings: Iterable[str], required: tuple[str, ...]) -> Layout:
    """The layout of a list whose columns are called by their headings."""
    return Layout({heading_key(heading): heading for heading in headings}, required)


def rows_of(path: Path, layout: Layout, findings: Findings) -> list[ListRow]:
    """The rows below the headings that are not blank. What is wrong with the file is noted."""
    rows: list[ListRow] = []
    try:
        table = open_table(path, None, layout)
        numbered = iter(table.rows)
        columns = _columns(table, numbered, layout, findings)
        if columns is not None:
            rows.extend(_rows(table, numbered, columns, layout, findings))
            if not rows and not findings.refusals:
                findings.refuse(None, None, None, notices.NO_ROWS)
    except CannotReadOn as stop:
        findings.add(stop.problem)
    return rows


def _columns(table: Table, rows: Iterator[NumberedRow], layout: Layout, findings: Findings) -> _Columns | None:
    """Of the row of headings, which is the first that names one of them."""
    filled = ((number, cells) for number, cells in rows if not is_blank(cells))
    for number, cells in islice(filled, HEADER_SEARCH):
        written = tuple(cell.strip() if isinstance(cell, str) else shown_cell(cell) for cell in cells)
        known = identifiers(written, layout)
        if not any(known):
            continue
        for heading in layout.required:
            if heading not in known:
                findings.refuse(number, heading, None, notices.missing(heading))
        for name, heading in zip(known, written, strict=True):
            if heading and name is None:
                findings.refuse(number, shown(heading), None, notices.UNKNOWN)
            elif heading and known.count(name) > 1:
                findings.refuse(number, name, None, notices.TWICE)
        note_oddities(table.oddities, Header(number, {}, written), findings)
        positions = {name: known.index(name) for name in known if name}
        return None if findings.refusals else _Columns(positions, len(written))
    findings.refuse(None, None, None, notices.no_headings(tuple(layout.columns.values())))
    return None


def _rows(
    table: Table, rows: Iterable[NumberedRow], columns: _Columns, layout: Layout, findings: Findings
) -> Iterator[ListRow]:
    read = 0
    for number, cells in rows:
        if is_blank(cells):
            continue
        read += 1
        if read > MAX_ROWS:
            findings.refuse(number, None, None, notices.TOO_MANY_ROWS)
            return
        if table.ragged and len(cells) != columns.width:
            findings.refuse(number, None, None, notices.ragged(len(cells), columns.width))
            continue
        places = ((heading, columns.positions.get(heading)) for heading in layout.columns.values())
        yield ListRow(number, {heading: "" if place is None else cells[place] for heading, place in places})


def text_in(row: ListRow, heading: str, findings: Findings, parse: Callable[[str], str] = str) -> str | None:
    """The text of a cell as ``parse`` reads it, which may refuse; None where that is noted."""
    cell = row.cells[heading]
    try:
        return parse(text_of(cell)[0])
    except Refused as refused:
        findings.refuse(row.number, heading, shown_cell(cell), Notice(refused.ja, refused.en))
        return None
