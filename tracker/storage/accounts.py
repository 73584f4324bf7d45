"""Accounts with their divisions: stored rows in, domain objects out."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, select, update

from tracker.domain.account import Account, Role, login_key
from tracker.domain.procedure import Unit
from tracker.storage import organisation
from tracker.storage.schema import account_divisions, accounts, departments, divisions


class Stored(NamedTuple):
    """An account with its id and what is secret about it."""

    id: int
    account: Account
    password_hash: str | None
    totp_secret: str | None
    totp_last_step: int | None


def find(connection: Connection, login: str) -> Stored | None:
    """The account with this login, however it is written in width and case."""
    return next(iter(_where(connection, accounts.c.login_key == login_key(login))), None)


def by_id(connection: Connection, id_: int) -> Stored:
    """The account with this id."""
    return _where(connection, accounts.c.id == id_)[0]


def everybody(connection: Connection) -> list[Account]:
    """All accounts by login."""
    return [stored.account for stored in all_stored(connection)]


def all_stored(connection: Connection) -> list[Stored]:
    """The same with their ids and secrets."""
    return _where(connection, accounts.c.id.is_not(None))


def add(connection: Connection, account: Account, created_at: Any) -> int:
    """Store a new account and return its id."""
    statement = insert(accounts).values(
        login=account.login,
        login_key=login_key(account.login),
        name=account.name,
        role=account.role.value,
        created_at=created_at,
        disabled_at=account.disabled_at,
    )
    id_: int = connection.execute(statement.returning(accounts.c.id)).scalar_one()
    _replace_units(connection, id_, account.units)
    return id_


def change(connection: Connection, id_: int, account: Account) -> None:
    """Store name, role, divisions and whether the account is enabled. The login stays."""
    connection.execute(
        update(accounts)
        .where(accounts.c.id == id_)
        .values(name=account.name, role=account.role.value, disabled_at=account.disabled_at)
    )
    _replace_units(connection, id_, account.units)


def set_secrets(connection: Connection, id_: int, **secrets: Any) -> None:
    """Store ``password_hash``, ``totp_secret`` or ``totp_last_step``."""
    connection.execute(update(accounts).where(accounts.c.id == id_).values(**secrets))


def _replace_units(connection: Connection, id_: int, units: Sequence[Unit]) -> None:
    ids = organisation.division_ids(connection)
    connection.execute(delete(account_divisions).where(account_divisions.c.account_id == id_))
    if units:
        rows = [{"account_id": id_, "division_id": ids[unit]} for unit in units]
        connection.execute(insert(account_divisions), rows)


def _where(connection: Connection, condition: ColumnElement[bool]) -> list[Stored]:
    statement = (
        select(account_divisions.c.account_id, departments.c.name, divisions.c.name)
        .join(divisions, account_divisions.c.division_id == divisions.c.id)
        .join(departments, divisions.c.department_id == departments.c.id)
        .join(accounts, account_divisions.c.account_id == accounts.c.id)
        .where(condition)
        .order_by(departments.c.position, divisions.c.position)
    )
    units: dict[int, list[Unit]] = defaultdict(list)
    for account_id, department, division in connection.execute(statement):
        units[account_id].append((department, division))
    rows = connection.execute(select(accounts).where(condition).order_by(accounts.c.login_key))
    return [_stored(row, tuple(units[row.id])) for row in rows]


def _stored(row: Row[Any], units: tuple[Unit, ...]) -> Stored:
    account = Account(
        row.login,
        row.name,
        Role(row.role),
        units,
        row.disabled_at,
        row.password_hash is not None,
        row.totp_secret is not None,
    )
    return Stored(row.id, account, row.password_hash, row.totp_secret, row.totp_last_step)
