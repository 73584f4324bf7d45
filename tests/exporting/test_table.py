"""Tables to download: csv and Excel hold the same data and nothing besides, and text stays text."""

import csv
import io
import tracemalloc
import zipfile
from datetime import date
from decimal import Decimal
from fractions import Fraction

import openpyxl
import pytest
from openpyxl.utils.escape import unescape
from python_calamine import load_workbook

from tests.exporting.test_neutral import DANGEROUS
from tracker.domain.coverage import Rate
from tracker.domain.errors import Refused
from tracker.exporting import workbook
from tracker.exporting.neutral import TRIGGERS
from tracker.exporting.table import (
    BOM,
    Cell,
    Column,
    Kind,
    Table,
    cases_cell,
    csv_blocks,
    percent_cell,
    write_csv,
    write_xlsx,
)

COLUMNS = (
    Column("手続名"),
    Column("件数（件）", Kind.CASES),
    Column("率（％）", Kind.PERCENT),
    Column("開始日", Kind.DAY),
)
ROWS: list[tuple[Cell, ...]] = [
    ("住民票の写し, 等", 1_824_178, Decimal("54.2"), date(2019, 5, 1)),
    ("0012", "…", "－", None),
]
TABLE = Table("内訳", COLUMNS, ROWS, "題名", ("注1", "注2"))


