"""前の登録を取り消す: take an earlier record back, with a reason."""

from sqlalchemy import Engine

from tracker.domain.account import Actor
from tracker.domain.audit import Action
from tracker.domain.procedure import Procedure
from tracker.domain.recording import check_reply, withdraw
from tracker.domain.said import said_by_record
from tracker.domain.status import OnBehalf
from tracker.storage.saving import Change
from tracker.storage.transactions import writing
from tracker.usecases.answers.correct_record import record_of
from tracker.usecases.changing import Seen, kept_as_seen
from tracker.usecases.storing import store_change


def withdraw_record(
    engine: Engine, seen: Seen, number: int, reason: str, actor: Actor, on_behalf: OnBehalf | None = None
) -> Procedure:
    """How the procedure stands afterwards. Raises ``Refused``, ``Conflict`` or ``NotThere``; then nothing is stored."""
    check_reply(actor, on_behalf)
    with writing(engine) as connection:
        [before] = kept_as_seen(connection, actor, [seen])
        wrong = record_of(before, number)
        after = withdraw(before, number, reason, actor, on_behalf)
        said_before, said_after = said_by_record(wrong), said_by_record(after.records[-1])
        store_change(connection, actor, Action.WITHDRAW_STATUS, Change(before, after), said_before, said_after)
        return after
