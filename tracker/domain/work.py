"""今月の作業: what is to do before the figures of the month can be trusted."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from tracker.domain.asking import is_overdue, is_sent_back, needs_answer
from tracker.domain.procedure import Procedure, Unit
from tracker.domain.status import OnlineStatus, in_force


class ReplyState(Enum):
    """How far a division has come with what it was asked; what is most pressing where several hold."""

    ANSWERED = "answered"
    UNANSWERED = "unanswered"
    OVERDUE = "overdue"
    SENT_BACK = "sent_back"


@dataclass(frozen=True, slots=True)
class Replies:
    """回答状況 of a division, in procedures: ``asked`` is the sum of ``answered``, ``unanswered`` and ``sent_back``.

    ``overdue``: those of ``unanswered`` whose answer was due before today (期限超過).
    """

    department: str
    division: str
    asked: int
    answered: int
    unanswered: int
    overdue: int
    sent_back: int

    @property
    def unit(self) -> Unit:
        """The names of the department and the division."""
        return self.department, self.division

    @property
    def is_complete(self) -> bool:
        """Whether nothing is to be answered."""
        return self.answered == self.asked

    @property
    def state(self) -> ReplyState:
        """期限超過 before 差戻し中 before 未回答."""
        if self.overdue:
            return ReplyState.OVERDUE
        if self.sent_back:
            return ReplyState.SENT_BACK
        return ReplyState.UNANSWERED if self.unanswered else ReplyState.ANSWERED


def replies(procedures: Iterable[Procedure], today: date) -> tuple[Replies, ...]:
    """回答状況 by the division in charge, in the order in which divisions first occur.

    Over the procedures about which somebody asked, or of which something was sent back.
    """
    by_unit: dict[tuple[str, str], list[Procedure]] = defaultdict(list)
    for procedure in procedures:
        if procedure.is_active(today) and (procedure.asked or is_sent_back(procedure)):
            by_unit[procedure.unit].append(procedure)
    return tuple(_replies(unit, asked, today) for unit, asked in by_unit.items())


def total_of(lines: Sequence[Replies]) -> Replies:
    """All divisions together."""
    columns = ("asked", "answered", "unanswered", "overdue", "sent_back")
    return Replies("", "", *(sum(getattr(line, column) for line in lines) for column in columns))


def is_plan_overdue(procedure: Procedure, today: date) -> bool:
    """予定時期を経過している: planned for a time that has passed, and neither online yet nor exempt by law."""
    planned_for = procedure.plan.planned_for
    if planned_for is None or planned_for.last_day >= today or not procedure.is_active(today):
        return False
    record = in_force(procedure.records, today)
    return record is None or not (record.is_online or record.status is OnlineStatus.EXEMPT)


def _replies(unit: tuple[str, str], asked: Sequence[Procedure], today: date) -> Replies:
    sent_back = [each for each in asked if is_sent_back(each)]
    unanswered = [each for each in asked if needs_answer(each, today) and not is_sent_back(each)]
    answered = len(asked) - len(unanswered) - len(sent_back)
    overdue = sum(is_overdue(each, today) for each in unanswered)
    return Replies(*unit, len(asked), answered, len(unanswered), overdue, len(sent_back))
