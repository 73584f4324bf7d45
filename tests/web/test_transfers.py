"""異動の一覧の取込み: shown first, then taken in, and at once for those concerned."""

import io
import json
import re
from urllib.parse import unquote

import openpyxl
import pytest
from flask import Flask

from tests.dump import dump
from tests.markup import elements, text_of
from tests.pages import Page, Pages
from tests.people import REGISTER, TAX, account, register, registered, sign_in
from tests.web.apps import engine_of, running
from tests.web.reading import CSV, XLSX, csv_rows
from tests.web.test_english import unmarked
from tracker.domain.account import Account, Role
from tracker.domain.transfers import TRANSFER_HEADINGS
from tracker.web.people import transfers

HEAD = ",".join(TRANSFER_HEADINGS) + "\n"
MOVES = "moving,田中 太郎,総務部,税務課,地域振興部,戸籍住民課,,異動\n"
LEAVES = "leaving,鈴木 一郎,,,,,,転出・退職\n"
JOINS = "joining,新任 三子,,,総務部,税務課,,\n"
STAYS = "staying,佐藤 二郎,,,総務部,税務課,,\n"
ADDRESS = "/accounts/transfers"


@pytest.fixture
def office(wards_copy: str):  # type: ignore[no-untyped-def]
    """The ward's office with three editors."""
    with running(wards_copy, open_reading=False) as app:
        for person in (
            Account("moving", "田中 太郎", Role.EDITOR, (TAX,)),
            Account("leaving", "鈴木 一郎", Role.EDITOR, (REGISTER,)),
            Account("staying", "佐藤 二郎", Role.EDITOR, (TAX,)),
        ):
            register(engine_of(app), person)
        yield app


@pytest.fixture
def leader(office: Flask) -> Pages:
    return registered(office, Role.DX, name="山田 花子")


def upload(pages: Pages, content: bytes | str, expected: int = 200, name: str = "list.csv") -> Page:
    form = pages.get(ADDRESS).form("変更点を見る")
    data = content.encode() if isinstance(content, str) else content
    fields = {**form.fields, "file": (io.BytesIO(data), name)}
    return Page(form.action, pages.fetch(form.action, expected, "POST", data=fields))


def take_in(pages: Pages, page: Page, expected: int) -> Page:
    answer = pages.submit(page, expected, button="この内容で取り込む", step="store")
    return pages.follow(answer) if expected == 303 else Page(ADDRESS, answer)


def accounts(office: Flask) -> object:
    found = dump(engine_of(office))
    return found["accounts"], found["account_divisions"]


def test_the_changes_are_shown_before_anything_is_stored(office: Flask, leader: Pages) -> None:
    before = accounts(office)
    page = upload(leader, HEAD + MOVES + LEAVES + JOINS + STAYS)
    assert page.heading == "異動の一覧の変更点"
    table = page.table("変わる職員")
    assert table.headings == ["行", "氏名", "職員ID", "異動前", "異動後"]
    assert [[" ".join(cell.split()) for cell in row] for row in table.rows] == [
        ["4", "新任 三子", "joining", "未登録", "総務部 税務課権限：所管課"],
        ["2", "田中 太郎", "moving", "総務部 税務課", "地域振興部 戸籍住民課"],
        ["3", "鈴木 一郎", "leaving", "地域振興部 戸籍住民課", "利用を停止"],
    ]
    groups = [text_of(item) for item in elements(page.main, "th") if item.get("scope") == "rowgroup"]
    assert groups == ["新しく登録する（1人）", "課が変わる（1人）", "停止する（1人）"]
    assert "変わらない職員（1人）" in page.text
    assert accounts(office) == before


def test_rights_move_at_once(office: Flask, leader: Pages) -> None:
    moving, leaving = (sign_in(office, Account(login, "", Role.EDITOR)) for login in ("moving", "leaving"))
    assert "戸籍住民課" not in moving.get("/own").text
    page = take_in(leader, upload(leader, HEAD + MOVES + LEAVES), 303)
    assert "異動を取り込みました。登録が変わった職員は2人です。" in page.text
    assert page.heading == "職員の登録"
    own = moving.get("/own").text
    assert "戸籍住民課" in own
    assert "税務課" not in own
    leaving.fetch("/own", 303)


def test_the_new_get_codes_which_are_shown_once(office: Flask, leader: Pages) -> None:
    shown = upload(leader, HEAD + MOVES + JOINS)
    papers = take_in(leader, shown, 200)
    (slip,) = [text_of(item) for item in elements(papers.main, "section")]
    assert "joining" in slip
    assert re.search(r"[A-Z0-9]{4}(?:-[A-Z0-9]{4}){3}", slip)
    assert "登録が変わった職員は2人です。" in papers.text
    again = take_in(leader, shown, 400)
    assert "すでに登録" in again.text or "登録されている所管課は" in again.text


def test_a_list_with_mistakes_says_where_and_changes_nothing(office: Flask, leader: Pages) -> None:
    before = accounts(office)
    page = upload(leader, HEAD + MOVES + "leaving,別人,,,,,,退職\n" + "x,<b>y</b>,,,,ない課,,\n", 400)
    assert page.title.startswith("エラー：")
    assert [row[:3] for row in page.table("直すところ").rows] == [
        ["3", "氏名", "別人"],
        ["4", "異動後の所管課", "ない課"],
    ]
    assert "2か所を直して" in page.text
    assert accounts(office) == before


