"""Making workbooks as Excel and other programs leave them."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from tests.importing.catalogue_files import row, several, table
from tests.importing.workbook_files import package, sheet_xml, workbook
from tracker.domain.catalogue import COLUMNS
from tracker.importing.table import column_letters

LETTERS = {column.identifier: column_letters(place) for place, column in enumerate(COLUMNS, start=1)}
LINES = table([row()])
APRIL = date(2024, 4, 1)
ONLINE = {"online_status": "実施済"}


def saved(change: Callable[[Worksheet], object], rows: int = 3, **cells: Any) -> Callable[[], bytes]:
    """A workbook of some rows after a change to its sheet."""

    def build() -> bytes:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.title = "台帳"
        for line in table(several(*(row(**cells) for _ in range(rows)))):
            sheet.append(line)
        change(sheet)
        content = io.BytesIO()
        book.save(content)
        return content.getvalue()

    return build


def valued(identifier: str, value: object, number_format: str = "General", **cells: Any) -> Callable[[], bytes]:
    """A workbook with a value of some type under a number format."""

    def put(sheet: Worksheet) -> None:
        cell = sheet[f"{LETTERS[identifier]}2"]
        cell.value, cell.number_format = value, number_format

    return saved(put, rows=1, **cells)


def written(identifier: str, xml: str, **cells: Any) -> Callable[[], bytes]:
    """A workbook with a cell as XML; ``@`` stands for its place."""
    cells[identifier] = xml.replace("@", f"{LETTERS[identifier]}2")
    return lambda: package(sheet_xml(row(**cells)))


def far(place: str) -> Callable[[], bytes]:
    """A workbook with a value far away from its table."""

    def put(sheet: Worksheet) -> None:
        sheet[place] = "x"

    return saved(put)


def states(**sheets: str) -> bytes:
    """A workbook of sheets that are visible or hidden."""
    book = openpyxl.load_workbook(io.BytesIO(workbook(**dict.fromkeys(sheets, LINES))))
    for name, state in sheets.items():
        book[name].sheet_state = state
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def in_1904() -> bytes:
    """A workbook of the calendar that once began in 1904."""
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    assert book.active is not None
    for line in table([row(**ONLINE, online_on=APRIL)]):
        book.active.append(line)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def chart_alone() -> bytes:
    """A workbook of a sheet that holds nothing but a chart."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.remove(book.active)
    book.create_chartsheet("図")
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def hide_rows(sheet: Worksheet) -> None:
    sheet.row_dimensions[3].hidden = True


def hide_column(sheet: Worksheet) -> None:
    sheet.column_dimensions[LETTERS["annual_cases"]].hidden = True


def filtered(sheet: Worksheet) -> None:
    sheet.auto_filter.ref = sheet.dimensions
    sheet.freeze_panes = "B2"


def add_title(sheet: Worksheet) -> None:
    sheet.insert_rows(1)
    sheet["A1"] = "手続台帳"


def paint_far_away(sheet: Worksheet) -> None:
    sheet["XFD1048576"].number_format = "0.00"


def merged(area: str) -> Callable[[], bytes]:
    return saved(lambda sheet: sheet.merge_cells(area))
