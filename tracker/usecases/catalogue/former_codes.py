"""旧ID: what was united with another procedure leads to that one, in lists and in files."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from sqlalchemy import Connection

from tracker.domain.catalogue import HEADINGS
from tracker.domain.former import Former, found_by
from tracker.domain.procedure import Procedure, code_key
from tracker.domain.text import search_key
from tracker.importing.catalogue import Row
from tracker.importing.problem import Problem
from tracker.storage import former
from tracker.storage.former import Leading
from tracker.storage.named import Named

FormerCodes = dict[str, tuple[Former, ...]]
"""By the code of the one that stays: the former codes because of which it was found."""


def found_by_former(
    connection: Connection, ids: Sequence[int], found: Iterable[Procedure], words: Sequence[str]
) -> FormerCodes:
    """Why a search found procedures whose own names and codes do not have all the words. ``ids``: theirs, in order."""
    if not words:
        return {}
    united = former.united_with(connection, ids)
    return {
        item.code: because
        for id_, item in zip(ids, found, strict=True)
        if id_ in united and (because := found_by(search_key(f"{item.name} {item.code}"), united[id_].values(), words))
    }


class LedOn(NamedTuple):
    """The rows of a file, those of united procedures as rows of what stays, and what there is to say of that."""

    rows: list[Row]
    problems: list[Problem]
    warnings: list[Problem]


def lead_on(rows: Sequence[Row], united: Sequence[Leading], *, by_name: bool) -> LedOn:
    """Take rows with the code of a united procedure for rows of what stays; ``by_name``: the file has no codes.

    Where such a row only repeats the former name or division, these are no changes. Two rows for one procedure are
    refused.
    """
    if not united:
        return LedOn(list(rows), [], [])
    leading = {_key(each.former, by_name=by_name): each for each in united}
    taken = {_key(_named(row), by_name=by_name): row for row in rows}
    found = LedOn([], [], [])
    for row in rows:
        way = leading.get(_key(_named(row), by_name=by_name))
        if way is None:
            found.rows.append(row)
            continue
        first = taken.setdefault(_key(way.stays, by_name=by_name), row)
        if first is not row:
            found.problems.append(_both(row, way, first))
        else:
            found.rows.append(_as_present(row, way))
            found.warnings.append(_taken_for(row, way))
    return found


def _named(row: Row) -> Named:
    return Named(row.entry.code, row.entry.name, (row.entry.department, row.entry.division))


def _key(named: Named, *, by_name: bool) -> object:
    return (named.name, named.unit) if by_name else code_key(named.code)


def _as_present(row: Row, way: Leading) -> Row:
    said, stays = _named(row), way.stays
    name = stays.name if said.name == way.former.name else said.name
    department, division = stays.unit if said.unit == way.former.unit else said.unit
    entry = replace(row.entry, code=stays.code, name=name, department=department, division=division)
    return replace(row, entry=entry)


def _taken_for(row: Row, way: Leading) -> Problem:
    old, new = (f"{each.code} {each.name}" for each in way)
    return Problem(
        row.number,
        HEADINGS["code"],
        way.former.code,
        f"「{old}」は「{new}」に統合されています。「{new}」の行として取り込みます。",
        f"“{old}” was united with “{new}”: the row is taken as a row of that one.",
    )


def _both(row: Row, way: Leading, other: Row) -> Problem:
    old, new = (f"{each.code} {each.name}" for each in way)
    return Problem(
        row.number,
        HEADINGS["code"],
        way.former.code,
        f"「{old}」は「{new}」に統合されていますが、{other.number}行目も同じ手続の行です。どちらか一方の行だけにしてください。",
        f"“{old}” was united with “{new}”, and row {other.number} is about the same procedure. Keep one of the rows.",
    )
