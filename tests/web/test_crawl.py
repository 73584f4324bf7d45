"""Everything that links lead to, in both languages: each page is checked by the client that fetches it."""

from collections import Counter
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask import Flask

from tests.dump import dump
from tests.markup import elements
from tests.pages import Pages
from tests.web.apps import engine_of
from tests.web.crawl import Crawl, crawl, in_language
from tracker.web.access import Access, rule_of

OPEN_TO_READERS = {"static", "signing_in.show", "keys.code"}
NOT_LINKED = {"health.check", "charts.trend", "exporting.unheld"}
"""For machines; the chart of a trend that the ward's catalogue does not have (see test_days); what CP932 does not hold,
of which there is nothing in it (see test_exporting)."""


@pytest.fixture(scope="module", params=["ja", "en"])
def found(request: pytest.FixtureRequest, app: Flask) -> Crawl:
    """Everything in one language, after seeing that fetching it changed nothing."""
    before = dump(engine_of(app))
    found = crawl(Pages(app, request.param))
    assert dump(engine_of(app)) == before, "a page wrote to the database"
    return found


def test_every_endpoint_is_reached(found: Crawl, app: Flask) -> None:
    adapter = app.url_map.bind("localhost")
    reached = {adapter.match(path)[0] for path in found.paths}
    readable = {endpoint for endpoint in app.view_functions if rule_of(app, endpoint) is Access.READING}
    assert reached | NOT_LINKED == readable | OPEN_TO_READERS | NOT_LINKED


def test_every_procedure_has_a_sheet(found: Crawl) -> None:
    assert len([path for path in found.paths if path.startswith("/procedures/")]) == 54


def test_every_page_has_a_title_of_its_own(found: Crawl) -> None:
    titles = Counter((urlsplit(page.address).path, page.title) for page in found.pages.values())
    paths = Counter(title for _path, title in titles)
    assert [title for title, count in paths.items() if count > 1] == []


def test_every_place_that_is_linked_to_is_there(found: Crawl) -> None:
    assert ("/", "main") in found.fragments
    missing = [(address, name) for address, name in found.fragments if name not in found.pages[address].ids]
    assert missing == []


def test_every_page_can_be_switched_to_the_other_language(found: Crawl) -> None:
    for page in found.pages.values():
        other = "en" if page.language == "ja" else "ja"
        [switch] = [item for item in elements(page.root, "a") if item.get("hreflang")]
        assert (switch.get("lang"), switch.get("hreflang")) == (other, other)
        there = page.link("English" if other == "en" else "日本語")
        assert sorted(parse_qsl(urlsplit(there).query)) == sorted(
            parse_qsl(urlsplit(in_language(page.address, other)).query)
        )
        assert urlsplit(there).path == urlsplit(page.address).path


def test_every_chart_has_a_narrow_version_and_both_are_pictures(found: Crawl) -> None:
    charts = {address: content for address, content in found.files.items() if address.startswith("/charts/")}
    assert any("width=narrow" in address for address in charts)
    assert any("width" not in address for address in charts)
    for content in charts.values():
        assert content.startswith(b"<?xml")
        assert b"<script" not in content


def test_the_machine_that_watches_is_answered(app: Flask) -> None:
    assert Pages(app).file("/healthz", "text/plain; charset=utf-8") == b"ok\n"
