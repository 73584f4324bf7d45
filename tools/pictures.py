"""Make pictures of every page as people see it: at both widths, and as it is printed on A4.

For looking at before a change is shown to anybody. It wants Chromium, pdftoppm (poppler-utils) for the paper, and
LibreOffice for the picture of a workbook; without it the picture that is there stays::

    python -m tools.pictures [FOLDER]

Pictures go to ``tests/browser/pictures`` unless FOLDER says otherwise, and those of the documents to ``docs/pictures``.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from flask import Flask
from PIL import Image, ImageChops
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.chromium import executable, launched, served
from tests.browser.visits import NARROW, WIDE
from tests.web.actors import Who, cookie_of
from tests.web.apps import engine_of, fill_with_the_wards, opened, running, store
from tests.web.catalogues import many
from tools import office

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "tests" / "browser" / "pictures"
DOCUMENTS = ROOT / "docs" / "pictures"
COLOURS = 64
WORKBOOK = "workbook"
"""The picture of a reply workbook."""
SHOWN_OF_WORKBOOK = 0.592
"""So much of its width: as far as 受付方法１, so that it can be read."""


class Shot(NamedTuple):
    """Who looks at which page, and how much of it the documents show.

    ``table``: a file to choose there, whose effect is then looked at; ``fields``: what is typed beside it.
    """

    path: str
    height: int = 900
    who: Who = Who.DX
    table: str = ""
    fields: Mapping[str, str] = {}


PUBLIC = {
    "progress": Shot("/", 1_490, Who.PUBLIC),
    "sheet": Shot("/procedures/K-005", 1_300, Who.PUBLIC),
    "priorities": Shot("/priorities", 1_300, Who.PUBLIC),
}
NOVEMBER = {"own": Shot("/own", 900, Who.OWN)}
TWENTIETH = {
    "work": Shot("/work", 830),
    "inquiry": Shot("/inquiries/3", 1_880),
    "received": Shot("/inquiries/received", 875),
    "questions": Shot("/inquiries/received/6", 1_690),
    "confirmation": Shot("/confirmation", 1_150),
    "month": Shot("/reports/2026-10", 1_250),
    "paper": Shot("/reports/2026-09/committee", 1_650),
}
SUCCESSION = {"succession": Shot("/settings/organisation/table", 940, table=office.SUCCESSION, fields={"on": "R9.4.1"})}
TRANSFERS = {"transfers": Shot("/accounts/transfers", 740, table=office.TRANSFERS)}
APRIL = {"new-year": Shot("/new-year", 1_950), "counts": Shot("/own/counts", 760, Who.OWN)}
LISTS = {
    "import": Shot("/imports/1", 1_180),
    "inspection": Shot("/inspection", 1_000),
    "likeness": Shot("/inspection/likely-same", 855),
}
SCENES: tuple[tuple[office.Scene, datetime, Mapping[str, Shot]], ...] = (
    (office.until_november, office.NOVEMBER, NOVEMBER),
    (office.until_the_twentieth, office.TWENTIETH, TWENTIETH),
    (office.until_april_first, office.APRIL_FIRST, SUCCESSION),
    (office.until_the_reorganisation, office.APRIL_FIRST, TRANSFERS),
    (office.until_april, office.APRIL, APRIL),
    (office.until_lists_came, office.LISTS, LISTS),
)
IN_DOCUMENTS = {WORKBOOK, *PUBLIC, *(name for _scene, _moment, shots in SCENES for name in shots)}

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
SHOTS = {name: Shot(path, who=Who.PUBLIC) for name, path in PAGES.items()}


class Studio(NamedTuple):
    """A browser before an application that is served at an address."""

    browser: Browser
    app: Flask
    address: str

    def window(self, who: Who, width: int, height: int = 900, language: str = "ja") -> BrowserContext:
        """A window of somebody's."""
        context = self.browser.new_context(viewport={"width": width, "height": height}, locale="ja-JP")
        cookies = {"lang": language, **({} if who is Who.PUBLIC else {"session": cookie_of(self.app, who)})}
        context.add_cookies([{"name": name, "value": value, "url": self.address} for name, value in cookies.items()])
        return context

    def photograph(self, folder: Path, shots: Mapping[str, Shot], language: str = "ja") -> None:
        """Each page at both widths and on paper; ``NAME-1280.png``, ``NAME-390.png``, ``NAME-print-1.png`` …"""
        folder.mkdir(parents=True, exist_ok=True)
        for name, shot in shots.items():
            for width in (WIDE, NARROW):
                with self.window(shot.who, width, language=language) as context:
                    page = self.look_at(context, shot)
                    page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)
                    if width == WIDE:
                        print_on_paper(page, folder / f"{name}-print.pdf")

    def illustrate(self, shots: Mapping[str, Shot]) -> None:
        """The tops of the pages, for the documents."""
        for name, shot in shots.items():
            with self.window(shot.who, WIDE, shot.height) as context:
                self.look_at(context, shot).screenshot(path=DOCUMENTS / f"{name}.png")
            with_few_colours(DOCUMENTS / f"{name}.png")

    def look_at(self, context: BrowserContext, shot: Shot) -> Page:
        """The page; where a table is chosen, what that table would change."""
        page = context.new_page()
        page.goto(self.address + shot.path)
        if shot.table:
            for name, value in shot.fields.items():
                page.locator(f"main [name={name}]").fill(value)
            sent = {"name": "list.csv", "mimeType": "text/csv", "buffer": shot.table.encode()}
            page.locator("main [name=file]").set_input_files(sent)  # type: ignore[arg-type]
            with page.expect_navigation():
                page.locator("main button").first.click()
        return page


