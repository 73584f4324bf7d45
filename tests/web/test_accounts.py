"""職員の登録: by those of the DX team, and at once for those concerned."""

import io
import re

import openpyxl
import pytest
from flask import Flask

from tests.dump import dump
from tests.markup import elements, text_of
from tests.pages import Page, Pages
from tests.people import REGISTER, TAX, account, register, registered, sign_in
from tests.web.apps import NOON, engine_of, running
from tests.web.reading import CSV, XLSX, csv_rows
from tests.web.test_english import unmarked
from tracker.domain.account import Role
from tracker.usecases.people.list_accounts import account_to_edit
from tracker.web.people import uploads

NEW = "あたらしい ことば 2026 よっつ"
HEAD = "職員ID,氏名,権限,部,所管課\n"


@pytest.fixture
def office(wards_copy: str):  # type: ignore[no-untyped-def]
    """The ward's catalogue, closed."""
    with running(wards_copy, open_reading=False) as app:
        yield app


@pytest.fixture
def leader(office: Flask) -> Pages:
    return registered(office, Role.DX, name="山田 花子")


def code_of(page: Page, division: str) -> str:
    label = next(item for item in elements(page.main, "label") if text_of(item) == division)
    return next(item.get("value", "") for item in elements(label, "input"))


def upload(pages: Pages, content: bytes | str, expected: int = 200, name: str = "list.csv") -> Page:
    page = pages.get("/accounts/import")
    form = page.form("取り込む")
    data = content.encode() if isinstance(content, str) else content
    fields = {**form.fields, "file": (io.BytesIO(data), name)}
    return Page(form.action, pages.fetch(form.action, expected, "POST", data=fields))


def test_somebody_is_registered_invited_and_works(office: Flask, leader: Pages) -> None:
    page = leader.get(leader.get("/accounts").link("職員を登録する"))
    fields = {"login": "ｔ－ｔａｎａｋａ", "name": "田中　太郎", "role": "editor", "divisions": code_of(page, "税務課")}
    there = leader.follow(leader.submit(page, 303, button="登録する", **fields))
    assert "職員を登録しました" in there.text
    assert "招待中" in there.text
    issued = Page("x", leader.submit(there, 200, button="リンクを発行する"))
    address = issued.field("address").value
    assert re.fullmatch(r"http://localhost/welcome/[\w-]{43}", address)
    person = Pages(office)
    setting = person.get(address.removeprefix("http://localhost"))
    person.submit(setting, 303, button="設定する", new_password=NEW, again=NEW)
    assert "総務部 税務課" in person.get("/account").text
    assert leader.get("/accounts").table("建制順").column("状態") == ["利用中", "利用中"]


def test_a_mistake_keeps_what_was_typed(leader: Pages) -> None:
    page = leader.get("/accounts/new")
    code = code_of(page, "税務課")
    answer = leader.submit(page, 400, button="登録する", login="田中", name="", role="editor", divisions=code)
    again = Page("/accounts/new", answer)
    assert again.title.startswith("エラー：")
    assert again.field("login").value == "田中"
    assert "英数字" in again.field("login").described
    assert "氏名を入力" in again.field("name").described
    assert again.form("登録する").fields["divisions"] == code
    assert again.form("登録する").fields["role"] == "editor"


def test_a_staff_id_that_is_taken_says_whose_it_is(office: Flask, leader: Pages) -> None:
    register(engine_of(office), account(Role.VIEWER, login="taken", name="鈴木 次郎"))
    page = leader.get("/accounts/new")
    answer = leader.submit(page, 400, button="登録する", login="TAKEN", name="x", role="viewer")
    assert "「taken」は、鈴木 次郎さんのものとして登録されています。" in Page("x", answer).text


@pytest.mark.parametrize(
    "fields", [{"role": "admin"}, {"role": None}, {"role": "editor"}, {"role": "viewer", "divisions": "B99-99"}]
)
def test_what_is_not_on_offer_is_not_taken(office: Flask, leader: Pages, fields: dict[str, str]) -> None:
    page = leader.get("/accounts/new")
    before = dump(engine_of(office))["accounts"]
    leader.submit(page, 400, button="登録する", **{"login": "a", "name": "x", **fields})
    assert dump(engine_of(office))["accounts"] == before


