"""Everything can be reached and used with the keyboard alone, and it can be seen where one is."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.visits import NARROW, WIDE, Visits
from tests.web.reading import WARD, codes, csv_rows

HERE = """
() => {
  const item = document.activeElement;
  const box = item.getBoundingClientRect();
  const look = getComputedStyle(item);
  return {
    tag: item.tagName, id: item.id, text: (item.textContent || "").trim().slice(0, 60), href: item.getAttribute("href"),
    seen: box.width > 0 && box.height > 0 && box.top >= 0 && box.left >= 0 && box.top < innerHeight,
    marked: look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2,
    before: document.querySelector("main").compareDocumentPosition(item) === Node.DOCUMENT_POSITION_PRECEDING,
  };
}
"""
FOCUSABLE = """
() => [...document.querySelectorAll("a[href], input:not([type=hidden]), select, button, summary")]
  .filter(item => item.checkVisibility()).length
"""


@pytest.fixture
def listed(visits: Visits, ward: str) -> Iterator[Page]:
    """The list of procedures, open."""
    page, _visit = visits.open(f"{ward}/procedures")
    yield page
    page.close()


def stops(page: Page, most: int) -> Iterator[dict[str, object]]:
    """Where the Tab key leads, one stop after the other."""
    for _ in range(most):
        page.keyboard.press("Tab")
        yield page.evaluate(HERE)


@pytest.mark.parametrize("path", ["/", "/procedures", "/priorities", "/method", "/procedures/K-002", "/nowhere"])
def test_the_first_stop_leads_past_the_navigation(visits: Visits, ward: str, path: str) -> None:
    page, _visit = visits.open(ward + path)
    [first] = stops(page, 1)
    assert (first["text"], first["href"], first["seen"]) == ("本文へ移動", "#main", True)
    page.keyboard.press("Enter")
    [second] = stops(page, 1)
    page.close()
    assert second["tag"] != "BODY"
    assert not second["before"]


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("path", ["/", "/procedures", "/figures/availability_rate_by_cases"])
def test_every_stop_is_seen_and_none_is_left_out(visits: Visits, ward: str, path: str, width: int) -> None:
    page, _visit = visits.open(ward + path, width)
    count = page.evaluate(FOCUSABLE)
    found = list(stops(page, count))
    page.close()
    assert [each for each in found if not each["seen"] or not each["marked"]] == []
    assert [each for each in found if each["tag"] == "BODY"] == []
    links = [each["href"] for each in found if each["tag"] == "A"]
    assert links[0] == "#main"
    assert str(links[-1]).endswith("lang=en")


def test_the_list_is_filtered_and_downloaded_without_a_mouse(listed: Page) -> None:
    order = [stop["id"] or stop["text"] for stop in stops(listed, 22)]
    wanted = ["words", "department", "division", "theme", "status", "step", "counted", "designated", "many", "order"]
    wanted += ["絞り込む", "Excelでダウンロード", "CSVでダウンロード", "列を選んでダウンロード"]
    assert [stop for stop in order if stop in wanted] == wanted

    listed.locator("#words").focus()
    listed.keyboard.type("住民票")
    listed.keyboard.press("Enter")
    listed.wait_for_url("**/procedures?words=*")
    assert listed.locator("#result-title").inner_text() == "1手続"
    assert listed.locator("#words").input_value() == "住民票"

    listed.get_by_role("link", name="CSVでダウンロード").focus()
    with listed.expect_download() as started:
        listed.keyboard.press("Enter")
    assert started.value.suggested_filename == "手続一覧_20261120.csv"
    assert codes(csv_rows(started.value.path().read_bytes())) == ["K-002"]


def test_a_select_is_chosen_from_with_the_keyboard(listed: Page) -> None:
    listed.locator("#status").focus()
    listed.keyboard.type("実施済")
    listed.locator("#status").select_option(label="実施済")
    listed.get_by_role("button", name="絞り込む").press("Enter")
    listed.wait_for_url("**status=1**")
    online = [row for row in WARD if row["オンライン化状況"] == "実施済"]
    assert listed.locator("#result-title").inner_text() == f"{len(online)}手続"


def test_the_day_is_changed_with_the_keyboard(visits: Visits, ward: str) -> None:
    page, _visit = visits.open(f"{ward}/")
    page.locator("#as_of").focus()
    page.keyboard.type("R8.3.31")
    page.keyboard.press("Enter")
    page.wait_for_url("**as_of=R8.3.31")
    assert "令和8年3月31日現在" in page.locator("main").inner_text()
    page.close()
