"""Every page in a real browser, in both languages and at the widths people have: accessible, whole, and quiet."""

from urllib.parse import urlsplit

import pytest

from tests.browser.visits import NARROW, WIDE, ZOOMED, Visits

PAGES = {
    "progress": "/",
    "progress of another day": "/?as_of=R8.3.31",
    "a day that cannot be read": "/?as_of=x",
    "list": "/procedures",
    "list, sorted and filtered": "/procedures?order=cases&counted=1",
    "list, nothing found": "/procedures?words=zzz",
    "list, refused": "/procedures?status=9",
    "sheet": "/procedures/K-005",
    "sheet with a long name": "/procedures/K-025",
    "export": "/export?department=健康部",
    "export, refused": "/export?chosen=1",
    "priorities": "/priorities",
    "figure": "/figures/availability_rate_by_cases",
    "figure of a part": "/figures/availability_rate_by_procedures?designated=1",
    "figure not counted": "/figures/not_counted_procedures",
    "figure without value": "/figures/usage_rate_all",
    "method": "/method",
    "nothing there": "/nowhere",
}
STATUS = {"/nowhere": 404, "/export?chosen=1": 400, "/procedures?status=9": 400, "/?as_of=x": 400}
OF_A_GROWN_CATALOGUE = ["/", "/procedures", "/priorities", "/procedures/a111"]

every_page = pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
both_languages = pytest.mark.parametrize("language", ["ja", "en"])
both_widths = pytest.mark.parametrize("width", [WIDE, NARROW])


@both_widths
@both_languages
@every_page
def test_axe_finds_nothing(visits: Visits, ward: str, path: str, language: str, width: int) -> None:
    visit = visits.look(ward + path, width, language)
    assert (visit.status, visit.language) == (STATUS.get(path, 200), language)
    assert visit.violations == []


@pytest.mark.parametrize("width", [WIDE, NARROW, ZOOMED])
@both_languages
@every_page
def test_nothing_is_wider_than_the_window(visits: Visits, ward: str, path: str, language: str, width: int) -> None:
    assert visits.look(ward + path, width, language, axe=width != ZOOMED).too_wide == []


@both_widths
@both_languages
@every_page
def test_the_browser_has_nothing_to_complain_about(
    visits: Visits, ward: str, path: str, language: str, width: int
) -> None:
    """No violation of the content security policy, no missing file, no error."""
    assert visits.look(ward + path, width, language).complaints == []


@both_widths
@every_page
def test_nothing_is_asked_of_any_other_machine(visits: Visits, ward: str, path: str, width: int) -> None:
    requests = visits.look(ward + path, width).requests
    assert {urlsplit(address).netloc for address in requests} == {urlsplit(ward).netloc}
    assert any(address.endswith(".woff2") for address in requests)


@both_widths
@both_languages
@pytest.mark.parametrize("path", OF_A_GROWN_CATALOGUE)
def test_a_catalogue_in_which_something_has_happened(
    visits: Visits, grown: str, path: str, language: str, width: int
) -> None:
    visit = visits.look(grown + path, width, language)
    assert (visit.status, visit.violations, visit.too_wide, visit.complaints) == (200, [], [], [])


@both_widths
def test_charts_are_drawn_and_phones_get_the_narrow_ones(visits: Visits, grown: str, width: int) -> None:
    pictures = visits.look(f"{grown}/", width).pictures
    assert [urlsplit(picture["address"]).path for picture in pictures] == [
        "/charts/departments.svg",
        "/charts/trend.svg",
    ]
    for picture in pictures:
        assert picture["loaded"]
        assert picture["width"] > 0
        assert ("width=narrow" in picture["address"]) == (width == NARROW)


@both_widths
@pytest.mark.filterwarnings("ignore:Glyph .* missing from font")
@pytest.mark.parametrize("path", ["/", "/procedures", "/priorities", "/procedures/H-02", "/figures/usage_rate_all"])
def test_hostile_texts_do_nothing(visits: Visits, hostile: str, path: str, width: int) -> None:
    visit = visits.look(hostile + path, width, axe=False)
    assert (visit.status, visit.dialogs, visit.complaints) == (200, [], [])
    assert width == WIDE or visit.too_wide == [], "on a phone every text fits, however long its words are"
    assert {urlsplit(address).netloc for address in visit.requests} == {urlsplit(hostile).netloc}


def test_what_is_looked_for_would_be_found(visits: Visits, ward: str) -> None:
    """A page with one of each fault planted, in the same browser under the same policy."""
    page, visit = visits.open(f"{ward}/method")
    page.evaluate(
        """() => {
          document.querySelector("main").insertAdjacentHTML("beforeend",
            '<p style="color: red">x</p><img src="/nowhere.png"><p class="too-wide">x</p><input name="x">');
          document.querySelector(".too-wide").style.width = "2000px";
        }"""
    )
    page.wait_for_timeout(300)
    visits.examine(page, visit)
    page.close()
    assert any("style-src" in text for text in visit.complaints)
    assert any("404" in text for text in visit.complaints)
    assert any("wide" in text for text in visit.too_wide)
    assert {text.split(":")[0] for text in visit.violations} >= {"image-alt", "label"}
