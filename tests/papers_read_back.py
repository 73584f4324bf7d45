"""The files of a paper, each read by a reader that knows nothing of how it was written, for what all of them must say.

Cells are compared as they are printed, without the commas of numbers.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import docx
import html5lib
import openpyxl

from tests.exporting.report.pdf_files import poppler, squeezed

HEADLINE = re.compile(r"件数ベースオンライン化率は、([\d.]+)％（([\d,]+)件／([\d,]+)件）")
LISTED = re.compile(r"([KPN]-\d{3})\s.*?\s([\d,]+|…)\s+(済|－|除く)\s")
COVERAGE = 8
"""So many columns has the table of departments."""

Cells = tuple[str, ...]
Rows = Sequence[Sequence[object]]


class Said(NamedTuple):
    """``headline``: percentage, numerator, denominator. ``departments``: the rows with their sum at the end.

    ``procedures``: code, cases a year, and whether it is counted as online.
    """

    headline: Cells
    departments: tuple[Cells, ...]
    procedures: tuple[Cells, ...]


def pdf(path: Path) -> Said:
    """By what poppler sees printed."""
    lines = poppler("pdftotext", "-layout", path, "-").splitlines()
    begin = next(number for number, line in enumerate(lines) if re.match(r"\s*表２\s", line))
    rows = [row for line in lines[begin:] if len(row := line.split()) == COVERAGE and row[1].isdecimal()]
    end = next(number for number, row in enumerate(rows) if row[0] == "計")
    procedures = [found.groups() for line in lines if (found := LISTED.search(line))]
    return Said(_headline(lines), _cells(rows[: end + 1]), _cells(procedures))


def xlsx(path: Path) -> Said:
    """By the cells of the workbook."""
    book = openpyxl.load_workbook(path)
    overview, departments, procedures = (
        list(book[name].iter_rows(min_row=2, values_only=True)) for name in ("概要", "部別", "手続別一覧")
    )
    return Said(_cells(overview)[0][1:4], _cells(departments), _listed(_cells(procedures)))


def word(path: Path) -> Said:
    """By the paragraphs and tables of the document."""
    document = docx.Document(str(path))
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    return _said(tables, (paragraph.text for paragraph in document.paragraphs))


def html(path: Path) -> Said:
    """By the elements of the page."""
    root = html5lib.parse(path.read_bytes(), namespaceHTMLElements=False)
    tables = [
        [["".join(cell.itertext()).strip() for cell in row] for row in table.iter("tr")] for table in root.iter("table")
    ]
    return _said(tables, ("".join(paragraph.itertext()) for paragraph in root.iter("p")))


def open_data(path: Path) -> list[dict[str, str]]:
    """The rows of the csv file by their headings."""
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline="")))


READERS: dict[str, Callable[[Path], Said]] = {"pdf": pdf, "xlsx": xlsx, "docx": word, "html": html}


def _said(tables: Iterable[Rows], paragraphs: Iterable[str]) -> Said:
    by_heading = {(table[0][0], table[0][1]): _cells(table[1:]) for table in tables if len(table[0]) > 1}
    procedures = by_heading["手続ID", "部"]
    return Said(_headline(paragraphs), by_heading["部", "手続数"], _listed(procedures))


def _headline(lines: Iterable[str]) -> Cells:
    found = HEADLINE.search(squeezed("".join(lines)))
    assert found is not None
    return _cells([found.groups()])[0]


def _listed(rows: Iterable[Cells]) -> tuple[Cells, ...]:
    return tuple((row[0], row[4], row[5]) for row in rows)


def _cells(rows: Iterable[Sequence[object]]) -> tuple[Cells, ...]:
    return tuple(tuple("" if cell is None else str(cell).replace(",", "") for cell in row) for row in rows)
