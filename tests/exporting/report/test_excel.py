"""The paper as a workbook: every printed figure is a number that still looks as printed, and tables are tables."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.escape import unescape

from tests.exporting.test_neutral import DANGEROUS
from tests.report_sample import LONG, report
from tracker.domain import labels
from tracker.domain.coverage import Rate
from tracker.domain.errors import Refused
from tracker.domain.report.document import Column, Kind, MonthlyReport, Table, TrendChart
from tracker.exporting import workbook
from tracker.exporting.report.excel import write_excel
from tracker.exporting.report.excel_cells import CHANGE, COUNT, PERCENT, PLAIN, POINTS, typed

NAMES = {
    "概要": "overview",
    "部別": "departments",
    "手続別一覧": "procedures",
    "優先順位": "priorities",
    "変動": "changes",
    "定義": "definitions",
}
HOSTILE = "=1+1<b>&\x0b\x00\ufffe\ud800"


def book_of(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.fixture(scope="module")
def book() -> openpyxl.Workbook:
    return book_of(write_excel(report()))


def shown(value: Any, number_format: str) -> str:
    """What Excel shows for a number in one of the formats of the paper, written down anew."""
    if number_format == PLAIN:
        return str(value)
    digits = f"{abs(value):,.1f}" if "0.0" in number_format else f"{abs(value):,}"
    if number_format in (COUNT, PERCENT):
        return digits
    sign = "＋" if value > 0 else "△" if value < 0 else "±"
    assert number_format.split(";")["＋△±".index(sign)].startswith(f'"{sign}"')
    return sign + digits


def with_sheets(**tables: Table) -> MonthlyReport:
    made = report()
    return replace(made, sheets=replace(made.sheets, **tables))


def all_cells(made: openpyxl.Workbook) -> Iterator[Any]:
    return (cell for sheet in made for row in sheet.iter_rows() for cell in row if cell.value is not None)


def test_a_sheet_for_every_table_and_for_the_numbers_of_the_charts(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == [*NAMES, "推移", "部別内訳"]


@pytest.mark.parametrize("name", NAMES)
def test_every_cell_is_shown_as_it_is_printed(book: openpyxl.Workbook, name: str) -> None:
    table: Table = getattr(report().sheets, NAMES[name])
    head, *rows = book[name].iter_rows(max_row=len(table.rows) + 1)
    assert [cell.value for cell in head] == [column.heading for column in table.columns]
    for printed, row in zip(table.rows, rows, strict=True):
        for text, cell, column in zip(printed, row, table.columns, strict=True):
            if cell.data_type == "n" and cell.value is not None:
                assert column.kind is not Kind.TEXT
                assert shown(cell.value, cell.number_format) == text
            else:
                assert (cell.value or "").removeprefix("'") == text


def test_figures_are_numbers_and_marks_stay_text_at_the_right(book: openpyxl.Workbook) -> None:
    overview, procedures, changes = book["概要"], book["手続別一覧"], book["変動"]
    assert [cell.value for cell in overview[2]][1:4] == [25.6, 390_000, 1_521_000]
    assert overview["F2"].value == 2.6
    assert overview["F3"].value == 0
    assert (changes["C2"].value, changes["D3"].value) == (39_000, -3)
    assert (procedures["E2"].value, procedures["E41"].value) == (39_000, "…")
    assert {procedures[place].alignment.horizontal for place in ("E2", "E41")} == {"right"}
    assert {cell.data_type for cell in procedures["B"]} == {"s"}


@pytest.mark.parametrize(
    ("kind", "printed", "cell", "number_format"),
    [
        (Kind.COUNT, "1,824,178", 1_824_178, COUNT),
        (Kind.COUNT, "0", 0, COUNT),
        (Kind.COUNT, "1000", 1_000, PLAIN),
        (Kind.COUNT, "…", "…", COUNT),
        (Kind.COUNT, "007", "007", COUNT),
        (Kind.COUNT, "54.2", "54.2", COUNT),
        (Kind.COUNT, "１２", "１２", COUNT),
        (Kind.PERCENT, "54.2", Decimal("54.2"), PERCENT),
        (Kind.PERCENT, "100.0", 100, PERCENT),
        (Kind.PERCENT, "54.25", "54.25", PERCENT),
        (Kind.PERCENT, "－", "－", PERCENT),
        (Kind.CHANGE, "＋284,125", 284_125, CHANGE),
        (Kind.CHANGE, "△3", -3, CHANGE),
        (Kind.CHANGE, "±0", 0, CHANGE),
        (Kind.POINTS, "△0.3", Decimal("-0.3"), POINTS),
        (Kind.POINTS, "＋0.0", "＋0.0", POINTS),
        (Kind.TEXT, "1,234", "1,234", "@"),
    ],
)
def test_a_cell_is_a_number_only_where_it_is_shown_as_printed(
    kind: Kind, printed: str, cell: object, number_format: str
) -> None:
    look, cells = typed(Column("見出し", kind), [printed])
    assert (cells, look["num_format"]) == ([cell], number_format)


def test_whatever_labels_print_becomes_a_number() -> None:
    for number in (0, 7, 999, 1_000, -1, -12_345):
        assert typed(Column("", Kind.CHANGE), [labels.signed_number(number)])[1] == [number]
    for share in (Fraction(1, 3), Fraction(-1, 3), Fraction(-1, 100_000), Fraction(1)):
        assert isinstance(typed(Column("", Kind.POINTS), [labels.signed_points(share)])[1][0], Decimal)


def test_there_is_nothing_but_the_table_and_its_head_stays(book: openpyxl.Workbook) -> None:
    for name, field in NAMES.items():
        sheet, table = book[name], getattr(report().sheets, field)
        assert not sheet.merged_cells.ranges
        assert sheet.freeze_panes == "A2"
        assert sheet.print_title_rows == "$1:$1"
        if name != "定義":
            assert (sheet.max_row, sheet.max_column) == (len(table.rows) + 1, len(table.columns))


def test_the_total_is_bold_below_a_rule_and_outside_the_filter(book: openpyxl.Workbook) -> None:
    for name, last in (("部別", "A1:G6"), ("変動", "A1:E3")):
        sheet = book[name]
        assert sheet.auto_filter.ref == last
        *_, before, total = sheet.iter_rows()
        assert total[0].value == "計"
        assert {(cell.font.bold, cell.border.top.style) for cell in total} == {(True, "thin")}
        assert {(cell.font.bold, cell.border.top.style) for cell in before} == {(False, None)}
    assert book["概要"].auto_filter.ref == "A1:G3"


def test_every_printed_page_says_what_it_is(book: openpyxl.Workbook) -> None:
    for sheet in book:
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert sheet.page_margins.left * 25.4 == pytest.approx(25)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0
        assert bool(sheet.print_options.gridLines) is not bool(sheet._charts)
        assert sheet.oddHeader.left.text.strip() == report().heading.title
        assert sheet.oddHeader.right.text.strip().startswith("&A　令和8年10月31日現在")
        assert sheet.oddHeader.left.size == sheet.oddHeader.right.size == 9
        assert sheet.oddFooter.center.text == "&P / &N"
    assert book["部別"].oddHeader.right.text.endswith("　単位：手続、件")


def test_the_head_of_a_page_is_never_too_long_for_excel() -> None:
    heading = replace(report().heading, title="A&B\n" * 80)
    sheet = book_of(write_excel(report(heading=heading)))["概要"]
    assert sheet.oddHeader.left.text.strip().startswith("A&&B A&&B")
    assert sheet.oddHeader.right.text.endswith("現在")


def test_what_tables_do_not_say_follows_the_terms(book: openpyxl.Workbook) -> None:
    made = report()
    lines = [tuple(cell.value for cell in row) for row in book["定義"].iter_rows()]
    assert lines[:2] == [("用語", "説明"), made.sheets.definitions.rows[0]]
    assert ("資料名", made.heading.title) in lines
    assert ("基準日", "令和8年10月31日") in lines
    assert ("注（部別）", "単位：手続、件") in lines
    said = {text for _, text in lines}
    assert said >= {*made.heading.box, *made.heading.right, *made.notes, *made.closing}
    assert said >= {*made.sheets.departments.notes, *made.sheets.procedures.notes}


def test_without_changes_there_is_no_sheet_of_them() -> None:
    assert "変動" not in book_of(write_excel(with_sheets(changes=Table((), ())))).sheetnames


def charts_of(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/charts/chart")]


def test_departments_are_stacked_bars_from_the_top_filled_and_empty(book: openpyxl.Workbook) -> None:
    trend, bars = charts_of(write_excel(report()))
    assert '<c:barDir val="bar"/><c:grouping val="stacked"/>' in bars
    assert bars.count('<c:orientation val="maxMin"/>') == 1
    assert re.findall(r"<c:val>.*?<c:f>(.*?)</c:f>", bars) == ["部別内訳!$B$2:$B$7", "部別内訳!$C$2:$C$7"]
    assert re.findall(r'<c:ser>.*?<a:srgbClr val="(\w+)"', bars) == ["0017C1", "FFFFFF"]
    assert "部別の年間件数とオンライン化済みの件数（単位：件）" in bars
    rows = [tuple(cell.value for cell in row) for row in book["部別内訳"].iter_rows(min_row=2)]
    assert rows[4] == ("監査事務局・選挙管理委員会事務局", 78_000, 234_000)
    # Nothing to count is not zero.
    assert rows[5] == ("施設部（手続なし）", None, None)
    assert len(book["部別"]._charts) == len(book["概要"]._charts) == 1
    assert "<c:lineChart>" in trend


def test_the_trend_and_its_target_are_lines_over_days(book: openpyxl.Workbook) -> None:
    trend, _ = charts_of(write_excel(report()))
    assert "<c:dateAx>" in trend
    assert re.findall(r"<c:val>.*?<c:f>(.*?)</c:f>", trend) == ["推移!$B$2:$B$4", "推移!$E$2:$E$4"]
    assert '<a:prstDash val="dash"/>' in trend
    rows = [tuple(cell.value for cell in row) for row in book["推移"].iter_rows(min_row=2)]
    assert rows[0] == (datetime(2026, 8, 31), 23.1, 351, 1_521, 80)  # noqa: DTZ001
    assert rows[2][1:4] == (25.6, 390, 1_521)


def test_the_words_of_a_chart_are_there_for_those_who_cannot_see_it() -> None:
    with zipfile.ZipFile(io.BytesIO(write_excel(report()))) as parts:
        drawings = "".join(parts.read(name).decode() for name in parts.namelist() if "drawings/drawing" in name)
    assert 'descr="令和8年8月末23.1％、9月末23.1％、10月末25.6％。"' in drawings
    assert 'descr="政策経営部は312,000件のうち78,000件。"' in drawings


def test_a_chart_is_drawn_wherever_in_the_paper_it_stands() -> None:
    made = report()
    annex = replace(made.annexes[0], blocks=made.sections[2].blocks)
    assert len(charts_of(write_excel(report(sections=(), annexes=(annex,))))) == 1


def test_a_paper_without_pictures_has_no_charts_and_a_day_without_a_rate_no_point() -> None:
    bare = write_excel(report(sections=()))
    assert charts_of(bare) == []
    assert book_of(bare).sheetnames == list(NAMES)
    made = report()
    figure = made.sections[1].blocks[2]
    nothing = replace(figure, chart=TrendChart(((date(2026, 9, 30), Rate(0, 0)),), None))
    assert charts_of(write_excel(report(sections=(replace(made.sections[1], blocks=(nothing,)),)))) == []


def test_columns_fit_side_by_side_on_a_page_and_long_names_are_wrapped(book: openpyxl.Workbook) -> None:
    sheet = book["手続別一覧"]
    widths = {letter: column.width for letter, column in sheet.column_dimensions.items()}
    assert sum(widths.values()) < 205
    assert widths["D"] == max(widths.values())
    assert sheet["D8"].value == LONG
    assert sheet["D8"].alignment.wrap_text
    assert sheet.row_dimensions[8].height > 3 * 18


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert len({write_excel(report()) for _ in range(3)}) == 1


def test_the_file_says_its_title_and_its_day(book: openpyxl.Workbook) -> None:
    assert book.properties.title == report().heading.title
    assert book.properties.created == datetime(2026, 10, 31)  # noqa: DTZ001
    assert not book.properties.creator


@pytest.mark.parametrize("text", [*DANGEROUS, HOSTILE, "http://example.jp/", "{=1}", "0012", "_x000B_"])
def test_what_people_type_is_text_wherever_it_stands(text: str) -> None:
    made = report()
    heading = replace(made.heading, title=f"題{text}", right=(text,), box=(text,))
    table = Table((Column("手続名"), Column("件数", Kind.COUNT)), ((text, text),), text, (text,))
    content = write_excel(
        replace(
            with_sheets(overview=table, departments=table, procedures=table, priorities=table, changes=table),
            heading=heading,
            notes=(text,),
            closing=(text,),
        )
    )
    for cell in all_cells(book_of(content)):
        assert cell.hyperlink is None
        assert cell.data_type in ("s", "n", "d")
    cell = book_of(content)["概要"]["A2"]
    wanted = re.sub("[\x00\x0b\ufffe\ud800]", "", text.replace("\r", "\n"))
    assert (cell.data_type, unescape(cell.value).removeprefix("'")) == ("s", wanted)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert not any(b"<f>" in parts.read(name) for name in parts.namelist() if "worksheets" in name)


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "_MOST_ROWS", 40)
    write_excel(report())
    monkeypatch.setattr(workbook, "_MOST_ROWS", 39)
    with pytest.raises(Refused, match="CSV"):
        write_excel(report())


def test_the_total_counts_among_the_rows_of_a_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    table = report().sheets.departments
    made = with_sheets(departments=replace(table, rows=(*table.rows[:1] * 50, table.rows[-1])))
    monkeypatch.setattr(workbook, "_MOST_ROWS", 51)
    write_excel(made)
    monkeypatch.setattr(workbook, "_MOST_ROWS", 50)
    with pytest.raises(Refused):
        write_excel(made)


@pytest.mark.parametrize("row", [("短い",), ("一", "二", "三")])
def test_a_row_of_another_length_is_an_error(row: tuple[str, ...]) -> None:
    for rows in ((row,), (("一", "二"), row)):
        with pytest.raises(ValueError):
            write_excel(with_sheets(overview=Table((Column("一"), Column("二")), rows)))


def test_a_sheet_without_rows_is_no_fault() -> None:
    empty = Table((Column("順位", Kind.COUNT),), (), has_total=True)
    assert book_of(write_excel(with_sheets(priorities=empty)))["優先順位"].max_row == 1
