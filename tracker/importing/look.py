"""A first look at a file: what it seems to be, before it is read as a whole."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from tracker.domain.audit import canonical
from tracker.importing.catalogue import EMPTY
from tracker.importing.files import open_table
from tracker.importing.layouts import NO_HEADINGS, Recognised, identified
from tracker.importing.manner import LayoutName, Manner
from tracker.importing.problem import CannotReadOn, Problem, shown
from tracker.importing.sheet_choice import HEAD, SheetChoice
from tracker.importing.table import Cell, NumberedRow, column_letters, shown_cell

_SAMPLES = 3


@dataclass(frozen=True, slots=True)
class SeenSheet:
    """A sheet of a workbook. ``has_headings``: a row of headings was made out."""

    name: str
    hidden: bool
    has_headings: bool


@dataclass(frozen=True, slots=True)
class SeenColumn:
    """A column: where it stands, its heading as written, the key that a mapping names it by, and what is in it.

    ``samples``: up to three different texts. ``identifier``: the column of the catalogue that it seems to be; "" where
    it is left out on purpose, None where that is to be said.
    """

    letters: str
    heading: str
    key: str
    samples: tuple[str, ...]
    identifier: str | None


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen. Plain values only, so that ``dataclasses.asdict`` is JSON.

    ``title_rows``: rows above the headings, each with its number and text. ``header_row``: the last of the
    ``heading_rows`` rows of headings; None where none was made out. ``problem``: why it cannot be read on.
    """

    encoding: str = ""
    sheets: tuple[SeenSheet, ...] = ()
    sheet: str = ""
    title_rows: tuple[tuple[int, str], ...] = ()
    header_row: int | None = None
    heading_rows: int = 1
    columns: tuple[SeenColumn, ...] = ()
    layout: LayoutName | None = None
    problem: Problem | None = None


def look_at(path: Path, manner: Manner) -> Look:
    """Look at the first rows of a file. Never raises for what is in it: that is the ``problem`` of the look."""
    choice, head = SheetChoice(manner), []
    encoding = sheet = ""
    found, problem = Recognised(None, None), None
    try:
        table = open_table(path, manner.sheet, choose=choice)
        encoding, sheet = table.encoding, table.sheet
        for row in islice(table.rows, HEAD):
            head.append(row)
        found = choice.recognised(head, table.oddities)
    except CannotReadOn as stop:
        problem = stop.problem
    if problem is None and found.headings is None:
        problem = Problem(None, None, None, *(NO_HEADINGS if head else EMPTY)[:2])
    look = Look(encoding, _sheets(choice), sheet, layout=found.layout, problem=problem)
    if found.headings is None:
        return look
    headings, columns = found.headings, _columns(found, head, manner)
    return replace(
        look, title_rows=headings.titles, header_row=headings.row, heading_rows=headings.rows, columns=columns
    )


def _sheets(choice: SheetChoice) -> tuple[SeenSheet, ...]:
    return tuple(SeenSheet(sheet.name, sheet.hidden, choice.has_headings(sheet.name)) for sheet in choice.sheets)


def _columns(found: Recognised, head: Sequence[NumberedRow], manner: Manner) -> tuple[SeenColumn, ...]:
    """The columns that have a heading or something below it."""
    headings = found.headings
    assert headings is not None
    named = identified(found, manner)
    seen = []
    for place, (heading, key) in enumerate(zip(headings.written, headings.keys, strict=True)):
        below = (cells[place] for number, cells in head if number > headings.row and place < len(cells))
        samples = _samples(below)
        if heading or samples:
            seen.append(SeenColumn(column_letters(place + 1), shown(heading), key, samples, named[place]))
    return tuple(seen)


def _samples(cells: Iterable[Cell]) -> tuple[str, ...]:
    """Up to three different texts."""
    texts = (shown_cell(cell).strip() for cell in cells)
    return tuple(islice(dict.fromkeys(text for text in texts if text), _SAMPLES))


def look_to_json(look: Look) -> str:
    """The text of a look."""
    return canonical(asdict(look))


def look_from_json(text: str) -> Look:
    """The look of a text that ``look_to_json`` wrote."""
    found: dict[str, Any] = json.loads(text)
    layout, problem = found["layout"], found["problem"]
    return Look(
        **found
        | {
            "sheets": tuple(SeenSheet(**sheet) for sheet in found["sheets"]),
            "title_rows": tuple((row, text) for row, text in found["title_rows"]),
            "columns": tuple(
                SeenColumn(**column | {"samples": tuple(column["samples"])}) for column in found["columns"]
            ),
            "layout": None if layout is None else LayoutName(layout),
            "problem": None if problem is None else Problem(**problem),
        }
    )
