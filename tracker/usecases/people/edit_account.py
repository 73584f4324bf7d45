"""Change an account: name, role, divisions, and whether it may be used. A transfer is a change of divisions."""

from dataclasses import dataclass, replace

from sqlalchemy import Connection, Engine

from tracker.domain.account import Account, Actor, Role
from tracker.domain.procedure import Unit
from tracker.domain.staff import check_divisions, check_name, check_somebody_stays
from tracker.storage import accounts, one_time_keys, sessions
from tracker.storage.accounts import Stored
from tracker.storage.transactions import writing
from tracker.usecases.people.storing_accounts import account_with, change_account, check_account_unchanged


@dataclass(frozen=True, slots=True)
class Edit:
    """What somebody wants an account to say, and the version that they saw."""

    name: str
    role: Role
    units: tuple[Unit, ...]
    seen: int


def edit_account(engine: Engine, actor: Actor, login: str, edit: Edit) -> None:
    """Store the change. Raises ``NotThere``, ``Conflict``, or ``Refused``. Another role ends the account's sessions."""
    with writing(engine) as connection:
        stored = account_with(connection, login)
        check_account_unchanged(connection, stored.account, edit.seen)
        after = replace(stored.account, name=edit.name, role=edit.role, units=edit.units)
        check_name(after.name)
        check_divisions(after)
        _change(connection, actor, stored, after)


def disable_account(engine: Engine, actor: Actor, login: str, seen: int) -> None:
    """From now on nobody can use the account: neither sessions nor keys. Raises the same."""
    with writing(engine) as connection:
        stored = account_with(connection, login)
        check_account_unchanged(connection, stored.account, seen)
        if stored.account.is_enabled:
            _change(connection, actor, stored, replace(stored.account, disabled_at=actor.at))


def enable_account(engine: Engine, actor: Actor, login: str, seen: int) -> None:
    """Let the account be used again. Raises the same."""
    with writing(engine) as connection:
        stored = account_with(connection, login)
        check_account_unchanged(connection, stored.account, seen)
        _change(connection, actor, stored, replace(stored.account, disabled_at=None))


def put_into_effect(connection: Connection, actor: Actor, stored: Stored, after: Account) -> None:
    """Store and log an account as it is to be, within ``transactions.writing``. Its rights hold from the next request
    on: who gets another role or may not use the account any more is signed out, the latter without a key to come back.
    """
    change_account(connection, actor, stored, after)
    if after.role is not stored.account.role or not after.is_enabled:
        sessions.end_all_of(connection, stored.id)
    if not after.is_enabled:
        one_time_keys.remove_all_of(connection, stored.id)


def _change(connection: Connection, actor: Actor, stored: Stored, after: Account) -> None:
    check_somebody_stays(stored.account, after, accounts.everybody(connection))
    put_into_effect(connection, actor, stored, after)
