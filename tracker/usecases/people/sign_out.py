"""End a session."""

from sqlalchemy import Engine

from tracker.domain.account import Actor
from tracker.domain.audit import About, Act, Action, Kind
from tracker.storage import audit, sessions
from tracker.storage.transactions import writing_logged


def sign_out(engine: Engine, session_id: str, actor: Actor) -> None:
    """The session's id opens nothing any more."""
    with writing_logged(engine) as connection:
        sessions.end(connection, session_id)
        about = (About(Kind.ACCOUNT, actor.login),)
        audit.append(connection, Act(actor.at, actor.who, actor.origin, Action.SIGN_OUT, actor.login, {}, {}, about))
