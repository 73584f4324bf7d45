"""One's own password, authenticator and sessions."""

import re
from datetime import timedelta

import pyotp
import pytest
from flask import Flask

from tests.pages import Page, Pages
from tests.people import PASSWORD, TAX, account, register, registered, sign_in
from tests.web.apps import NOON, engine_of
from tests.web.conftest import AppWith
from tracker.domain.account import Role
from tracker.domain.throttle import PER_LOGIN_AND_ADDRESS
from tracker.web.people.qr import qr_drawing

NEW = "あたらしい ことば 2026 よっつ"
CHANGE = {"old_password": PASSWORD, "new_password": NEW, "again": NEW}


@pytest.fixture
def closed(app_with: AppWith) -> Flask:
    return app_with(open_reading=False)


def test_the_name_in_the_heading_leads_to_the_account(closed: Flask) -> None:
    pages = registered(closed, Role.EDITOR, TAX)
    page = pages.get(pages.get("/procedures").link("田中 太郎"))
    assert page.heading == "自分の設定"
    assert "総務部 税務課" in page.text


def test_an_old_cookie_is_dead_after_a_change_of_password(closed: Flask) -> None:
    person = register(engine_of(closed), account(Role.EDITOR, TAX))
    pages, elsewhere = sign_in(closed, person), sign_in(closed, person)
    stolen = pages.cookie("session")
    there = pages.follow(pages.submit(pages.get("/account/password"), 303, button="変更する", **CHANGE))
    assert "パスワードを変更しました" in there.text
    assert pages.cookie("session") != stolen
    thief = Pages(closed)
    thief.set_cookie("session", stolen)
    thief.fetch("/account", 303)
    elsewhere.fetch("/account", 303)
    fresh = Pages(closed)
    fresh.submit(fresh.get("/sign-in"), 400, login=person.login, password=PASSWORD)
    fresh.submit(fresh.get("/sign-in"), 303, login=person.login, password=NEW)


@pytest.mark.parametrize(
    ("fields", "name", "said"),
    [
        ({"old_password": "wrong"}, "old_password", "今のパスワードが違います。"),
        ({"old_password": ""}, "old_password", "今のパスワードを入力"),
        ({"new_password": "short", "again": "short"}, "new_password", "12文字以上"),
        ({"again": "x"}, "again", "一致しません"),
        ({"new_password": PASSWORD, "again": PASSWORD}, "new_password", "今と異なる"),
    ],
)
def test_what_is_wrong_with_a_new_password_is_said(closed: Flask, fields: dict[str, str], name: str, said: str) -> None:
    pages = registered(closed, Role.VIEWER)
    cookie = pages.cookie("session")
    answer = pages.submit(pages.get("/account/password"), 400, button="変更する", **{**CHANGE, **fields})
    page = Page("/account/password", answer)
    assert said in page.field(name).described
    assert page.title.startswith("エラー：")
    for secret in (PASSWORD, NEW):
        assert secret not in answer.text
    assert pages.get("/account").heading == "自分の設定"
    assert cookie


def test_guessing_the_password_of_an_open_session_is_slowed_down(closed: Flask) -> None:
    pages = registered(closed, Role.VIEWER)
    for _try in range(PER_LOGIN_AND_ADDRESS):
        pages.submit(pages.get("/account/password"), 400, button="変更する", **{**CHANGE, "old_password": "wrong"})
    slowed = pages.submit(pages.get("/account/password"), 429, button="変更する", **CHANGE)
    assert slowed.headers["Retry-After"] == "300"


def set_up(pages: Pages) -> str:
    """Set an authenticator up as somebody would who types the secret; the secret."""
    page = pages.get("/account/authenticator")
    secret: str = page.form("設定する").fields["secret"]
    assert " ".join(secret[start : start + 4] for start in range(0, 32, 4)) in page.text
    pages.submit(page, 303, button="設定する", code=pyotp.TOTP(secret).at(NOON))
    return secret


def test_an_authenticator_is_set_up_used_and_removed(closed: Flask) -> None:
    person = register(engine_of(closed), account(Role.DX))
    pages = sign_in(closed, person)
    secret = set_up(pages)
    assert "設定あり" in pages.get("/account").text
    for address in ("/account", "/account/authenticator", "/accounts", f"/accounts/staff/{person.login}"):
        assert secret not in pages.get(address).response.text
    fresh = Pages(closed)
    form = {"login": person.login, "password": PASSWORD}
    fresh.submit(fresh.get("/sign-in"), 400, **form)
    fresh.submit(fresh.get("/sign-in"), 400, code=pyotp.TOTP(secret).at(NOON), **form)  # used for the set-up
    fresh.submit(fresh.get("/sign-in"), 303, code=pyotp.TOTP(secret).at(NOON + timedelta(seconds=30)), **form)
    removal = pages.get("/account/authenticator/remove")
    pages.submit(removal, 400, button="解除する", old_password="wrong")
    pages.submit(removal, 303, button="解除する", old_password=PASSWORD)
    again = Pages(closed)
    again.submit(again.get("/sign-in"), 303, **form)


def test_a_wrong_code_keeps_the_secret_that_is_being_set_up(closed: Flask) -> None:
    pages = registered(closed, Role.DX)
    page = pages.get("/account/authenticator")
    secret = page.form("設定する").fields["secret"]
    again = Page("/account/authenticator", pages.submit(page, 400, button="設定する", code="1"))
    assert again.form("設定する").fields["secret"] == secret
    assert "確認コードが違います" in again.field("code").described
    assert "設定なし" in pages.get("/account").text


def test_a_secret_that_is_none_is_replaced(closed: Flask) -> None:
    pages = registered(closed, Role.DX)
    page = pages.get("/account/authenticator")
    answer = pages.submit(page, 400, button="設定する", secret='"><script>', code="123456")
    assert "<script>" not in answer.text


def test_other_sessions_end_and_this_one_goes_on(closed: Flask) -> None:
    person = register(engine_of(closed), account(Role.VIEWER))
    pages, elsewhere = sign_in(closed, person), sign_in(closed, person)
    pages.submit(pages.get("/account"), 303, button="ほかの端末")
    pages.get("/account")
    elsewhere.fetch("/account", 303)


def test_the_picture_holds_the_text() -> None:
    text = "otpauth://totp/x:t-tanaka?secret=" + "A" * 32
    drawing = qr_drawing(text)
    assert qr_drawing(text) == drawing != qr_drawing(text + "B")
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", drawing.path)
    assert "".join(f"M{x} {y}h{w}v1h-{w}z" for x, y, w, _ in runs) == drawing.path
    assert all(int(x) >= 4 and int(x) + int(w) <= drawing.side - 4 and int(w) == int(v) for x, _y, w, v in runs)
    dark = {(int(x) + step, int(y)) for x, y, w, _ in runs for step in range(int(w))}
    ring = {(place, 4) for place in range(4, 11)}  # the upper edge of the first finder pattern
    assert ring <= dark
    assert not {(place, 5) for place in range(5, 10)} & dark
