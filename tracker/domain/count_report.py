"""件数の報告: what divisions counted of a fiscal year or a month, and what the DX team decided about it.

Reports are append-only: a later one about the same period takes the place of the one before.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tracker.domain.asked import Topic
from tracker.domain.fiscal import Period, Precision
from tracker.domain.inquiry import Terms
from tracker.domain.procedure import VolumeBasis
from tracker.domain.status import OnBehalf

COUNT_TOPICS = (Topic.YEARLY_COUNTS, Topic.MONTHLY_COUNTS)


@dataclass(frozen=True, slots=True)
class Count:
    """What was counted of a fiscal year or a month. ``cases`` None: 件数未集計, said on purpose, and never 0.

    ``online_cases`` None: these were not counted. ``basis`` says nothing of what was not counted.
    """

    period: Period
    cases: int | None
    online_cases: int | None = None
    basis: VolumeBasis = VolumeBasis.FINAL
    note: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether the DX team confirmed a report or sent it back, and then why."""

    confirmed: bool
    at: datetime
    by: str
    comment: str = ""


@dataclass(frozen=True, slots=True)
class CountReport:
    """A count as it was reported, numbered from 1 within its procedure. ``decision`` None: it awaits one."""

    number: int
    count: Count
    recorded_at: datetime
    recorded_by: str
    on_behalf: OnBehalf | None = None
    decision: Decision | None = None

    @property
    def period(self) -> Period:
        """What it counts."""
        return self.count.period

    @property
    def is_confirmed(self) -> bool:
        """Whether it was confirmed."""
        return self.decision is not None and self.decision.confirmed

    @property
    def is_sent_back(self) -> bool:
        """Whether it was sent back."""
        return self.decision is not None and not self.decision.confirmed


def of_year(fiscal_year: int) -> Period:
    """A fiscal year as a period."""
    return Period(date(fiscal_year, 4, 1), Precision.FISCAL_YEAR)


def of_month(first_day: date) -> Period:
    """A month as a period."""
    return Period(first_day, Precision.MONTH)


def latest(reports: Iterable[CountReport]) -> dict[Period, CountReport]:
    """The last report about each period: what came before is void, whatever became of it."""
    return {report.period: report for report in sorted(reports, key=lambda report: report.number)}


def awaiting(reports: Iterable[CountReport]) -> tuple[CountReport, ...]:
    """The reports that await confirmation (確認待ち), oldest first."""
    return _in_order(report for report in latest(reports).values() if report.decision is None)


def sent_back(reports: Iterable[CountReport]) -> tuple[CountReport, ...]:
    """The reports that were sent back, and that none has followed since; oldest first."""
    return _in_order(report for report in latest(reports).values() if report.is_sent_back)


def confirmed_counts(reports: Iterable[CountReport], precision: Precision) -> tuple[Count, ...]:
    """The last confirmed count of each month, or of each year; the newest period first."""
    found = latest(report for report in reports if report.is_confirmed and report.period.precision is precision)
    return tuple(found[period].count for period in sorted(found, key=lambda period: period.first_day, reverse=True))


def periods_asked(terms: Terms, topics: Sequence[Topic] = COUNT_TOPICS) -> tuple[Period, ...]:
    """The periods whose counts an inquiry asks for: its year, then its months."""
    year = terms.fiscal_year if Topic.YEARLY_COUNTS in topics else None
    months = terms.months if Topic.MONTHLY_COUNTS in topics else ()
    return (*((of_year(year),) if year is not None else ()), *map(of_month, months))


def _in_order(reports: Iterable[CountReport]) -> tuple[CountReport, ...]:
    return tuple(sorted(reports, key=lambda report: report.number))
