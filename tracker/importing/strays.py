"""Rows that are not procedures: totals, a repeated heading, a note under the table."""

import re
from collections.abc import Iterator, Sequence

from tracker.domain.catalogue import HEADINGS
from tracker.domain.fiscal import tidy
from tracker.importing.findings import Findings, Notice
from tracker.importing.headings import Header
from tracker.importing.table import Cell, shown_cell

TOTAL = re.compile(r"(.{0,20}(合計|小計|総計|累計)|.{0,20}[部課室局所]計|計|(grand|sub)?total)", re.IGNORECASE)
_LABELS = ("code", "name", "department", "division")

_A_TOTAL = Notice(
    "合計や小計の行は取り込めません。この行を削除してください。",
    "A row of totals cannot be taken in. Delete it.",
)
_A_HEADING = Notice(
    "見出しの行が繰り返されています。この行を削除してください。",
    "The headings are repeated here. Delete this row.",
)
_A_NOTE = Notice(
    "1つの列にしか入力がありません。表の外の注記であれば、この行を削除してください。",
    "Only one cell of this row is filled. If it is a note below the table, delete the row.",
)


def refuse_stray(
    number: int, cells: Sequence[Cell], header: Header, findings: Findings, *, may_stand_alone: tuple[str, ...] = ()
) -> bool:
    """Whether the row is not a procedure at all; the one reason is noted instead of many.

    ``may_stand_alone``: the columns of which one alone makes a row.
    """
    stray = _stray(_labels(cells, header))
    if stray is not None:
        name, notice = stray
        findings.refuse(number, HEADINGS[name], shown_cell(cells[header.positions[name]]), notice)
        return True
    if sum(map(bool, cells)) == 1 and len(header.positions) > 1:
        place = next(place for place, cell in enumerate(cells) if cell)
        if place in {header.positions.get(name) for name in may_stand_alone}:
            return False
        findings.refuse(number, header.heading_at(place), shown_cell(cells[place]), _A_NOTE)
        return True
    return False


def _labels(cells: Sequence[Cell], header: Header) -> Iterator[tuple[str, str]]:
    """What stands in the columns that may say 合計, as far as it is asked for."""
    for name in _LABELS:
        place = header.positions.get(name)
        if place is not None and isinstance(cell := cells[place], str) and (label := tidy(cell)):
            yield name, label


def _stray(labels: Iterator[tuple[str, str]]) -> tuple[str, Notice] | None:
    """The column that says 合計 (the code's, or any other where the row has no code), or repeats its heading."""
    for name, label in labels:
        if TOTAL.fullmatch(label):
            return name, _A_TOTAL
        if name == "code":
            repeated = label in (name, HEADINGS[name]) and any(
                label in (name, HEADINGS[name]) for name, label in labels
            )
            return (name, _A_HEADING) if repeated else None
    return None
