"""オンライン化を登録する: one statement about one or several procedures, for all of them or for none."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, Engine

from tracker.domain.account import Actor
from tracker.domain.audit import Action
from tracker.domain.errors import Refused
from tracker.domain.procedure import Procedure
from tracker.domain.recording import Statement, check_reply, record
from tracker.domain.said import said_by_statement, subject_of
from tracker.domain.status import OnBehalf, StatusRecord, awaiting, in_force
from tracker.storage.saving import Change
from tracker.storage.transactions import writing
from tracker.usecases.changing import Seen, kept_as_seen
from tracker.usecases.storing import store_change


def record_status(
    engine: Engine, chosen: Sequence[Seen], statement: Statement, actor: Actor, on_behalf: OnBehalf | None = None
) -> tuple[Procedure, ...]:
    """How the procedures stand afterwards. Raises ``Refused``, ``Conflict`` or ``NotThere``; then nothing is stored."""
    check_reply(actor, on_behalf)
    with writing(engine) as connection:
        kept = kept_as_seen(connection, actor, chosen)
        store = store_status if len(kept) == 1 else _store_naming
        return tuple(store(connection, item, statement, actor, on_behalf) for item in kept)


def store_status(
    connection: Connection, before: Procedure, statement: Statement, actor: Actor, on_behalf: OnBehalf | None
) -> Procedure:
    """The same for a procedure as it is stored, within ``transactions.writing``. Raises ``Refused``."""
    after = record(before, statement, actor, on_behalf)
    said_before = said_by_statement(before, stated_before(before, statement.effective_on))
    said_after = said_by_statement(after, after.records[-1])
    store_change(connection, actor, Action.RECORD_STATUS, Change(before, after), said_before, said_after)
    return after


def _store_naming(
    connection: Connection, before: Procedure, statement: Statement, actor: Actor, on_behalf: OnBehalf | None
) -> Procedure:
    """The same for one of several: what is refused names the procedure."""
    try:
        return store_status(connection, before, statement, actor, on_behalf)
    except Refused as refused:
        subject = subject_of(before)
        raise Refused(f"{subject}：{refused.ja}", f"{before.code}: {refused.en}", refused.field) from refused


def stated_before(procedure: Procedure, on: date) -> StatusRecord | None:
    """What was stated last: what awaits confirmation, else what is in force on the day."""
    waiting = awaiting(procedure.records)
    return waiting[-1] if waiting else in_force(procedure.records, on)
