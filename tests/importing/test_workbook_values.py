"""Values of a workbook: what Excel makes of numbers, dates and text, and what can no longer be read."""

import csv
import io
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.importing.catalogue_files import Cells, entry, places, problem, row, several, table, warning
from tests.importing.workbook_files import package, read_workbook, read_xlsx, sheet_xml, workbook
from tracker.domain.catalogue import COLUMNS
from tracker.domain.fiscal import Period, Precision
from tracker.importing.catalogue import read_catalogue
from tracker.importing.table import column_letters

WARD_FILE = Path(__file__).resolve().parents[2] / "data" / "procedures.csv"
LETTERS = {column.identifier: column_letters(place) for place, column in enumerate(COLUMNS, start=1)}


def dated(folder: Path, column: str, value: object, number_format: str, **cells: Any) -> Any:
    """Read a workbook with one value under a number format."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in table([row(**cells)]):
        sheet.append(line)
    place = sheet[f"{LETTERS[column]}2"]
    place.value, place.number_format = value, number_format
    content = io.BytesIO()
    book.save(content)
    return read_workbook(folder, content.getvalue())


def with_cell(folder: Path, column: str, xml: str, *, styles: str = "", **cells: Any) -> Any:
    """Read a workbook with one cell written as XML; ``@`` stands for its place."""
    raw = xml.replace("@", f"{LETTERS[column]}2")
    return read_workbook(folder, package(sheet_xml(row(**{**cells, column: raw})), styles=styles))


def test_a_workbook_says_what_the_text_file_says(tmp_path: Path) -> None:
    with WARD_FILE.open(encoding="utf-8-sig", newline="") as file:
        lines: list[list[Any]] = list(csv.reader(file))
    for line in lines[1:]:
        line[7:10] = [int(cases) if cases else None for cases in line[7:10]]
    reading = read_workbook(tmp_path, workbook(台帳=lines))
    text = read_catalogue(WARD_FILE, today=date(2026, 11, 20))
    assert (reading.rows, reading.columns) == (text.rows, text.columns)
    assert reading.problems == reading.warnings == ()
    assert (reading.encoding, reading.sheet) == ("xlsx", "台帳")


def test_numbers_are_whole_numbers(tmp_path: Path) -> None:
    found = entry(read_xlsx(tmp_path, row(annual_cases=1_234.0, online_cases=0, volume_fiscal_year=2022)))
    assert (found.annual_cases, found.online_cases, found.volume_fiscal_year) == (1_234, 0, 2022)


def test_a_fraction_is_refused(tmp_path: Path) -> None:
    found = problem(read_xlsx(tmp_path, row(annual_cases=1.5)))
    assert (found.row, found.column, found.value) == (2, "年間受付件数", "1.5")


@pytest.mark.parametrize("value", [-5, 1e20, 99_999_999_999])
def test_numbers_that_cannot_be_a_count_are_refused(tmp_path: Path, value: float) -> None:
    assert places(read_xlsx(tmp_path, row(annual_cases=value)).problems) == [(2, "年間受付件数")]


def test_text_keeps_its_leading_zeros(tmp_path: Path) -> None:
    assert entry(read_xlsx(tmp_path, row(code="0012", annual_cases="0500"))).code == "0012"


def test_numbers_as_text(tmp_path: Path) -> None:
    found = entry(read_xlsx(tmp_path, row(code=1001, national_lists=59, barrier=2, online_status=5, note=2.5)))
    assert (found.code, found.national_lists, found.note) == ("1001", ("59",), "2.5")


def test_a_number_that_lost_digits_is_refused(tmp_path: Path) -> None:
    found = problem(read_xlsx(tmp_path, row(code=1234567890123456)))
    assert (found.row, found.column) == (2, "手続ID")
    assert "桁数が多い" in found.ja


@pytest.mark.parametrize("column", ["annual_cases", "online_cases", "annual_cases_ceiling"])
def test_a_boolean_is_no_number(tmp_path: Path, column: str) -> None:
    cells: Cells = {"annual_cases": "", column: True}
    assert problem(read_xlsx(tmp_path, row(**cells))).value == "TRUE"


def test_a_boolean_is_a_mark(tmp_path: Path) -> None:
    found = warning(read_xlsx(tmp_path, row(online_status=True)))
    assert (found.row, found.value, found.ja) == (2, "TRUE", "「TRUE」を「実施済」と読み取りました。")
    assert read_xlsx(tmp_path, row(online_status=False)).accepted


@pytest.mark.parametrize(
    "number_format",
    ["yyyy/m/d", 'yyyy"年"m"月"d"日"', '[$-411]ggge"年"m"月"d"日"', "[$-411]ge.m.d", "m/d/yy h:mm", "mm-dd-yy"],
)
@pytest.mark.parametrize("value", [date(2024, 4, 1), datetime(2024, 4, 1, 13, 30)])  # noqa: DTZ001 - Excel knows no zones
def test_a_date_of_excel(tmp_path: Path, value: date, number_format: str) -> None:
    reading = dated(tmp_path, "online_on", value, number_format, online_status="実施済")
    assert entry(reading).online_on == date(2024, 4, 1)
    assert reading.warnings == ()


@pytest.mark.parametrize("built_in", [14, 27, 28, 30, 31, 36, 50, 51, 57, 58])
def test_the_date_formats_of_japanese_excel(tmp_path: Path, built_in: int) -> None:
    styles = f'<cellXfs><xf numFmtId="0"/><xf numFmtId="{built_in}"/></cellXfs>'
    reading = with_cell(tmp_path, "online_on", '<c r="@" s="1"><v>45383</v></c>', styles=styles, online_status="実施済")
    assert entry(reading).online_on == date(2024, 4, 1)
    assert reading.warnings == ()


def test_the_calendar_that_begins_in_1904(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    assert book.active is not None
    for line in table([row(online_status="実施済", online_on=date(2024, 4, 1))]):
        book.active.append(line)
    content = io.BytesIO()
    book.save(content)
    assert entry(read_workbook(tmp_path, content.getvalue())).online_on == date(2024, 4, 1)


@pytest.mark.parametrize("number_format", ['yyyy"年"m"月"', "mmm-yy", '[$-411]ggge"年"m"月"', "yyyy/m;@"])
def test_a_month_of_excel_stays_a_month(tmp_path: Path, number_format: str) -> None:
    planned = dated(tmp_path, "planned_for", date(2025, 10, 1), number_format)
    assert entry(planned).planned_for == Period(date(2025, 10, 1), Precision.MONTH)
    start = dated(tmp_path, "online_on", date(2025, 10, 1), number_format, online_status="実施済")
    assert entry(start).online_on == date(2025, 10, 1)
    assert "日がないので" in warning(start).ja


@pytest.mark.parametrize("built_in", [17, 34, 52, 55])
def test_the_month_formats_of_japanese_excel(tmp_path: Path, built_in: int) -> None:
    styles = f'<cellXfs><xf numFmtId="0"/><xf numFmtId="{built_in}"/></cellXfs>'
    reading = with_cell(tmp_path, "planned_for", '<c r="@" s="1"><v>45383</v></c>', styles=styles)
    assert entry(reading).planned_for == Period(date(2024, 4, 1), Precision.MONTH)


def test_a_day_shown_as_a_month_is_still_that_day(tmp_path: Path) -> None:
    planned = dated(tmp_path, "planned_for", date(2025, 10, 15), "yyyy/m")
    assert entry(planned).planned_for == Period(date(2025, 10, 15), Precision.DAY)


@pytest.mark.parametrize("column", ["code", "name", "annual_cases", "procedure_type", "volume_fiscal_year", "url"])
def test_a_date_where_there_is_none_is_refused(tmp_path: Path, column: str) -> None:
    found = problem(dated(tmp_path, column, date(2026, 2, 1), "m/d"))
    assert (found.row, found.value) == (2, "2026-02-01")
    assert "Excelで日付になっています" in found.ja


def test_a_time_of_day_is_refused(tmp_path: Path) -> None:
    found = problem(dated(tmp_path, "online_on", time(12, 30), "h:mm", online_status="実施済"))
    assert (found.row, found.column, found.value) == (2, "オンライン開始日", "12:30:00")


def test_a_number_in_a_date_column_is_explained(tmp_path: Path) -> None:
    found = problem(read_xlsx(tmp_path, row(online_status="実施済", online_on=45383)))
    assert (found.column, found.value) == ("オンライン開始日", "45383")
    assert "Excelの日付の番号" in found.ja


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#DIV/0!", "#VALUE!"])
@pytest.mark.parametrize("formula", ["", "<f>1/0</f>"])
def test_an_error_value_is_refused(tmp_path: Path, error: str, formula: str) -> None:
    found = problem(with_cell(tmp_path, "annual_cases", f'<c r="@" t="e">{formula}<v>{error}</v></c>'))
    assert (found.row, found.column, found.value) == (2, "年間受付件数", error)
    assert "エラー値" in found.ja


@pytest.mark.parametrize("value", ["", "<v></v>", "<v/>"])
@pytest.mark.parametrize("column", ["annual_cases", "note"])
def test_a_formula_without_its_result_is_refused(tmp_path: Path, value: str, column: str) -> None:
    found = problem(with_cell(tmp_path, column, f'<c r="@"><f>SUM(1,2)</f>{value}</c>'))
    assert (found.row, found.column) == (2, {"annual_cases": "年間受付件数", "note": "備考"}[column])
    assert "計算結果が保存されていません" in found.ja


def test_a_formula_without_its_result_outside_the_values_is_seen(tmp_path: Path) -> None:
    beside = sheet_xml(row(), extra_cells='<c r="Z2"><f>1</f></c>')
    assert places(read_workbook(tmp_path, package(beside)).problems) == [(2, None)]
    below = sheet_xml(row()).replace("</sheetData>", '<row r="4"><c r="H4"><f>1</f></c></row></sheetData>')
    assert places(read_workbook(tmp_path, package(below)).problems) == [(4, "年間受付件数")]


def test_a_formula_with_its_result_is_pointed_out(tmp_path: Path) -> None:
    reading = with_cell(tmp_path, "annual_cases", '<c r="@"><f>SUM(1,2)</f><v>3</v></c>')
    assert entry(reading).annual_cases == 3
    found = warning(reading)
    assert (found.row, found.column) == (2, "年間受付件数")
    assert found.ja.startswith("数式が1か所あります")


def test_a_formula_whose_result_is_empty_text_has_a_result(tmp_path: Path) -> None:
    reading = with_cell(tmp_path, "note", '<c r="@" t="str"><f>""</f><v></v></c>')
    assert entry(reading).note == ""
    assert warning(reading).column == "備考"


def test_formulas_are_counted_by_column(tmp_path: Path) -> None:
    formula = '<c r="{0}{1}"><f>2</f><v>2022</v></c>'
    rows = several(*(row() for _ in range(3)))
    for number, cells in enumerate(rows, start=2):
        cells["volume_fiscal_year"] = formula.format(LETTERS["volume_fiscal_year"], number)
    found = warning(read_workbook(tmp_path, package(sheet_xml(*rows))))
    assert (found.row, found.column) == (2, "件数年度")
    assert "3か所" in found.ja


def test_faults_in_a_column_left_out_do_not_matter(tmp_path: Path) -> None:
    sheet = sheet_xml(row()).replace("</row>", '<c r="Z1" t="inlineStr"><is><t>集計</t></is></c></row>', 1)
    sheet = sheet.replace("</row></sheetData>", '<c r="Z2" t="e"><v>#N/A</v></c></row></sheetData>')
    assert not read_workbook(tmp_path, package(sheet)).accepted
    assert read_workbook(tmp_path, package(sheet), allow_unknown_columns=True).accepted


def test_readings_of_names_are_not_part_of_them(tmp_path: Path) -> None:
    name = '<r><t>住民</t></r><r><t>票</t></r><rPh sb="0" eb="3"><t>ジュウミン</t></rPh>'
    assert entry(with_cell(tmp_path, "name", f'<c r="@" t="inlineStr"><is>{name}</is></c>')).name == "住民票"


def test_control_characters_in_a_workbook_are_refused(tmp_path: Path) -> None:
    found = problem(with_cell(tmp_path, "name", '<c r="@" t="inlineStr"><is><t>a_x0001_b</t></is></c>'))
    assert (found.column, found.value) == ("手続名", "a<U+0001>b")


def test_a_line_break_in_a_note(tmp_path: Path) -> None:
    assert entry(read_xlsx(tmp_path, row(note="一\n二"))).note == "一\n二"
    assert problem(read_xlsx(tmp_path, row(name="一\n二"))).column == "手続名"


def test_empty_rows_and_columns_before_the_table(tmp_path: Path) -> None:
    lines = [[], [], *([None, None, *cells] for cells in table(several(row(), row(annual_cases="x"))))]
    found = problem(read_workbook(tmp_path, workbook(台帳=lines)))
    assert (found.row, found.column) == (5, "年間受付件数")


def test_a_value_beside_the_table_is_refused(tmp_path: Path) -> None:
    lines = table([row()])
    lines[1] += [None, "メモ"]
    found = problem(read_workbook(tmp_path, workbook(台帳=lines)))
    assert (found.row, found.column, found.value) == (2, None, "メモ")
    assert "AA列" in found.ja


def test_places_are_right_where_the_table_begins_further_in(tmp_path: Path) -> None:
    lines = [[], *([None, None, *cells] for cells in table(several(row(), row())))]
    content = io.BytesIO(workbook(台帳=lines))
    book = openpyxl.load_workbook(content)
    book["台帳"]["D3"] = "#N/A"
    book["台帳"]["J4"] = "=1"
    changed = io.BytesIO()
    book.save(changed)
    reading = read_workbook(tmp_path, changed.getvalue())
    assert places(reading.problems) == [(3, "手続名"), (4, "年間受付件数")]