def sheets(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def test_csv_is_a_heading_row_and_rows() -> None:
    assert (
        write_csv(TABLE)
        == (
            '\ufeff手続名,件数（件）,率（％）,開始日\r\n"住民票の写し, 等",1824178,54.2,2019-05-01\r\n0012,,,\r\n'
        ).encode()
    )


def test_csv_comes_in_blocks_that_make_one_file() -> None:
    rows: list[tuple[Cell, ...]] = [(f"行{number}", number) for number in range(1_700)]
    blocks = list(csv_blocks(COLUMNS[:2], iter(rows)))
    assert len(blocks) > 3
    assert b"".join(blocks).count(BOM) == 1
    read = list(csv.reader(io.StringIO(b"".join(blocks).decode("utf-8-sig"), newline="")))
    assert read == [["手続名", "件数（件）"], *([name, str(number)] for name, number in rows)]


@pytest.mark.parametrize("rows", [0, 1, 499, 500, 501, 1_000])
def test_no_row_is_lost_between_blocks(rows: int) -> None:
    content = b"".join(csv_blocks(COLUMNS[:1], ([str(number)] for number in range(rows))))
    assert content.decode().splitlines()[1:] == [str(number) for number in range(rows)]


def test_a_row_of_another_length_is_an_error() -> None:
    with pytest.raises(ValueError):
        write_csv(Table("内訳", COLUMNS, [("短い",)]))
    with pytest.raises(ValueError):
        write_xlsx(Table("内訳", COLUMNS, [("短い",)]))


def test_excel_holds_typed_cells() -> None:
    sheet = sheets(write_xlsx(TABLE))["内訳"]
    values = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert values[0] == ["手続名", "件数（件）", "率（％）", "開始日"]
    assert values[1][:3] == ["住民票の写し, 等", 1_824_178, 54.2]
    assert values[1][3].date() == date(2019, 5, 1)
    assert values[2] == ["0012", "…", "－", None]
    assert [cell.number_format for cell in sheet[2]][:3] == ["@", "#,##0", '0.0"％"']
    assert len(values) == 3


def test_title_and_notes_stand_in_a_sheet_of_their_own() -> None:
    book = sheets(write_xlsx(TABLE, Table("含めない手続", COLUMNS[:1], [("転入届",)])))
    assert book.sheetnames == ["内訳", "含めない手続", "説明"]
    assert [row[0].value for row in book["説明"].iter_rows()] == ["題名", "注1", "注2"]
    assert sheets(write_xlsx(Table("手続一覧", COLUMNS, ROWS))).sheetnames == ["手続一覧"]
    english = Table("List", COLUMNS, ROWS, "Title", language="en")
    assert sheets(write_xlsx(english)).sheetnames == ["List", "Notes"]


def test_excel_prints_on_a4_with_room_for_binding_and_its_head_on_every_page() -> None:
    sheet = sheets(write_xlsx(TABLE))["内訳"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0) or sheet.page_setup.fitToWidth == 1
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_margins.left * 25.4 == pytest.approx(25)
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:D3"
    assert not sheet.merged_cells.ranges


def test_every_cell_is_in_a_japanese_typeface_and_not_in_the_themes() -> None:
    book = sheets(write_xlsx(TABLE))
    fonts = {(cell.font.name, cell.font.scheme) for sheet in book for row in sheet.iter_rows() for cell in row}
    assert fonts == {("游ゴシック", None)}


def test_columns_are_as_wide_as_japanese_needs() -> None:
    sheet = sheets(write_xlsx(Table("内訳", COLUMNS[:2], [("監査事務局・選挙管理委員会事務局", 1)])))["内訳"]
    assert sheet.column_dimensions["A"].width > 32
    assert 8 <= sheet.column_dimensions["B"].width < 14
    long = sheets(write_xlsx(Table("内訳", COLUMNS[:1], [("あ" * 500,)])))["内訳"]
    assert long.column_dimensions["A"].width < 60
    assert long["A2"].alignment.wrap_text


def test_rows_are_as_high_as_their_wrapped_text() -> None:
    rows = [("転入届",), ("あ" * 100,), ("1行目\n2行目",), ("a" * 100,)]
    sheet = sheets(write_xlsx(Table("内訳", COLUMNS[:1], rows)))["内訳"]
    one, many, two, latin = (sheet.row_dimensions[number].height for number in (2, 3, 4, 5))
    assert one == pytest.approx(18.75)
    assert 5 * 18 <= many <= 7 * 18.75
    assert two == pytest.approx(2 * 18.75)
    assert latin < many


def test_the_same_table_gives_the_same_bytes() -> None:
    assert len({write_xlsx(TABLE) for _ in range(3)}) == 1
    assert sheets(write_xlsx(TABLE)).properties.created.year == 2024


@pytest.mark.parametrize("text", [*DANGEROUS, "http://example.jp/", "12345", "mailto:a@example.jp", "{=1}"])
def test_no_cell_is_a_formula_a_link_or_a_number_by_accident(text: str) -> None:
    content = write_xlsx(Table("内訳", COLUMNS[:1], [(text,)], text, (text,)))
    book = sheets(content)
    for cell in (book["内訳"]["A2"], *(row[0] for row in book["説明"].iter_rows())):
        assert cell.data_type == "s"
        assert cell.hyperlink is None
        assert cell.value[0] not in TRIGGERS
        assert unescape(cell.value) in {text, "'" + text}
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert not any(b"<f>" in parts.read(name) for name in parts.namelist())


@pytest.mark.parametrize(
    "text",
    ["<r><t>太字</t></r>", "<r>&</r>", "&amp;<b>", "_x000D_", "_x0041_x0042_", " 字 ", "1\r\n2", "𠮷", "あ" * 32_000],
)
def test_a_text_is_in_excel_what_it_was(text: str) -> None:
    book = load_workbook(io.BytesIO(write_xlsx(Table("内訳", COLUMNS[:1], [(text,)]))))
    assert book.get_sheet_by_index(0).to_python()[-1] == [text]


@pytest.mark.parametrize("text", ["<r><t>太字</t></r>", "<r>&</r>", "_x000D_"])
def test_a_note_is_in_excel_what_it_was(text: str) -> None:
    book = load_workbook(io.BytesIO(write_xlsx(Table("内訳", COLUMNS[:1], [], text))))
    assert book.get_sheet_by_name("説明").to_python() == [[text]]


def test_a_text_longer_than_excel_holds_is_cut_between_characters() -> None:
    book = load_workbook(io.BytesIO(write_xlsx(Table("内訳", COLUMNS[:1], [("𠮷" * 32_767,)]))))
    assert book.get_sheet_by_index(0).to_python()[-1] == ["𠮷" * 16_383]


@pytest.mark.parametrize("rows", [0, 1, 499, 500, 501, 1_000])
def test_no_row_is_lost_in_excel(rows: int) -> None:
    sheet = sheets(write_xlsx(Table("内訳", COLUMNS[:2], [(f"行{number}", number) for number in range(rows)])))["内訳"]
    assert [(name.value, count.value) for name, count in sheet.iter_rows(min_row=2)] == [
        (f"行{number}", number) for number in range(rows)
    ]
    assert sheet.dimensions == f"A1:B{rows + 1}"
    assert sheet.auto_filter.ref == f"A1:B{max(rows, 1) + 1}"


def test_a_long_list_in_excel_is_no_more_in_memory_than_what_is_sent() -> None:
    rows = ((f"手続{number}に関する届出", number, None, None) for number in range(40_000))
    tracemalloc.start()
    content = write_xlsx(Table("内訳", COLUMNS, rows))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 10 * len(content)


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_csv_cell_begins_a_formula(text: str) -> None:
    (row,) = list(csv.reader(io.StringIO(write_csv(Table("内訳", COLUMNS[:1], [(text,)])).decode(), newline="")))[1:]
    assert row == ["'" + text]


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "_MOST_ROWS", 2)
    write_xlsx(Table("内訳", COLUMNS[:1], [("a",), ("b",)]))
    with pytest.raises(Refused, match="CSV"):
        write_xlsx(Table("内訳", COLUMNS[:1], [("a",), ("b",), ("c",)]))


def test_a_percent_is_the_one_that_pages_print() -> None:
    assert percent_cell(Rate(989_181, 1_824_178)) == Decimal("54.2")
    assert percent_cell(Fraction(7_996, 10_000)) == Decimal("80.0")
    assert str(percent_cell(Fraction(1, 2_000))) == "0.1"  # halves are rounded up
    assert percent_cell(Rate(0, 0)) == percent_cell(None) == "－"
    assert (cases_cell(0), cases_cell(None)) == (0, "…")
