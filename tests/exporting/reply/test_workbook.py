"""回答用Excel: what an officer finds in it, what can be changed, and that what was put in comes out again."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from tests.build import TODAY, record
from tests.exporting.reply.formulas import Calculated
from tests.exporting.reply.sample import ALL_TOPICS, CODE, LAW, PROCEDURES, form, inquiry, of_unit, workbook
from tests.exporting.test_neutral import DANGEROUS, HARMLESS
from tracker.domain.channels import CHANNELS
from tracker.domain.procedure import Procedure
from tracker.domain.reply.columns import columns_of
from tracker.domain.reply.form import plain
from tracker.domain.status import OnlineStatus
from tracker.exporting.reply.workbook import write_reply_workbook
from tracker.importing.package import check_package
from tracker.importing.texts import tidied

HEADINGS, FIRST = 5, 6


def opened(content: bytes, **options: Any) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content), **options)


def under(book: openpyxl.Workbook, row: int) -> dict[str, Any]:
    """A row of the sheet 回答 under its headings."""
    sheet = book["回答"]
    headings = (cell.value for cell in sheet[HEADINGS])
    return dict(zip(headings, (cell.value for cell in sheet[row]), strict=True))


def test_the_same_form_gives_the_same_bytes() -> None:
    assert workbook(**ALL_TOPICS) == workbook(**ALL_TOPICS)


def test_three_sheets_are_seen_and_all_are_protected_without_a_password() -> None:
    book = opened(workbook())
    assert [(sheet.title, sheet.sheet_state) for sheet in book] == [
        ("記入のしかた", "visible"),
        ("回答", "visible"),
        ("点検", "visible"),
        ("コード", "hidden"),
        ("作成時", "hidden"),
    ]
    assert all(sheet.protection.sheet and not sheet.protection.password for sheet in book)


def test_a_row_holds_what_was_stated_last() -> None:
    book = opened(workbook(**ALL_TOPICS))
    assert under(book, FIRST) | {"点検": ""} == {
        "手続ID": "K-1",
        "手続名": "手続K-1",
        "回答": None,
        "オンライン化状況": "一部実施済",
        "オンライン開始日": "令和6年4月1日",
        "オンラインでできる範囲": "申請まで",
        "受付方法１": "ぴったりサービス（マイナポータル）",
        "受付方法２": "窓口（本庁・区民事務所）",
        "受付方法３": None,
        "申請URL": "https://example.jp/",
        "備考": "脱退だけ",
        "根拠法令等": None,
        "予定時期": None,
        "未実施の理由": None,
        "予定のコメント": None,
        "年間受付件数（令和7年度）": None,
        "うちオンライン（令和7年度）": None,
        "件数区分": None,
        "受付件数（令和8年8月）": None,
        "うちオンライン（令和8年8月）": None,
        "受付件数（令和8年9月）": None,
        "うちオンライン（令和8年9月）": None,
        "点検": "",
    }
    assert under(book, FIRST + 3)["根拠法令等"] == LAW
    last = under(book, FIRST + 4)
    assert (last["年間受付件数（令和7年度）"], last["うちオンライン（令和7年度）"]) == (1_234, 200)
    assert (last["件数区分"], last["回答"]) == ("確定値", "回答済")


def test_keys_are_locked_and_answers_are_not() -> None:
    sheet = opened(workbook())["回答"]
    locked = {cell.value: sheet.cell(FIRST, cell.column).protection.locked for cell in sheet[HEADINGS]}
    assert [heading for heading, is_locked in locked.items() if is_locked] == ["手続ID", "手続名", "点検"]
    assert not any(sheet[cell].protection.locked for cell in ("B3", "B4"))
    forbidden = {name: getattr(sheet.protection, name) for name in ("formatColumns", "autoFilter", "insertRows")}
    assert forbidden == {"formatColumns": False, "autoFilter": False, "insertRows": True}


def test_every_code_is_chosen_from_a_list() -> None:
    book = opened(workbook(**ALL_TOPICS))
    sheet = book["回答"]
    columns = columns_of(inquiry(**ALL_TOPICS).terms)
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    last = FIRST + len(PROCEDURES) - 1
    for place, column in enumerate(columns, 1):
        letters = openpyxl.utils.get_column_letter(place)
        rule = rules.get(f"{letters}{FIRST}:{letters}{last}")
        if column.names:
            assert rule is not None
            assert (rule.type, rule.errorStyle or "stop") == ("list", "stop")
            name, cells = book.defined_names[rule.formula1].attr_text.split("!")
            values = [cell.value for (cell,) in book[name.strip("'")][cells.replace("$", "")]]
            assert values == list(column.names)
        elif column.heading.startswith(("受付件数", "うちオンライン", "年間")):
            assert rule is not None
            assert (rule.type, rule.errorStyle) == ("custom", "warning")
    assert {"一覧_channels", "一覧_reply", "一覧_online_status"} <= set(book.defined_names)


def test_days_are_text_so_that_any_way_of_writing_stays() -> None:
    sheet = opened(workbook())["回答"]
    for heading in ("オンライン開始日", "予定時期", "手続ID"):
        column = next(cell.column for cell in sheet[HEADINGS] if cell.value == heading)
        assert sheet.cell(FIRST, column).number_format == "@"


def test_it_says_which_one_it_is() -> None:
    sheet = opened(workbook())["コード"]
    marks = {sheet.cell(row, 1).value: sheet.cell(row, 2).value for row in range(1, 5)}
    assert marks == {"様式の番号": "17", "照会番号": "3", "課コード": CODE, "様式の版": "1"}


def test_viewers_that_compute_nothing_show_what_excel_would() -> None:
    content = workbook(**ALL_TOPICS)
    calculated, shown = Calculated(content, TODAY), opened(content, data_only=True)
    formulas = opened(content)
    seen = 0
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    seen += 1
                    expected = calculated.value(sheet.title, cell.coordinate)
                    assert (shown[sheet.title][cell.coordinate].value or "") == (expected or ""), cell.coordinate
    assert seen > len(PROCEDURES) * 20


def texts(text: str) -> Procedure:
    return of_unit("K-1", records=(record(status=OnlineStatus.NOT_IMPLEMENTED, note=text),), legal_basis=text)


@pytest.mark.parametrize("text", [*DANGEROUS, *HARMLESS, "_x0041_", "二行\n目", "&<>\"'", "𠮷野家", "'=1", "''=1"])
def test_a_text_comes_back_as_it_was(text: str, tmp_path: Path) -> None:
    path = tmp_path / "reply.xlsx"
    path.write_bytes(workbook([texts(text)]))
    check_package(path)
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name("回答").to_python(skip_empty_area=False)
    cell = rows[FIRST - 1][rows[HEADINGS - 1].index("備考")]
    assert cell == "" or cell[0] not in "=@\t\r" or text in HARMLESS
    assert tidied(cell, lines=True)[0] == plain(text)


def test_more_channels_find_more_columns() -> None:
    many = tuple(CHANNELS)[:5]
    book = opened(workbook([of_unit("K-1", records=(record(channels=many),))]))
    row = under(book, FIRST)
    assert [row[f"受付方法{part}"] for part in "１２３４５６"] == [*(CHANNELS[code].name for code in many), None]


def test_the_guide_says_until_when_and_what_the_dx_team_adds() -> None:
    note = "件数も併せてお尋ねします。"
    sheet = opened(workbook(note=note))["記入のしかた"]
    said = {row[0].value: row[1].value for row in sheet.iter_rows(max_col=2)}
    assert (said["回答期限"], said["連絡事項"], said["手続の数"]) == ("令和8年10月31日", note, "5手続")
    text = "".join(str(value) for value in said.values())
    assert "未集計" not in text, "counts are not asked"


def test_a_division_without_procedures_gets_none() -> None:
    with pytest.raises(ValueError, match="nothing"):
        write_reply_workbook(form([]), inquiry(), 1, date(2026, 10, 1))
