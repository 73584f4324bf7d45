"""The text of a cell, stored as typed apart from trimming and NFC."""

import re
import unicodedata
from collections.abc import Callable
from typing import Any, NamedTuple

from tracker.domain.errors import Refused
from tracker.domain.text import EDGES
from tracker.importing.findings import Notice
from tracker.importing.problem import CONTROL
from tracker.importing.table import Cell, Faulty


class Read(NamedTuple):
    """The value of a cell, and what to point out about how it was read."""

    value: Any
    notices: tuple[Notice, ...] = ()


Parser = Callable[[Cell], Read]
"""Reads a cell; raises ``Refused``."""

TRIMMED = Notice("前後の空白を取り除きました。", "White space at the ends was removed.", gathered=True)
COMPOSED = Notice(
    "分解された文字（NFD）を通常の文字（NFC）に直しました。",
    "Decomposed characters (NFD) were composed (NFC).",
    gathered=True,
)
UNESCAPED = Notice(
    "先頭の「'」（ダウンロードの際に付けた数式よけの記号）を取り除きました。",
    "The leading apostrophe, our own guard against formulas, was removed.",
    gathered=True,
)
UNPRINTABLE = Notice(
    "外字など、ほかのパソコンで表示できない文字が含まれています。文字を確かめてください。",
    "There are private characters that other computers cannot show. Check the text.",
    gathered=True,
)

# The guard goes before one more guard, too: 「'=1」 as typed is written 「''=1」.
_GUARDED = re.compile("'(?='*[=+\\-@\t\r\n＝＋－＠])")
_PRIVATE = re.compile("[\ue000-\uf8ff\ufffd]")
_LINE_BREAK = re.compile(r"\r?\n")
_CONTROL_NAMES = {"\t": "タブ", "\n": "改行", "\r": "改行", "\0": "NUL"}


def tidied(text: str, *, lines: bool = False) -> tuple[str, tuple[Notice, ...]]:
    """The text to store, and what was done to it. ``lines``: line breaks are text. Raises ``Refused``."""
    if text.isascii() and text.isalnum():
        return text, ()
    notices = []
    tidy = text.strip(EDGES)
    if tidy and tidy != text:
        notices.append(TRIMMED)
    if tidy.startswith("'") and _GUARDED.match(tidy):
        tidy = tidy[1:].strip(EDGES)
        notices.append(UNESCAPED)
    if not tidy.isprintable() or "\ufffd" in tidy:
        _refuse_control(_LINE_BREAK.sub("", tidy) if lines else tidy)
        if _PRIVATE.search(tidy):
            notices.append(UNPRINTABLE)
    if not unicodedata.is_normalized("NFC", tidy):
        tidy = unicodedata.normalize("NFC", tidy)
        notices.append(COMPOSED)
    return tidy, tuple(notices)


def _refuse_control(text: str) -> None:
    if match := CONTROL.search(text):
        name = _CONTROL_NAMES.get(match[0], f"U+{ord(match[0]):04X}")
        raise Refused(
            f"制御文字（{name}）が入っています。この文字を削除してください。",
            f"There is a control character (U+{ord(match[0]):04X}). Delete it.",
        )


def text_of(cell: Cell, *, lines: bool = False) -> tuple[str, tuple[Notice, ...]]:
    """A cell that is to be text, tidied. A date of a workbook is refused, as Excel may have made it of 「2-1」."""
    if isinstance(cell, str):
        return tidied(cell, lines=lines)
    if isinstance(cell, bool):
        return str(cell).upper(), ()
    if isinstance(cell, Faulty):
        raise Refused(cell.ja, cell.en)
    raise Refused(
        "Excelで日付になっています。セルの表示形式を「文字列」にして、入力し直してください。",
        "Excel has made this a date. Format the cell as text and type it again.",
    )


def has_odd_digit(text: str) -> bool:
    """Whether there is a digit other than 0-9 and ０-９, like 「²」 or 「①」: normalising would turn it into one."""
    return any(character.isdigit() and character not in _DIGITS for character in text)


_DIGITS = frozenset("0123456789０１２３４５６７８９")
