"""Workbooks for tests: ordinary ones by XlsxWriter, odd ones byte by byte."""

import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter

from tests.importing.catalogue_files import Cells, read_bytes, row, table
from tracker.importing.catalogue import Reading
from tracker.importing.table import column_letters

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def workbook(**sheets: Iterable[Sequence[Any]]) -> bytes:
    """A workbook as XlsxWriter makes it: text stays text, numbers and booleans keep their type."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        for name, lines in sheets.items():
            sheet = book.add_worksheet(name)
            for number, cells in enumerate(lines):
                sheet.write_row(number, 0, cells)
    return content.getvalue()


def read_workbook(folder: Path, content: bytes, **options: Any) -> Reading:
    """What the reader makes of a workbook; its name does not tell what it is."""
    return read_bytes(folder, content, name="upload", **options)


def read_xlsx(folder: Path, *rows: Cells, columns: Sequence[str] | None = None, **options: Any) -> Reading:
    """The same for rows in one sheet."""
    return read_workbook(folder, workbook(台帳=table(rows, columns)), **options)


def cell(place: str, value: str) -> str:
    """A cell with text in the sheet itself."""
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'


def sheet_xml(*rows: Cells, columns: Sequence[str] | None = None, more: str = "", extra_cells: str = "") -> str:
    """A worksheet part: headings, rows of text, ``extra_cells`` in the last row, and ``more`` after the data."""
    lines = table(rows, columns)
    xml = ""
    for number, cells in enumerate(lines, start=1):
        texts = "".join(
            value if str(value).startswith("<c ") else cell(f"{column_letters(place)}{number}", value)
            for place, value in enumerate(cells, start=1)
            if value
        )
        xml += f'<row r="{number}">{texts}{extra_cells if number == len(lines) else ""}</row>'
    return f'<worksheet xmlns="{MAIN}"><sheetData>{xml}</sheetData>{more}</worksheet>'


def package(sheet: str = "", *, styles: str = "", more: dict[str, str | bytes] | None = None) -> bytes:
    """A workbook of one sheet 「台帳」 from its parts. ``more`` adds parts."""
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>',
        "_rels/.rels": relationships(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": workbook_xml('<sheet name="台帳" sheetId="1" r:id="rId1"/>'),
        "xl/_rels/workbook.xml.rels": relationships(
            ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "styles", "styles.xml")
        ),
        "xl/worksheets/sheet1.xml": sheet or sheet_xml(row()),
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{styles or STYLES}</styleSheet>',
    }
    content = io.BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        for name, text in {**parts, **(more or {})}.items():
            archive.writestr(name, text)
    return content.getvalue()


STYLES = '<cellXfs><xf numFmtId="0"/></cellXfs>'


def workbook_xml(sheets: str, properties: str = "") -> str:
    """The part that lists the sheets."""
    return f'<workbook xmlns="{MAIN}" xmlns:r="{DOCUMENT}">{properties}<sheets>{sheets}</sheets></workbook>'


def relationships(*links: tuple[str, str, str]) -> str:
    """A part that says where other parts are."""
    xml = "".join(
        f'<Relationship Id="{identifier}" Type="{DOCUMENT}/{kind}" Target="{target}"/>'
        for identifier, kind, target in links
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{xml}</Relationships>'
