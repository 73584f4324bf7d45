"""End one's sessions on other devices."""

from sqlalchemy import Engine

from tracker.domain.account import Actor
from tracker.domain.audit import Action
from tracker.storage import sessions
from tracker.storage.transactions import writing_logged
from tracker.usecases.people.storing_accounts import account_with, log_account


def end_other_sessions(engine: Engine, actor: Actor, session_id: str) -> None:
    """Only the session with this id goes on."""
    with writing_logged(engine) as connection:
        stored = account_with(connection, actor.login)
        sessions.end_all_of(connection, stored.id, but=session_id)
        log_account(connection, actor, Action.SIGN_OUT, stored.account, {}, {"対象": "ほかの端末"})
