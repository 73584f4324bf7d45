"""Downloads read as an officer's own programs would read them, without the product's readers."""

import csv
import io
from typing import Any

import openpyxl

from tests.pages import Pages
from tracker import files

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Row = dict[str, str]


def csv_rows(content: bytes) -> list[Row]:
    """The rows of a CSV file by heading."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def xlsx_rows(content: bytes, sheet: int = 0) -> list[dict[str, Any]]:
    """The rows of a sheet by heading."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    headings, *rows = book.worksheets[sheet].iter_rows(values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in rows]


def downloaded(pages: Pages, address: str) -> list[Row]:
    """The rows of a CSV download."""
    return csv_rows(pages.file(address, CSV))


def codes(rows: list[Row]) -> list[str]:
    """The codes of rows in order."""
    return [row["手続ID"] for row in rows]


WARD = csv_rows(files.WARD_CATALOGUE.read_bytes())
"""The ward's catalogue as it stands in its file."""
UNITS = [(row["部"], row["所管課"]) for row in csv_rows(files.WARD_ORGANISATION.read_bytes())]
"""部 and 所管課 in 建制順, from the file of the organisation."""
