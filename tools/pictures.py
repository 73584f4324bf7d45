"""Make pictures of every page as people see it: at both widths, and as it is printed on A4.

For looking at before a change is shown to anybody. It wants Chromium, and pdftoppm (poppler-utils) for the paper::

    python -m tools.pictures [FOLDER]

Pictures go to ``tests/browser/pictures`` unless FOLDER says otherwise, and the one of the README to ``docs/pictures``.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.chromium import executable, launched, served
from tests.browser.visits import NARROW, WIDE
from tests.web.apps import engine_of, fill_with_the_wards, running, store
from tests.web.catalogues import many

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "tests" / "browser" / "pictures"
FOR_THE_README = ROOT / "docs" / "pictures" / "progress.png"
README_HEIGHT = 1_490

PAGES = {
    "progress": "/",
    "progress-refused": "/?as_of=R8.2.30",
    "procedures": "/procedures",
    "procedures-filtered": "/procedures?department=健康部&order=cases",
    "procedures-nothing": "/procedures?words=zzz",
    "sheet": "/procedures/K-005",
    "sheet-long": "/procedures/K-025",
    "priorities": "/priorities",
    "figure": "/figures/availability_rate_by_cases",
    "figure-not-counted": "/figures/not_counted_procedures",
    "method": "/method",
    "nothing-there": "/nowhere",
}


def photograph(browser: Browser, address: str, folder: Path, pages: dict[str, str], language: str) -> None:
    """Each page at both widths and on paper; ``NAME-1280.png``, ``NAME-390.png``, ``NAME-print-1.png`` …"""
    folder.mkdir(parents=True, exist_ok=True)
    for width in (WIDE, NARROW):
        page = browser.new_page(viewport={"width": width, "height": 900}, locale="ja-JP")
        page.context.add_cookies([{"name": "lang", "value": language, "url": address}])
        for name, path in pages.items():
            page.goto(address + path)
            page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)
            if width == WIDE:
                print_on_paper(page, folder / f"{name}-print.pdf")
        page.close()


def print_on_paper(page: Page, target: Path) -> None:
    """The PDF, without backgrounds as browsers print it, and each of its pages as a picture."""
    page.pdf(path=target, prefer_css_page_size=True, print_background=False)
    program = shutil.which("pdftoppm")
    if program:
        subprocess.run([program, "-r", "80", "-png", target, target.with_suffix("")], check=True)


def picture_of_the_readme(browser: Browser, address: str) -> None:
    """The top of the progress page, with few colours: it is part of every clone."""
    page = browser.new_page(viewport={"width": WIDE, "height": README_HEIGHT}, locale="ja-JP")
    page.goto(f"{address}/")
    FOR_THE_README.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=FOR_THE_README)
    page.close()
    with Image.open(FOR_THE_README) as picture:
        few = picture.convert("RGB").quantize(64, dither=Image.Dither.NONE)
    few.save(FOR_THE_README, optimize=True)


def main(folder: Path) -> None:
    """The ward's catalogue in both languages, and one with a history."""
    program = executable()
    if program is None:
        sys.exit("No Chromium found (Debian: apt-get install chromium); CHROMIUM can name one.")
    with tempfile.TemporaryDirectory() as place, launched(program) as browser:
        url = f"sqlite:///{Path(place) / 'ward.db'}"
        fill_with_the_wards(url)
        with running(url) as app, served(app) as address:
            picture_of_the_readme(browser, address)
            photograph(browser, address, folder, PAGES, "ja")
            photograph(browser, address, folder / "en", PAGES, "en")
        with running(f"sqlite:///{Path(place) / 'grown.db'}") as app, served(app) as address:
            store(engine_of(app), many(120))
            photograph(browser, address, folder / "grown", {"progress": "/", "priorities": "/priorities"}, "ja")
    print(f"{len(list(folder.rglob('*.png')))} pictures in {folder}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
