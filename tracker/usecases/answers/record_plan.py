"""予定を登録する: when a procedure is to go online, and why not yet."""

from sqlalchemy import Connection, Engine

from tracker.domain.account import Actor
from tracker.domain.audit import Action
from tracker.domain.procedure import Plan, Procedure
from tracker.domain.recording import check_reply, plan
from tracker.domain.said import said_by_plan, said_on_behalf
from tracker.domain.status import OnBehalf
from tracker.storage.saving import Change
from tracker.storage.transactions import writing
from tracker.usecases.changing import Seen, kept_as_seen
from tracker.usecases.storing import store_change


def record_plan(
    engine: Engine, seen: Seen, planned: Plan, actor: Actor, on_behalf: OnBehalf | None = None
) -> Procedure:
    """How the procedure stands afterwards. Raises ``Refused``, ``Conflict`` or ``NotThere``; then nothing is stored."""
    check_reply(actor, on_behalf)
    with writing(engine) as connection:
        [before] = kept_as_seen(connection, actor, [seen])
        return store_plan(connection, before, planned, actor, on_behalf)


def store_plan(
    connection: Connection, before: Procedure, planned: Plan, actor: Actor, on_behalf: OnBehalf | None
) -> Procedure:
    """The same for a procedure as it is stored, within ``transactions.writing``."""
    after = plan(before, planned, actor, on_behalf)
    said_before = said_by_plan(before.plan)
    said_after = said_by_plan(after.plan) | said_on_behalf(on_behalf)
    store_change(connection, actor, Action.RECORD_PLAN, Change(before, after), said_before, said_after)
    return after
