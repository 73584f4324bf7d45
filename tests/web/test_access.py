"""What is not open leads to signing in and says nothing. Who may do what stands in test_matrix."""

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.dump import dump
from tests.pages import Page, Pages
from tests.web.apps import engine_of, running
from tests.web.conftest import AppWith
from tests.web.reading import UNITS, WARD
from tracker.web.access import Access

OPEN = {"/healthz": 200, "/static/css/base.css": 200, "/static/fonts/noto-sans-jp-400.woff2": 200}
ADDRESSES = [
    "/",
    "/?lang=en&as_of=R8.4.1",
    "/procedures",
    "/procedures?words=住民票",
    "/export",
    "/export/unheld.csv",
    "/procedures.csv",
    "/procedures.xlsx",
    "/procedures/K-002",
    "/procedures/NOWHERE",
    "/priorities",
    "/priorities.csv",
    "/priorities.xlsx",
    "/departments.csv",
    "/departments.xlsx",
    "/method",
    "/figures/availability_rate_by_cases",
    "/figures/availability_rate_by_cases.csv",
    "/figures/availability_rate_by_cases.xlsx",
    "/figures/nothing",
    "/charts/departments.svg",
    "/charts/trend.svg",
]
"""Addresses of what can be read; also of things that do not exist."""


def test_a_view_without_a_rule_is_refused(app_with: AppWith) -> None:
    app = app_with()
    app.add_url_rule("/forgotten", view_func=lambda: "everything")
    app.add_url_rule("/for-all", view_func=_open_to_all)
    assert "everything" not in Pages(app).get("/forgotten", 403).text
    assert Pages(app).fetch("/for-all").text == "everything"


def _open_to_all() -> str:
    return "everything"


_open_to_all.access = Access.ANYONE  # type: ignore[attr-defined]


def says_nothing(answer: TestResponse, address: str) -> None:
    told = answer.text.replace(address, "")
    for row in WARD:
        assert row["手続ID"] not in told
        assert row["手続名"] not in told
    assert [unit for unit in UNITS if unit[0] in told or (unit[1] and unit[1] in told)] == []
    assert "54.2" not in told


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_without_open_reading_nothing_is_shown(wards_copy: str, app: Flask, method: str) -> None:
    etags = {address: app.test_client().get(address).headers.get("ETag", "") for address in ADDRESSES[:6]}
    with running(wards_copy, open_reading=False) as closed:
        pages = Pages(closed)
        for address in ADDRESSES:
            answer = pages.fetch(address, 303, method, headers={"If-None-Match": etags.get(address, "*")})
            assert answer.headers["Location"].startswith("/sign-in?next=")
            assert "ETag" not in answer.headers
            assert "Content-Disposition" not in answer.headers
            says_nothing(answer, address)
        for address, status in OPEN.items():
            pages.fetch(address, status, method)
        assert pages.get("/nowhere", 404).heading == "ページが見つかりません"


def test_what_does_not_exist_looks_like_what_may_not_be_seen(wards_copy: str) -> None:
    with running(wards_copy, open_reading=False) as closed:
        there, nowhere = (Pages(closed).fetch(f"/procedures/{code}", 303) for code in ("K-002", "NOWHERE"))
        assert there.text.replace("K-002", "NOWHERE") == nowhere.text


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_can_be_sent_and_nothing_changes(app: Flask, pages: Pages, method: str) -> None:
    before = dump(engine_of(app))
    for address in [*ADDRESSES, *OPEN]:
        answer = pages.fetch(address, 405, method)
        assert "GET" in answer.headers["Allow"]
        assert Page(address, answer).heading in ("この操作はできません", "This cannot be done")
    assert dump(engine_of(app)) == before


def test_head_answers_like_get_without_the_content(pages: Pages) -> None:
    for address in ["/", "/procedures", "/procedures.csv", "/procedures/K-002", "/static/css/base.css", "/healthz"]:
        full, head = pages.fetch(address), pages.fetch(address, method="HEAD")
        assert (full.data != b"", head.data) == (True, b"")
        assert head.content_type == full.content_type
        assert head.headers.get("ETag") == full.headers.get("ETag")
    assert pages.fetch("/procedures/NOWHERE", 404, "HEAD").data == b""
