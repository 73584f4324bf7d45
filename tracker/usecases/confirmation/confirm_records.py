"""確認する: let records enter the figures."""

from collections.abc import Sequence

from sqlalchemy import Engine

from tracker.domain.account import Actor
from tracker.domain.audit import Action, Details
from tracker.domain.confirmation import Waiting
from tracker.domain.recording import confirm
from tracker.domain.said import said_by_record
from tracker.usecases.confirmation.deciding import Chosen, Decision, decide


def confirm_records(engine: Engine, actor: Actor, chosen: Sequence[Chosen]) -> int:
    """Confirm all of the chosen records, or none; how many there were. Raises what ``decide`` raises."""
    decision = Decision(Action.CONFIRM_STATUS, lambda procedure, number: confirm(procedure, number, actor), _said)
    return decide(engine, actor, decision, chosen)


def _said(waiting: Waiting) -> tuple[Details, Details]:
    """What held before, and what holds now; with the reason of a correction or withdrawal."""
    old, new = (said_by_record(record) if record else {} for record in (waiting.old, waiting.new))
    reason = {"理由": waiting.record.reason} if waiting.record.reason else {}
    return {"確認": "確認前", **old}, {"確認": "確認済", **new, **reason}
