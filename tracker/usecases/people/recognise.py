"""Whose session this is."""

from datetime import datetime, timedelta

from sqlalchemy import Engine

from tracker.domain.account import Account
from tracker.storage import accounts, sessions
from tracker.storage.transactions import reading, writing_aside
from tracker.usecases.people.sign_in import LONGEST_PAUSE, LONGEST_SESSION

_NOTED_EVERY = timedelta(minutes=1)


def recognise(engine: Engine, session_id: str, at: datetime) -> Account | None:
    """The account behind a session; None when it has ended or run out, or the account may no longer be used."""
    with reading(engine) as connection:
        found = sessions.find(connection, session_id)
        if found is None or at - found.began_at > LONGEST_SESSION or at - found.seen_at > LONGEST_PAUSE:
            return None
        account = accounts.by_id(connection, found.account_id).account
    if not account.is_enabled:
        return None
    if at - found.seen_at > _NOTED_EVERY:
        with writing_aside(engine) as connection:
            sessions.touch(connection, session_id, at)
    return account
