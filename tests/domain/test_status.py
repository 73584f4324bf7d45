"""The history of statuses: what counts as online, and which record is in force on a day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import strategies as some
from tests.build import record, unconfirmed, withdrawal
from tracker.domain.status import ALWAYS, FOREVER, OnlineStatus, Scope, StatusRecord, history, in_force, online_from

IMPLEMENTED, PARTIAL, NOT = OnlineStatus.IMPLEMENTED, OnlineStatus.PARTIAL, OnlineStatus.NOT_IMPLEMENTED
APRIL, MAY, JUNE = date(2024, 4, 1), date(2024, 5, 1), date(2024, 6, 1)

# What counts as online


@pytest.mark.parametrize(
    ("overrides", "counts"),
    [
        ({}, True),
        ({"scope": Scope.END_TO_END}, True),
        ({"scope": Scope.APPLICATION}, True),
        ({"scope": Scope.BOOKING}, False),
        ({"scope": Scope.INFORMATION}, False),
        ({"channels": ("logo_form",)}, True),
        ({"channels": ("conveni",)}, True),
        ({"channels": ("counter", "post", "logo_form")}, True),
        ({"channels": ("email",)}, False),
        ({"channels": ("phone", "fax", "post", "counter")}, False),
        ({"channels": ("reserve",)}, False),
        ({"scope": Scope.BOOKING, "channels": ("logo_form",)}, False),
        ({"scope": Scope.END_TO_END, "channels": ("email",)}, False),
    ],
)
def test_the_application_itself_must_be_online_by_a_channel_that_counts(
    overrides: dict[str, object], counts: bool
) -> None:
    assert record(status=IMPLEMENTED, **overrides).is_online is counts
    assert record(status=PARTIAL, **overrides).is_partly_online is counts


@pytest.mark.parametrize("status", OnlineStatus)
def test_only_implemented_is_online_and_only_partial_partly(status: OnlineStatus) -> None:
    assert record(status=status).is_online is (status is IMPLEMENTED)
    assert record(status=status).is_partly_online is (status is PARTIAL)


@pytest.mark.parametrize(
    ("channels", "is_convenience"), [((), False), (("logo_form",), False), (("counter", "conveni"), True)]
)
def test_convenience_stores_are_told_apart(channels: tuple[str, ...], is_convenience: bool) -> None:
    assert record(channels=channels).is_by_convenience_store is is_convenience


def test_the_codes_are_those_of_the_national_survey() -> None:
    assert {status.value: status.name for status in OnlineStatus} == {
        "1": "IMPLEMENTED",
        "5": "PARTIAL",
        "2": "NOT_IMPLEMENTED",
        "3": "EXEMPT",
        "4": "OTHER",
    }


# Which record is in force: the number of the record on the last of March, April, May and June

CASES = {
    "nothing stated": ([], (None, None, None, None)),
    "since before the baseline date": ([record(1)], (1, 1, 1, 1)),
    "from a day on, that day included": ([record(1, MAY)], (None, None, 1, 1)),
    "until the next begins": ([record(1, APRIL), record(2, JUNE)], (None, 1, 1, 2)),
    "recorded late, for an earlier day": ([record(1, JUNE), record(2, APRIL)], (None, 2, 2, 1)),
    "two on one day: the one recorded last": ([record(1, MAY), record(2, MAY)], (None, None, 2, 2)),
    "two since before the baseline date": ([record(1), record(2)], (2, 2, 2, 2)),
    "a day after since before the baseline date": ([record(1, MAY), record(2)], (2, 2, 1, 1)),
    "awaiting confirmation": ([record(1), unconfirmed(2, MAY)], (1, 1, 1, 1)),
    "corrected: never in force": ([record(1, APRIL), record(2, JUNE, supersedes=1)], (None, None, None, 2)),
    "corrected to an earlier day": ([record(1, JUNE), record(2, APRIL, supersedes=1)], (None, 2, 2, 2)),
    "a correction that awaits confirmation": ([record(1, APRIL), unconfirmed(2, MAY, supersedes=1)], (None, 1, 1, 1)),
    "withdrawn": ([record(1, APRIL), withdrawal(2, 1)], (None, None, None, None)),
    "withdrawn: the one before holds again": (
        [record(1), record(2, MAY), withdrawal(3, 2)],
        (1, 1, 1, 1),
    ),
    "withdrawn, then said again": ([record(1, APRIL), withdrawal(2, 1), record(3, MAY)], (None, None, 3, 3)),
    "the last one of a day withdrawn: the one before it holds": (
        [record(1, MAY), record(2, MAY), withdrawal(3, 2)],
        (None, None, 1, 1),
    ),
    "no longer online": ([record(1, APRIL), record(2, JUNE, NOT)], (None, 1, 1, 2)),
    "a correction corrected before it was confirmed": (
        [record(1, APRIL), unconfirmed(2, MAY, supersedes=1), record(3, JUNE, supersedes=2)],
        (None, None, None, 3),
    ),
    "a correction taken back before it was confirmed": (
        [record(1, APRIL), unconfirmed(2, MAY, supersedes=1), withdrawal(3, 2, confirmed_at=None)],
        (None, 1, 1, 1),
    ),
    "in any order of storage": ([record(3, JUNE), record(1, MAY), record(2, MAY)], (None, None, 2, 3)),
}


@pytest.mark.parametrize(("records", "numbers"), CASES.values(), ids=CASES)
def test_the_record_in_force(records: list[StatusRecord], numbers: tuple[int | None, ...]) -> None:
    month_ends = [date(2024, 3, 31), date(2024, 4, 30), date(2024, 5, 31), date(2024, 6, 30)]
    found = [in_force(records, day) for day in month_ends]
    assert tuple(each and each.number for each in found) == numbers


def test_a_record_holds_from_its_first_day_to_the_eve_of_the_next() -> None:
    records = [record(1, APRIL), record(2, MAY)]
    eve = timedelta(days=1)
    found = [in_force(records, day) for day in (APRIL - eve, APRIL, MAY - eve, MAY)]
    assert [each and each.number for each in found] == [None, 1, 1, 2]


# Since when it is online (オンライン開始日): the number of the record with which that began

ONLINE_FROM = {
    "nothing stated": ([], None),
    "not online": ([record(1, APRIL, NOT)], None),
    "since before the baseline date": ([record(1)], 1),
    "since the first of several of one status": ([record(1, APRIL), record(2, MAY)], 1),
    "since it became wholly online": ([record(1, APRIL, PARTIAL), record(2, MAY)], 2),
    "partly online": ([record(1, APRIL, PARTIAL), record(2, MAY, PARTIAL)], 1),
    "since it came back": ([record(1), record(2, APRIL, NOT), record(3, MAY)], 3),
    "online no longer": ([record(1), record(2, MAY, NOT)], None),
    "online later": ([record(1, JUNE)], None),
    "what comes later does not matter": ([record(1, APRIL), record(2, JUNE, NOT)], 1),
}


@pytest.mark.parametrize(("records", "number"), ONLINE_FROM.values(), ids=ONLINE_FROM)
def test_the_record_with_which_online_began(records: list[StatusRecord], number: int | None) -> None:
    found = online_from(records, MAY)
    assert (found and found.number) == number


# The laws


@given(some.histories())
def test_intervals_are_in_order_without_gap_or_overlap_and_the_last_never_ends(
    records: tuple[StatusRecord, ...],
) -> None:
    intervals = history(records)
    assert all(interval.valid_from < interval.valid_to for interval in intervals)
    assert [interval.valid_to for interval in intervals] == [
        *(interval.valid_from for interval in intervals[1:]),
        *([FOREVER] if intervals else []),
    ]
    for interval in intervals:
        assert interval.valid_from == (interval.record.effective_on or ALWAYS)
        assert interval.record.status is not None


def found_by_hand(records: list[StatusRecord], on: date) -> StatusRecord | None:
    """The rule without intervals: of what had begun by then and stands, the latest; of one day, the last recorded."""
    confirmed = [each for each in records if each.confirmed_at]
    taken_back = [each.supersedes for each in confirmed]
    for each in sorted(records, key=lambda each: -each.number):
        if each.number in taken_back and not each.confirmed_at:  # it was to replace another, but was itself replaced
            taken_back.append(each.supersedes)
    begun = [
        ((each.effective_on or date.min, each.number), each)
        for each in confirmed
        if each.status and each.number not in taken_back and (each.effective_on is None or each.effective_on <= on)
    ]
    return max(begun, key=lambda found: found[0])[1] if begun else None


@given(some.histories(most=8).flatmap(st.permutations))
def test_the_record_in_force_is_the_one_found_by_hand(records: list[StatusRecord]) -> None:
    for day in [date(2000, 1, 1), *some.DAYS, date(2099, 12, 31)]:
        assert in_force(records, day) == found_by_hand(records, day)
