"""Rows that may be about a procedure that is stored under another code: pointed out, never taken for it."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from tracker.domain.catalogue import HEADINGS
from tracker.domain.differing import Differing
from tracker.domain.likeness import alike
from tracker.domain.procedure import Procedure
from tracker.domain.vocabulary import name_of
from tracker.importing.catalogue import Row
from tracker.importing.problem import Problem


def names_under_other_codes(rows: Sequence[Row], others: Sequence[Procedure], new: Collection[str]) -> list[Problem]:
    """Warnings about rows with the name of a procedure that is not in the file, or a new row with a name like it.

    ``others``: what is stored and not in the file; ``new``: the codes of the rows that are new.
    """
    if not others:
        return []
    held = {(item.department, item.division, item.name): item.code for item in others}
    exact = [
        _same_name(row, held[key])
        for row in rows
        if (key := (row.entry.department, row.entry.division, row.entry.name)) in held
    ]
    return [*exact, *_like_names([row for row in rows if row.entry.code in new], others)]


def _like_names(rows: Sequence[Row], others: Iterable[Procedure]) -> Iterator[Problem]:
    units = {(row.entry.department, row.entry.division) for row in rows}
    stored = [item for item in others if item.unit in units and item.abolished_on is None]
    if not stored:
        return
    names = [*(item.name for item in stored), *(row.entry.name for row in rows)]
    places = [*(item.unit for item in stored), *((row.entry.department, row.entry.division) for row in rows)]
    for pair in alike(names, places):
        if pair.is_close and pair.first < len(stored) <= pair.second and names[pair.first] != names[pair.second]:
            yield _like_name(rows[pair.second - len(stored)], stored[pair.first], pair.differing)


def _same_name(row: Row, code: str) -> Problem:
    return Problem(
        row.number,
        HEADINGS["name"],
        row.entry.name,
        f"同じ所管課に同じ名称の手続が、手続ID「{code}」で登録されています。同じ手続の場合は、手続IDをそろえてください。",
        f"The division already has a procedure of this name as {code}. If it is the same, use that code.",
    )


def _like_name(row: Row, other: Procedure, differing: Sequence[Differing]) -> Problem:
    ja, en = "、".join(map(name_of, differing)), ", ".join(name_of(kind, "en") for kind in differing)
    return Problem(
        row.number,
        HEADINGS["name"],
        row.entry.name,
        f"同じ所管課の手続ID「{other.code}」の「{other.name}」と名称がよく似ています（{ja}）。"
        "同じ手続の場合は、手続IDをそろえてください。",
        f"Much like “{other.name}”, {other.code} of the same division ({en}). If it is the same, use that code.",
    )
