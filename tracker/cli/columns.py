"""Tables on a terminal, where a Japanese character is two columns wide."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from unicodedata import east_asian_width


def columns(rows: Sequence[Sequence[str]], right: frozenset[int] = frozenset()) -> Iterator[str]:
    """The rows as lines, cells below each other; the cells of columns in ``right`` are flush right."""
    widths = [max(map(_width, column)) for column in zip_longest(*rows, fillvalue="")]
    for row in rows:
        padded = (
            _padded(cell, width, number in right) for number, (cell, width) in enumerate(zip(row, widths, strict=False))
        )
        yield "  ".join(padded).rstrip()


def _width(text: str) -> int:
    return len(text) + sum(east_asian_width(character) in "WF" for character in text)


def _padded(text: str, width: int, right: bool) -> str:
    space = " " * (width - _width(text))
    return space + text if right else text + space
