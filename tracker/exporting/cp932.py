"""CP932 (the Shift JIS of Windows): which characters it holds, and what a file in it cannot say."""

import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from tracker.domain import labels
from tracker.domain.errors import Refused
from tracker.domain.vocabulary import Language
from tracker.exporting.table import Column, Kind, Table
from tracker.exporting.wording import said

SUBSTITUTE = "〓"
"""Stands where a character cannot be held, as printers have always put it."""
_NAMED = 20
_UNDEFINED = frozenset("\x80\uf8f0\uf8f1\uf8f2\uf8f3")
"""What Python makes of bytes that Windows leaves undefined; a reader refuses these."""


class Unheld(NamedTuple):
    """A cell with characters that CP932 does not hold. ``row``: as a spreadsheet counts, the headings are row 1."""

    row: int
    code: str
    name: str
    heading: str
    characters: str


class CannotHold(Refused):
    """There are such cells. ``unheld``: all of them, in the order of the file."""

    def __init__(self, unheld: tuple[Unheld, ...]) -> None:
        count = labels.number(len(unheld))
        super().__init__(
            f"CP932（シフトJIS）で表せない文字のあるセルが{count}か所あります。UTF-8で書き出すか、"
            f"表せない文字を「{SUBSTITUTE}」に置き換えて書き出してください。",
            f"{count} cell{'' if len(unheld) == 1 else 's'} hold characters that CP932 (Shift JIS) cannot. "
            f"Write the file as UTF-8, or with each such character replaced by “{SUBSTITUTE}”.",
        )
        self.unheld = unheld


@cache
def held() -> frozenset[str]:
    """Every character that comes back from CP932 as itself. 〜 and − do not: they would come back as ～ and －."""
    every = (chr(code) for code in range(0x10000) if not 0xD800 <= code < 0xE000)
    return frozenset(each for each in every if _comes_back(each)) - _UNDEFINED


def unheld_in(text: str) -> str:
    """The characters of a text that CP932 does not hold, each once, in the order in which they come."""
    return "" if held().issuperset(text) else "".join(dict.fromkeys(each for each in text if each not in held()))


def replaced(text: str) -> str:
    """The text with ``SUBSTITUTE`` for each character that CP932 does not hold."""
    return "".join(each if each in held() else SUBSTITUTE for each in text)


def named(characters: str) -> str:
    """The characters with their numbers: 𠮷（U+20BB7）. What nobody sees, or sits on others, is its number only."""
    listed = [
        f"{each}（U+{ord(each):04X}）"
        if each.isprintable() and not unicodedata.combining(each) and not _selects_a_variant(each)
        else f"U+{ord(each):04X}"
        for each in characters[:_NAMED]
    ]
    return "、".join(listed) + ("…" if len(characters) > _NAMED else "")


def unheld_table(unheld: Iterable[Unheld], language: Language = "ja") -> Table:
    """A row per cell, with the characters."""
    words = (
        ("行", "Row", Kind.RANK),
        ("手続ID", "Code", Kind.TEXT),
        ("手続名", "Procedure", Kind.TEXT),
        ("見出し", "Heading", Kind.TEXT),
        ("表せない文字", "Characters", Kind.TEXT),
    )
    title = said(language, "CP932で表せない文字", "What CP932 cannot hold")
    notes = (
        said(
            language,
            f"「行」は、書き出すファイルを表計算ソフトで開いたときの行の番号。置き換えて書き出すと、これらの文字は「{SUBSTITUTE}」になる。",
            f"Rows are numbered as a spreadsheet numbers those of the file. If replaced, each becomes “{SUBSTITUTE}”.",
        ),
    )
    rows = ((*cell[:-1], named(cell.characters)) for cell in unheld)
    columns = tuple(Column(said(language, ja, en), kind) for ja, en, kind in words)
    return Table(said(language, "表せない文字", "Not held"), columns, rows, title, notes, language)


def _comes_back(character: str) -> bool:
    try:
        return character.encode("cp932").decode("cp932") == character
    except UnicodeEncodeError:
        return False


def _selects_a_variant(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
