"""A page that has not changed is answered in one statement; anything that could change it makes it new."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.build import procedure
from tests.pages import Pages
from tests.web.apps import NOON, counted_statements, engine_of, running, store
from tracker.web import caching

ADDRESSES = ["/", "/procedures?order=cases", "/procedures/K-002", "/priorities", "/method", "/procedures.csv"]
ADDRESSES += ["/figures/usage_rate_all", "/figures/usage_rate_all.xlsx", "/charts/departments.svg?width=narrow"]


@pytest.fixture
def own(wards_copy: str) -> Iterator[Flask]:
    """The application on a copy that a test may change."""
    with running(wards_copy) as app:
        yield app


def etag(app: Flask, address: str, language: str = "ja") -> str:
    return str(Pages(app, language).fetch(address, method="HEAD").headers["ETag"])


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_unchanged_page_is_not_sent_again(app: Flask, pages: Pages, address: str) -> None:
    first = pages.fetch(address)
    assert first.headers["Cache-Control"] == "private, no-cache"
    assert "Cookie" in first.headers["Vary"]
    with counted_statements(app) as statements:
        again = pages.fetch(address, 304, headers={"If-None-Match": first.headers["ETag"]})
    assert again.data == b""
    assert again.headers["ETag"] == first.headers["ETag"]
    assert len([each for each in statements if "SELECT" in each.upper()]) == 1
    assert pages.fetch(address, 200, headers={"If-None-Match": '"another"'}).data == first.data


def test_every_address_has_a_mark_of_its_own(app: Flask) -> None:
    marks = [etag(app, address) for address in ADDRESSES]
    assert len(set(marks)) == len(marks)


def test_a_write_makes_every_page_new(own: Flask) -> None:
    before = {address: etag(own, address) for address in ADDRESSES}
    assert {address: etag(own, address) for address in ADDRESSES} == before
    store(engine_of(own), [procedure("NEW-1", 500, position=99)])
    for address in ADDRESSES:
        assert etag(own, address) != before[address]
    answer = Pages(own).fetch("/procedures.csv", 200, headers={"If-None-Match": before["/procedures.csv"]})
    assert "NEW-1" in answer.text


def test_each_language_has_its_own(app: Flask) -> None:
    for address in ADDRESSES:
        assert etag(app, address) != etag(app, address, "en")
    assert etag(app, "/?lang=en", "ja") == etag(app, "/?lang=en", "en")


def test_tomorrow_is_another_page(own: Flask) -> None:
    today = etag(own, "/")
    own.config["CLOCK"] = lambda: NOON.replace(hour=14, minute=59)
    assert etag(own, "/") == today
    own.config["CLOCK"] = lambda: NOON.replace(hour=15)
    assert etag(own, "/") != today


def test_a_new_version_of_the_program_makes_new_pages(own: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    before = etag(own, "/method")
    monkeypatch.setattr(caching, "__version__", "99.0")
    assert etag(own, "/method") != before


@pytest.mark.parametrize(
    ("address", "status"),
    [("/?as_of=x", 400), ("/procedures?status=9", 400), ("/procedures/NOWHERE", 404), ("/charts/trend.svg", 404)],
)
def test_a_refusal_is_not_kept(pages: Pages, address: str, status: int) -> None:
    assert "ETag" not in pages.fetch(address, status).headers


def test_static_files_are_kept_for_an_hour(pages: Pages) -> None:
    answer = pages.fetch("/static/css/base.css")
    assert "max-age=3600" in answer.headers["Cache-Control"]
    assert pages.fetch("/static/css/base.css", 304, headers={"If-None-Match": answer.headers["ETag"]}).data == b""
