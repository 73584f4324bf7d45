"""Reorganise: units end, begin, move; procedures, people and addresses go with them, in one transaction."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import NamedTuple

from sqlalchemy import Connection, Engine

from tracker.domain.account import Actor, Role
from tracker.domain.audit import About, Act, Action, Kind
from tracker.domain.errors import NotThere
from tracker.domain.fiscal import local_day
from tracker.domain.organisation import Organisation
from tracker.domain.reorganising import Reorganisation, Situation, moved
from tracker.domain.said import subject_of
from tracker.domain.said_organisation import said_by_move, said_by_organisation
from tracker.storage import audit, contacts, moves, organisation, policies, procedures, saving
from tracker.storage.belonging import holdings, ids_of_units, move_people
from tracker.storage.saving import Change
from tracker.storage.transactions import writing
from tracker.usecases.changing import about_procedure, check_unchanged
from tracker.usecases.settings.see_organisation import ORGANISATION

Operation = Callable[[Situation], Reorganisation]
"""One of the functions of ``reorganising`` with everything but the situation filled in."""


class Reorganised(NamedTuple):
    """What was done: how the organisation stands, how many procedures moved, whose accounts moved."""

    organisation: Organisation
    procedures: int
    people: tuple[str, ...]


def edit_organisation(engine: Engine, actor: Actor, subject: str, operation: Operation, seen: int) -> Reorganised:
    """Carry an operation out. ``subject`` says in words what is done, ``seen`` which version the person looked at.

    Raises ``Conflict``, ``Refused``, or ``NotThere`` for a unit that does not exist; then nothing has been stored.
    """
    if actor.role is not Role.DX:
        raise NotThere
    with writing(engine) as connection:
        check_unchanged(connection, ORGANISATION, seen)
        before = organisation.load(connection)
        done = operation(situation_on(connection, local_day(actor.at)))
        organisation.save(connection, done.organisation)
        changes = _move_procedures(connection, done)
        people = move_people(connection, done.heirs, done.emptied)
        contacts.hand_over(connection, done.moves)
        abouts = (ORGANISATION, *(About(Kind.ACCOUNT, login) for login in people))
        said = said_by_organisation(before, done.organisation)
        entry = partial(Act, actor.at, actor.who, actor.origin)
        audit.append(connection, entry(Action.EDIT_ORGANISATION, subject, *said, abouts))
        for change in changes:
            differs = said_by_move(change.before, change.after) if change.before else ({}, {})
            about = (about_procedure(change.after),)
            audit.append(connection, entry(Action.EDIT_PROCEDURE, subject_of(change.after), *differs, about))
    return Reorganised(done.organisation, len(changes), tuple(people))


def situation_on(connection: Connection, today: date) -> Situation:
    """What a reorganisation is decided upon."""
    held = holdings(connection)
    return Situation(organisation.load(connection), today, frozenset(held), held)


def changes_of(connection: Connection, done: Reorganisation) -> list[Change]:
    """The procedures that are in charge of or shared by another division afterwards, in the order of the catalogue."""
    found = procedures.in_order(connection, ids_of_units(connection, done.heirs))
    changes = [Change(item, moved(item, done)) for item in found]
    return [change for change in changes if change.before != change.after]


def _move_procedures(connection: Connection, done: Reorganisation) -> list[Change]:
    changes = changes_of(connection, done)
    if done.on is not None:
        left = {old.code: old.unit for old, new in changes if old is not None and old.unit != new.unit}
        moves.add(connection, left, done.on)
    saving.save(connection, changes, policies.load(connection))
    return changes