def test_a_transfer_holds_at_the_next_request(office: Flask, leader: Pages) -> None:
    person = register(engine_of(office), account(Role.EDITOR, TAX))
    worker = sign_in(office, person)
    page = leader.get(f"/accounts/staff/{person.login}")
    leader.submit(page, 303, button="変更を登録する", divisions=code_of(page, "戸籍住民課"))
    text = worker.get("/account").text
    assert "戸籍住民課" in text
    assert "税務課" not in text


def test_a_disabled_account_is_out_at_its_next_request(office: Flask, leader: Pages) -> None:
    person = register(engine_of(office), account(Role.EDITOR, TAX))
    worker = sign_in(office, person)
    there = leader.submit(leader.get(f"/accounts/staff/{person.login}"), 303, button="停止する")
    page = leader.follow(there)
    assert "停止中" in page.text
    worker.fetch("/account", 303)
    assert "リンクを発行する" not in page.text
    leader.submit(page, 303, button="再開する")
    worker.fetch("/account", 303)
    sign_in(office, person).get("/account")


def test_another_role_signs_out(office: Flask, leader: Pages) -> None:
    person = register(engine_of(office), account(Role.EDITOR, TAX))
    worker = sign_in(office, person)
    leader.submit(leader.get(f"/accounts/staff/{person.login}"), 303, button="変更を登録する", role="viewer")
    worker.fetch("/account", 303)


def test_the_last_of_the_team_is_kept_from_locking_everybody_out(office: Flask, leader: Pages) -> None:
    address = next(each.address for each in leader.get("/accounts").links if "/accounts/staff/" in each.address)
    page = leader.get(address)
    for button, fields in (("停止する", {}), ("変更を登録する", {"role": "viewer"})):
        answer = Page(address, leader.submit(page, 400, button=button, **fields))
        assert "サインインできるDX推進担当がほかにいないため" in answer.text
    leader.get("/accounts")


def test_a_conflict_shows_both_and_keeps_the_input(office: Flask, leader: Pages) -> None:
    person = register(engine_of(office), account(Role.EDITOR, TAX))
    other = registered(office, Role.DX, name="佐藤 三郎")
    mine, theirs = (each.get(f"/accounts/staff/{person.login}") for each in (leader, other))
    other.submit(theirs, 303, button="変更を登録する", name="田中 一郎")
    answer = leader.submit(mine, 409, button="変更を登録する", name="田中 二郎", divisions=code_of(mine, "戸籍住民課"))
    page = Page(mine.address, answer)
    assert "佐藤 三郎" in page.text
    assert page.table("職員の変更").rows == [["氏名", "田中 太郎", "田中 一郎", "田中 二郎"]]
    assert page.field("name").value == "田中 二郎"
    leader.submit(page, 303, button="変更を登録する")
    found = account_to_edit(engine_of(office), person.login, NOON.date()).account
    assert (found.name, found.units) == ("田中 二郎", (REGISTER,))


def test_a_list_becomes_accounts_and_papers(office: Flask, leader: Pages) -> None:
    page = upload(leader, HEAD + "t-tanaka,田中 太郎,所管課,総務部,税務課\nv,閲覧 次郎,閲覧のみ,,\n")
    papers = [text_of(item) for item in elements(page.main, "section")]
    assert len(papers) == 2
    for text, login, name in zip(papers, ("t-tanaka", "v"), ("田中 太郎", "閲覧 次郎"), strict=True):
        assert login in text
        assert name in text
        assert "http://localhost/welcome" in text
    code = re.search(r"[A-Z0-9]{4}(?:-[A-Z0-9]{4}){3}", papers[0])
    assert code is not None
    person = Pages(office)
    fields = {"login": "t-tanaka", "code": code[0], "new_password": NEW, "again": NEW}
    person.submit(person.get("/welcome"), 303, button="設定する", **fields)
    assert code[0] not in leader.get("/accounts").response.text


