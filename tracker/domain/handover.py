"""引継ぎ: what somebody who takes over a division's procedures has to know."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from tracker.domain.asked import Topic
from tracker.domain.asking import due_on, last_return, months_since_answer, needs_answer, open_topics
from tracker.domain.audit import Entry
from tracker.domain.audit_reading import EMPTY, Line, lines_of
from tracker.domain.catalogue import HEADINGS
from tracker.domain.count_report import CountReport, sent_back
from tracker.domain.count_report import awaiting as awaiting_counts
from tracker.domain.coverage import Coverage
from tracker.domain.fiscal import Period
from tracker.domain.policy import Policy
from tracker.domain.procedure import Plan, Procedure, Unit
from tracker.domain.said import SINCE
from tracker.domain.standing import Standing
from tracker.domain.status import OnlineStatus, Return, StatusRecord, awaiting
from tracker.domain.work import is_plan_overdue


class Question(Enum):
    """What is open about procedures."""

    SENT_BACK = "sent back"
    UNANSWERED = "unanswered"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """Something that is not settled. ``due_on``: by when the division answers; None while the DX team has to decide.

    ``sent_back`` stands with a status that was sent back, ``record`` with one that awaits confirmation, ``count`` with
    a count of which either is true; ``topics`` with what nobody has answered.
    """

    question: Question
    procedures: tuple[Procedure, ...]
    due_on: date | None = None
    sent_back: Return | None = None
    record: StatusRecord | None = None
    count: CountReport | None = None
    topics: tuple[Topic, ...] = ()


Reports = Mapping[str, Sequence[CountReport]]
"""What was counted, by the codes of procedures."""


@dataclass(frozen=True, slots=True)
class Event:
    """An entry of the log about some of the division's procedures. ``said``: what it says that matters later."""

    number: int
    at: datetime
    who: str
    action: str
    procedures: tuple[Procedure, ...]
    said: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Handover:
    """A division on a day. ``standings``: of the procedures that it is in charge of, then of those that it shares.

    ``events``: the newest of the fiscal year first, out of ``event_count``. ``reports``: of counts.
    """

    unit: Unit
    on: date
    policy: Policy
    standings: tuple[Standing, ...]
    year_began_on: date
    events: tuple[Event, ...]
    event_count: int
    reports: Reports

    @property
    def department(self) -> str:
        """The name of its department."""
        return self.unit[0]

    @property
    def division(self) -> str:
        """Its name."""
        return self.unit[1]

    @property
    def in_charge(self) -> tuple[Standing, ...]:
        """Those that count in its figures: a shared procedure counts in one division only."""
        return tuple(item for item in self.standings if item.procedure.unit == self.unit)

    @property
    def shared(self) -> int:
        """How many it shares that another division is in charge of."""
        return len(self.standings) - len(self.in_charge)

    @property
    def coverage(self) -> Coverage:
        """The figures over those it is in charge of."""
        return sum((item.coverage for item in self.in_charge), Coverage())

    @property
    def plans(self) -> tuple[Standing, ...]:
        """What is planned, or why it is not: procedures neither online nor exempt about which either was stated."""
        return tuple(item for item in self.standings if item.procedure.plan != Plan() and _is_to_do(item))

    def planned_for(self, item: Standing) -> Period | None:
        """When a procedure is to go online; None where nothing is planned or nothing is left to do."""
        return item.procedure.plan.planned_for if _is_to_do(item) else None

    @property
    def questions(self) -> tuple[OpenQuestion, ...]:
        """Everything open: what was sent back, what is asked, by its day, and what awaits confirmation."""
        return open_questions([item.procedure for item in self.standings], self.on, self.reports)

    @property
    def events_left_out(self) -> int:
        """How many older entries there are."""
        return self.event_count - len(self.events)

    def months_since_answer(self, item: Standing) -> int | None:
        """For how many months nothing was said about a procedure; None when nothing ever was."""
        return months_since_answer(item.procedure, self.on)

    def is_overdue(self, item: Standing | OpenQuestion) -> bool:
        """Whether its planned time, or the day by which an answer was due, has passed."""
        if isinstance(item, Standing):
            return is_plan_overdue(item.procedure, self.on)
        return item.due_on is not None and item.due_on < self.on


def open_questions(procedures: Iterable[Procedure], today: date, reports: Reports) -> tuple[OpenQuestion, ...]:
    """What is open about active procedures. Those that are only asked for the same stand together by its day."""
    sent, waiting = [], []
    asked: dict[tuple[date, tuple[Topic, ...]], list[Procedure]] = {}
    for procedure in procedures:
        due, returned, counts = due_on(procedure), last_return(procedure), reports.get(procedure.code, ())
        if returned is not None:
            sent.append(OpenQuestion(Question.SENT_BACK, (procedure,), due, returned))
        elif due is not None and needs_answer(procedure, today):
            asked.setdefault((due, open_topics(procedure)), []).append(procedure)
        sent += [OpenQuestion(Question.SENT_BACK, (procedure,), due, count=count) for count in sent_back(counts)]
        waiting += [
            OpenQuestion(Question.WAITING, (procedure,), record=record) for record in awaiting(procedure.records)
        ]
        waiting += [OpenQuestion(Question.WAITING, (procedure,), count=count) for count in awaiting_counts(counts)]
    ordered = sorted(asked.items(), key=lambda item: item[0][0])
    unanswered = [
        OpenQuestion(Question.UNANSWERED, tuple(items), due, topics=topics) for (due, topics), items in ordered
    ]
    return (*sent, *unanswered, *waiting)


def event_of(entry: Entry, procedures: tuple[Procedure, ...]) -> Event:
    """An entry of the log about these procedures."""
    lines = {line.heading: line for line in lines_of(entry)}
    said = tuple(lines[heading] for heading in _TOLD if heading in lines and _tells(lines[heading]))
    return Event(entry.number, entry.at, entry.who, entry.action, procedures, said)


_TOLD = (HEADINGS["online_status"], SINCE, HEADINGS["planned_for"], "差し戻す理由", "理由")
"""The headings under which the log keeps what somebody will want to know months later, in the order of telling."""


def _tells(line: Line) -> bool:
    """Whether a line states something, or empties what was stated."""
    return line.after is not None and (line.after != EMPTY or line.before not in (None, EMPTY))


def _is_to_do(item: Standing) -> bool:
    return item.record is None or not (item.record.is_online or item.status is OnlineStatus.EXEMPT)
