"""How far one procedure is online, and since when (オンライン化状況の履歴).

Status records are append-only: a correction or withdrawal is a new record that supersedes an earlier one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
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


class ReplyRoute(Enum):
    """受付方法 of a reply that the DX team enters on a division's behalf."""

    PHONE = "phone"
    MAIL = "mail"
    EXCEL = "excel"
    PAPER = "paper"


@dataclass(frozen=True, slots=True)
class OnBehalf:
    """Whose reply somebody else entered (回答者), how it came in (受付方法) and when (受付日)."""

    respondent: str
    route: ReplyRoute
    received_on: date


@dataclass(frozen=True, slots=True)
class Return:
    """差戻し: the record was not confirmed, and why."""

    at: datetime
    by: str
    comment: str


@dataclass(frozen=True, slots=True)
class StatusRecord:
    """One statement about a procedure.

    ``effective_on`` None means "since before the catalogue's baseline date" (a tick in a source without a date).
    ``status`` None is a withdrawal: the record only takes back the one that it ``supersedes``.
    ``confirmed_at`` None is a record that awaits confirmation or was sent back: it enters no published figure.
    ``on_behalf`` None is a record entered by the division itself.
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
    on_behalf: OnBehalf | None = None
    returned: Return | None = None

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
    records = tuple(records)
    if len(records) == 1 and records[0].supersedes is None:
        # Of most procedures there is one record, and the status of each is asked for many times.
        return _alone(records[0])
    confirmed = [record for record in records if record.confirmed_at is not None]
    void = _made_void(confirmed, {record.number: record for record in records})
    by_day: dict[date, StatusRecord] = {}
    for record in sorted(confirmed, key=lambda record: record.number):
        if record.number not in void and record.status is not None:
            by_day[record.effective_on or ALWAYS] = record
    return tuple(Interval(day, following, by_day[day]) for day, following in pairwise([*sorted(by_day), FOREVER]))


def _alone(record: StatusRecord) -> tuple[Interval, ...]:
    if record.confirmed_at is None or record.status is None:
        return ()
    return (Interval(record.effective_on or ALWAYS, FOREVER, record),)


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


def superseded(records: Sequence[StatusRecord]) -> set[int]:
    """The numbers of the records that a later one takes back or replaces.

    A confirmed record stands again when what was to replace it was sent back, or taken back before anybody confirmed
    it. One that never was confirmed and was replaced stays replaced.
    """
    never_confirmed = {record.number for record in records if record.confirmed_at is None}
    came_to_nothing: set[int] = set()
    for record in sorted(records, key=lambda record: record.number, reverse=True):
        if record.returned is not None:
            came_to_nothing.add(record.number)
        if record.supersedes in never_confirmed and (record.status is None or record.number in came_to_nothing):
            came_to_nothing.add(record.supersedes)
    return {
        record.supersedes
        for record in records
        if record.supersedes is not None
        and (record.supersedes in never_confirmed or record.number not in came_to_nothing)
    }


def _made_void(confirmed: Iterable[StatusRecord], by_number: Mapping[int, StatusRecord]) -> set[int]:
    """What confirmed records supersede; and, where that never was confirmed, what it was to supersede in its turn."""
    void: set[int] = set()
    for record in confirmed:
        number = record.supersedes
        while number is not None and number not in void:
            void.add(number)
            replaced = by_number.get(number)
            number = replaced.supersedes if replaced and replaced.confirmed_at is None else None
    return void


def awaiting(records: Sequence[StatusRecord]) -> tuple[StatusRecord, ...]:
    """The records that await confirmation (確認待ち), oldest first.

    Not one that was sent back or that a later one replaces; nor the withdrawal of a record that never was confirmed:
    that is settled by withdrawing it.
    """
    void = superseded(records)
    never_confirmed = {record.number for record in records if record.confirmed_at is None}
    return tuple(
        record
        for record in records
        if record.confirmed_at is None
        and record.returned is None
        and record.number not in void
        and not (record.status is None and record.supersedes in never_confirmed)
    )


def as_if_confirmed(records: Sequence[StatusRecord]) -> tuple[StatusRecord, ...]:
    """The records as they stood if everything that awaits confirmation were confirmed (確認前を含めた場合)."""
    waiting = {record.number for record in awaiting(records)}
    return tuple(
        replace(record, confirmed_at=record.recorded_at) if record.number in waiting else record for record in records
    )
