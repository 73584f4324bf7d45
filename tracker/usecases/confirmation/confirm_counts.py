"""確認する: let counts enter the figures."""

from collections.abc import Sequence

from sqlalchemy import Engine

from tracker.domain.account import Actor
from tracker.domain.audit import Action
from tracker.domain.counting import confirm
from tracker.usecases.confirmation.deciding import Chosen
from tracker.usecases.confirmation.deciding_counts import decide_counts


def confirm_counts(engine: Engine, actor: Actor, chosen: Sequence[Chosen]) -> int:
    """Confirm all of the chosen counts, or none; how many there were. Raises what ``decide_counts`` raises."""
    return decide_counts(
        engine, actor, Action.CONFIRM_COUNTS, lambda reports, number: confirm(reports, number, actor), chosen
    )
