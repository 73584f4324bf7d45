"""Which sheet is read, and what a sheet holds besides values."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.importing.catalogue_files import entry, places, problem, row, several, table, warning
from tests.importing.workbook_files import package, read_workbook, sheet_xml, workbook
from tracker.importing.catalogue import Reading

CATALOGUE = table([row()])
NOTES = [["記入要領"], ["手続名", "正式名称を入力"], ["備考", "自由記入"]]


def changed(folder: Path, change: Callable[[Worksheet], object], rows: int = 3, **options: Any) -> Reading:
    """Read a workbook of several rows after a change to its sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "台帳"
    for line in table(several(*(row() for _ in range(rows)))):
        sheet.append(line)
    change(sheet)
    content = io.BytesIO()
    book.save(content)
    return read_workbook(folder, content.getvalue(), **options)


def with_states(states: dict[str, str]) -> bytes:
    """A workbook of catalogue sheets, each visible or hidden."""
    book = openpyxl.load_workbook(io.BytesIO(workbook(**dict.fromkeys(states, CATALOGUE))))
    for name, state in states.items():
        book[name].sheet_state = state
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def test_the_only_sheet_with_headings_is_read(tmp_path: Path) -> None:
    reading = read_workbook(tmp_path, workbook(要領=NOTES, 台帳=CATALOGUE, 空=[]))
    assert entry(reading).code == "K-001"
    assert reading.sheet == "台帳"


def test_several_sheets_with_headings_are_asked_about(tmp_path: Path) -> None:
    content = workbook(総務部=CATALOGUE, 要領=NOTES, 福祉部=table([row(code="F-1")]))
    found = problem(read_workbook(tmp_path, content))
    assert found.row is None
    assert "2枚" in found.ja
    assert "「総務部」「福祉部」" in found.ja
    assert "--sheet" in found.ja
    assert entry(read_workbook(tmp_path, content, sheet="福祉部")).code == "F-1"
    assert read_workbook(tmp_path, content, sheet=" 福祉部").sheet == "福祉部"


def test_a_sheet_that_is_not_there(tmp_path: Path) -> None:
    found = problem(read_workbook(tmp_path, workbook(台帳=CATALOGUE), sheet="一覧"))
    assert (found.row, found.value) == (None, "一覧")
    assert "「台帳」" in found.ja


def test_no_sheet_with_headings(tmp_path: Path) -> None:
    found = problem(read_workbook(tmp_path, workbook(表紙=[["手続台帳"]], 奥付=[["区"]])))
    assert "「表紙」「奥付」" in found.ja
    assert "見出しの行" in problem(read_workbook(tmp_path, workbook(表紙=[["手続台帳"]]))).ja


def test_one_sheet_says_what_it_lacks(tmp_path: Path) -> None:
    lines = [line[1:] for line in CATALOGUE]
    assert places(read_workbook(tmp_path, workbook(台帳=lines)).problems) == [(1, "手続ID")]
    assert places(read_workbook(tmp_path, workbook(要領=[["区"]], 台帳=lines)).problems) == [(1, "手続ID")]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_not_read(tmp_path: Path, state: str) -> None:
    content = with_states({"新": "visible", "旧": state})
    assert read_workbook(tmp_path, content).sheet == "新"
    found = problem(read_workbook(tmp_path, content, sheet="旧"))
    assert found.value == "旧"
    assert "非表示" in found.ja


def test_hidden_rows_are_taken_in_with_a_warning(tmp_path: Path) -> None:
    def hide(sheet: Worksheet) -> None:
        for number in (3, 4, 9):  # there is nothing in row 9
            sheet.row_dimensions[number].hidden = True

    reading = changed(tmp_path, hide)
    assert len(reading.rows) == 3
    found = warning(reading)
    assert (found.row, found.column) == (3, None)
    assert found.ja == "この行は非表示ですが、取り込みます。（ほか1か所も同じです。）"


def test_hidden_columns_are_taken_in_with_a_warning(tmp_path: Path) -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.column_dimensions["H"].hidden = sheet.column_dimensions["AB"].hidden = True

    found = warning(changed(tmp_path, hide))
    assert (found.row, found.column) == (1, "年間受付件数")


@pytest.mark.parametrize(
    ("area", "row_number", "column"),
    [("C2:C4", 2, "部"), ("A3:B3", 3, "手続ID"), ("H1:I1", 1, "年間受付件数")],
)
def test_merged_cells_are_refused(tmp_path: Path, area: str, row_number: int, column: str) -> None:
    reading = changed(tmp_path, lambda sheet: sheet.merge_cells(area))
    [found] = [found for found in reading.problems if found.value == area]
    assert (found.row, found.column) == (row_number, column)
    assert "結合" in found.ja


def test_merged_cells_beside_the_table_do_not_matter(tmp_path: Path) -> None:
    assert changed(tmp_path, lambda sheet: sheet.merge_cells("AC2:AD3")).accepted


def test_a_title_merged_over_the_table_is_a_title(tmp_path: Path) -> None:
    def add_title(sheet: Worksheet) -> None:
        sheet.insert_rows(1)
        sheet["A1"] = "手続台帳"
        sheet.merge_cells("A1:Y1")

    found = warning(changed(tmp_path, add_title))
    assert (found.row, found.value) == (1, "手続台帳")


def test_formats_far_away_do_no_harm(tmp_path: Path) -> None:
    def paint(sheet: Worksheet) -> None:
        sheet["XFD1048576"].number_format = "0.00"
        sheet.row_dimensions[90000].height = 30

    assert changed(tmp_path, paint).accepted


@pytest.mark.parametrize("place", ["XFD1048576", "A1048576", "GS1", "A100302"])
def test_a_value_far_away_is_refused_at_once(tmp_path: Path, place: str) -> None:
    def stray(sheet: Worksheet) -> None:
        sheet[place] = "x"

    found = problem(changed(tmp_path, stray))
    assert found.value == "台帳"
    assert f"（{place}に値があります）" in found.ja


def test_a_wide_empty_rectangle_is_refused(tmp_path: Path) -> None:
    def stray(sheet: Worksheet) -> None:
        sheet["GR100001"] = "x"

    assert "GR100001" in problem(changed(tmp_path, stray)).ja


def test_a_formula_far_away_without_result_is_far_away_too(tmp_path: Path) -> None:
    far = '<row r="1048576"><c r="XFD1048576"><f>1</f></c></row></sheetData>'
    found = problem(read_workbook(tmp_path, package(sheet_xml(row()).replace("</sheetData>", far))))
    assert "XFD1048576" in found.ja
