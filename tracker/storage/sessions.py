"""Who is signed in: one row for each session, found by the digest of its id."""

import hashlib
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select, update

from tracker.storage.schema import sessions


class Session(NamedTuple):
    """Whose session, since when, and when it was last used."""

    account_id: int
    began_at: datetime
    seen_at: datetime


def digest_of(secret: str) -> str:
    """What is stored of a random secret: it cannot be turned back, and a leaked table signs nobody in."""
    return hashlib.sha256(secret.encode()).hexdigest()


def begin(connection: Connection, secret: str, account_id: int, at: datetime, address: str) -> None:
    """Store a new session."""
    values = {"digest": digest_of(secret), "account_id": account_id, "address": address}
    connection.execute(insert(sessions).values(**values, began_at=at, seen_at=at))


def find(connection: Connection, secret: str) -> Session | None:
    """The session with this id; None when there is none or it has ended."""
    columns = (sessions.c.account_id, sessions.c.began_at, sessions.c.seen_at)
    row = connection.execute(select(*columns).where(sessions.c.digest == digest_of(secret))).one_or_none()
    return Session(*row) if row else None


def touch(connection: Connection, secret: str, at: datetime) -> None:
    """Note that a session is in use."""
    connection.execute(update(sessions).where(sessions.c.digest == digest_of(secret)).values(seen_at=at))


def end(connection: Connection, secret: str) -> None:
    """End one session."""
    connection.execute(delete(sessions).where(sessions.c.digest == digest_of(secret)))


def end_all_of(connection: Connection, account_id: int, but: str = "") -> None:
    """End every session of an account, but for the one with the id ``but``."""
    connection.execute(delete(sessions).where(sessions.c.account_id == account_id, sessions.c.digest != digest_of(but)))


def end_older(connection: Connection, began_before: datetime, seen_before: datetime) -> None:
    """Delete the sessions that have run out."""
    connection.execute(
        delete(sessions).where((sessions.c.began_at < began_before) | (sessions.c.seen_at < seen_before))
    )
