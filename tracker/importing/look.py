"""A first look at a file: what it seems to be, before it is read as a whole."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tracker.domain.audit import canonical
from tracker.importing.manner import LayoutName, Manner
from tracker.importing.problem import Problem


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
    raise NotImplementedError


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
