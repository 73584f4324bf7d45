"""変更なしで回答する: everything about the procedures listed is as stated; for all of them or for none."""

from collections.abc import Sequence

from sqlalchemy import Connection, Engine

from tracker.domain.account import Actor
from tracker.domain.audit import Action
from tracker.domain.procedure import Procedure
from tracker.domain.recording import check_reply, unchanged
from tracker.domain.said import said_on_behalf
from tracker.domain.status import OnBehalf
from tracker.storage.saving import Change
from tracker.storage.transactions import writing
from tracker.usecases.changing import Seen, kept_as_seen
from tracker.usecases.storing import store_change


def answer_unchanged(
    engine: Engine, chosen: Sequence[Seen], actor: Actor, on_behalf: OnBehalf | None = None
) -> tuple[Procedure, ...]:
    """The procedures answered for. Raises ``Refused``, ``Conflict`` over those changed, or ``NotThere``."""
    check_reply(actor, on_behalf)
    with writing(engine) as connection:
        kept = kept_as_seen(connection, actor, chosen)
        return tuple(store_unchanged(connection, before, actor, on_behalf) for before in kept)


def store_unchanged(connection: Connection, before: Procedure, actor: Actor, on_behalf: OnBehalf | None) -> Procedure:
    """The same for one procedure as it is stored, within ``transactions.writing``. Raises ``Refused``."""
    after = unchanged(before, actor, on_behalf)
    said = {"回答": "変更なし"} | said_on_behalf(on_behalf)
    store_change(connection, actor, Action.ANSWER_UNCHANGED, Change(before, after), {}, said)
    return after
