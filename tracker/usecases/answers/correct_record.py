"""前の登録を訂正する: state anew, with a reason, what an earlier record stated wrongly."""

from sqlalchemy import Connection, Engine

from tracker.domain.account import Actor
from tracker.domain.audit import Action
from tracker.domain.errors import NotThere
from tracker.domain.procedure import Procedure
from tracker.domain.recording import Statement, check_reply, correct
from tracker.domain.said import said_by_statement
from tracker.domain.status import OnBehalf, StatusRecord
from tracker.storage.saving import Change
from tracker.storage.transactions import writing
from tracker.usecases.changing import Seen, kept_as_seen
from tracker.usecases.storing import store_change


def correct_record(
    engine: Engine,
    seen: Seen,
    number: int,
    statement: Statement,
    reason: str,
    actor: Actor,
    on_behalf: OnBehalf | None = None,
) -> Procedure:
    """How the procedure stands afterwards. Raises ``Refused``, ``Conflict`` or ``NotThere``; then nothing is stored."""
    check_reply(actor, on_behalf)
    with writing(engine) as connection:
        [before] = kept_as_seen(connection, actor, [seen])
        return store_correction(connection, before, number, statement, reason, actor, on_behalf)


def store_correction(
    connection: Connection,
    before: Procedure,
    number: int,
    statement: Statement,
    reason: str,
    actor: Actor,
    on_behalf: OnBehalf | None,
) -> Procedure:
    """The same for a procedure as it is stored, within ``transactions.writing``. Raises ``Refused``, ``NotThere``."""
    wrong = record_of(before, number)
    after = correct(before, number, statement, reason, actor, on_behalf)
    said_before, said_after = said_by_statement(before, wrong), said_by_statement(after, after.records[-1])
    store_change(connection, actor, Action.CORRECT_STATUS, Change(before, after), said_before, said_after)
    return after


def record_of(procedure: Procedure, number: int) -> StatusRecord:
    """The record with this number. Raises ``NotThere``."""
    for record in procedure.records:
        if record.number == number:
            return record
    raise NotThere
