"""A reader of the web application that checks every page it fetches, whatever a test fetched it for."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit
from xml.etree.ElementTree import Element

from flask import Flask
from werkzeug.test import TestResponse

from tests.markup import elements, findings, parse, text_of

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


@lru_cache(maxsize=128)
def examined(markup: str) -> tuple[Element, list[str]]:
    """The document, and everything that is wrong with it. Many tests fetch the same page, and reading one is slow."""
    root, invalid = parse(markup)
    return root, [*invalid, *findings(root)]


@dataclass(frozen=True)
class Link:
    """Where a link leads, as an address of this application with its fragment, and what it says."""

    address: str
    text: str


@dataclass(frozen=True)
class Field:
    """A form control as the reader sees it."""

    value: str
    invalid: bool
    described: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Table:
    """Cells as text, without the headings; ``group`` and ``target-line`` rows of one cell are left out."""

    headings: list[str]
    rows: list[list[str]]

    def column(self, heading: str) -> list[str]:
        place = self.headings.index(heading)
        return [row[place] for row in self.rows]


@dataclass(frozen=True)
class Form:
    """Where a form is sent, and what stands in it; several values of one name are a list."""

    action: str
    fields: dict[str, Any]


class Page:
    """A page that has passed all checks."""

    def __init__(self, address: str, response: TestResponse) -> None:
        self.address, self.response = address, response
        assert response.content_type == "text/html; charset=utf-8"
        self.root, found = examined(response.text)
        assert not found, f"{address}:\n" + "\n".join(found)
        self.title = text_of(elements(self.root, "title")[0])
        self.heading = text_of(elements(self.root, "h1")[0])
        self.language = self.root.get("lang")
        self.main = elements(self.root, "main")[0]
        self.text = text_of(self.main)
        self.ids = {item.get("id") for item in elements(self.root)}

    @property
    def links(self) -> list[Link]:
        """Links within the application."""
        return list(self._links(self.root))

    @property
    def outgoing(self) -> list[str]:
        """Addresses of others that the page links to."""
        found = [item.get("href", "") for item in elements(self.root, "a")]
        return [address for address in found if urlsplit(address).scheme]

    @property
    def loaded(self) -> list[str]:
        """Addresses of what a browser fetches with the page: style, icon, pictures and their narrower versions."""
        attributes = (("link", "href"), ("img", "src"), ("source", "srcset"), ("script", "src"))
        found = [item.get(name) for tag, name in attributes for item in elements(self.root, tag)]
        return [urljoin(self.address, address) for address in found if address]

    def link(self, text: str) -> str:
        """The address of the first link that contains a text."""
        return next(link.address for link in self.links if text in link.text)

    def table(self, name: str) -> Table:
        """The table whose caption, or the heading above it, contains ``name``."""
        heading = ""
        for item in elements(self.root, "h1", "h2", "h3", "table"):
            if item.tag != "table":
                heading = text_of(item)
            elif any(name in text for text in [heading, *map(text_of, elements(item, "caption"))]):
                return _read(item)
        raise AssertionError(f"{self.address} has no table “{name}”")

    def section(self, name: str) -> str:
        """The text of the section whose heading contains ``name``."""
        for item in elements(self.root, "section"):
            headings = elements(item, "h2")
            if headings and name in text_of(headings[0]):
                return text_of(item)
        raise AssertionError(f"{self.address} has no section “{name}”")

    def field(self, name: str) -> Field:
        """The form control of this name."""
        item = next(found for found in elements(self.main, "input", "select", "textarea") if found.get("name") == name)
        ids = item.get("aria-describedby", "").split()
        described = [text_of(other) for other in elements(self.root) if other.get("id") in ids]
        options = elements(item, "option")
        chosen = [option.get("value", "") for option in options if option.get("selected") is not None]
        value = (chosen or [options[0].get("value", "")])[0] if options else item.get("value", "")
        choices = tuple((option.get("value", ""), text_of(option)) for option in options)
        return Field(value, item.get("aria-invalid") == "true", " ".join(described), choices)

    def has_form(self) -> bool:
        """Whether the page's main part has a form that writes."""
        return any((item.get("method") or "").lower() == "post" for item in elements(self.main, "form"))

    def form(self, button: str = "", action: str = "") -> Form:
        """The form that writes: the first of the main part with this button and to this address."""
        for item in elements(self.main, "form"):
            buttons = [text_of(each) for each in elements(item, "button")]
            leads_to = urljoin(self.address, item.get("action") or self.address)
            fits = button in " ".join(buttons) and action in leads_to
            if (item.get("method") or "get").lower() == "post" and fits:
                return Form(leads_to, _values(item))
        raise AssertionError(f"{self.address} has no form “{button or action}”")

    def _links(self, within: Element) -> Iterator[Link]:
        for item in elements(within, "a"):
            address = item.get("href", "")
            if not urlsplit(address).scheme:
                yield Link(urljoin(self.address, address), text_of(item))


