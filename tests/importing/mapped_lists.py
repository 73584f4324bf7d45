"""Lists in a layout of somebody's own, for tests: a few columns, and a mapping that reads them."""

import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl

from tests.build import TODAY
from tests.importing.catalogue_files import csv_text
from tracker.domain.column_mapping import ColumnMapping
from tracker.importing.catalogue import Reading
from tracker.importing.files_read import read_file
from tracker.importing.manner import Manner

HEADINGS = ["部", "課", "手続", "件数", "状況"]
MAPPING = ColumnMapping(
    columns={"部": "department", "課": "division", "手続": "name", "件数": "annual_cases", "状況": "online_status"},
    constants={"volume_fiscal_year": "令和4年度"},
    code_prefix="T-",
)
Lines = Sequence[Sequence[Any]]


def read_lines(
    folder: Path, *lines: Sequence[Any], headings: Lines = (HEADINGS,), manner: Manner | None = None, **changed: Any
) -> Reading:
    """What is read of a csv file with these lines below the headings. ``changed``: fields of the mapping."""
    path = folder / "list.csv"
    path.write_text(csv_text([*headings, *lines]), "utf-8-sig")
    return read_file(path, replace(manner or Manner(), mapping=replace(MAPPING, **changed)), TODAY)


def read_book(folder: Path, *lines: Sequence[Any], merges: Sequence[str] = (), **changed: Any) -> Reading:
    """The same for a workbook with merged cells."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for line in (HEADINGS, *lines):
        sheet.append(list(line))
    for area in merges:
        sheet.merge_cells(area)
    content = io.BytesIO()
    book.save(content)
    path = folder / "list.xlsx"
    path.write_bytes(content.getvalue())
    return read_file(path, Manner(mapping=replace(MAPPING, **changed)), TODAY)


def units(reading: Reading) -> list[tuple[str, str, str]]:
    """Department, division and name of every row."""
    return [(row.entry.department, row.entry.division, row.entry.name) for row in reading.rows]
