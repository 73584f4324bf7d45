"""差し戻す: ask the divisions to state it anew, and say why."""

from collections.abc import Sequence

from sqlalchemy import Engine

from tracker.domain.account import Actor
from tracker.domain.audit import Action
from tracker.domain.recording import send_back
from tracker.usecases.confirmation.deciding import Chosen, Decision, decide


def send_back_records(engine: Engine, actor: Actor, chosen: Sequence[Chosen], comment: str) -> int:
    """Send all of the chosen records back with one comment, or none. Raises what ``decide`` raises."""
    decision = Decision(
        Action.SEND_BACK_STATUS,
        lambda procedure, number: send_back(procedure, number, comment, actor),
        lambda _waiting: ({"確認": "確認前"}, {"確認": "差戻し", "差し戻す理由": comment.strip()}),
    )
    return decide(engine, actor, decision, chosen)
