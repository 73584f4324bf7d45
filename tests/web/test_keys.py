"""Links and printed codes as somebody meets them who has no password yet."""

import pytest
from flask import Flask

from tests.dump import dump
from tests.pages import Page, Pages
from tests.people import PASSWORD, TAX, account, actor, register, registered
from tests.web.apps import NOON, engine_of
from tests.web.conftest import AppWith
from tracker.domain.account import Account, Role
from tracker.domain.throttle import PER_LOGIN_AND_ADDRESS
from tracker.usecases.people.create_account import create_account
from tracker.usecases.people.demonstration_link import demonstration_link
from tracker.usecases.people.invite import invite_by_codes, invite_by_link

NEW = "あたらしい ことば 2026 よっつ"
BOTH = {"new_password": NEW, "again": NEW}


@pytest.fixture
def closed(app_with: AppWith) -> Flask:
    """The application as it stands in an office, with somebody who is registered and has no password."""
    app = app_with(open_reading=False)
    create_account(engine_of(app), actor(at=NOON), Account("t-tanaka", "田中 太郎", Role.EDITOR, (TAX,)))
    return app


def token(app: Flask) -> str:
    return invite_by_link(engine_of(app), actor(at=NOON), "t-tanaka").secret


def code(app: Flask) -> str:
    return invite_by_codes(engine_of(app), actor(at=NOON), ["t-tanaka"])[0].secret


def test_a_link_leads_to_a_password_and_on_to_work(closed: Flask) -> None:
    address, pages = f"/welcome/{token(closed)}", Pages(closed)
    before = dump(engine_of(closed))
    page = pages.get(address)
    assert (page.heading, "田中 太郎" in page.text) == ("パスワードを設定する", True)
    assert dump(engine_of(closed)) == before
    there = pages.follow(pages.submit(page, 303, button="設定する", **BOTH))
    assert "サインインしました" in there.text
    pages.get("/account")
    spent = Pages(closed).get(address, 410)
    assert spent.heading == "このリンクは使えません"
    assert "DX推進担当に、新しいリンクの発行を依頼してください" in spent.text


@pytest.mark.parametrize("token", ["x", "x" * 43, "日本語", "a:b"])
def test_an_unknown_link_says_the_same_as_a_used_one(closed: Flask, token: str) -> None:
    assert Pages(closed).get(f"/welcome/{token}", 410).heading == "このリンクは使えません"


def test_what_is_wrong_is_said_and_the_link_still_works(closed: Flask) -> None:
    pages, address = Pages(closed), f"/welcome/{token(closed)}"
    for fields, name, said in (
        ({}, "new_password", "新しいパスワードを入力してください。"),
        ({"new_password": NEW, "again": NEW + "x"}, "again", "一致しません"),
        ({"new_password": "short", "again": "short"}, "new_password", "12文字以上"),
    ):
        answer = pages.submit(pages.get(address), 400, button="設定する", **fields)
        page = Page(address, answer)
        assert page.title.startswith("エラー：")
        assert page.field(name).invalid
        assert said in page.field(name).described
        assert NEW not in answer.text
    pages.submit(pages.get(address), 303, button="設定する", **BOTH)


def test_a_code_is_typed_in_with_the_staff_id(closed: Flask) -> None:
    printed, pages = code(closed), Pages(closed)
    page = pages.get(pages.get("/sign-in").link("コードをお持ちの方"))
    there = pages.submit(page, 303, button="設定する", login="Ｔ－ＴＡＮＡＫＡ", code=printed.lower(), **BOTH)
    assert pages.follow(there).heading
    pages.get("/account")
    again = Pages(closed)
    again.submit(again.get("/welcome"), 400, button="設定する", login="t-tanaka", code=printed, **BOTH)


def test_a_wrong_code_keeps_the_staff_id_and_is_slowed_down(closed: Flask) -> None:
    printed, pages = code(closed), Pages(closed)
    for _try in range(PER_LOGIN_AND_ADDRESS):
        wrong = {"login": "t-tanaka", "code": "AAAA-AAAA-AAAA-AAAA"}
        answer = pages.submit(pages.get("/welcome"), 400, button="設定する", **wrong, **BOTH)
    page = Page("/welcome", answer)
    assert page.field("login").value == "t-tanaka"
    assert "もう一度入力するか" in page.field("code").described
    assert NEW not in answer.text
    slowed = pages.submit(pages.get("/welcome"), 429, button="設定する", login="t-tanaka", code=printed, **BOTH)
    assert slowed.headers["Retry-After"] == "300"


