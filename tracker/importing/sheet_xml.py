"""The XML inside a workbook, as far as it has to be looked at: which sheets there are, and how dates are shown."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import dropwhile
from posixpath import join, normpath
from typing import IO
from xml.parsers import expat
from zipfile import ZipFile

from tracker.importing.package import BROKEN
from tracker.importing.problem import CannotReadOn

Attributes = dict[str, str]
_MAX_SMALL_PART = 20_000_000
_NO_MEMORY = expat.errors.codes[expat.errors.XML_ERROR_NO_MEMORY]

# Number formats built into Japanese Excel that show a month but no day (ECMA-376 part 1, 18.8.30).
_MONTH_FORMATS = frozenset({"17", "34", "52", "55"})
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A worksheet: its name, its part in the archive, and whether the workbook hides it."""

    name: str
    part: str
    hidden: bool


def parse_xml(stream: IO[bytes], prepare: Callable[[expat.XMLParserType], None]) -> None:
    """Run through XML with the handlers that ``prepare`` sets. Raises ``CannotReadOn`` for what is not XML."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    prepare(parser)
    try:
        parser.ParseFile(stream)
    except expat.ExpatError as error:
        if error.code == _NO_MEMORY:
            raise MemoryError from None
        raise CannotReadOn(*BROKEN) from None


def _refuse_doctype(*_: object) -> None:
    raise CannotReadOn(*BROKEN)


def local(name: str) -> str:
    """A name without its namespace prefix."""
    return name.rpartition(":")[2]


def _elements(archive: ZipFile, part: str) -> list[tuple[str, Attributes]]:
    """All elements of a small part with their attributes, both without prefixes."""
    if part not in archive.namelist():
        return []
    if archive.getinfo(part).file_size > _MAX_SMALL_PART:
        raise CannotReadOn(*BROKEN)
    found: list[tuple[str, Attributes]] = []

    def start(name: str, attributes: Attributes) -> None:
        found.append((local(name), attributes))

    def prepare(parser: expat.XMLParserType) -> None:
        parser.StartElementHandler = start

    with archive.open(part) as stream:
        parse_xml(stream, prepare)
    return found


def worksheets(archive: ZipFile) -> list[SheetPart]:
    """The worksheets of the workbook in its order, without sheets that hold only a chart."""
    targets = {
        attributes.get("Id", ""): attributes.get("Target", "")
        for name, attributes in _elements(archive, "xl/_rels/workbook.xml.rels")
        if name == "Relationship" and attributes.get("Type", "").endswith("/worksheet")
    }
    sheets = []
    for name, attributes in _elements(archive, "xl/workbook.xml"):
        identifier = next((value for key, value in attributes.items() if key.endswith(":id")), None)
        if name == "sheet" and identifier in targets:
            target = targets[identifier]
            part = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
            hidden = attributes.get("state", "visible") != "visible"
            sheets.append(SheetPart(attributes.get("name", ""), part, hidden))
    known = set(archive.namelist())
    if len({sheet.name for sheet in sheets}) != len(sheets) or any(sheet.part not in known for sheet in sheets):
        raise CannotReadOn(*BROKEN)
    return sheets


def month_styles(archive: ZipFile) -> frozenset[str]:
    """The cell styles that show a date as a month: Excel makes one of 「2025年10月」 as soon as it is typed."""
    elements = _elements(archive, "xl/styles.xml")
    formats = {
        attributes.get("numFmtId", "")
        for name, attributes in elements
        if name == "numFmt" and _shows_month_only(attributes.get("formatCode", ""))
    } | _MONTH_FORMATS
    cell_styles = dropwhile(lambda element: element[0] != "cellXfs", elements)
    styles = [attributes.get("numFmtId", "") for name, attributes in cell_styles if name == "xf"]
    return frozenset(str(number) for number, identifier in enumerate(styles) if identifier in formats)


def _shows_month_only(code: str) -> bool:
    signs = _LITERAL.sub("", code).partition(";")[0].lower()
    return "m" in signs and any(sign in signs for sign in "yeg") and not any(sign in signs for sign in "dhs")
