"""Tries to sign in that did not succeed, counted across workers and restarts because they are rows."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, delete, func, insert, select

from tracker.storage.schema import sign_in_failures


class Counts(NamedTuple):
    """Failures since a moment: for one login from one address, from that address, and of everybody."""

    login_and_address: int
    address: int
    everybody: int


def counts(connection: Connection, login_key: str, address: str, since: datetime) -> Counts:
    """How often it failed since a moment."""
    here = sign_in_failures.c.address == address
    statement = select(
        func.count().filter(here, sign_in_failures.c.login_key == login_key),
        func.count().filter(here),
        func.count(),
    ).where(sign_in_failures.c.at > since)
    return Counts(*connection.execute(statement).one())


def add(connection: Connection, login_key: str, address: str, at: datetime) -> int:
    """Note a try and return its id."""
    statement = insert(sign_in_failures).values(login_key=login_key, address=address, at=at)
    id_: int = connection.execute(statement.returning(sign_in_failures.c.id)).scalar_one()
    return id_


def remove(connection: Connection, id_: int) -> None:
    """Take a try back that turned out well."""
    connection.execute(delete(sign_in_failures).where(sign_in_failures.c.id == id_))


def remove_before(connection: Connection, moment: datetime) -> None:
    """Forget what no longer counts."""
    connection.execute(delete(sign_in_failures).where(sign_in_failures.c.at < moment))
