"""When something goes wrong: a page that says what to do, a number that stands in the log, and nothing else."""

import logging
import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import text

from tests.pages import HEADERS, Page, Pages
from tests.web.apps import opened, running
from tests.web.conftest import AppWith
from tests.web.test_access import ADDRESSES
from tracker import __version__, files
from tracker.web.access import Access

REVEALING = [
    "Traceback",
    "sqlalchemy",
    "sqlite",
    "psycopg",
    "SELECT",
    "no such table",
    "werkzeug",
    "flask",
    ".py",
    str(files.PACKAGE),
]
REVEALING += ["site-packages", "jinja", __version__]
NUMBER = re.compile(r"お問い合わせの際は、この番号をお伝えください：([0-9a-f]{8})")
READING = [address for address in ADDRESSES if "NOWHERE" not in address and "nothing" not in address]


def says_what_to_do_and_nothing_else(page: Page) -> None:
    assert page.link("進捗状況へ戻る") == "/"
    assert [word for word in REVEALING if word.lower() in page.response.text.lower()] == []


@pytest.mark.parametrize(
    "address",
    [
        "/nowhere",
        "/procedures/NOWHERE",
        "/figures/nothing",
        "/figures/nothing.csv",
        "/static/nothing.css",
        "/procedures.pdf",
        "/static/../../setup.cfg",
        "/static/%2e%2e/%2e%2e/setup.cfg",
        "/procedures/",
        "/charts/trend.svg",
        "/priorities.csv.xlsx",
    ],
)
def test_what_is_not_there_is_said_to_be_not_there(pages: Pages, english: Pages, address: str) -> None:
    page = pages.get(address, 404)
    assert page.heading == "ページが見つかりません"
    says_what_to_do_and_nothing_else(page)
    assert english.get(address, 404).heading == "Page not found"


def test_a_refused_value_says_so(pages: Pages) -> None:
    page = pages.get("/procedures.csv", 400, status="9")
    assert page.heading == "読み取れない指定があります"
    says_what_to_do_and_nothing_else(page)


def numbered(caplog: pytest.LogCaptureFixture, page: Page) -> str:
    """The number on the page, which must stand in the log beside what happened."""
    found = NUMBER.search(page.text)
    assert found
    [logged] = [each for each in caplog.records if each.levelno == logging.ERROR and found[1] in each.getMessage()]
    assert logged.exc_info
    caplog.clear()
    return found[1]


@pytest.mark.parametrize("table", ["catalogue_state", "policies", "departments"])
def test_a_failing_database_is_a_numbered_page(wards_copy: str, caplog: pytest.LogCaptureFixture, table: str) -> None:
    with running(wards_copy) as app:
        with opened(wards_copy) as engine, engine.begin() as connection:
            connection.execute(text(f"ALTER TABLE {table} RENAME TO gone"))
        numbers = set()
        for address in READING if table == "catalogue_state" else ["/", "/procedures", "/procedures.csv?order=code"]:
            if "lang=en" in address:
                continue
            page = Pages(app).get(address, 503)
            assert page.response.headers["Retry-After"]
            assert page.heading == "処理できませんでした"
            says_what_to_do_and_nothing_else(page)
            numbers.add(numbered(caplog, page))
        assert len(numbers) > 1


def test_the_machine_that_watches_notices(wards_copy: str) -> None:
    with running(wards_copy) as app:
        Pages(app).fetch("/healthz")
        with opened(wards_copy) as engine, engine.begin() as connection:
            connection.execute(text("ALTER TABLE catalogue_state RENAME TO gone"))
        Pages(app).fetch("/healthz", 503)


def test_the_database_may_come_back(wards_copy: str) -> None:
    with running(wards_copy) as app, opened(wards_copy) as engine:
        for name, other, status in (("policies", "gone", 503), ("gone", "policies", 200)):
            with engine.begin() as connection:
                connection.execute(text(f"ALTER TABLE {name} RENAME TO {other}"))
            Pages(app).fetch("/", status)


def failing(app: Flask, error: Callable[[], Exception]) -> None:
    def view() -> str:
        raise error()

    view.access = Access.ANYONE  # type: ignore[attr-defined]
    app.add_url_rule("/failing", view_func=view)


def test_a_fault_of_the_program_is_a_numbered_page(app_with: AppWith, caplog: pytest.LogCaptureFixture) -> None:
    app = app_with()
    failing(app, lambda: RuntimeError("SELECT secret FROM /srv/somewhere.py"))
    page = Pages(app).get("/failing", 500)
    says_what_to_do_and_nothing_else(page)
    assert "secret" not in page.response.text
    numbered(caplog, page)


@pytest.mark.parametrize("address", READING)
def test_a_fault_in_any_view_is_a_numbered_page(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, address: str
) -> None:
    endpoint = app.url_map.bind("localhost").match(address.split("?")[0])[0]

    def view(**_values: str) -> str:
        raise LookupError("/srv/somewhere.py")

    view.access = Access.READING  # type: ignore[attr-defined]
    monkeypatch.setitem(app.view_functions, endpoint, view)
    answer = Pages(app).fetch(address, 500)
    assert "somewhere" not in answer.text
    assert "LookupError" not in answer.text
    assert any("error" in each.getMessage() for each in caplog.records)


def test_debugging_is_never_on(app: Flask) -> None:
    assert not app.debug
    assert not app.testing


def test_errors_carry_the_headers_of_every_answer(app: Flask) -> None:
    for address, method in (("/nowhere", "GET"), ("/", "POST"), ("/procedures?after=x", "GET"), ("/x%00y", "GET")):
        answer = app.test_client().open(address, method=method)
        assert 400 <= answer.status_code < 500
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS
