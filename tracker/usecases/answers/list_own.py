"""自課の手続: what a division keeps true, those first that need an answer."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine

from tracker.domain.account import Actor
from tracker.domain.asked import Topic
from tracker.domain.asking import due_on, is_overdue, last_return, months_since_answer, needs_answer, open_topics
from tracker.domain.audit import Kind
from tracker.domain.errors import NotThere
from tracker.domain.procedure import Procedure, Unit
from tracker.domain.standing import Standing, stand
from tracker.domain.status import Return, StatusRecord, awaiting
from tracker.storage import audit, keeping, procedures
from tracker.storage.transactions import reading
from tracker.usecases.changing import Seen
from tracker.usecases.figures.show_progress import basis_on


@dataclass(frozen=True, slots=True)
class Own:
    """A procedure as its division sees it. ``open_topics``: what is asked and not answered yet; it is due on a day."""

    standing: Standing
    waiting: tuple[StatusRecord, ...]
    sent_back: Return | None
    open_topics: tuple[Topic, ...]
    due_on: date | None
    seen: Seen

    @property
    def procedure(self) -> Procedure:
        """The procedure itself."""
        return self.standing.procedure

    @property
    def needs_answer(self) -> bool:
        """未回答, sent back included."""
        return needs_answer(self.procedure, self.standing.on)

    @property
    def is_overdue(self) -> bool:
        """期限超過."""
        return self.needs_answer and is_overdue(self.procedure, self.standing.on)

    @property
    def months_since_answer(self) -> int | None:
        """For how many months nothing was said; None when nothing ever was."""
        return months_since_answer(self.procedure, self.standing.on)

    @property
    def can_be_unchanged(self) -> bool:
        """Whether 「変更なし」 is an answer."""
        return Topic.STATUS in self.open_topics and self.sent_back is None


@dataclass(frozen=True, slots=True)
class OwnList:
    """The procedures in the order in which they are to be dealt with."""

    items: tuple[Own, ...]

    @property
    def unanswered(self) -> int:
        """How many need an answer."""
        return sum(item.needs_answer for item in self.items)

    @property
    def can_be_unchanged(self) -> tuple[Seen, ...]:
        """Those that 「変更なし」 answers at once."""
        return tuple(item.seen for item in self.items if item.can_be_unchanged)

    @property
    def due_on(self) -> date | None:
        """The first day by which an answer is due; None when all is answered."""
        return min((item.due_on for item in self.items if item.needs_answer and item.due_on), default=None)


def list_own(engine: Engine, actor: Actor, units: Collection[Unit], today: date) -> OwnList:
    """What these divisions keep true. Raises ``NotThere`` when one of them is not the actor's (all are dx's)."""
    if not all(actor.answers_for(unit) for unit in units):
        raise NotThere
    with reading(engine) as connection:
        policy = basis_on(connection, today).policy
        ids = keeping.ids_kept_by(connection, units)
        kept = [item for item in procedures.in_order(connection, ids) if item.is_active(today)]
        versions = audit.versions_of(connection, Kind.PROCEDURE, [item.code for item in kept])
    own = [_own(stand(item, policy, today), versions[item.code]) for item in kept]
    return OwnList(tuple(sorted(own, key=_urgency)))


def _own(standing: Standing, version: int) -> Own:
    procedure = standing.procedure
    return Own(
        standing,
        awaiting(procedure.records),
        last_return(procedure),
        open_topics(procedure),
        due_on(procedure),
        Seen(procedure.code, version),
    )


def _urgency(own: Own) -> int:
    """Sorting keeps 建制順 among those that are equally urgent."""
    if own.sent_back is not None:
        return 0
    return 1 if own.needs_answer else 2
