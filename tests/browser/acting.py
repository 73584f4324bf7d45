"""Somebody at a browser, whose actions are counted."""

import re
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Page


class Acting:
    """Somebody at a browser, whose actions are counted: a click, or a field filled in with the Enter that ends it."""

    def __init__(self, page: Page) -> None:
        self.page, self.actions = page, 0

    def fill(self, label: str, text: str, *, enter: bool = False) -> None:
        self.actions += 1
        self.page.get_by_label(label, exact=False).first.fill(text)
        if enter:
            self.press_enter()

    def press_enter(self) -> None:
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def tick(self, label: str) -> None:
        self.actions += 1
        self.page.get_by_label(label, exact=False).first.check()

    def click(self, name: str, row: str = "") -> None:
        """Press the button or follow the link of this name; ``row``: the row it stands in."""
        self.actions += 1
        place = self.page.get_by_role("row").filter(has_text=row).first if row else self.page
        wanted = re.compile("^" + re.escape(name))
        found = place.get_by_role("button", name=wanted).or_(place.get_by_role("link", name=wanted)).first
        with self.page.expect_navigation():
            found.click()

    def choose(self, label: str, files: Sequence[Path]) -> None:
        self.actions += 1
        self.page.locator("input[type=file]").and_(self.page.get_by_label(label)).set_input_files(files)

    def save(self, name: str) -> bytes:
        """The content of the file that a button gives."""
        self.actions += 1
        with self.page.expect_download() as found:
            self.page.get_by_role("button", name=re.compile("^" + re.escape(name))).first.click()
        return found.value.path().read_bytes()

    @property
    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    @property
    def said(self) -> str:
        """What the last action brought about."""
        return self.page.get_by_role("status").first.inner_text()