def test_a_list_with_mistakes_registers_nobody_and_says_where(office: Flask, leader: Pages) -> None:
    before = dump(engine_of(office))["accounts"]
    page = upload(leader, HEAD + "a,x,所管課,総務部,ない課\n\nb,<b>y</b>,管理者,,\n", 400)
    assert page.title.startswith("エラー：")
    table = page.table("直すところ")
    assert [row[:3] for row in table.rows] == [["2", "所管課", "ない課"], ["4", "権限", "管理者"]]
    assert "2か所を直して" in page.text
    assert dump(engine_of(office))["accounts"] == before


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_a_file_that_is_none_is_said(leader: Pages, content: bytes) -> None:
    assert upload(leader, content, 400).title.startswith("エラー：")


def test_a_file_that_is_too_large_is_said(leader: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    assert uploads.LARGEST_LIST == 2_000_000
    monkeypatch.setattr(uploads, "LARGEST_LIST", 1_000)
    assert "2MBを超えています" in upload(leader, b"x" * 1_001, 400).text


def test_without_a_file_one_is_asked_for(leader: Pages) -> None:
    assert "ファイルを選んでください" in upload(leader, b"", 400, name="").text


def test_codes_for_those_who_were_chosen(office: Flask, leader: Pages) -> None:
    for login in ("a", "b", "c"):
        register(engine_of(office), account(Role.EDITOR, TAX, login=login))
    page = leader.get("/accounts")
    papers = Page("x", leader.submit(page, 200, button="選んだ職員", login=["a", "c"]))
    assert len(elements(papers.main, "section")) == 2
    asked = Page("x", leader.submit(page, 400, button="選んだ職員"))
    assert "コードを発行する職員を選んでください" in asked.text
    leader.submit(page, 404, button="選んだ職員", login=["a", "nobody"])


def test_the_layout_of_a_list_can_be_downloaded(leader: Pages) -> None:
    page = leader.get("/accounts/import")
    assert csv_rows(leader.file(page.link("CSVで"), CSV)) == []
    book = openpyxl.load_workbook(io.BytesIO(leader.file(page.link("Excelで"), XLSX)))
    assert [cell.value for cell in book.worksheets[0][1]] == ["職員ID", "氏名", "権限", "部", "所管課"]
    leader.get("/accounts/template.pdf", 404)


def test_nobody_else_gets_in(office: Flask) -> None:
    register(engine_of(office), account(Role.DX, login="dx-1"))
    for person in (registered(office, Role.EDITOR, TAX), registered(office, Role.VIEWER)):
        for address in ("/accounts", "/accounts/new", "/accounts/staff/dx-1", "/accounts/import"):
            person.get(address, 403)


def test_who_is_not_there_is_not_found(leader: Pages) -> None:
    leader.get("/accounts/staff/nobody", 404)


def test_the_pages_are_english(office: Flask) -> None:
    person = register(engine_of(office), account(Role.EDITOR, TAX, login="t"))
    english = registered(office, Role.DX, language="en")
    addresses = ["", "/new", "/import", f"/staff/{person.login}"]
    for address in [*(f"/accounts{each}" for each in addresses), "/account", "/account/password"]:
        page = english.get(address)
        assert page.language == "en"
        assert list(unmarked(page.root)) == [], address
    page = english.get("/accounts/staff/t")
    for button in ("Issue a link", "Issue a code"):
        assert list(unmarked(Page("x", english.submit(page, 200, button=button)).root)) == []
    for address in ("/account/authenticator", "/account/authenticator/remove", "/welcome"):
        assert list(unmarked(english.get(address).root)) == []
    assert list(unmarked(english.get("/welcome/x", 410).root)) == []


def test_what_is_far_too_large_is_not_even_read(leader: Pages) -> None:
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = leader.fetch("/accounts/import", 413, "POST", headers=kind, data=b"x" * 4_000_000)
    assert Page("/accounts/import", answer).heading == "送られた内容が大きすぎます"
