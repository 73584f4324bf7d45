"""Keys that open an account once: links and printed codes. Only the digest of the secret is stored."""

from datetime import datetime
from typing import Literal, NamedTuple

from sqlalchemy import Connection, delete, insert, select

from tracker.storage.schema import one_time_keys
from tracker.storage.sessions import digest_of

Purpose = Literal["password", "demo"]
"""Setting a password, or signing in to a demonstration."""


class Key(NamedTuple):
    """Whose key, for what, until when."""

    account_id: int
    purpose: Purpose
    expires_at: datetime


def replace(connection: Connection, secret: str, key: Key) -> None:
    """Store a new key; the older ones of the account open nothing any more."""
    remove_all_of(connection, key.account_id)
    connection.execute(insert(one_time_keys).values(digest=digest_of(secret), **key._asdict()))


def find(connection: Connection, secret: str) -> Key | None:
    """The key with this secret, also one that has run out; None for one that was used or never was."""
    columns = [one_time_keys.c[name] for name in Key._fields]
    row = connection.execute(select(*columns).where(one_time_keys.c.digest == digest_of(secret))).one_or_none()
    return Key(*row) if row else None


def remove_all_of(connection: Connection, account_id: int) -> None:
    """Make every key of an account worthless."""
    connection.execute(delete(one_time_keys).where(one_time_keys.c.account_id == account_id))


def expiries(connection: Connection) -> dict[int, datetime]:
    """Until when the keys work that were given out and not used yet, by the id of the account."""
    statement = select(one_time_keys.c.account_id, one_time_keys.c.expires_at)
    return {row.account_id: row.expires_at for row in connection.execute(statement)}
