"""Make pictures of every page as people see it: at both widths, and as it is printed on A4.

For looking at before a change is shown to anybody. It wants Chromium, and pdftoppm (poppler-utils) for the paper::

    python -m tools.pictures [FOLDER]

Pictures go to ``tests/browser/pictures`` unless FOLDER says otherwise, and those of the documents to ``docs/pictures``.
"""

import shutil
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from flask import Flask
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.chromium import executable, launched, served
from tests.browser.visits import NARROW, WIDE
from tests.web.actors import PEOPLE, Who, cookie_of, populated
from tests.web.apps import NOON, engine_of, fill_with_the_wards, opened, running, store
from tests.web.catalogues import many
from tracker.domain.account import acting
from tracker.domain.audit import Kind
from tracker.domain.recording import Statement
from tracker.domain.report.document import Paper
from tracker.domain.report.draft import Draft
from tracker.domain.status import OnlineStatus, Scope
from tracker.storage import audit
from tracker.storage.transactions import reading
from tracker.usecases.answers.record_status import record_status
from tracker.usecases.changing import Seen
from tracker.usecases.reports.close_month import close_month
from tracker.usecases.reports.edit_paper import edit_paper
from tracker.usecases.reports.make_papers import make_papers

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "tests" / "browser" / "pictures"
DOCUMENTS = ROOT / "docs" / "pictures"
IN_DOCUMENTS = {
    "progress": (Who.PUBLIC, "/", 1_490),
    "sheet": (Who.PUBLIC, "/procedures/K-005", 1_300),
    "priorities": (Who.PUBLIC, "/priorities", 1_300),
    "own": (Who.OWN, "/own", 900),
    "work": (Who.DX, "/work", 1_000),
    "confirmation": (Who.DX, "/confirmation", 1_150),
    "month": (Who.DX, "/reports/2026-10", 1_250),
    "paper": (Who.DX, "/reports/2026-09/committee", 1_650),
}
"""Who looks at which page, and how much of it is shown."""

STATED = ["K-015"]
AUGUST, SEPTEMBER, OCTOBER = (date(2026, month, 1) for month in (8, 9, 10))

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


def pictures_of_the_documents(browser: Browser, app: Flask, address: str) -> None:
    """The tops of the pages, with few colours: they are part of every clone."""
    DOCUMENTS.mkdir(parents=True, exist_ok=True)
    for name, (who, path, height) in IN_DOCUMENTS.items():
        context = browser.new_context(viewport={"width": WIDE, "height": height}, locale="ja-JP")
        if who is not Who.PUBLIC:
            context.add_cookies([{"name": "session", "value": cookie_of(app, who), "url": address}])
        page = context.new_page()
        page.goto(address + path)
        target = DOCUMENTS / f"{name}.png"
        page.screenshot(path=target)
        context.close()
        with Image.open(target) as picture:
            few = picture.convert("RGB").quantize(64, dither=Image.Dither.NONE)
        few.save(target, optimize=True)


def state_something(url: str) -> None:
    """Two statements that await confirmation, so that the pages of the work have something to show."""
    with opened(url) as engine:
        editor = acting(PEOPLE[Who.OWN], "pictures", NOON)
        with reading(engine) as connection:
            seen = audit.versions_of(connection, Kind.PROCEDURE, STATED)
        for code in STATED:
            statement = Statement(
                OnlineStatus.IMPLEMENTED,
                date(2026, 11, 1),
                Scope.APPLICATION,
                ("tokyo_kyodo",),
                "https://www.shinsei.elg-front.jp/tokyo2/",
            )
            record_status(engine, [Seen(code, seen[code])], statement, editor)


def close_a_month(url: str) -> None:
    """A closed month, and the next with its papers made."""
    with opened(url) as engine:
        team = acting(PEOPLE[Who.DX], "pictures", NOON)
        office = "政策経営部ＤＸ推進担当課"
        draft = Draft(committee="総務委員会", paper_number="3", dated="令和８年10月９日", office=office)
        edit_paper(engine, team, SEPTEMBER, Paper.COMMITTEE, draft, 0)
        for month in (AUGUST, SEPTEMBER):
            close_month(engine, team, month, "照会中のため")
        make_papers(engine, OCTOBER, NOON)


def main(folder: Path) -> None:
    """The ward's catalogue in both languages, and one with a history."""
    program = executable()
    if program is None:
        sys.exit("No Chromium found (Debian: apt-get install chromium); CHROMIUM can name one.")
    with tempfile.TemporaryDirectory() as place, launched(program) as browser:
        url = f"sqlite:///{Path(place) / 'ward.db'}"
        fill_with_the_wards(url)
        with running(url) as app, served(app) as address:
            photograph(browser, address, folder, PAGES, "ja")
            photograph(browser, address, folder / "en", PAGES, "en")
        populated(url)
        state_something(url)
        close_a_month(url)
        with running(url) as app, served(app) as address:
            pictures_of_the_documents(browser, app, address)
        with running(f"sqlite:///{Path(place) / 'grown.db'}") as app, served(app) as address:
            store(engine_of(app), many(120))
            photograph(browser, address, folder / "grown", {"progress": "/", "priorities": "/priorities"}, "ja")
    print(f"{len(list(folder.rglob('*.png')))} pictures in {folder}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
