"""引継ぎ: everything about a division's procedures for whoever takes them over, and whose sheets somebody may open."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Engine

from tracker.domain.account import Actor, Role
from tracker.domain.errors import NotThere
from tracker.domain.fiscal import fiscal_year_of, midnight
from tracker.domain.handover import Handover, event_of
from tracker.domain.organisation import unit_of, units_by_code
from tracker.domain.procedure import Procedure, Unit
from tracker.domain.standing import standings
from tracker.storage import count_reports, keeping, kept_log, organisation, procedures
from tracker.storage.belonging import belongings
from tracker.storage.transactions import reading
from tracker.usecases.figures.show_progress import basis_on

MOST_EVENTS = 100
"""How many entries of the log stand on the sheet at most."""


def list_handovers(engine: Engine, actor: Actor) -> dict[str, Unit]:
    """The divisions whose sheets this person may open, by code in 建制順: an editor's own, for dx all that have
    procedures.
    """
    with reading(engine) as connection:
        units = units_by_code(organisation.load(connection))
        busy = belongings(connection) if actor.role is Role.DX else {}
    if actor.role is Role.DX:
        return {code: unit for code, unit in units.items() if unit in busy and busy[unit].has_procedures}
    return {code: unit for code, unit in units.items() if actor.answers_for(unit)}


def see_handover(engine: Engine, actor: Actor, code: str, today: date) -> Handover:
    """The sheet of the division with this code. Raises ``NotThere`` for another's as for one that does not exist."""
    year_began_on = date(fiscal_year_of(today), 4, 1)
    with reading(engine) as connection:
        unit = unit_of(organisation.load(connection), code)
        if unit is None or not actor.answers_for(unit):
            raise NotThere
        policy = basis_on(connection, today).policy
        kept = _in_charge_first(unit, procedures.in_order(connection, keeping.ids_kept_by(connection, [unit])))
        reports = count_reports.of_procedures(connection, [item.code for item in kept])
        entries, count = kept_log.entries_since(connection, [unit], midnight(year_began_on), MOST_EVENTS)
    by_code = {item.code: item for item in kept}
    events = tuple(event_of(entry, tuple(by_code[code] for code in codes)) for entry, codes in entries)
    return Handover(unit, today, policy, tuple(standings(kept, policy, today)), year_began_on, events, count, reports)


def _in_charge_first(unit: Unit, kept: Iterable[Procedure]) -> list[Procedure]:
    return sorted(kept, key=lambda item: item.unit != unit)
