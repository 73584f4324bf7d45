"""Which procedures were united with another one: their codes and names lead to the one that stays."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select, update

from tracker.domain.former import Former
from tracker.domain.text import search_key
from tracker.storage.named import Named, named_by_ids
from tracker.storage.schema import procedures


class Leading(NamedTuple):
    """What was united with another procedure, by what it was called, and what stays."""

    former: Named
    stays: Named


Found = dict[int, dict[int, Former]]
"""By the id of the one that stays: by their own ids, those that were united with it, in the order of the catalogue."""


def leading(connection: Connection) -> list[Leading]:
    """Everything that was ever united, each with what it is registered as now. One statement where nothing was."""
    united = (
        select(procedures.c.id, procedures.c.merged_into_id)
        .where(procedures.c.merged_into_id.is_not(None), procedures.c.abolished_on == procedures.c.active_from)
        .order_by(procedures.c.position, procedures.c.id)
    )
    on = {id_: stays for id_, stays in connection.execute(united)}  # noqa: C416  (typed rows)
    if not on:
        return []
    last = {id_: _last(id_, on) for id_ in on}
    by_id = named_by_ids(connection, {*on, *last.values()})
    return [Leading(by_id[id_], by_id[last[id_]]) for id_ in on]


def _last(id_: int, on: Mapping[int, int]) -> int:
    passed: set[int] = set()
    while id_ in on and id_ not in passed:
        passed.add(id_)
        id_ = on[id_]
    return id_


def united_with(connection: Connection, ids: Collection[int]) -> Found:
    """Everything that was united with these procedures, also by way of others. A statement for each step of the way."""
    direct: dict[int, dict[int, Former]] = defaultdict(dict)
    seen: set[int] = set()
    reached = set(ids)
    while reached:
        seen |= reached
        rows = connection.execute(
            select(procedures.c.id, procedures.c.merged_into_id, procedures.c.code, procedures.c.name)
            .where(procedures.c.merged_into_id.in_(reached), procedures.c.abolished_on == procedures.c.active_from)
            .order_by(procedures.c.position, procedures.c.id)
        ).all()
        for row in rows:
            direct[row.merged_into_id][row.id] = Former(row.code, row.name)
        reached = {row.id for row in rows} - seen
    return {id_: found for id_ in ids if (found := _all_below(id_, direct))}


def _all_below(id_: int, direct: Mapping[int, Mapping[int, Former]]) -> dict[int, Former]:
    found: dict[int, Former] = {}
    ahead = [id_]
    while ahead:
        further = {key: value for key, value in direct.get(ahead.pop(), {}).items() if key not in found and key != id_}
        found |= further
        ahead += further
    return found


def ids_united_with(connection: Connection, code: str) -> list[int]:
    """The ids of everything that was united with the procedure of this code."""
    own = connection.execute(select(procedures.c.id).where(procedures.c.code == code)).scalar_one()
    return list(united_with(connection, [own]).get(own, {}))


def refresh_search_keys(connection: Connection, ids: Collection[int], led_to: Collection[int]) -> None:
    """Let searches find procedures by what was united with them, too.

    ``ids``: procedures whose own keys are up to date; ``led_to``: those that others led to before or lead to now.
    """
    found = united_with(connection, {*ids, *led_to})
    _write_keys(connection, found, {*found, *led_to})


def _write_keys(connection: Connection, found: Mapping[int, Mapping[int, Former]], ids: Collection[int]) -> None:
    if not ids:
        return
    statement = select(procedures.c.id, procedures.c.name, procedures.c.code).where(procedures.c.id.in_(ids))
    rows = [
        {
            "of_id": row.id,
            "key": " ".join(
                (search_key(f"{row.name} {row.code}"), *(each.key for each in found.get(row.id, {}).values()))
            ),
        }
        for row in connection.execute(statement)
    ]
    written = update(procedures).where(procedures.c.id == bindparam("of_id")).values(search_key=bindparam("key"))
    connection.execute(written, rows)
