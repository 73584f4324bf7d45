"""Requests that no browser would send are answered like any other: never with a fault of the program."""

import os
from urllib.parse import quote

import pytest
from flask import Flask
from hypothesis import example, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from tests.dump import dump
from tests.pages import HEADERS, Pages
from tests.web.apps import engine_of
from tracker.domain.figures import Figure

EXAMPLES = 2_000 if os.environ.get("HYPOTHESIS_PROFILE") == "ci" else 150
PARAMETERS = ["as_of", "lang", "after", "before", "department", "division", "theme", "status", "step", "counted"]
PARAMETERS += ["designated", "many", "words", "order", "width"]
NAMES = [*PARAMETERS, "endpoint", "_external", "_scheme", "_anchor", "_method", "figure", "code", "extension", "self"]
PAYLOADS = [
    "", " ", "0", "1", "-1", "9" * 400, "1e999", "NaN", "null", "[]", "{}", "true", "\0", "a\0b", "\x7f", "\r\nX: y",
    "' OR '1'='1", "'; DROP TABLE procedures; --", "%", "_", "\\", "%%%", "\u202e", "\ufeff", "ﷺ" * 50, "İ", "ß",
    "../../etc/passwd", "..\\..\\x", "http://example.jp/", "//example.jp", "{{7*7}}", "${7*7}", "<script>", "&amp;",
    "R8.4.1", "R99999999999.1.1", "令和元年5月1日", "0000-00-00", "9999-12-31", "0001-01-01", "２０２６０４０１",
    "x" * 10_000, "あ" * 5_000, "en", "ja", "narrow", "code", "catalogue", "WzEsIDFd", "W10",
]  # fmt: skip
RAW = [
    "%ff",
    "%c3%28",
    "%ed%a0%80",
    "%f4%90%80%80",
    "%",
    "%zz",
    "%00",
    "%u3042",
    "+",
    "%2e%2e%2f",
    "a=b=c",
    "%26",
    "%23",
]
PLACES = [
    "/",
    "/procedures",
    "/export",
    "/export/unheld.csv",
    "/procedures.csv",
    "/procedures.xlsx",
    "/priorities",
    "/priorities.csv",
    "/priorities.xlsx",
]
PLACES += ["/method", "/healthz", "/static/css/base.css", "/charts/trend.svg"]

texts = st.sampled_from(PAYLOADS) | st.text(max_size=20) | st.integers().map(str)
parts = texts.map(lambda text: quote(text, safe="", errors="surrogatepass")) | st.sampled_from(RAW)
places = st.one_of(
    st.sampled_from(PLACES),
    parts.map(lambda part: f"/procedures/{part}"),
    parts.map(lambda part: f"/figures/{part}"),
    parts.map(lambda part: f"/static/{part}"),
    parts.map(lambda part: f"/{part}"),
    st.sampled_from([f"/figures/{figure.value}{end}" for figure in Figure for end in ("", ".csv", ".xlsx", ".pdf")]),
)
queries = st.lists(st.tuples(st.sampled_from(NAMES) | parts, parts), max_size=4)
headers = st.dictionaries(
    st.sampled_from(["If-None-Match", "Cookie", "Accept-Language", "Host", "X-Forwarded-Host", "Range", "Referer"]),
    st.sampled_from(
        ["*", '"x"', "lang=en", 'lang="', "lang=%00", ";;;=", "example.jp", "bytes=0-10", "W/", "x" * 5_000]
    ),
    max_size=2,
)


def asked(app: Flask, path: str, query: list[tuple[str, str]], sent: dict[str, str], method: str) -> TestResponse:
    """Send exactly these characters, as a server would hand them on."""
    client = app.test_client(use_cookies=False)
    return client.open(
        f"{path}?{'&'.join(f'{name}={value}' for name, value in query)}", method=method, headers=sent, buffered=True
    )


@settings(max_examples=EXAMPLES)
@given(
    path=places, query=queries, sent=headers, method=st.sampled_from(["GET", "GET", "GET", "HEAD", "POST", "OPTIONS"])
)
@example("/", [("endpoint", "x")], {}, "GET")
@example("/", [("_scheme", "javascript"), ("_external", "1")], {}, "GET")
@example("/procedures", [("words", "%00")], {}, "GET")
@example("/procedures/%00", [], {}, "GET")
@example("/procedures/%00", [], {"Host": "x" * 300}, "GET")
@example("/procedures", [("department", "%00")], {}, "GET")
@example("/procedures/K-002", [("code", "K-001")], {}, "GET")
@example("/", [("as_of", "%ed%a0%80")], {}, "GET")
@example("/", [("lang", "en"), ("lang", "ja")], {}, "GET")
def test_no_request_is_answered_with_a_fault(
    each_app: Flask, path: str, query: list[tuple[str, str]], sent: dict[str, str], method: str
) -> None:
    answer = asked(each_app, path, query, sent, method)
    assert answer.status_code < 500, (path, query, sent)
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert "example.jp" not in answer.headers.get("Location", "")
    if answer.mimetype == "text/html" and method == "GET" and answer.data:
        assert 'href="http' not in answer.text.replace("https://", "http").replace('rel="noreferrer"', "")


@pytest.mark.parametrize("name", PARAMETERS)
def test_every_parameter_takes_every_payload(app: Flask, name: str) -> None:
    before = dump(engine_of(app))
    place = "/priorities.csv" if name == "as_of" else "/procedures.csv"
    for payload in PAYLOADS:
        assert asked(app, place, [(name, quote(payload))], {}, "GET").status_code in (200, 400), payload
    assert dump(engine_of(app)) == before


def test_every_text_that_reaches_a_database_may_be_any_text(each_app: Flask) -> None:
    before = dump(engine_of(each_app))
    for payload in [*map(quote, PAYLOADS), *RAW]:
        for place, name in (("/procedures.csv", "words"), ("/figures/usage_rate_all.csv", "words")):
            assert asked(each_app, place, [(name, payload)], {}, "GET").status_code in (200, 400), payload
        assert asked(each_app, f"/procedures/{payload}", [], {}, "GET").status_code in (200, 400, 404), payload
    assert dump(engine_of(each_app)) == before


@pytest.mark.parametrize("query", ["as_of=%00", "as_of=" + "9" * 300, "width=%ff", "endpoint=x&_external=1"])
def test_charts_are_drawn_or_refused(app: Flask, query: str) -> None:
    assert app.test_client().get(f"/charts/departments.svg?{query}").status_code in (200, 400)


def test_what_looks_like_an_option_of_our_own_is_only_passed_on(pages: Pages) -> None:
    page = pages.get("/?_external=1&_scheme=javascript&endpoint=x&_anchor=y")
    assert page.outgoing == []
    assert page.link("English").startswith("/?")


def test_another_host_is_not_repeated(app: Flask) -> None:
    for address in ("/", "/nowhere", "/procedures/K-002"):
        answer = app.test_client().get(address, headers={"Host": "example.jp", "X-Forwarded-Host": "example.jp"})
        assert "example.jp" not in answer.text
        assert "Location" not in answer.headers
