"""Signing in and out: by the page, across workers and restarts, and never by guessing."""

from datetime import timedelta

import pytest
from flask import Flask

from tests.pages import Pages
from tests.people import PASSWORD, TAX, account, register, registered
from tests.web.apps import NOON, engine_of, running
from tests.web.conftest import AppWith
from tracker.domain.account import Role
from tracker.domain.throttle import PER_LOGIN_AND_ADDRESS
from tracker.usecases.people.recognise import recognise


@pytest.fixture
def closed(app_with: AppWith) -> Flask:
    """The application as it stands in an office: nothing is open."""
    return app_with(open_reading=False)


def test_whoever_is_not_signed_in_is_asked_to_and_led_on(closed: Flask) -> None:
    person = register(engine_of(closed), account(Role.VIEWER))
    pages = Pages(closed)
    asked = pages.fetch("/procedures?words=%E4%BD%8F", 303)
    page = pages.follow(asked)
    assert page.heading == "サインイン"
    there = pages.submit(page, login=person.login, password=PASSWORD)
    assert there.headers["Location"] == "/procedures?words=%E4%BD%8F"
    assert pages.follow(there).heading == "手続一覧"


def test_signing_out_ends_the_session_for_good(closed: Flask) -> None:
    pages = registered(closed, Role.VIEWER)
    home = pages.get("/")
    cookie = pages.cookie("session")
    pages.sign_out(home)
    pages.fetch("/", 303)
    thief = Pages(closed)
    thief.set_cookie("session", cookie)
    thief.fetch("/", 303)


@pytest.mark.parametrize("wrong", [{"login": "nobody"}, {"password": "wrong"}, {"login": "x" * 100}])
def test_a_wrong_login_and_a_wrong_password_look_the_same(closed: Flask, wrong: dict[str, str]) -> None:
    person = register(engine_of(closed), account(Role.VIEWER))
    pages = Pages(closed)
    answer = pages.submit(pages.get("/sign-in"), 400, **{"login": person.login, "password": PASSWORD, **wrong})
    assert "職員ID、パスワード又は確認コードが違います。" in answer.text
    assert PASSWORD not in answer.text


def test_a_session_runs_out_after_a_pause_and_after_a_day_of_work(closed: Flask) -> None:
    pages = registered(closed, Role.VIEWER)
    for minutes in (29, 58, 87):
        closed.config["CLOCK"] = lambda minutes=minutes: NOON + timedelta(minutes=minutes)
        pages.get("/")
    closed.config["CLOCK"] = lambda: NOON + timedelta(minutes=118)
    pages.fetch("/", 303)


def test_the_longest_session_is_ten_hours(closed: Flask) -> None:
    pages = registered(closed, Role.VIEWER)
    for minutes in range(20, 600, 20):
        closed.config["CLOCK"] = lambda minutes=minutes: NOON + timedelta(minutes=minutes)
        pages.get("/method")
    closed.config["CLOCK"] = lambda: NOON + timedelta(minutes=601)
    pages.fetch("/method", 303)


def test_guessing_is_slowed_down_but_locks_nobody_out(closed: Flask) -> None:
    person = register(engine_of(closed), account(Role.EDITOR))
    pages = Pages(closed)
    for _try in range(PER_LOGIN_AND_ADDRESS):
        pages.submit(pages.get("/sign-in"), 400, login=person.login, password="wrong")
    refused = pages.submit(pages.get("/sign-in"), 429, login=person.login, password=PASSWORD)
    assert refused.headers["Retry-After"] == "300"
    from_elsewhere = Pages(closed, address="10.0.0.9")
    from_elsewhere.submit(from_elsewhere.get("/sign-in"), login=person.login, password=PASSWORD)
    closed.config["CLOCK"] = lambda: NOON + timedelta(minutes=6)
    pages.submit(pages.get("/sign-in"), login=person.login, password=PASSWORD)


def test_a_new_id_is_given_at_sign_in(closed: Flask) -> None:
    """An id that somebody planted in the browser before is worth nothing."""
    person = register(engine_of(closed), account(Role.VIEWER))
    pages = Pages(closed)
    form = pages.get("/sign-in")
    planted = pages.cookie("session")
    pages.submit(form, login=person.login, password=PASSWORD)
    assert pages.cookie("session") != planted
    thief = Pages(closed)
    thief.set_cookie("session", planted)
    thief.fetch("/", 303)


def test_a_stolen_table_of_sessions_opens_nothing(closed: Flask) -> None:
    registered(closed, Role.VIEWER)
    engine = engine_of(closed)
    with engine.connect() as connection:
        digests = connection.exec_driver_sql("SELECT digest FROM sessions").scalars().all()
    assert [recognise(engine, digest, NOON) for digest in digests] == [None]


def test_without_https_signing_in_needs_a_setting(app_with: AppWith) -> None:
    app = app_with(open_reading=False, plain_http=False)
    page = Pages(app).get("/sign-in")
    assert "この接続は暗号化されていない" in page.text
    assert not page.has_form()


