"""列の対応付け: how a list that is not in the catalogue's own layout is read, without editing the file."""

from collections.abc import Mapping
from dataclasses import dataclass, field

LEFT_OUT = ""
"""Stands for a column that is left out on purpose."""


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What an officer said about the columns of a file. Columns of the catalogue are named by their identifiers.

    ``columns``: for each heading of the file (as ``importing.headings.heading_key`` makes it) the column that it fills,
    or ``LEFT_OUT``; a heading that is not here is still to be assigned. The columns of two heading rows are named by
    both, joined by a space.
    ``constants``: the cell of every row in a column that the file does not have.
    ``words``: per column, what a cell of the file means in the words of the catalogue file (◎ → 実施済).
    ``carried_down``: columns that are written only in the first row of a block; below it they hold on.
    ``heading_rows``: how many rows make up the heading. ``header_row``: the last of them, counted from 1; None where it
    is to be found.
    ``without_totals``: leave out rows that are recognised as 小計, 合計 and the like.
    ``rounded_counts``: take 「約500」 as 500 with the basis 概数.
    ``code_prefix``: begin codes so that are given to procedures of a file without a column of codes; "" gives none.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    carried_down: tuple[str, ...] = ()
    heading_rows: int = 1
    header_row: int | None = None
    without_totals: bool = False
    rounded_counts: bool = False
    code_prefix: str = ""