def test_what_changed_after_the_preview_is_shown_again(office: Flask, leader: Pages) -> None:
    page = upload(leader, HEAD + MOVES)
    edit = leader.get("/accounts/staff/moving")
    leader.submit(edit, 303, button="変更を登録する", role="viewer")
    again = take_in(leader, page, 409)
    assert "変更点を表示した後に、職員の登録が変わりました" in again.text
    assert "地域振興部 戸籍住民課" in again.text
    assert "登録が変わった職員は1人" in take_in(leader, again, 303).text


def test_who_has_to_sign_in_again_comes_back_to_the_changes(office: Flask, leader: Pages) -> None:
    page = upload(leader, HEAD + MOVES)
    before = accounts(office)
    form = page.form("この内容で取り込む")
    back = leader.submit(page, 200, button="この内容で取り込む", step="store", resumed="1")
    assert Page(ADDRESS, back).form("この内容で取り込む").fields["rows"] == form.fields["rows"]
    assert accounts(office) == before


def test_nothing_to_change_is_nothing_to_take_in(leader: Pages) -> None:
    page = upload(leader, HEAD + STAYS)
    assert "変わる職員はいません" in page.text
    assert not page.has_form()


def test_the_list_is_sent_once_and_checked_twice(office: Flask, leader: Pages) -> None:
    page = upload(leader, HEAD + MOVES)
    fields = page.form("この内容で取り込む").fields
    before = accounts(office)
    forged = json.dumps([[2, "leaving", "鈴木 一郎", "", "", "総務部", "税務課", "", ""]])
    for rows, status in (
        (forged, 409),
        (fields["rows"].replace("戸籍住民課", "ない課"), 400),
        (fields["rows"].replace("田中 太郎", "\\ud800"), 400),
        ("", 400),
        ("[]", 400),
        ("{}", 400),
        ("[[2]]", 400),
        ("[" * 900, 400),
        ('[[true,"","","","","","","",""]]', 400),
        ('[["2",1,2,3,4,5,6,7,8]]', 400),
        (json.dumps([[2, *[""] * 8]] * 2_001), 400),
    ):
        leader.submit(page, status, button="この内容で取り込む", step="store", rows=rows)
        assert accounts(office) == before, rows[:60]


def test_a_list_too_long_for_a_form_is_to_be_split(leader: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transfers, "LARGEST_FORM", 20)
    assert "一覧が大きすぎます" in upload(leader, HEAD + MOVES, 400).text


def test_the_longest_list_comes_through(office: Flask, leader: Pages) -> None:
    lines = "".join(
        f"new-{number:05},新任 職員{number},,,地域振興部,戸籍住民課,所管課,転入・新任\n" for number in range(2_000)
    )
    page = upload(leader, HEAD + lines)
    papers = take_in(leader, page, 200)
    assert "登録が変わった職員は2,000人です。" in papers.text


def test_a_file_that_is_none_is_said(leader: Pages) -> None:
    assert "ファイルを選んでください" in upload(leader, b"", 400, name="").text
    assert upload(leader, b"PK\x03\x04", 400).title.startswith("エラー：")


def test_the_layout_can_be_downloaded_empty_or_with_everybody(office: Flask, leader: Pages) -> None:
    page = leader.get(leader.get("/accounts").link("異動の一覧を取り込む"))
    assert csv_rows(leader.file(page.link("様式をCSVで"), CSV)) == []
    leader.submit(leader.get("/accounts/staff/staying"), 303, button="停止する")
    address = page.link("登録済みの職員")
    assert "登録済みの職員" in unquote(leader.fetch(address).headers["Content-Disposition"])
    content = leader.file(address, XLSX)
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    listed = [[cell.value or "" for cell in row] for row in sheet.iter_rows(min_row=2)]
    moving = ["moving", "田中 太郎", "総務部", "税務課", "総務部", "税務課", "所管課", ""]
    assert moving in listed
    assert {row[0] for row in listed} >= {"moving", "leaving"}
    assert "staying" not in {row[0] for row in listed}
    assert "変わる職員はいません" in upload(leader, content, name="list.xlsx").text
    leader.get("/accounts/transfers/template.pdf", 404)


def test_nobody_else_gets_in(office: Flask) -> None:
    for person in (registered(office, Role.EDITOR, TAX), registered(office, Role.VIEWER)):
        person.get(ADDRESS, 403)
        person.fetch(f"{ADDRESS}/registered.xlsx", 403)


def test_the_pages_are_english(office: Flask) -> None:
    english = registered(office, Role.DX, language="en", name="Hanako")
    page = english.get(ADDRESS)
    assert list(unmarked(page.root)) == []
    form = page.form("Preview changes")
    for content, status in ((HEAD + MOVES + LEAVES + JOINS + STAYS, 200), (HEAD + STAYS, 200), (HEAD + "x", 400)):
        data = {**form.fields, "file": (io.BytesIO(content.encode()), "list.csv")}
        shown = Page(ADDRESS, english.fetch(form.action, status, "POST", data=data))
        assert list(unmarked(shown.root)) == []


def test_an_account_may_leave_and_another_come_in_one_list(office: Flask, leader: Pages) -> None:
    register(engine_of(office), account(Role.DX, login="other-dx", name="別の 一人"))
    page = take_in(leader, upload(leader, HEAD + "other-dx,別の 一人,,,,,閲覧のみ,\n" + LEAVES), 303)
    assert "登録が変わった職員は2人です。" in page.text
