"""自課の手続: what a division keeps true, those first that need an answer."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine

from tracker.domain.account import Actor
from tracker.domain.asked import Topic
from tracker.domain.asking import due_on, is_overdue, last_return, months_since_answer, needs_answer, open_topics
from tracker.domain.audit import Kind
from tracker.domain.count_report import COUNT_TOPICS, CountReport
from tracker.domain.count_report import awaiting as awaiting_counts
from tracker.domain.count_report import sent_back as counts_sent_back
from tracker.domain.errors import NotThere
from tracker.domain.procedure import Procedure, Unit
from tracker.domain.standing import Standing, stand
from tracker.domain.status import Return, StatusRecord, awaiting
from tracker.storage import audit, count_reports, keeping, procedures
from tracker.storage.transactions import reading
from tracker.usecases.changing import Seen
from tracker.usecases.figures.show_progress import basis_on


@dataclass(frozen=True, slots=True)
class Own:
    """A procedure as its division sees it. ``open_topics``: what is asked and not answered yet; it is due on a day.

    ``waiting_counts`` await confirmation; ``counts_sent_back`` were not counted anew since.
    """

    standing: Standing
    waiting: tuple[StatusRecord, ...]
    sent_back: Return | None
    open_topics: tuple[Topic, ...]
    due_on: date | None
    seen: Seen
    waiting_counts: tuple[CountReport, ...]
    counts_sent_back: tuple[CountReport, ...]

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
    def is_sent_back(self) -> bool:
        """差戻し中, of its status or a count."""
        return self.sent_back is not None or bool(self.counts_sent_back)

    @property
    def asks_counts(self) -> bool:
        """Whether the last inquiry asks to count something, or something has to be counted anew."""
        asked = self.procedure.asked
        return bool(self.counts_sent_back) or (
            asked is not None and any(topic in asked.topics for topic in COUNT_TOPICS)
        )

    @property
    def owes_counts(self) -> bool:
        """Whether a count is missing."""
        return bool(self.counts_sent_back) or any(topic in self.open_topics for topic in COUNT_TOPICS)

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
    def asks_counts(self) -> bool:
        """Whether anything has to be counted."""
        return any(item.asks_counts for item in self.items)

    @property
    def owes_counts(self) -> int:
        """Of how many procedures a count is missing."""
        return sum(item.owes_counts for item in self.items)

    @property
    def can_be_unchanged(self) -> tuple[Seen, ...]:
        """Those that 「変更なし」 answers at once."""
        return tuple(item.seen for item in self.items if item.can_be_unchanged)

    @property
    def due_on(self) -> date | None:
        """The first day by which an answer is due; None when all is answered."""
        return min((item.due_on for item in self.items if item.needs_answer and item.due_on), default=None)

    def inquiry_of(self, unit: Unit) -> int | None:
        """The last inquiry about the procedures that a division is in charge of; None where it has answered it."""
        asked = (item.procedure.asked for item in self.items if item.procedure.unit == unit and item.needs_answer)
        return max((each.inquiry for each in asked if each), default=None)


def list_own(engine: Engine, actor: Actor, units: Collection[Unit], today: date) -> OwnList:
    """What these divisions keep true. Raises ``NotThere`` when one of them is not the actor's (all are dx's)."""
    if not all(actor.answers_for(unit) for unit in units):
        raise NotThere
    with reading(engine) as connection:
        policy = basis_on(connection, today).policy
        ids = keeping.ids_kept_by(connection, units)
        kept = [item for item in procedures.in_order(connection, ids) if item.is_active(today)]
        codes = [item.code for item in kept]
        versions = audit.versions_of(connection, Kind.PROCEDURE, codes)
        reports = count_reports.of_procedures(connection, codes)
    own = [_own(stand(item, policy, today), versions[item.code], reports.get(item.code, ())) for item in kept]
    return OwnList(tuple(sorted(own, key=_urgency)))


def _own(standing: Standing, version: int, reports: Sequence[CountReport]) -> Own:
    procedure = standing.procedure
    return Own(
        standing,
        awaiting(procedure.records),
        last_return(procedure),
        open_topics(procedure),
        due_on(procedure),
        Seen(procedure.code, version),
        awaiting_counts(reports),
        counts_sent_back(reports),
    )


def _urgency(own: Own) -> int:
    """Sorting keeps 建制順 among those that are equally urgent."""
    if own.is_sent_back:
        return 0
    return 1 if own.needs_answer else 2
