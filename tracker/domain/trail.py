"""What became of everything that was ever stated or counted of a procedure (登録の経過)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from tracker.domain.count_report import CountReport, latest
from tracker.domain.status import StatusRecord, awaiting, superseded


class Fate(Enum):
    """What became of a record."""

    CONFIRMED = "confirmed"
    WAITING = "waiting"
    SENT_BACK = "sent back"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    SETTLED = "settled"
    """The withdrawal of what nobody had confirmed: there was nothing left to confirm."""


@dataclass(frozen=True, slots=True)
class Traced:
    """A record and its fate. ``by``: the later record that replaces or takes it back."""

    record: StatusRecord
    fate: Fate
    by: StatusRecord | None = None

    @property
    def can_be_replaced(self) -> bool:
        """Whether it still stands, so that it can be corrected or withdrawn."""
        return self.record.status is not None and self.fate in (Fate.CONFIRMED, Fate.WAITING)


@dataclass(frozen=True, slots=True)
class TracedCount:
    """A report of a count and its fate."""

    report: CountReport
    fate: Fate


def trail(records: Sequence[StatusRecord]) -> tuple[Traced, ...]:
    """All records with their fates, the latest first."""
    void = superseded(records)
    waiting = {record.number for record in awaiting(records)}
    later = {
        record.supersedes: record
        for record in sorted(records, key=lambda record: record.number)
        if record.supersedes is not None and record.returned is None
    }
    ordered = sorted(records, key=lambda record: -record.number)
    return tuple(
        _traced(record, later.get(record.number) if record.number in void else None, waiting) for record in ordered
    )


def count_trail(reports: Sequence[CountReport]) -> tuple[TracedCount, ...]:
    """All reports with their fates, the latest first. What was replaced before anybody decided on it was corrected."""
    last = latest(reports)
    ordered = sorted(reports, key=lambda report: -report.number)
    return tuple(TracedCount(report, _fate(report, is_last=last[report.period] is report)) for report in ordered)


def _fate(report: CountReport, *, is_last: bool) -> Fate:
    if report.decision is not None:
        return Fate.CONFIRMED if report.is_confirmed else Fate.SENT_BACK
    return Fate.WAITING if is_last else Fate.CORRECTED


def _traced(record: StatusRecord, by: StatusRecord | None, waiting: set[int]) -> Traced:
    if record.returned is not None:
        return Traced(record, Fate.SENT_BACK)
    if by is not None:
        return Traced(record, Fate.WITHDRAWN if by.status is None else Fate.CORRECTED, by)
    if record.confirmed_at is not None:
        return Traced(record, Fate.CONFIRMED)
    return Traced(record, Fate.WAITING if record.number in waiting else Fate.SETTLED)
