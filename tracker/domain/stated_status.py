"""What a catalogue file states about a history of statuses: one status, and since when.

A file has one row for a procedure, so it can say "online from" but not "not online until"; both what is exported and
what an edited row changes follow from what is stated here.
"""

from dataclasses import replace
from datetime import date

from tracker.domain.status import ALWAYS, FOREVER, Interval, OnlineStatus, StatusRecord, history, unbroken_run

_SILENCE = StatusRecord(0, None, OnlineStatus.NOT_IMPLEMENTED)
"""What a file says of a procedure about which nothing confirmed is stated."""
_EXTENT: dict[OnlineStatus | None, int] = {OnlineStatus.PARTIAL: 1, OnlineStatus.IMPLEMENTED: 2}


def has_start(record: StatusRecord) -> bool:
    """Only a status that is online, wholly or partly, has a day on which it began (オンライン開始日)."""
    return record.status in _EXTENT


def stated_run(records: tuple[StatusRecord, ...], today: date) -> tuple[Interval, ...]:
    """The unbroken run of intervals of one status up to the one that a file states, oldest first, never empty.

    Stated is what is in force today, or the first later one that is further online; before the first, the first.
    """
    intervals = history(records) or (Interval(ALWAYS, FOREVER, _SILENCE),)
    current = max((n for n, interval in enumerate(intervals) if interval.valid_from <= today), default=0)
    stated = max(range(current, len(intervals)), key=lambda n: _EXTENT.get(intervals[n].record.status, 0))
    return unbroken_run(intervals, stated)


def says_the_same(one: StatusRecord, other: StatusRecord) -> bool:
    """Whether a file would say the same of both, apart from the day."""
    return (one.status, one.scope, one.channels, one.url) == (other.status, other.scope, other.channels, other.url)


def withdrawals(
    records: tuple[StatusRecord, ...], new: StatusRecord, started_on: date | None, today: date
) -> list[StatusRecord]:
    """Take back, one by one, the records that keep a file from stating what the new one says, and its start if given.

    ``records`` hold the new one as their last. Nothing stored is changed: each withdrawal is a record of its own.
    """
    run = stated_run(records, today)
    if not says_the_same(run[-1].record, new):
        wrong = run[-1].record
    elif started_on is not None and run[0].record.effective_on != started_on:
        wrong = run[0].record
    else:
        return []
    withdrawal = replace(
        new,
        number=records[-1].number + 1,
        effective_on=None,
        status=None,
        scope=None,
        channels=(),
        url="",
        supersedes=wrong.number,
        reason="取り込んだ台帳の内容による訂正",
    )
    return [withdrawal, *withdrawals((*records, withdrawal), new, started_on, today)]
