"""Looking at pages in the browser, and what was found there."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page

AXE = Path(__file__).parent / "axe"
WIDE, NARROW, ZOOMED = 1280, 390, 640
"""CSS pixels; ``ZOOMED`` is a window of 1280 at 200 %."""

WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", event =>
  window.violations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`));
"""
RUN_AXE = """
async locale => {
  axe.configure({locale});
  const found = await axe.run(document, {resultTypes: ["violations"], rules: {"target-size": {enabled: true}}});
  const place = node => node.target.join(" ") + " " + node.html.slice(0, 150);
  return found.violations.map(each => `${each.id}: ${each.help} ${each.nodes.map(place).join(" | ")}`);
}
"""
TOO_WIDE = """
() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll("body *")]
    .filter(item => item.getBoundingClientRect().right > width + 1)
    .map(item => `${item.tagName} ${item.className} ${item.textContent.trim().slice(0, 40)}`);
}
"""
PICTURES = """
() => [...document.images].map(
  image => ({address: image.currentSrc, width: image.naturalWidth, loaded: image.complete}))
"""


@dataclass
class Visit:
    """What was found on one page, in one language, at one width."""

    status: int = 0
    language: str = ""
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    too_wide: list[str] = field(default_factory=list)
    pictures: list[dict[str, Any]] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)


class Visits:
    """Looks at each page once and remembers what was found."""

    def __init__(self, browser: Browser, session: str = "") -> None:
        """``session``: the cookie of somebody who is signed in."""
        self._browser = browser
        self._session = session
        self._contexts: dict[tuple[int, str], BrowserContext] = {}
        self._found: dict[tuple[str, int, str, bool], Visit] = {}
        self._axe = (AXE / "axe.min.js").read_text("utf-8")
        self._locale = json.loads((AXE / "ja.json").read_text("utf-8"))

    def look(self, address: str, width: int = WIDE, language: str = "ja", *, axe: bool = True) -> Visit:
        """What there is at an address."""
        key = (address, width, language, axe)
        if key not in self._found:
            self._found[key] = self._look(address, width, language, axe)
        return self._found[key]

    def open(self, address: str, width: int = WIDE, language: str = "ja") -> tuple[Page, Visit]:
        """A page to use, and what is noticed meanwhile. Whoever opens it closes it."""
        visit = Visit()
        page = self._context(address, width, language).new_page()
        page.on("console", lambda message: visit.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        page.on("request", lambda request: visit.requests.append(request.url))
        page.on("dialog", lambda dialog: (visit.dialogs.append(dialog.message), dialog.dismiss()))
        answer = page.goto(address, wait_until="load")
        visit.status = answer.status if answer else 0
        if visit.status >= 400:  # the browser reports the status of the page itself as an error
            visit.complaints = [text for text in visit.complaints if "the server responded with" not in text]
        return page, visit

    def examine(self, page: Page, visit: Visit, *, axe: bool = True) -> Visit:
        """Look for everything that a page can have wrong."""
        visit.language = page.locator("html").get_attribute("lang") or ""
        visit.complaints += page.evaluate("window.violations")
        visit.too_wide = page.evaluate(TOO_WIDE)
        visit.pictures = page.evaluate(PICTURES)
        if axe:
            page.evaluate(self._axe)
            visit.violations = page.evaluate(RUN_AXE, self._locale)
        return visit

    def close(self) -> None:
        for context in self._contexts.values():
            context.close()

    def _context(self, address: str, width: int, language: str) -> BrowserContext:
        if (width, language) not in self._contexts:
            context = self._browser.new_context(
                viewport={"width": width, "height": 900},
                device_scale_factor=2 if width == ZOOMED else 1,
                locale="ja-JP",
                accept_downloads=True,
            )
            context.add_init_script(WATCH)
            context.set_default_timeout(15_000)
            self._contexts[width, language] = context
        origin = "{0.scheme}://{0.netloc}".format(urlsplit(address))
        self._contexts[width, language].add_cookies([{"name": "lang", "value": language, "url": origin}])
        if self._session:
            self._contexts[width, language].add_cookies([{"name": "session", "value": self._session, "url": origin}])
        return self._contexts[width, language]

    def _look(self, address: str, width: int, language: str, axe: bool) -> Visit:
        page, visit = self.open(address, width, language)
        try:
            return self.examine(page, visit, axe=axe)
        finally:
            page.close()
