"""Codes and names that occur twice in one file."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from tracker.domain.catalogue import HEADINGS, Entry
from tracker.domain.fiscal import tidy
from tracker.domain.procedure import INVISIBLE, code_key
from tracker.importing.findings import Findings, Notice
from tracker.importing.problem import shown

_NOT_LETTERS = re.compile(r"[\W_]+")


def note_duplicates(entries: Iterable[tuple[int, Entry]], findings: Findings) -> None:
    """Refuse two rows with one code or one name in a division; warn of names that nearly agree."""
    codes: dict[str, tuple[int, str]] = {}
    names: dict[tuple[str, str], int] = {}
    alike: dict[tuple[str, str], tuple[int, str]] = {}
    for number, entry in entries:
        row, code = codes.setdefault(code_key(entry.code), (number, entry.code))
        if row != number:
            findings.refuse(number, HEADINGS["code"], shown(entry.code), _same_code(entry.code, row, code))
        division = _division_key(entry.division)
        row = names.setdefault((division, entry.name), number)
        if row != number:
            findings.refuse(number, HEADINGS["name"], shown(entry.name), _same_name(entry, row))
        row, name = alike.setdefault((division, name_key(entry.name)), (number, entry.name))
        if name != entry.name:
            findings.warn(number, HEADINGS["name"], shown(entry.name), _like_name(entry.name, row, name))


@lru_cache(maxsize=1_000)
def _division_key(division: str) -> str:
    return tidy(division)


def name_key(name: str) -> str:
    """What names that nearly agree have in common: no width, case, brackets, spaces or punctuation."""
    folded = unicodedata.normalize("NFKC", name.translate(INVISIBLE)).casefold()
    return _NOT_LETTERS.sub("", folded) or folded


def _same_code(found: str, row: int, code: str) -> Notice:
    written = "" if found == code else f"（「{shown(code)}」と同じIDとみなします）"
    as_in = "" if found == code else f" (“{shown(code)}” counts as the same code)"
    return Notice(
        f"「{shown(found)}」は{row}行目と重複しています{written}。どちらかを直してください。",
        f"“{shown(found)}” repeats row {row}{as_in}. Change one of them.",
    )


def _same_name(entry: Entry, row: int) -> Notice:
    return Notice(
        f"「{shown(entry.name)}」は同じ課の{row}行目と重複しています。どちらかを直してください。",
        f"“{shown(entry.name)}” repeats row {row} of the same division. Change one of them.",
    )


def _like_name(found: str, row: int, name: str) -> Notice:
    return Notice(
        f"「{shown(found)}」は同じ課の{row}行目「{shown(name)}」とよく似ています。同じ手続でないか確かめてください。",
        f"“{shown(found)}” is much like “{shown(name)}” in row {row} of the same division. Check that they differ.",
    )
