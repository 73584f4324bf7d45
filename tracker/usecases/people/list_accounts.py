"""Everybody who is registered, in 建制順, and one of them for editing."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Engine

from tracker.domain.account import Account
from tracker.domain.organisation import Organisation, is_valid
from tracker.domain.procedure import Unit
from tracker.storage import accounts, audit, one_time_keys, organisation
from tracker.storage.transactions import reading
from tracker.usecases.people.storing_accounts import about_account, account_with


class Listed(NamedTuple):
    """An account, and until when a key lasts that was given out for it and not used; None without one."""

    account: Account
    key_expires_at: datetime | None


class Group(NamedTuple):
    """Those who stand under one division: the first of theirs in 建制順. None: those without a division."""

    unit: Unit | None
    people: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class Editing:
    """An account with its version, and the organisation to choose divisions from."""

    account: Account
    seen: int
    key_expires_at: datetime | None
    organisation: Organisation


def list_accounts(engine: Engine) -> list[Group]:
    """Groups in 建制順, those without a division first; within them by staff ID."""
    with reading(engine) as connection:
        known = organisation.load(connection)
        people = accounts.all_stored(connection)
        expiries = one_time_keys.expiries(connection)
    order: list[Unit | None] = [None, *_units(known)]
    groups: dict[Unit | None, list[Listed]] = {unit: [] for unit in order}
    for stored in people:
        first = next(iter(stored.account.units), None)
        groups.setdefault(first, []).append(Listed(stored.account, expiries.get(stored.id)))
    return [Group(unit, tuple(found)) for unit, found in groups.items() if found]


def account_to_edit(engine: Engine, login: str, today: date) -> Editing:
    """One account. Raises ``NotThere``."""
    with reading(engine) as connection:
        stored = account_with(connection, login)
        seen = audit.version_of(connection, about_account(stored.account))
        expires_at = one_time_keys.expiries(connection).get(stored.id)
        known = organisation.load(connection)
        return Editing(stored.account, seen, expires_at, _choice(known, today, stored.account.units))


def divisions_to_choose(engine: Engine, today: date) -> Organisation:
    """The departments that have divisions, with these."""
    with reading(engine) as connection:
        return _choice(organisation.load(connection), today)


def _choice(known: Organisation, today: date, also: Collection[Unit] = ()) -> Organisation:
    """The divisions of today, and those that somebody still has although they have ended."""
    found = []
    for department in known:
        units = tuple(
            unit
            for unit in department.divisions
            if (is_valid(department, today) and is_valid(unit, today)) or (department.name, unit.name) in also
        )
        if units:
            found.append(replace(department, divisions=units))
    return tuple(found)


def _units(known: Organisation) -> Iterator[Unit]:
    yield from ((department.name, division.name) for department in known for division in department.divisions)