def print_on_paper(page: Page, target: Path) -> None:
    """The PDF, without backgrounds as browsers print it, and each of its pages as a picture."""
    page.pdf(path=target, prefer_css_page_size=True, print_background=False)
    program = shutil.which("pdftoppm")
    if program:
        subprocess.run([program, "-r", "80", "-png", target, target.with_suffix("")], check=True)


def with_few_colours(target: Path, picture: Image.Image | None = None) -> None:
    """Pictures of the documents are part of every clone."""
    with picture or Image.open(target) as each:
        few = each.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(target, optimize=True)


def picture_of_workbook(content: bytes, place: Path) -> None:
    """The sheet 回答 as it is printed. Left as it is where LibreOffice or pdftoppm is missing."""
    programs = [shutil.which(name) for name in ("soffice", "pdftoppm")]
    if not all(programs):
        print(f"{WORKBOOK}.png is left as it is: no soffice or no pdftoppm found.")
        return
    soffice, pdftoppm = map(str, programs)
    book, paper = place / "reply.xlsx", place / "paper"
    book.write_bytes(content)
    profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"
    subprocess.run(
        [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", place, book],
        check=True,
        capture_output=True,
    )
    subprocess.run([pdftoppm, "-r", "200", "-f", "2", "-singlefile", "-png", place / "reply.pdf", paper], check=True)
    with Image.open(paper.with_suffix(".png")) as picture:
        sheet = picture.crop((0, 0, picture.width, picture.height // 2))  # without the number of the page at its foot
        blank = Image.new(sheet.mode, sheet.size, "white")
        left, top, right, bottom = ImageChops.difference(sheet, blank).getbbox() or sheet.getbbox()
        edge = left + round((right - left) * SHOWN_OF_WORKBOOK)
        with_few_colours(DOCUMENTS / f"{WORKBOOK}.png", sheet.crop((left, top, edge, bottom)))


def tell(browser: Browser, place: Path, url: str, folder: Path) -> None:
    """The office in each of its scenes."""
    for scene, moment, shots in SCENES:
        with opened(url) as engine:
            scene(engine, place)
            office.sign_in(engine, moment)
        with running(url) as app, served(app) as address:
            app.config.update(CLOCK=lambda moment=moment: moment)
            studio = Studio(browser, app, address)
            studio.photograph(folder / "staff", shots)
            studio.illustrate(shots)
    with opened(url) as engine:
        picture_of_workbook(office.reply_workbook(engine), place)


def main(folder: Path) -> None:
    """The ward's catalogue in both languages, an office at work, and a catalogue with a history."""
    program = executable()
    if program is None:
        sys.exit("No Chromium found (Debian: apt-get install chromium); CHROMIUM can name one.")
    DOCUMENTS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place, launched(program) as browser:
        url = f"sqlite:///{Path(place) / 'ward.db'}"
        fill_with_the_wards(url)
        with running(url) as app, served(app) as address:
            studio = Studio(browser, app, address)
            studio.photograph(folder, SHOTS)
            studio.photograph(folder / "en", SHOTS, "en")
            studio.illustrate(PUBLIC)
        tell(browser, Path(place), url, folder)
        with running(f"sqlite:///{Path(place) / 'grown.db'}") as app, served(app) as address:
            store(engine_of(app), many(120))
            grown = {name: SHOTS[name] for name in ("progress", "priorities")}
            Studio(browser, app, address).photograph(folder / "grown", grown)
    print(f"{len(list(folder.rglob('*.png')))} pictures in {folder}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
