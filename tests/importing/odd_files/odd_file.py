"""A file that somebody might send: how it is made, and what is to be said of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

from tests.importing.catalogue_files import Cells, csv_text, row, table
from tracker.domain.catalogue import HEADINGS


class Verdict(Enum):
    """What becomes of a file: taken in as it is, taken in with a remark, or refused as a whole."""

    ACCEPTED = "accepted"
    WARNED = "accepted with a warning"
    REFUSED = "refused"


@dataclass(frozen=True)
class OddFile:
    """A file, its verdict, and where and in which words the verdict is given.

    ``row``, ``column``: the place of the refusal or warning, None for the whole file. ``words``: part of the Japanese
    sentence. ``says``: what the first row is to say, by identifiers. ``options``: how the file is read.
    """

    name: str
    verdict: Verdict
    content: Callable[[], bytes]
    row: int | None = None
    column: str | None = None
    words: str = ""
    says: Mapping[str, Any] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)

    def build(self, path: Path) -> Path:
        """Write the file."""
        path.write_bytes(self.content())
        return path

    def __str__(self) -> str:
        return self.name


def accepted(name: str, content: Callable[[], bytes], **more: Any) -> OddFile:
    """A file about which there is nothing to say."""
    return OddFile(name, Verdict.ACCEPTED, content, **more)


def warned(name: str, content: Callable[[], bytes], words: str, **more: Any) -> OddFile:
    """A file that is taken in with a remark."""
    return OddFile(name, Verdict.WARNED, content, words=words, **more)


def refused(name: str, content: Callable[[], bytes], words: str, **more: Any) -> OddFile:
    """A file that is not taken in."""
    return OddFile(name, Verdict.REFUSED, content, words=words, **more)


def csv_of(*rows: Cells, columns: Sequence[str] | None = None, codec: str = "utf-8") -> Callable[[], bytes]:
    """A csv file of these rows."""
    return lambda: csv_text(table(rows, columns)).encode(codec)


def text_of(text: str, codec: str = "utf-8") -> Callable[[], bytes]:
    """A file of that text."""
    return lambda: text.encode(codec)


def bytes_of(content: bytes) -> Callable[[], bytes]:
    """A file of those bytes."""
    return lambda: content


def cell_taken(name: str, identifier: str, value: str, read: Any, **others: Any) -> OddFile:
    """A csv file with that value in a cell, which is read as what it says."""
    return accepted(name, csv_of(row(**{**others, identifier: value})), says={identifier: read})


def cell_warned(name: str, identifier: str, value: str, words: str, read: Any, **others: Any) -> OddFile:
    """The same with a remark on the cell."""
    content = csv_of(row(**{**others, identifier: value}))
    return warned(name, content, words, row=2, column=HEADINGS[identifier], says={identifier: read})


def cell_refused(name: str, identifier: str, value: str, words: str, **others: Any) -> OddFile:
    """A csv file with that value in a cell, which is refused."""
    content = csv_of(row(**{**others, identifier: value}))
    return refused(name, content, words, row=2, column=HEADINGS[identifier])
