"""How far one procedure is online, and since when (オンライン化状況の履歴).

Status records are append-only: a correction or withdrawal is a new record that supersedes an earlier one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, IntEnum
from itertools import pairwise

from tracker.domain.channels import CONVENIENCE_STORE, count_as_online


class OnlineStatus(Enum):
    """Codes follow the national survey of procedures (行政手続等の悉皆調査)."""

    IMPLEMENTED = "1"
    PARTIAL = "5"
    NOT_IMPLEMENTED = "2"
    EXEMPT = "3"
    OTHER = "4"


class Scope(IntEnum):
    """Which part of the procedure is online (オンライン化の範囲)."""

    INFORMATION = 0
    BOOKING = 1
    APPLICATION = 2
    END_TO_END = 3


@dataclass(frozen=True, slots=True)
class StatusRecord:
    """One statement about a procedure.

    ``effective_on`` None means "since before the catalogue's baseline date" (a tick in a source without a date).
    ``status`` None is a withdrawal: the record only takes back the one that it ``supersedes``.
    ``confirmed_at`` None is a record that awaits confirmation: it does not enter any published figure.
    """

    number: int
    effective_on: date | None
    status: OnlineStatus | None
    scope: Scope | None = None
    channels: tuple[str, ...] = ()
    url: str = ""
    note: str = ""
    reason: str = ""
    recorded_at: datetime | None = None
    recorded_by: str = ""
    confirmed_at: datetime | None = None
    confirmed_by: str = ""
    supersedes: int | None = None

    @property
    def is_online(self) -> bool:
        """Fully implemented, the application itself online, by a channel that counts.

        Source: product definition, "counts as online" (the national survey counts the application, not the reply).
        """
        return self.status is OnlineStatus.IMPLEMENTED and self._reaches_the_application

    @property
    def is_partly_online(self) -> bool:
        """Online for some kinds of application only (一部実施済), by the same test of scope and channel."""
        return self.status is OnlineStatus.PARTIAL and self._reaches_the_application

    @property
    def _reaches_the_application(self) -> bool:
        return (self.scope is None or self.scope >= Scope.APPLICATION) and count_as_online(self.channels)

    @property
    def is_by_convenience_store(self) -> bool:
        """Issued at convenience stores: always shown as a part of the figure it is in."""
        return CONVENIENCE_STORE in self.channels


@dataclass(frozen=True, slots=True)
class Interval:
    """A record and the days it is in force: from ``valid_from`` up to but not including ``valid_to``."""

    valid_from: date
    valid_to: date
    record: StatusRecord


ALWAYS = date.min
FOREVER = date.max


def history(records: Iterable[StatusRecord]) -> tuple[Interval, ...]:
    """The confirmed records in force over time, oldest first, without overlap.

    A record is in force from its day until the next one begins; of several that begin on one day, the one recorded last
    holds. A superseded record was never in force. Before the first record there is no interval.
    """
    confirmed = [record for record in records if record.confirmed_at is not None]
    void = {record.supersedes for record in confirmed}
    by_day: dict[date, StatusRecord] = {}
    for record in sorted(confirmed, key=lambda record: record.number):
        if record.number not in void and record.status is not None:
            by_day[record.effective_on or ALWAYS] = record
    return tuple(Interval(day, following, by_day[day]) for day, following in pairwise([*sorted(by_day), FOREVER]))


def in_force(records: Iterable[StatusRecord], on: date) -> StatusRecord | None:
    """The confirmed record in force on a day, or None when nothing had been stated by then."""
    return next(
        (interval.record for interval in history(records) if interval.valid_from <= on < interval.valid_to),
        None,
    )


def unbroken_run(intervals: Sequence[Interval], last: int) -> tuple[Interval, ...]:
    """The intervals of one status without a break, up to and including the one at index ``last``."""
    first = last
    while first and intervals[first - 1].record.status is intervals[last].record.status:
        first -= 1
    return tuple(intervals[first : last + 1])


def online_from(records: Iterable[StatusRecord], on: date) -> StatusRecord | None:
    """The record with which the status in force began, where it is online, wholly or partly (オンライン開始日)."""
    begun = [interval for interval in history(records) if interval.valid_from <= on]
    if not begun or begun[-1].record.status not in (OnlineStatus.IMPLEMENTED, OnlineStatus.PARTIAL):
        return None
    return unbroken_run(begun, len(begun) - 1)[0].record
