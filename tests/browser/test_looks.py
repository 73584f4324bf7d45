"""What is drawn is what is said: the bar on the screen and on paper, and the paper itself."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from tests.browser.visits import NARROW, WIDE, Visits

DONE = (0, 0x17, 0xC1)
TRACK = (0xE6, 0xE6, 0xE6)
DPI = 100
MILLIMETRE = DPI / 25.4
A4 = (210, 297)
PRINTED = ["/", "/procedures", "/procedures/K-002", "/priorities", "/figures/availability_rate_by_cases", "/method"]
BOXES = """
() => Object.fromEntries(["all", "done"].map(name => {
  const svg = document.querySelector(".target-bar").getBoundingClientRect();
  const box = document.querySelector(`.target-bar__${name}`).getBBox();
  return [name, box.width / svg.width];
}))
"""


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_bar_is_as_long_as_the_rate(visits: Visits, ward: str, width: int) -> None:
    page, _visit = visits.open(f"{ward}/", width)
    shares = page.evaluate(BOXES)
    mark = page.evaluate(
        "() => document.querySelector('.target-bar line').getBBox().x /"
        " document.querySelector('.target-bar').getBoundingClientRect().width"
    )
    page.close()
    assert shares["all"] == pytest.approx(1, abs=0.01)
    assert shares["done"] == pytest.approx(0.542, abs=0.003)
    assert mark == pytest.approx(0.8, abs=0.003)


def test_the_headline_is_read_without_colour(visits: Visits, ward: str) -> None:
    """In a contrast theme, where colours are the reader's own, the bar still has an outline."""
    page, _visit = visits.open(f"{ward}/")
    page.emulate_media(forced_colors="active")
    assert page.locator(".target-bar__all").get_attribute("stroke")
    assert page.locator(".headline__percent").inner_text() == "54.2％"
    page.close()


@pytest.fixture(scope="module")
def papers(visits: Visits, ward: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every page as it is printed, without backgrounds, which browsers leave out."""
    folder, made = tmp_path_factory.mktemp("papers"), {}
    for number, path in enumerate(PRINTED):
        page, _visit = visits.open(ward + path)
        made[path] = folder / f"{number}.pdf"
        page.pdf(path=made[path], prefer_css_page_size=True, print_background=False)
        page.close()
    return made


def rendered(paper: Path) -> Image.Image:
    """The first page of a PDF as a picture."""
    program = shutil.which("pdftoppm")
    if program is None:
        pytest.skip("no pdftoppm (Debian: apt-get install poppler-utils)")
    target = paper.with_suffix("")
    subprocess.run([program, "-r", str(DPI), "-png", "-singlefile", paper, target], check=True, capture_output=True)
    return Image.open(target.with_suffix(".png")).convert("RGB")


@pytest.mark.parametrize("path", PRINTED)
def test_the_paper_is_a4_upright(papers: dict[str, Path], path: str) -> None:
    boxes = re.findall(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]", papers[path].read_bytes())
    assert boxes
    for width, height in boxes:
        assert (float(width) / 72 * 25.4, float(height) / 72 * 25.4) == pytest.approx(A4, abs=1)


@pytest.mark.parametrize("path", PRINTED)
def test_the_left_margin_is_wide_enough_to_bind(papers: dict[str, Path], path: str) -> None:
    picture = rendered(papers[path])
    ink = picture.convert("L").point(lambda value: 255 if value < 200 else 0).getbbox()
    assert ink
    left, top, right, bottom = (round(edge / MILLIMETRE) for edge in ink)
    assert 24 <= left <= 30
    assert right <= A4[0] - 11
    assert (top >= 9, bottom <= A4[1] - 4) == (True, True)


def test_the_bar_survives_on_paper(papers: dict[str, Path]) -> None:
    picture = rendered(papers["/"])
    first = next((row for row in range(picture.height) if run(picture, row, DONE) > 100), None)
    assert first is not None, "the bar is not on the paper"
    inside = first + round(2 * MILLIMETRE)
    blue, grey = run(picture, inside, DONE), run(picture, inside, TRACK)
    assert blue / (blue + grey) == pytest.approx(0.542, abs=0.03)


def run(picture: Image.Image, row: int, colour: tuple[int, int, int]) -> int:
    """How many pixels of a row are of a colour, or nearly."""
    pixels = [picture.getpixel((column, row)) for column in range(picture.width)]
    return sum(all(abs(a - b) < 12 for a, b in zip(pixel, colour, strict=True)) for pixel in pixels)


def test_what_is_only_for_the_screen_is_not_printed(visits: Visits, ward: str) -> None:
    page, _visit = visits.open(f"{ward}/procedures")
    page.emulate_media(media="print")
    for selector in (".site-nav", ".filter", ".buttons", ".pager", ".skip-link", ".site-footer"):
        assert not page.locator(selector).first.is_visible()
    assert page.locator("table").first.is_visible()
    page.close()
