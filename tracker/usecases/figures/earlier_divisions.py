"""Whose procedures were on an earlier day: figures by division follow the present organisation or that of the day."""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import Connection, Engine

from tracker.domain.organisation import Organisation, View, changed_since, shown, stood_on
from tracker.domain.procedure import Procedure, Unit
from tracker.domain.progress import placed
from tracker.storage import moves, organisation, procedures
from tracker.storage.listing import Basis
from tracker.storage.transactions import reading


def moved_since(connection: Connection, on: date) -> list[tuple[Procedure, Unit]]:
    """The procedures that have come to another division since, with the one that was in charge on that day."""
    units = moves.since(connection, on)
    return list(zip(procedures.in_order(connection, list(units)), units.values(), strict=True))


def seen_by(connection: Connection, basis: Basis, ids: Sequence[int]) -> Iterator[Procedure]:
    """The procedures with these ids in their order, each with the division that was in charge by this basis."""
    units = moves.since(connection, basis.as_of) if basis.view is View.THEN else {}
    for id_, procedure in zip(ids, procedures.in_order(connection, ids), strict=True):
        yield placed(procedure, units[id_]) if id_ in units else procedure


def organisation_seen(engine: Engine, on: date, view: View) -> Organisation:
    """The departments and divisions that can be chosen from, as they are now or were on a day."""
    with reading(engine) as connection:
        units = organisation.load(connection)
        if view is View.NOW:
            return shown(units, ())
        places = set(moves.since(connection, on).values())
        return shown(stood_on(units, on, places), places)


def is_reorganised_since(connection: Connection, on: date) -> bool:
    """Whether the organisation of that day was another than the present one, so that there are two views."""
    return changed_since(organisation.load(connection), on) or bool(moves.since(connection, on))
