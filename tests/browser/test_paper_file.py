"""The monthly paper in a real browser: the file of its own, and laid out within a page under the content policy."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask, Response, render_template_string

from tests import report_sample
from tests.browser.chromium import served
from tests.browser.visits import NARROW, WIDE, ZOOMED, Visits
from tests.web.hostile import TEXTS
from tracker.domain.report.document import Annex, Column, Heading, MonthlyReport, Section, Sentence, Table, TableBlock
from tracker.exporting.report.html import write_html
from tracker.exporting.report.pictures import picture_svg
from tracker.files import STATIC, TEMPLATES
from tracker.web.security import HEADERS

PAGE = """
{% from "reports/_document.html" import document %}
<!doctype html><html lang="ja"><title>x</title>
{% for sheet in ("tokens", "base", "layout", "print", "paper") %}
<link rel="stylesheet" href="/static/css/{{ sheet }}.css">
{% endfor %}
<main class="page"><h1>x</h1>{{ document(report, picture, level=2) }}</main></html>
"""
CUT = """
() => [...document.querySelectorAll("td, th, p, figcaption, h1")]
  .filter(item => item.closest("thead") === null && item.scrollWidth > item.clientWidth + 1)
  .map(item => item.textContent.trim())
"""
CARD = """
() => {
  const card = document.querySelector(".paper__annex tbody tr");
  return [...card.cells].filter(cell => cell.checkVisibility())
    .sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
    .map(cell => [getComputedStyle(cell, "::before").content.replaceAll('"', ""), cell.textContent]);
}
"""
LANDSCAPE, UPRIGHT = (297, 210), (210, 297)

every_width = pytest.mark.parametrize("width", [WIDE, 900, ZOOMED, NARROW])


def unkind() -> MonthlyReport:
    """Everything is a hostile text, or a word that cannot be broken."""
    text = "".join(TEXTS)
    columns = tuple(Column(text) for _ in range(12))
    blocks = (Sentence("key", text, "(1)"), TableBlock("表１", text, Table(columns, ((text,) * 12,), text, (text,))))
    return report_sample.report(
        heading=Heading(text, (text,), (text,), text),
        sections=(Section("key", "１", text, blocks),),
        annexes=(Annex("key", "別紙１", text, blocks, landscape=True),),
    )


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where the papers are served; ``/page`` as the web application would, with its headers."""
    app = Flask(__name__, template_folder=str(TEMPLATES), static_folder=str(STATIC))
    report = report_sample.report()
    files = {"paper": write_html(report), "unkind": write_html(unkind())}

    @app.get("/<any(paper, unkind):name>")
    def file(name: str) -> bytes:
        return files[name]

    @app.get("/page")
    def page() -> Response:
        html = render_template_string(PAGE, report=report, picture=lambda block: f"/picture/{block.number}")
        return Response(html, headers=HEADERS)

    @app.get("/picture/<number>")
    def picture(number: str) -> Response:
        (chart,) = (
            block.chart
            for section in report.sections
            for block in section.blocks
            if getattr(block, "chart", None) and block.number == number
        )
        return Response(picture_svg(chart), mimetype="image/svg+xml")

    @app.get("/favicon.ico")
    def icon() -> Response:
        """Chromium asks for one once, whatever the page says."""
        return Response(status=204)

    with served(app) as served_at:
        yield served_at


@every_width
@pytest.mark.parametrize("path", ["/paper", "/page"])
def test_it_is_accessible_and_whole(visits: Visits, address: str, path: str, width: int) -> None:
    visit = visits.look(address + path, width)
    assert (visit.status, visit.violations, visit.too_wide, visit.complaints) == (200, [], [], [])
    assert len(visit.pictures) == 2
    assert all(picture["loaded"] and picture["width"] > 0 for picture in visit.pictures)


@every_width
def test_no_text_is_cut_and_no_word_makes_it_wider_than_the_window(visits: Visits, address: str, width: int) -> None:
    page, visit = visits.open(f"{address}/unkind", width)
    assert page.evaluate(CUT) == []
    visits.examine(page, visit, axe=False)
    page.close()
    assert (visit.too_wide, visit.dialogs, visit.complaints) == ([], [], [])


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_file_asks_for_nothing(visits: Visits, address: str, width: int) -> None:
    requests = visits.look(f"{address}/paper", width).requests
    assert [request for request in requests if urlsplit(request).scheme != "data"] == [f"{address}/paper"]


def test_phones_get_the_narrow_pictures(visits: Visits, address: str) -> None:
    wide, narrow = (visits.look(f"{address}/paper", width).pictures for width in (WIDE, NARROW))
    assert all(a["width"] > b["width"] for a, b in zip(wide, narrow, strict=True))


def test_on_a_phone_a_row_is_a_card_that_begins_with_the_procedure(visits: Visits, address: str) -> None:
    page, _visit = visits.open(f"{address}/paper", NARROW)
    card = page.evaluate(CARD)
    page.close()
    assert card[0] == ["none", "手続1の申請"]
    assert card[1:4] == [["番号", "1"], ["部", "総務部"], ["所管課", "国保年金課"]]
    assert "備考" not in dict(card), "an empty cell is not shown"


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_on_paper_the_wide_annex_lies_on_its_side_and_every_annex_begins_a_page(
    visits: Visits, address: str, tmp_path: Path, width: int
) -> None:
    """Printed from a phone as well: a sheet of paper is as wide as it is."""
    page, _visit = visits.open(f"{address}/paper", width)
    page.emulate_media(media="print")
    assert page.locator("thead").first.is_visible()
    assert page.evaluate("() => getComputedStyle(document.querySelector('tbody tr')).display") == "table-row"
    page.pdf(path=tmp_path / "paper.pdf", prefer_css_page_size=True)
    page.close()
    boxes = re.findall(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]", (tmp_path / "paper.pdf").read_bytes())
    sheets = [tuple(round(float(length) / 72 * 25.4) for length in box) for box in boxes]
    assert sheets[0] == sheets[-1] == UPRIGHT
    first = sheets.index(LANDSCAPE)
    assert set(sheets[first:-1]) == {LANDSCAPE}
