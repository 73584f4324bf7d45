"""Following every link of the application once, as a reader who is curious about everything."""

from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urldefrag, urlencode, urlsplit

from tests.pages import Page, Pages

TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".svg": "image/svg+xml",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".woff2": "font/woff2",
}


@dataclass
class Crawl:
    """What was found: pages and files by address, and the fragments that links asked for."""

    pages: dict[str, Page] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    fragments: set[tuple[str, str]] = field(default_factory=set)

    @property
    def paths(self) -> set[str]:
        return {urlsplit(address).path for address in [*self.pages, *self.files]}


def crawl(pages: Pages, start: str = "/", *, charts: bool = True) -> Crawl:
    """Fetch and check everything that can be reached, in one language: the switch of languages is not followed.

    ``charts``: whether pictures are fetched, which take far longer than pages.
    """
    found, waiting = Crawl(), [start]
    while waiting:
        address, fragment = urldefrag(waiting.pop())
        if fragment:
            found.fragments.add((address, fragment))
        if address in found.pages or address in found.files:
            continue
        path = urlsplit(address).path
        kind = next((TYPES[end] for end in TYPES if path.endswith(end)), None)
        if kind and not path.startswith("/procedures/"):
            found.files[address] = pages.file(address, kind)
            continue
        page = found.pages[address] = pages.get(address)
        waiting += [link.address for link in page.links if not _switches_language(link.address)]
        waiting += [loaded for loaded in page.loaded if charts or not loaded.startswith("/charts/")]
    return found


def _switches_language(address: str) -> bool:
    parts = urlsplit(address)
    return "lang" in dict(parse_qsl(parts.query)) and not parts.path.startswith("/charts/")


def in_language(address: str, language: str) -> str:
    """The address of the same page with the switch of languages thrown."""
    parts = urlsplit(address)
    query = [(name, value) for name, value in parse_qsl(parts.query) if name != "lang"]
    return f"{parts.path}?{urlencode([*query, ('lang', language)])}"