def test_empty_fields_are_named(closed: Flask) -> None:
    pages = Pages(closed)
    page = Page("/welcome", pages.submit(pages.get("/welcome"), 400, button="設定する"))
    for name in ("login", "code", "new_password"):
        assert page.field(name).invalid


def test_a_demonstration_is_one_button_and_once(closed: Flask, app_with: AppWith) -> None:
    app = app_with(open_reading=True)
    issued = demonstration_link(engine_of(app), NOON)
    assert issued is not None
    pages, address = Pages(app), f"/welcome/{issued.secret}"
    before = dump(engine_of(app))
    page = pages.get(address)
    assert dump(engine_of(app)) == before
    pages.submit(page, 303, button="サインインする")
    assert pages.get("/accounts").heading == "職員の登録"
    Pages(app).get(address, 410)


def test_the_session_of_a_link_is_a_new_one(closed: Flask) -> None:
    pages = Pages(closed)
    page = pages.get(f"/welcome/{token(closed)}")
    planted = pages.cookie("session")
    pages.submit(page, 303, button="設定する", **BOTH)
    thief = Pages(closed)
    thief.set_cookie("session", planted)
    thief.fetch("/account", 303)


def test_without_https_no_password_is_asked_for(app_with: AppWith) -> None:
    app = app_with(open_reading=False, plain_http=False)
    create_account(engine_of(app), actor(at=NOON), Account("t-tanaka", "田中 太郎", Role.EDITOR, (TAX,)))
    for address in ("/welcome", f"/welcome/{token(app)}"):
        page = Pages(app).get(address)
        assert "暗号化されていない" in page.text
        assert not page.has_form()


def test_who_has_an_authenticator_goes_on_to_sign_in(closed: Flask) -> None:
    with engine_of(closed).execution_options(writing=True).begin() as connection:
        connection.exec_driver_sql(f"UPDATE accounts SET totp_secret = '{'A' * 32}'")
    pages = Pages(closed)
    there = pages.follow(pages.submit(pages.get(f"/welcome/{token(closed)}"), 303, button="設定する", **BOTH))
    assert there.heading == "サインイン"
    assert "認証アプリの確認コードでサインインしてください" in there.text


def test_no_secret_is_in_the_log_or_on_another_page(closed: Flask) -> None:
    secret, pages = token(closed), Pages(closed)
    pages.submit(pages.get(f"/welcome/{secret}"), 303, button="設定する", **BOTH)
    printed = code(closed)
    leader = registered(closed, Role.DX)
    for address in ("/accounts", "/accounts/staff/t-tanaka", "/account", "/log"):
        text = leader.get(address).response.text
        for hidden in (secret, printed, NEW, PASSWORD):
            assert hidden not in text
    told = "".join(row for rows in dump(engine_of(closed)).values() for row in rows)
    assert secret not in told
    assert printed not in told


def test_a_form_whose_token_does_not_hold_comes_back_without_what_is_secret(closed: Flask) -> None:
    address, pages = f"/welcome/{token(closed)}", Pages(closed)
    pages.get(address)
    answer = pages.fetch(address, 400, "POST", data={"csrf_token": "x", "username": "t-tanaka", **BOTH})
    assert NEW not in answer.text
    page = Page(address, answer)
    resumed = pages.submit(page, 200, button="入力の続きに戻る")
    assert Page(address, resumed).heading == "パスワードを設定する"
    pages.submit(pages.get(address), 303, button="設定する", **BOTH)


def test_a_disabled_owner_finds_the_link_worthless(closed: Flask) -> None:
    secret = token(closed)
    register(engine_of(closed), account(Role.DX))
    with engine_of(closed).execution_options(writing=True).begin() as connection:
        connection.exec_driver_sql("UPDATE accounts SET disabled_at = created_at WHERE login = 't-tanaka'")
    Pages(closed).get(f"/welcome/{secret}", 410)
