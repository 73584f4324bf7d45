"""A procedure's change and its entry in the log: always both, in one transaction."""

from sqlalchemy import Connection

from tracker.domain.account import Actor
from tracker.domain.audit import About, Act, Action, Details, Kind
from tracker.domain.said import subject_of
from tracker.storage import audit, policies, saving
from tracker.storage.saving import Change


def store_change(
    connection: Connection, actor: Actor, action: Action, change: Change, before: Details, after: Details
) -> None:
    """Save a procedure and log what was changed. Only within ``transactions.writing``."""
    saving.save(connection, [change], policies.load(connection))
    procedure = change.after
    about = (About(Kind.PROCEDURE, procedure.code),)
    act = Act(actor.at, actor.who, actor.origin, action, subject_of(procedure), before, after, about)
    audit.append(connection, act)
