"""Texts that would do harm if anybody took them for more than text, in every column of a catalogue that is imported."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

import openpyxl
import pytest
from flask import Flask

from tests.build import procedure, record
from tests.markup import elements, text_of
from tests.pages import Pages
from tests.web.apps import NOON, engine_of
from tests.web.conftest import AppWith
from tests.web.crawl import Crawl, crawl
from tests.web.hostile import CODES, TEXTS, rows, running_hostile, written
from tracker.usecases.catalogue.import_catalogue import Options, preview_import

TRIGGERS = tuple("=+-@\t\r\n＝＋－＠")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with running_hostile(tmp_path_factory.mktemp("hostile")) as app:
        yield app


@pytest.fixture(scope="module", params=["ja", "en"])
def found(request: pytest.FixtureRequest, hostile: Flask) -> Crawl:
    return crawl(Pages(hostile, request.param), charts=False)


def test_every_page_shows_the_texts_as_they_are(found: Crawl) -> None:
    """The pages have passed all checks: no script, no ``on…``, no reference to a template. Now for what they say."""
    names = found.pages["/procedures"].table("手続" if "手続" in found.pages["/procedures"].text else "procedures")
    shown = [row[1] for row in names.rows]
    for text in TEXTS:
        assert " ".join(text.split()) in shown
    for page in found.pages.values():
        for fragment in ("<script>alert", "<img src=x", "<svg/onload", "<b>部"):
            assert fragment not in page.response.text, page.address


def test_every_sheet_can_be_reached_and_says_what_was_stored(found: Crawl) -> None:
    sheets = {unquote(urlsplit(page.address).path): page for page in found.pages.values()}
    for number, text in enumerate(TEXTS, 1):
        page = sheets[f"/procedures/H-{number:02}"]
        assert page.heading == " ".join(text.split())
        assert page.title.startswith(page.heading if page.language == "ja" else f"H-{number:02}")
        told = [text_of(item) for item in elements(page.main, "dd")]
        assert told.count(" ".join(text.split())) >= 2
        assert page.outgoing == ["https://example.jp/?q=1&lt=2'()"]
    for number, code in enumerate(CODES, 1):
        if code != "..":  # browsers take this for the folder above: known, and harmless
            assert sheets[f"/procedures/{code}"].heading == f"符号{number}"


def test_no_cell_of_a_download_can_be_taken_for_a_formula(found: Crawl) -> None:
    checked = 0
    for address, content in found.files.items():
        path = urlsplit(address).path
        if path.endswith(".csv"):
            cells = [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")) for cell in row]
        elif path.endswith(".xlsx"):
            book = openpyxl.load_workbook(io.BytesIO(content))
            every = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
            assert not [cell for cell in every if cell.data_type == "f" or cell.hyperlink], address
            cells = [cell.value for cell in every if isinstance(cell.value, str)]
        else:
            continue
        assert [cell for cell in cells if cell.startswith(TRIGGERS) and cell not in ("-", "－")] == [], address
        checked += len(cells)
    assert checked > 1_000


def test_what_was_exported_is_taken_back_unchanged(hostile: Flask, tmp_path: Path) -> None:
    for name in ("csv", "xlsx"):
        path = tmp_path / f"again.{name}"
        path.write_bytes(hostile.test_client().get(f"/procedures.{name}").data)
        later = datetime(2026, 11, 21, tzinfo=UTC)
        outcome = preview_import(engine_of(hostile), path, Options(), later, "test")
        assert outcome.problems == ()
        assert (outcome.added, outcome.changed, outcome.not_in_file) == ((), (), ())
        assert outcome.unchanged == len(TEXTS) + len(CODES)


@pytest.mark.filterwarnings("ignore:Glyph .* missing from font")
def test_the_chart_is_drawn_whatever_departments_are_called(hostile: Flask) -> None:
    pages = Pages(hostile)
    for width in ("", "?width=narrow"):
        drawn = pages.file(f"/charts/departments.svg{width}", "image/svg+xml").decode()
        for fragment in ("<script", "<img", "onerror=alert(1)>", "<svg/onload"):
            assert fragment not in drawn


@pytest.mark.parametrize("text", TEXTS)
def test_a_hostile_search_or_unit_is_only_text(hostile: Flask, text: str) -> None:
    pages = Pages(hostile)
    page = pages.get("/procedures", words=text)
    assert page.field("words").value == text
    page = pages.get("/procedures", department=f"{text}部")
    assert page.table("手続").column("手続名") == [" ".join(text.split())]
    assert page.field("department").value == f"{text}部"
    page = pages.get("/figures/availability_rate_by_cases", division=text)
    assert f"所管課：{' '.join(text.split())}" in page.text
    pages.get("/", 400, as_of=text)
    pages.get(page.link("English"))


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "//example.jp/", "vbscript:x"]
)
def test_only_web_addresses_become_links(app_with: AppWith, tmp_path: Path, url: str) -> None:
    app = app_with([procedure("A", records=(record(url=url),))])
    page = Pages(app).get("/procedures/A")
    assert page.outgoing == []
    assert not [link for link in page.links if "example.jp" in link.address or "alert" in link.address]
    assert url in page.text
    row = {**next(rows()), "url": url}
    outcome = preview_import(engine_of(app), written(tmp_path / "x.csv", row), Options(), NOON, "test")
    assert [problem.column for problem in outcome.problems] == ["申請URL"]
