"""Catalogue files for tests: one harmless row unless said otherwise, written as bytes that the test can see through."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from tests.build import TODAY
from tracker.domain.catalogue import COLUMNS, HEADINGS, Entry
from tracker.importing.catalogue import Reading, read_catalogue
from tracker.importing.problem import Problem

Cells = dict[str, Any]

PLAIN: Cells = {
    "code": "K-001",
    "name": "住民票の写し",
    "division": "戸籍住民課",
    "annual_cases": "500",
    "volume_fiscal_year": "令和4年度",
    "online_status": "未実施",
}


def row(**cells: Any) -> Cells:
    """A row by identifiers: harmless but for the cells given."""
    return {**PLAIN, **cells}


def several(*rows: Cells) -> list[Cells]:
    """Rows that differ in code and name."""
    return [{**cells, "code": f"K-{n}", "name": f"手続{n}"} for n, cells in enumerate(rows, start=1)]


def table(rows: Iterable[Cells], columns: Sequence[str] | None = None) -> list[list[Any]]:
    """The heading row and the rows below it; all columns unless said otherwise."""
    names = [column.identifier for column in COLUMNS] if columns is None else columns
    return [[HEADINGS[name] for name in names], *([cells.get(name, "") for name in names] for cells in rows)]


def csv_text(lines: Iterable[Sequence[Any]], delimiter: str = ",", newline: str = "\r\n") -> str:
    """The text of a csv file."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=newline).writerows(lines)
    return text.getvalue()


def read_bytes(folder: Path, content: bytes, name: str = "catalogue.csv", **options: Any) -> Reading:
    """What the reader makes of a file with that content."""
    path = folder / name
    path.write_bytes(content)
    return read_catalogue(path, **{"today": TODAY, **options})


def read_text(folder: Path, text: str, **options: Any) -> Reading:
    """The same for text, as UTF-8 without BOM."""
    return read_bytes(folder, text.encode(), **options)


def read_rows(folder: Path, *rows: Cells, columns: Sequence[str] | None = None, **options: Any) -> Reading:
    """The same for rows."""
    return read_text(folder, csv_text(table(rows, columns)), **options)


def entry(reading: Reading) -> Entry:
    """The only entry of a file that was accepted."""
    assert reading.problems == ()
    [only] = reading.rows
    return only.entry


def problem(reading: Reading) -> Problem:
    """The only problem of a file."""
    assert not reading.accepted
    [only] = reading.problems
    return only


def warning(reading: Reading) -> Problem:
    """The only warning of a file that was accepted."""
    assert reading.accepted, reading.problems
    [only] = reading.warnings
    return only


def places(problems: Iterable[Problem]) -> list[tuple[int | None, str | None]]:
    """Where problems are."""
    return [(found.row, found.column) for found in problems]


ReadCell = Callable[..., Reading]
