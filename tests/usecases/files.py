"""Catalogue files for the use cases: entries written as an officer would hand them in."""

from collections.abc import Iterable
from pathlib import Path

from tests.importing.catalogue_files import csv_text, table
from tracker.domain.catalogue import COLUMNS, Entry
from tracker.exporting.catalogue import cells

IDENTIFIERS = [column.identifier for column in COLUMNS]


def catalogue_file(
    folder: Path, entries: Iterable[Entry], *, without: Iterable[str] = (), name: str = "catalogue.csv"
) -> Path:
    """A csv file with these rows; ``without``: columns that the file does not have."""
    rows = [dict(zip(IDENTIFIERS, cells(entry), strict=True)) for entry in entries]
    path = folder / name
    path.write_text(csv_text(table(rows, [each for each in IDENTIFIERS if each not in set(without)])), "utf-8-sig")
    return path
