"""Codes and names that occur twice in one file."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from tracker.domain.catalogue import HEADINGS
from tracker.domain.fiscal import tidy
from tracker.domain.likeness import Alike, alike
from tracker.domain.procedure import code_key
from tracker.domain.vocabulary import name_of
from tracker.importing.findings import Findings, Notice
from tracker.importing.problem import shown


class Identity(NamedTuple):
    """What names a procedure in a row, as far as it could be read: also in a row that is refused for another cell."""

    number: int
    code: str | None
    name: str | None
    division: str | None


def note_duplicates(
    identities: Iterable[Identity],
    findings: Findings,
    heading_of: Callable[[str], str] = HEADINGS.__getitem__,
    *,
    names_repeat: bool = False,
) -> None:
    """Refuse two rows with one code or one name in a division; warn of names that are likely one.

    ``heading_of``: what the file calls a column. ``names_repeat``: one name may stand for several procedures of a
    division, which is said once.
    """
    codes: dict[str, tuple[int, str]] = {}
    names: dict[tuple[str, str], int] = {}
    named: list[tuple[int, str, str]] = []
    for number, code, name, division in identities:
        if code is not None:
            row, first = codes.setdefault(code_key(code), (number, code))
            if row != number:
                findings.refuse(number, heading_of("code"), shown(code), _same_code(code, row, first))
        if name is None or division is None:
            continue
        key = _division_key(division)
        row = names.setdefault((key, name), number)
        if row != number and names_repeat:
            findings.warn(number, heading_of("name"), shown(name), _REPEATED)
        elif row != number:
            findings.refuse(number, heading_of("name"), shown(name), _same_name(name, row))
        named.append((number, name, key))
    if not names_repeat:
        _note_likeness(named, findings, heading_of("name"))


def _note_likeness(named: Sequence[tuple[int, str, str]], findings: Findings, heading: str) -> None:
    """Each row once, by the first that it is like. ``named``: number, name and division of the rows."""
    noted: set[int] = set()
    for pair in alike([name for _number, name, _key in named], [key for _number, _name, key in named]):
        (row, similar, _), (number, name, _) = named[pair.first], named[pair.second]
        if pair.is_close and name != similar and number not in noted:
            noted.add(number)
            findings.warn(number, heading, shown(name), _like_name(name, row, similar, pair))


@lru_cache(maxsize=1_000)
def _division_key(division: str) -> str:
    return tidy(division)


_REPEATED = Notice(
    "同じ名称の手続が2つ以上ありますが、手続IDが異なるので、それぞれ取り込みます。",
    "Several procedures have this name; their codes differ, so each is taken in.",
    gathered=True,
)


def _same_code(found: str, row: int, code: str) -> Notice:
    written = "" if found == code else f"（「{shown(code)}」と同じIDとみなします）"
    as_in = "" if found == code else f" (“{shown(code)}” counts as the same code)"
    return Notice(
        f"「{shown(found)}」は{row}行目と重複しています{written}。どちらかを直してください。",
        f"“{shown(found)}” repeats row {row}{as_in}. Change one of them.",
    )


def _same_name(name: str, row: int) -> Notice:
    return Notice(
        f"「{shown(name)}」は同じ課の{row}行目と重複しています。どちらかを直してください。",
        f"“{shown(name)}” repeats row {row} of the same division. Change one of them.",
    )


def _like_name(found: str, row: int, name: str, pair: Alike) -> Notice:
    ja, en = "、".join(map(name_of, pair.differing)), ", ".join(name_of(kind, "en") for kind in pair.differing)
    return Notice(
        f"「{shown(found)}」は同じ課の{row}行目「{shown(name)}」とよく似ています（{ja}）。同じ手続でないか確かめてください。",
        f"“{shown(found)}” is much like “{shown(name)}” in row {row} of the same division ({en}). "
        "Check that they differ.",
    )
