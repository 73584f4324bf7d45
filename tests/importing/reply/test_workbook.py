"""A returned file as raw cells: known by what it holds, however its sheets are called; and what is none of ours."""

from datetime import date

import pytest
from openpyxl import Workbook

from tests import returned as by
from tests.build import NOW, procedure
from tests.importing.workbook_files import package, workbook
from tests.returned import Edit, returned
from tests.usecases.forty import ENCRYPTED, ODS, OLD_EXCEL
from tracker.domain.fiscal import local_day
from tracker.domain.inquiry import Inquiry, Terms
from tracker.domain.reply.form import form_of
from tracker.exporting.reply.workbook import write_reply_workbook
from tracker.importing.headings import heading_key
from tracker.importing.problem import CannotReadOn
from tracker.importing.reply.rows import keys_of
from tracker.importing.reply.workbook import Marks, ReturnedBook, read_reply

INQUIRY = Inquiry(3, Terms(date(2026, 9, 30), date(2026, 12, 1)), NOW, "dx")
TAX = ("総務部", "税務課")


@pytest.fixture(scope="module")
def made() -> bytes:
    """A workbook with three procedures, the name of one of which looks like a formula."""
    items = [procedure(code) for code in ("T-1", "T-2")] + [procedure("0012", name="=1+1")]
    form = form_of(INQUIRY, "B01-02", TAX, items, local_day(NOW))
    return write_reply_workbook(form, INQUIRY, 7, local_day(NOW))


def keys(book: ReturnedBook) -> list[tuple[int, str, str]]:
    return [(each.row, each.code, each.name) for each in keys_of(book)]


def test_what_was_made_comes_back(made: bytes) -> None:
    book = read_reply(made)
    assert book.marks == Marks(7, 3, "B01-02")
    assert book.respondent == ""
    assert book.notices == ()
    assert keys(book) == [(6, "T-1", "手続T-1"), (7, "T-2", "手続T-2"), (8, "0012", "=1+1")]
    assert {heading_key(heading) for heading in ("手続ID", "回答", "備考", "予定時期")} <= set(book.headings)


def test_what_another_program_wrote_anew_says_the_same(made: bytes) -> None:
    assert read_reply(returned(made)) == read_reply(made)


def test_who_replied_stands_beside_its_label(made: bytes) -> None:
    assert read_reply(returned(made, by.replied_by("税務課 係長 鈴木"))).respondent == "税務課 係長 鈴木"


def test_rows_may_be_moved_and_apart(made: bytes) -> None:
    assert keys(read_reply(returned(made, by.blank_rows("T-2")))) == [
        (6, "T-1", "手続T-1"),
        (9, "T-2", "手続T-2"),
        (10, "0012", "=1+1"),
    ]
    assert [code for _row, code, _name in keys(read_reply(returned(made, by.backwards)))] == ["0012", "T-2", "T-1"]


@pytest.mark.parametrize(("was", "row"), [("回答", None), ("コード", None)])
def test_a_sheet_is_known_by_what_it_holds(made: bytes, was: str, row: None) -> None:
    book = read_reply(returned(made, by.sheet_renamed("Sheet1", was)))
    assert len(book.rows) == 3
    [(at, notice)] = book.notices
    assert at is row
    assert (
        notice.ja == f"シートの名前が「{was}」から「Sheet1」に変わっていますが、内容から「{was}」として読み取りました。"
    )


def test_a_copy_that_nobody_can_see_is_not_meant(made: bytes) -> None:
    def hidden_copy(book: Workbook) -> None:
        by.sheet_copied(book)
        book.worksheets[-1].sheet_state = "hidden"

    assert len(read_reply(returned(made, hidden_copy)).rows) == 3


def test_remarks_are_not_lost(made: bytes) -> None:
    book = read_reply(returned(made, by.written_below("※よろしくお願いします")))
    assert [(row, notice.ja) for row, notice in book.notices] == [
        (11, "表の外に「※よろしくお願いします」と書かれています。この文は取り込みません。")
    ]
    assert len(book.rows) == 3


NOT_OURS, CHANGED = "様式が違います", "様式の番号が書き換えられています"


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (by.without_hidden_sheets, NOT_OURS),
        (by.sheet_copied, "回答の表があるシートが2枚あります（「回答」「回答 Copy」）"),
        (by.marks_changed(layout="2"), "この版の様式は取り込めません"),
        (by.marks_changed(issued="七"), CHANGED),
        (by.marks_changed(inquiry="1" * 20), CHANGED),
        (by.column_added("備考", "二つ目"), "「備考」の列が2つあります"),
        (by.column_deleted("手続名"), "回答の表（「手続ID」「手続名」の見出しの行）が見つかりません"),
    ],
)
def test_what_was_changed_in_the_build_of_the_file_is_named(made: bytes, edit: Edit, said: str) -> None:
    with pytest.raises(CannotReadOn) as stop:
        read_reply(returned(made, edit))
    assert said in stop.value.problem.ja
    assert stop.value.problem.en


def test_marks_may_be_written_in_any_width(made: bytes) -> None:
    assert read_reply(returned(made, by.marks_changed(issued="７"))).marks.issued == 7


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "ファイルが空です"),
        (b" \r\n", "ファイルが空です"),
        ("手続ID,手続名".encode("cp932"), "Excelブック（.xlsx）ではありません（CSVやPDFなど）"),
        (b"%PDF-1.7", "Excelブック（.xlsx）ではありません（CSVやPDFなど）"),
        (ENCRYPTED, "パスワードを外して"),
        (OLD_EXCEL, "「Excelブック（.xlsx）」で保存し直して"),
        (ODS, "OpenDocument形式（.ods）は読み取れません"),
        (b"PK\x03\x04broken", "壊れています"),
        (b"x" * 5_000_001, "ファイルが5MBを超えています"),
        (workbook(台帳=[["手続ID", "手続名"], ["T-1", "手続"]]), NOT_OURS),
        (package(), NOT_OURS),
        (package(more={"xl/vbaProject.bin": b""}), "マクロを含む"),
    ],
)
def test_what_is_no_reply_workbook_is_refused_with_what_to_do(content: bytes, said: str) -> None:
    with pytest.raises(CannotReadOn) as stop:
        read_reply(content)
    assert said in stop.value.problem.ja
    assert stop.value.problem.en