ELSEWHERE = [
    *("//evil.example", "///evil.example", "////evil.example/x", "//evil.example/%2f..", "//[::1]/", "//127.0.0.1:9"),
    *(
        "/\\evil.example",
        "\\\\evil.example",
        "/\\/evil.example",
        "\\/evil.example",
        "/\\\\evil.example",
        "\\evil.example",
    ),
    *(
        "https://evil.example",
        "http://evil.example/",
        "HTTPS://EVIL.EXAMPLE",
        "https:evil.example",
        "https:/evil.example",
    ),
    *(
        "javascript:alert(1)",
        "JaVaScRiPt:x",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "ftp://evil.example",
    ),
    *(
        "/\t/evil.example",
        "/a\tb",
        "\t//evil.example",
        "/\n/evil.example",
        "\r\n//evil.example",
        " //evil.example",
        "/ /x",
    ),
    *("https://localhost@evil.example", "//localhost@evil.example", "@evil.example", "evil.example", ".evil.example"),
    *(
        "https://evil.example\\@localhost",
        "//evil。example",
        "//ｅｖｉｌ.example",
        "?next=//evil.example",
        "#//evil.example",
    ),
    *("http:///evil.example", "//evil.example?x=/own", "/\x00/evil.example", "mailto:x@evil.example", "x" * 3_000),
]


@pytest.mark.parametrize("next_page", ELSEWHERE)
def test_nobody_is_led_elsewhere(closed: Flask, next_page: str) -> None:
    person = register(engine_of(closed), account(Role.VIEWER))
    pages = Pages(closed)
    answer = pages.submit(pages.get("/sign-in"), next=next_page, login=person.login, password=PASSWORD)
    assert answer.headers["Location"] == "/"


def test_a_session_outlives_a_restart(wards_copy: str) -> None:
    with running(wards_copy, open_reading=False) as first:
        cookie = registered(first, Role.EDITOR, TAX).cookie("session")
    with running(wards_copy, open_reading=False) as second:
        pages = Pages(second)
        pages.set_cookie("session", cookie)
        assert pages.get("/").heading == "進捗状況"


def test_changing_the_key_signs_nobody_out_while_the_old_one_is_known(wards_copy: str) -> None:
    old, new = "the-old-key-7h2k9s0d", "the-new-key-m4x8q1z7"
    with running(wards_copy, open_reading=False, secret_key=old) as before:
        cookie = registered(before, Role.VIEWER).cookie("session")
    for known, status in (((old,), 200), ((), 303)):
        with running(wards_copy, open_reading=False, secret_key=new, secret_key_fallbacks=known) as after:
            pages = Pages(after)
            pages.set_cookie("session", cookie)
            pages.fetch("/", status)


def test_what_somebody_signed_in_saw_is_not_found_on_the_machine_afterwards(closed: Flask) -> None:
    pages = registered(closed, Role.VIEWER)
    for address in ("/", "/procedures", "/procedures.csv", "/nowhere", "/account"):
        answer = pages.fetch(address, 404 if address == "/nowhere" else 200)
        assert answer.headers["Cache-Control"] == "no-store"
        assert "ETag" not in answer.headers


def test_the_cookie_is_for_https_and_for_this_application_only(app_with: AppWith) -> None:
    client = app_with(open_reading=False, plain_http=False).test_client()
    cookie = client.get("/sign-in", base_url="https://localhost").headers["Set-Cookie"]
    name, *attributes = cookie.split("; ")
    assert name.startswith("__Host-session=")
    assert sorted(attributes) == ["HttpOnly", "Path=/", "SameSite=Lax", "Secure"]


def test_with_https_one_signs_in_and_out(app_with: AppWith) -> None:
    """Through a browser that keeps to what the cookie asks for, and sends along where a form stood."""
    app = app_with(open_reading=False, plain_http=False)
    person = register(engine_of(app), account(Role.VIEWER))
    client, base = app.test_client(), "https://localhost"
    page = client.get("/sign-in", base_url=base).text
    form = {"csrf_token": token_of(page), "login": person.login, "password": PASSWORD}
    without = client.post("/sign-in", base_url=base, data=form)
    assert without.status_code == 400, "a form without an origin is taken from nobody"
    there = client.post("/sign-in", base_url=base, data=form, headers={"Referer": f"{base}/sign-in"})
    assert (there.status_code, there.headers["Strict-Transport-Security"]) == (303, "max-age=31536000")
    home = client.get("/", base_url=base)
    assert person.name in home.text
    sent = {"csrf_token": token_of(home.text)}
    assert client.post("/sign-out", base_url=base, data=sent, headers={"Referer": f"{base}/"}).status_code == 303
    assert client.get("/", base_url=base).status_code == 303


def token_of(page: str) -> str:
    return page.split('name="csrf_token" value="')[1].split('"')[0]
