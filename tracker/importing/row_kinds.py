"""What a row of somebody's own list is, if not a procedure: a total, a note, repeated headings, the head of a block."""

import re
from collections.abc import Sequence

from tracker.domain.fiscal import tidy
from tracker.importing.findings import Notice
from tracker.importing.headings import heading_key
from tracker.importing.strays import TOTAL
from tracker.importing.table import Cell

_NOTE = re.compile(r"[(（]?\s*(※|＊|\*|注\s*[0-9０-９]*\s*[)）:：]|備考\s*[:：]|出典\s*[:：]|資料\s*[:：])")


def is_empty(cell: Cell) -> bool:
    """Whether nothing is written in a cell; white space is nothing."""
    return isinstance(cell, str) and not heading_key(cell)


def filled_places(cells: Sequence[Cell]) -> list[int]:
    """Where a row has something written."""
    return [place for place, cell in enumerate(cells) if not is_empty(cell)]


def is_total(cells: Sequence[Cell], filled: Sequence[int], name: int | None) -> bool:
    """Whether a row says 小計, 合計 and the like instead of the name of a procedure."""
    label = cells[name] if name is not None else ""
    if not is_empty(label):
        return isinstance(label, str) and TOTAL.fullmatch(tidy(label)) is not None
    return any(isinstance(cell, str) and TOTAL.fullmatch(tidy(cell)) for cell in map(cells.__getitem__, filled))


def is_note(cell: Cell) -> bool:
    """Whether the only text of a row is one that explains the table: 「※ …」「注1）…」."""
    return isinstance(cell, str) and _NOTE.match(cell.strip()) is not None


def ways_to_write(heading: str) -> frozenset[str]:
    """The keys of a heading as a whole and of its parts in each of its rows."""
    return frozenset(map(heading_key, (heading, *heading.split(" "))))


def repeats(cells: Sequence[Cell], filled: Sequence[int], headings: Sequence[frozenset[str]]) -> bool:
    """Whether a row is one of the rows of headings once more, as on top of every printed page."""
    return len(filled) > 1 and all(
        isinstance(cell := cells[place], str) and place < len(headings) and heading_key(cell) in headings[place]
        for place in filled
    )


TOTALS_LEFT_OUT = Notice("合計や小計の行なので、取り込みません。", "A row of totals is left out.", gathered=True)
A_TOTAL = Notice(
    "合計や小計の行です。合計や小計の行を除いて取り込むことを選ぶか、この行を削除してください。",
    "This is a row of totals. Choose to leave such rows out, or delete it.",
)
A_NOTE = Notice(
    "表の外の注記として、読み飛ばしました。", "The row was skipped as a note beside the table.", gathered=True
)
HEADINGS_AGAIN = Notice(
    "見出しの繰返しなので、読み飛ばしました。", "The headings are repeated here: the row was skipped.", gathered=True
)
HEAD_OF_BLOCK = Notice(
    "1つの列だけの行なので、下の行のまとまりの名前として読み取りました。",
    "Only this cell is filled: it was read as the name of the block below.",
    gathered=True,
)
