"""差し戻す: ask the divisions to count anew, and say why."""

from collections.abc import Sequence

from sqlalchemy import Engine

from tracker.domain.account import Actor
from tracker.domain.audit import Action
from tracker.domain.counting import send_back
from tracker.usecases.confirmation.deciding import Chosen
from tracker.usecases.confirmation.deciding_counts import decide_counts


def send_back_counts(engine: Engine, actor: Actor, chosen: Sequence[Chosen], comment: str) -> int:
    """Send all of the chosen counts back with one comment, or none. Raises what ``decide_counts`` raises."""
    return decide_counts(
        engine,
        actor,
        Action.SEND_BACK_COUNTS,
        lambda reports, number: send_back(reports, number, comment, actor),
        chosen,
    )
