"""Text fields that are read as the cells of a catalogue file are, so that a form takes what a file takes."""

import re
from typing import Any

from wtforms import StringField

from tracker.domain.errors import Refused
from tracker.domain.fiscal import parse_fiscal_year
from tracker.importing import cells
from tracker.importing.table import Cell
from tracker.importing.texts import Parser, Read
from tracker.web.languages import in_readers_language

_UNFIT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")


class ReadField(StringField):  # type: ignore[misc]  # wtforms has no types
    """Keeps what was typed in ``data``; ``value`` is what it means, None as long as it cannot be read.

    Only control characters, which no page can show again, are not kept: they are refused.
    """

    def __init__(self, parse: Parser, **options: Any) -> None:
        super().__init__(**options)
        self.parse = parse
        self.value: Any = None

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep what was typed, and read it. Browsers send lines with a carriage return."""
        typed = valuelist[0].replace("\r\n", "\n") if valuelist else ""
        self.data = _UNFIT.sub("", typed)
        try:
            self.value = self.parse(typed).value
        except Refused as refused:
            raise ValueError(in_readers_language(refused)) from None


def line(most: int, *, required: bool = False) -> ReadField:
    """One line of text."""
    return ReadField(cells.text(most, required=required))


def lines(most: int) -> ReadField:
    """Text of several lines."""
    return ReadField(cells.text(most, lines=True))


def cases() -> ReadField:
    """A number of cases; None where it is not counted."""
    return ReadField(cells.count)


def fiscal_year() -> ReadField:
    """A fiscal year; None where none is entered."""
    return ReadField(_fiscal_year)


def _fiscal_year(cell: Cell) -> Read:
    text = str(cell).strip()
    return Read(parse_fiscal_year(text[:50]) if text else None)