class Pages:
    """Fetches pages in one language, as a browser that remembers the choice, and checks each."""

    def __init__(self, app: Flask, language: str = "ja", address: str = "127.0.0.1") -> None:
        self._client = app.test_client()
        self._client.environ_base["REMOTE_ADDR"] = address
        self._language = language
        self._keep_language()

    def get(self, address: str, expected: int = 200, /, **query: Any) -> Page:
        """A page. ``query`` is added to the address."""
        address = with_query(address, query)
        return Page(address, self.fetch(address, expected))

    def file(self, address: str, content_type: str, /, **query: Any) -> bytes:
        """A file: a download or a picture."""
        response = self.fetch(with_query(address, query))
        assert response.content_type in (content_type, f"{content_type}; charset=utf-8"), address
        return response.data

    def submit(
        self, page: Page, expected: int = 303, /, button: str = "", action: str = "", **fields: Any
    ) -> TestResponse:
        """Send a form of a page as a browser would: with what stands in it, changed to ``fields``.

        ``button`` or ``action`` say which form, where there are several that write; None leaves a field out.
        """
        form = page.form(button, action)
        sent = {**form.fields, **fields}
        given = {name: value for name, value in sent.items() if value is not None}
        return self.fetch(form.action, expected, "POST", data=given)

    def _keep_language(self) -> None:
        """Another language is asked for one page at a time, so that readers can be shared."""
        if self._language == "ja":
            self._client.delete_cookie("lang")
        else:
            self._client.set_cookie("lang", self._language)

    def sign_out(self, page: Page) -> TestResponse:
        """Use the button that stands on every page."""
        form = next(item for item in elements(page.root, "form") if (item.get("action") or "").endswith("/sign-out"))
        return self.fetch("/sign-out", 303, "POST", data=_values(form))

    def cookie(self, name: str) -> str:
        """The value of a cookie that the application has set."""
        found = self._client.get_cookie(name)
        assert found is not None, f"no cookie {name}"
        return found.value

    def set_cookie(self, name: str, value: str) -> None:
        """Put a cookie into the browser."""
        self._client.set_cookie(name, value)

    def follow(self, response: TestResponse) -> Page:
        """The page that an answer leads on to."""
        return self.get(response.headers["Location"])

    def fetch(
        self,
        address: str,
        expected: int = 200,
        method: str = "GET",
        headers: dict[str, str] | None = None,
        data: Any = None,
    ) -> TestResponse:
        """Any answer, with the headers that all of them must have."""
        response = self._client.open(
            address.split("#")[0], method=method, headers=headers or {}, data=data, buffered=True
        )
        self._keep_language()
        assert response.status_code == expected, f"{address[:200]}: {response.status}"
        for name, value in HEADERS.items():
            assert response.headers.getlist(name) == [value], f"{name} of {address}"
        assert "Server" not in response.headers
        return response


def with_query(address: str, query: dict[str, Any]) -> str:
    """The address with more parameters."""
    return f"{address}{'&' if '?' in address else '?'}{urlencode(query, doseq=True)}" if query else address


def _values(form: Element) -> dict[str, Any]:
    found: dict[str, list[str]] = {}
    for item in elements(form, "input", "select", "textarea"):
        name, kind = item.get("name"), item.get("type", "")
        if not name or kind in ("submit", "file") or (kind in ("radio", "checkbox") and item.get("checked") is None):
            continue
        if item.tag == "select":
            options = elements(item, "option")
            chosen = [each.get("value", "") for each in options if each.get("selected") is not None]
            found.setdefault(name, []).extend(chosen or [options[0].get("value", "")] if options else chosen)
        else:
            found.setdefault(name, []).append(text_of(item) if item.tag == "textarea" else item.get("value", ""))
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}


def _read(table: Element) -> Table:
    head, *body = elements(table, "tr")
    cells = [[text_of(cell) for cell in elements(row, "th", "td")] for row in body]
    return Table([text_of(cell) for cell in elements(head, "th")], [row for row in cells if len(row) > 1])
