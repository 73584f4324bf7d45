"""Somebody tried to change what is not theirs to change."""

from sqlalchemy import Engine

from tracker.domain.account import Actor
from tracker.domain.audit import About, Act, Action, Kind
from tracker.storage import audit
from tracker.storage.transactions import writing_logged


def log_refusal(engine: Engine, actor: Actor) -> None:
    """Write the try into the log: who, from where. What was sent is not written down."""
    with writing_logged(engine) as connection:
        about = (About(Kind.ACCOUNT, actor.login),)
        audit.append(connection, Act(actor.at, actor.who, actor.origin, Action.REFUSED, actor.login, {}, {}, about))
