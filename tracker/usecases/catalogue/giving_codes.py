"""Codes for the rows of a file that has none: those of the procedures they are, and new ones for the others.

The same file gives the same codes as long as the catalogue stays as it is, so what is shown is what is stored.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from tracker.domain.catalogue import HEADINGS
from tracker.domain.procedure import Unit, code_key
from tracker.importing.catalogue import Row
from tracker.importing.code_lists import label_key
from tracker.importing.problem import Problem
from tracker.storage.named import Named

DEFAULT_PREFIX = "K-"
_DIGITS = 3


def give_codes(
    rows: Sequence[Row], named: Iterable[Named], taken: Collection[str], prefix: str
) -> tuple[list[Row], list[Problem], list[Problem]]:
    """The rows with codes, what cannot be told apart, and which rows are taken for a procedure spelt otherwise.

    A row is the procedure of its division that has its name as it is written, or else but for width, brackets and
    spaces; otherwise it is new and gets ``prefix`` and the next free number. ``taken``: the keys of all codes.
    """
    known = _Known(named)
    numbers = _free_numbers(prefix or DEFAULT_PREFIX, taken)
    coded: list[Row] = []
    problems: list[Problem] = []
    warnings: list[Problem] = []
    given: dict[str, int] = {}
    for row in rows:
        found = known.codes_of(row.entry.name, (row.entry.department, row.entry.division))
        if len(found) > 1:
            problems.append(_several(row, found))
            continue
        code = found[0] if found else next(numbers)
        if code in given:
            problems.append(_again(row, given[code], code))
            continue
        given[code] = row.number
        if found and known.names[code] != row.entry.name:
            warnings.append(_spelt_otherwise(row, code, known.names[code]))
        coded.append(replace(row, entry=replace(row.entry, code=code)))
    return coded, problems, warnings


class _Known:
    """The procedures of the catalogue by division and name. ``names``: by code."""

    def __init__(self, named: Iterable[Named]) -> None:
        self.names: dict[str, str] = {}
        self._exact: dict[tuple[Unit, str], list[str]] = defaultdict(list)
        self._alike: dict[tuple[Unit, str], list[str]] = defaultdict(list)
        for code, name, unit in named:
            self.names[code] = name
            self._exact[unit, name].append(code)
            self._alike[unit, label_key(name)].append(code)

    def codes_of(self, name: str, unit: Unit) -> Sequence[str]:
        return self._exact.get((unit, name)) or self._alike.get((unit, label_key(name)), [])


def _free_numbers(prefix: str, taken: Collection[str]) -> Iterator[str]:
    """Codes that begin so, from the one after the highest that is taken."""
    start = code_key(prefix)
    rests = (key.removeprefix(start) for key in taken if key.startswith(start))
    number = max((int(rest) for rest in rests if rest.isascii() and rest.isdigit()), default=0)
    while True:
        number += 1
        yield f"{prefix}{number:0{_DIGITS}d}"


def _several(row: Row, codes: Sequence[str]) -> Problem:
    listed = "、".join(codes)
    return Problem(
        row.number,
        HEADINGS["name"],
        row.entry.name,
        f"この所管課には、この名称の手続が2つ以上登録されています（{listed}）。手続IDの列を加えて、どの手続かを示してください。",
        f"The division has several procedures of this name ({listed}). Add a column of codes to say which.",
    )


def _again(row: Row, first: int, code: str) -> Problem:
    return Problem(
        row.number,
        HEADINGS["name"],
        row.entry.name,
        f"{first}行目と同じ手続（{code}）に当たります。どちらかの行を除くか、手続IDの列を加えてください。",
        f"This is the same procedure ({code}) as row {first}. Take one of the rows out, or add a column of codes.",
    )


def _spelt_otherwise(row: Row, code: str, name: str) -> Problem:
    return Problem(
        row.number,
        HEADINGS["name"],
        row.entry.name,
        f"登録されている「{name}」（{code}）とみなし、名称をこのファイルのものに変えます。"
        "別の手続の場合は、手続IDの列を加えてください。",
        f"This is taken for “{name}” ({code}), which gets the name of this file. "
        "If it is another procedure, add a column of codes.",
    )
