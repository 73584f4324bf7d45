"""Turning the pages of a long list: every procedure once, in order, forwards and backwards, each page as cheap."""

from base64 import urlsafe_b64encode
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask import Flask

from tests.engines import Databases
from tests.pages import Page, Pages
from tests.web.apps import counted_statements, opened, running, store
from tests.web.catalogues import many
from tests.web.reading import codes, downloaded
from tracker.domain.selection import Order
from tracker.usecases.prepare_database import prepare_database

COUNT = 130


@pytest.fixture(scope="module")
def long_app(databases: Databases) -> Iterator[Flask]:
    """The application on a catalogue of some hundred procedures, on each engine."""
    url = databases.create()
    with opened(url) as engine:
        prepare_database(engine)
        store(engine, many(COUNT))
    with running(url) as app:
        yield app


def turned(pages: Pages, first: Page, button: str) -> list[Page]:
    """The page and all that follow by pressing a button."""
    found = [first]
    while any(button in link.text for link in found[-1].links):
        found.append(pages.get(found[-1].link(button)))
        assert len(found) < COUNT, "the pages go round in circles"
    return found


def shown(page: Page) -> list[str]:
    return page.table("手続").column("手続ID")


@pytest.mark.parametrize("order", [order.value for order in Order])
def test_every_procedure_stands_on_one_page(long_app: Flask, order: str) -> None:
    pages = Pages(long_app)
    first = pages.get("/procedures", order=order)
    forwards = turned(pages, first, "次の50件")
    listed = [code for page in forwards for code in shown(page)]
    assert listed == codes(downloaded(pages, first.link("CSVで")))
    assert len(set(listed)) == COUNT
    assert [len(shown(page)) for page in forwards] == [50, 50, 30]
    backwards = turned(pages, forwards[-1], "前の50件")
    assert [shown(page) for page in backwards] == [shown(page) for page in reversed(forwards)]
    assert "前の50件" not in first.text
    assert shown(pages.get(forwards[-1].link("最初"))) == shown(first)


def test_a_filter_stays_while_pages_are_turned(long_app: Flask) -> None:
    pages = Pages(long_app)
    first = pages.get("/procedures", department="総務部", order="cases", counted="1")
    found = turned(pages, first, "次の50件")
    for page in found:
        assert set(page.table("手続").column("部")) == {"総務部"}
        kept = dict(parse_qsl(urlsplit(page.link("CSVで")).query))
        assert kept == {"department": "総務部", "order": "cases", "counted": "1"}
    assert sum(len(shown(page)) for page in found) == len(downloaded(pages, first.link("CSVで")))
    counts = [int(count.replace(",", "")) for page in found for count in page.table("手続").column("年間件数")]
    assert counts == sorted(counts, reverse=True)


def test_the_last_page_asks_as_little_as_the_first(long_app: Flask) -> None:
    pages = Pages(long_app)
    addresses = [page.address for page in turned(pages, pages.get("/procedures"), "次の50件")]
    sent = []
    for address in addresses:
        with counted_statements(long_app) as statements:
            pages.get(address)
        sent.append(len(statements))
    assert len(set(sent)) == 1


def encoded(text: str) -> str:
    return urlsafe_b64encode(text.encode()).decode()


JUNK = [
    "x",
    "あ",
    "====",
    encoded("[]"),
    encoded("[1]"),
    encoded("[1, 2, 3]"),
    encoded('["1", "2"]'),
    encoded("[1.5, 2]"),
    encoded("[true, false]"),
    encoded("[null, null]"),
    encoded("{}"),
    encoded("1"),
    encoded("[NaN, 1]"),
    encoded(f"[{10**30}, 1]"),
    encoded(f"[1, {'9' * 5_000}]"),
    encoded("[" * 20_000),
    encoded("[[" * 5_000 + "]]" * 5_000),
    encoded('["\\ud800", 1]'),
]
BY_CODE = [encoded('["\\ud800", 1]'), encoded('["a\\u0000b", 1]'), encoded("[1, 1]"), encoded('["a", "b"]')]


@pytest.mark.parametrize("name", ["after", "before"])
def test_a_place_that_no_page_wrote_is_refused(long_app: Flask, name: str) -> None:
    pages = Pages(long_app)
    for order, places in (("catalogue", JUNK), ("code", [*JUNK, *BY_CODE])):
        for place in places:
            page = pages.get("/procedures", 400, **{name: place, "order": order})
            assert page.heading == "読み取れない指定があります"


def test_a_place_in_another_order_or_beyond_the_end_is_a_page(long_app: Flask) -> None:
    pages = Pages(long_app)
    assert "130手続" in pages.get("/procedures", after=encoded(f"[{2**62}, 1]")).text
    assert "130手続" in pages.get("/procedures", before=encoded("[-5, 1]"), order="cases").text
