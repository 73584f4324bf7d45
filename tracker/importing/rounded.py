"""Counts that are not written as plain numbers: 「約500」「500件」「5百」. Read only where an officer said so."""

import re
from fractions import Fraction
from typing import NamedTuple

from tracker.importing.findings import Notice
from tracker.importing.table import Cell

_HALF_WIDTH = str.maketrans("０１２３４５６７８９，．", "0123456789,.")
_COUNT = re.compile(
    r"(?P<before>約|およそ|おおよそ|おおむね|概ね|ほぼ)?\s*"
    r"(?P<digits>[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?P<part>\.[0-9]+)?\s*"
    r"(?P<unit>[十百千万億])?\s*(?P<case>件)?\s*"
    r"(?P<after>程度|余り|余|前後|くらい|ぐらい|ほど|弱|強)?"
)
_UNITS = {"": 1, "十": 10, "百": 100, "千": 1_000, "万": 10_000, "億": 100_000_000}


class Rounded(NamedTuple):
    """A count in plain digits. ``exact``: only the unit 件 was written with it."""

    digits: str
    exact: bool


def rounded(cell: Cell) -> Rounded | None:
    """The count of a cell that is no plain number; None where it is one, or something else altogether."""
    if not isinstance(cell, str):
        return None
    found = _COUNT.fullmatch(cell.translate(_HALF_WIDTH).strip())
    if found is None or not any(found[name] for name in ("before", "unit", "case", "after")):
        return None
    value = Fraction(found["digits"].replace(",", "") + (found["part"] or "")) * _UNITS[found["unit"] or ""]
    if value.denominator != 1:
        return None
    exact = not any(found[name] for name in ("before", "unit", "after"))
    return Rounded(str(value.numerator), exact)


NOT_ALLOWED = Notice(
    "概数や単位の付いた件数です。「約500」などを概数として取り込むことを選ぶか、500 のように整数で入力してください。",
    "This is a rounded count, or one with its unit. Choose to take such counts as approximate, or enter 500.",
)
TAKEN = Notice("概数として読み取りました。", "It was read as an approximate count.", gathered=True)
UNIT_REMOVED = Notice("「件」を除いて読み取りました。", "It was read without its unit.", gathered=True)
