"""What every page must hold to, read from its HTML: valid, labelled, nothing inline, nothing from outside."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

import html5lib

SVG = "{http://www.w3.org/2000/svg}"
ELEMENTS = {
    "html", "head", "meta", "title", "link", "body", "script",
    "header", "nav", "main", "footer", "section", "h1", "h2", "h3", "h4", "p", "div", "span", "br",
    "a", "abbr", "strong", "em", "small", "time", "ul", "ol", "li", "dl", "dt", "dd", "details", "summary",
    "form", "label", "input", "select", "option", "optgroup", "textarea", "button", "fieldset", "legend",
    "progress", "table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td",
    "img", "picture", "source", "svg", "article", "figure", "figcaption",
}  # fmt: skip
CHILDREN = {
    "ul": {"li"},
    "ol": {"li"},
    "dl": {"dt", "dd", "div"},
    "select": {"option", "optgroup"},
    "table": {"caption", "colgroup", "thead", "tbody", "tfoot"},
    "thead": {"tr"},
    "tbody": {"tr"},
    "tfoot": {"tr"},
    "tr": {"th", "td"},
    "picture": {"source", "img"},
}
REFERENCES = ("for", "form", "list", "headers", "aria-labelledby", "aria-describedby", "aria-controls")
ADDRESSES = ("href", "src", "srcset", "action", "poster", "cite", "ping")
ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-f]+);", re.IGNORECASE)
LEFT_BEHIND = re.compile(r"%\(\w*\)?|\bNone\b|\bFraction\(|<built-in|<function|\bobject at 0x")
OUTSIDE = re.compile(r"^\s*(?:[a-z][a-z0-9+.-]*:|[/\\]{2})", re.IGNORECASE)

Findings = Iterator[str]


def parse(markup: str) -> tuple[Element, list[str]]:
    """The document, and where it is not valid HTML."""
    parser = html5lib.HTMLParser(html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    root: Element = parser.parse(markup)
    lines = markup.splitlines()
    return root, [f"{code} {values}: {lines[place[0] - 1].strip()}" for place, code, values in parser.errors]


def elements(root: Element, *names: str) -> list[Element]:
    """All elements, or those of some names, in order. Comments are none."""
    return [item for item in root.iter() if isinstance(item.tag, str) and (not names or item.tag in names)]


def text_of(element: Element) -> str:
    """The text as one line."""
    return re.sub(r"\s+", " ", "".join(element.itertext())).strip()


def findings(root: Element) -> list[str]:
    """Everything that is wrong with a page, in words for whoever reads the failed test."""
    return [found for check in CHECKS for found in check(root)]


def _known_elements(root: Element) -> Findings:
    for item in elements(root):
        if not item.tag.startswith(SVG) and item.tag not in ELEMENTS:
            yield f"unknown element <{item.tag}>"
        for child in item if item.tag in CHILDREN else ():
            if isinstance(child.tag, str) and child.tag not in CHILDREN[item.tag]:
                yield f"<{child.tag}> in <{item.tag}>"


def _frame(root: Element) -> Findings:
    if root.get("lang") not in ("ja", "en"):
        yield f"lang is {root.get('lang')!r}"
    for name in ("title", "main", "h1"):
        found = elements(root, name)
        if len(found) != 1 or not text_of(found[0]):
            yield f"{len(found)} <{name}>, one with text is needed"
    level = 0
    for heading in elements(root, "h1", "h2", "h3", "h4"):
        if int(heading.tag[1]) > level + 1:
            yield f"after <h{level}> comes <{heading.tag}> “{text_of(heading)}”"
        level = int(heading.tag[1])


def _references(root: Element) -> Findings:
    ids = Counter(identifier for item in elements(root) if (identifier := item.get("id")) is not None)
    yield from (f"id “{name}” is used {count} times" for name, count in ids.items() if count > 1 or not name)
    for item in elements(root):
        targets = [name for attribute in REFERENCES for name in item.get(attribute, "").split()]
        if item.tag == "a" and item.get("href", "").startswith("#"):
            targets.append(item.get("href", "")[1:])
        yield from (f"<{item.tag}> points to “{name}”, which is not there" for name in targets if name not in ids)


def _names(root: Element) -> Findings:
    labels = {item.get("for"): text_of(item) for item in elements(root, "label")}
    for item in elements(root, "input", "select", "textarea"):
        if item.get("type") != "hidden" and not (labels.get(item.get("id")) or item.get("aria-label")):
            yield f"<{item.tag} name={item.get('name')}> has no label"
    for item in elements(root, "a", "button", "summary", "th", "option", "caption", "legend"):
        if not (text_of(item) or item.get("aria-label")):
            yield f"<{item.tag} {item.attrib}> has no text"
    for item in elements(root, "nav", "form"):
        is_landmark = item.tag == "nav" or item.get("role") == "search"
        if is_landmark and not (item.get("aria-label") or item.get("aria-labelledby")):
            yield f"<{item.tag}> has no label"
    for item in elements(root, "img"):
        if not item.get("alt"):
            yield f"<img src={item.get('src')}> has no alt"
    for item in elements(root, f"{SVG}svg"):
        if item.get("aria-hidden") != "true" and not (item.get("role") == "img" and item.get("aria-label")):
            yield "an <svg> says nothing to a screen reader"


def _nothing_inline(root: Element) -> Findings:
    for item in elements(root):
        if item.tag in ("style", f"{SVG}style") or (item.tag.endswith("script") and not item.get("src")):
            yield f"inline <{item.tag}>"
        for name, value in item.attrib.items():
            if name == "style" or name.lower().startswith("on"):
                yield f"{name}={value!r} on <{item.tag}>"
            if name.endswith(ADDRESSES) and re.match(r"\s*(?:javascript|data|vbscript):", value, re.IGNORECASE):
                yield f"{name}={value!r} on <{item.tag}>"


def _nothing_from_outside(root: Element) -> Findings:
    for item in elements(root):
        for name, value in item.attrib.items():
            if not OUTSIDE.match(value):
                continue
            if name == "href" and item.tag == "a" and item.get("rel") == "noreferrer":
                continue
            if name.endswith(ADDRESSES):
                yield f"{name}={value!r} on <{item.tag}>"


def _tables(root: Element) -> Findings:
    for table in elements(root, "table"):
        for head in elements(table, "th"):
            if head.get("scope") not in ("col", "row", "colgroup", "rowgroup"):
                yield f"<th> “{text_of(head)}” has no scope"
        rows = elements(table, "tr")
        widths = [sum(int(cell.get("colspan", "1")) for cell in elements(row, "th", "td")) for row in rows]
        yield from (
            f"a row of {width} cells under {widths[0]} headings: “{text_of(row)}”"
            for row, width in zip(rows, widths, strict=True)
            if width != widths[0]
        )


def _clean_text(root: Element) -> Findings:
    for item in elements(root):
        for text in [item.text, item.tail, *item.attrib.values()]:
            for pattern in (ENTITY, LEFT_BEHIND):
                if text and (found := pattern.search(text)):
                    yield f"“{found[0]}” stands in “{text.strip()}”"


CHECKS: tuple[Callable[[Element], Findings], ...] = (
    _known_elements,
    _frame,
    _references,
    _names,
    _nothing_inline,
    _nothing_from_outside,
    _tables,
    _clean_text,
)
