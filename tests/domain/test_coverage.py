"""How much is online: what one procedure adds to each count, and the laws of sums, of change and of bounds."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests import strategies as some
from tests.build import policy, procedure, record, volume
from tracker.domain.coverage import MEASURES, NOTHING, Coverage, Rate, cover, timeline, total
from tracker.domain.policy import ExemptTreatment, PartialTreatment, Policy
from tracker.domain.procedure import AnnualVolume, Procedure
from tracker.domain.status import OnlineStatus, Scope, StatusRecord, in_force

ONLINE, OFFLINE = record(), record(status=OnlineStatus.NOT_IMPLEMENTED)
PARTLY, EXEMPT = record(status=OnlineStatus.PARTIAL), record(status=OnlineStatus.EXEMPT)
BY_STORE = record(channels=("conveni",))
PARTIAL_COUNTS = policy(partial=PartialTreatment.COUNTED_WHOLE)
EXEMPT_LEAVES = policy(exempt=ExemptTreatment.LEFT_OUT)


def covers(item: Procedure, rule: Policy, on: date) -> Coverage:
    """What a procedure contributes on a day, read off its records directly."""
    return cover(item, in_force(item.records, on), rule) if item.is_active(on) else NOTHING


# What one procedure adds

CASES = {
    "nothing stated": (None, volume(500), policy(), {"procedures": 1, "known_cases": 500}),
    "not online": (OFFLINE, volume(500), policy(), {"procedures": 1, "known_cases": 500}),
    "online": (
        ONLINE,
        volume(500),
        policy(),
        {"procedures": 1, "online_procedures": 1, "known_cases": 500, "online_cases": 500},
    ),
    "online up to booking only": (
        record(scope=Scope.BOOKING),
        volume(500),
        policy(),
        {"procedures": 1, "known_cases": 500},
    ),
    "zero cases are counted": (
        ONLINE,
        volume(0),
        policy(),
        {"procedures": 1, "online_procedures": 1},
    ),
    "by convenience store": (
        BY_STORE,
        volume(500),
        policy(),
        {
            "procedures": 1,
            "online_procedures": 1,
            "convenience_procedures": 1,
            "known_cases": 500,
            "online_cases": 500,
            "convenience_cases": 500,
        },
    ),
    "by convenience store, but not yet": (
        record(status=OnlineStatus.NOT_IMPLEMENTED, channels=("conveni",)),
        volume(500),
        policy(),
        {"procedures": 1, "known_cases": 500},
    ),
    "partly online": (
        PARTLY,
        volume(500),
        policy(),
        {"procedures": 1, "partly_online_procedures": 1, "known_cases": 500, "partly_online_cases": 500},
    ),
    "partly online by convenience store": (
        record(status=OnlineStatus.PARTIAL, channels=("conveni",)),
        volume(500),
        policy(),
        {
            "procedures": 1,
            "partly_online_procedures": 1,
            "known_cases": 500,
            "partly_online_cases": 500,
            "partly_convenience_cases": 500,
        },
    ),
    "partly online where that counts": (
        PARTLY,
        volume(500),
        PARTIAL_COUNTS,
        {"procedures": 1, "online_procedures": 1, "known_cases": 500, "online_cases": 500},
    ),
    "exempt": (EXEMPT, volume(500), policy(), {"procedures": 1, "known_cases": 500}),
    "exempt where that leaves the base": (EXEMPT, volume(500), EXEMPT_LEAVES, {}),
    "use known, online": (
        ONLINE,
        volume(500, online_cases=200),
        policy(),
        {
            "procedures": 1,
            "online_procedures": 1,
            "known_cases": 500,
            "online_cases": 500,
            "used_cases": 500,
            "used_online": 200,
            "enabled_cases": 500,
            "enabled_online": 200,
        },
    ),
    "use known to be none, not online": (
        OFFLINE,
        volume(500, online_cases=0),
        policy(),
        {"procedures": 1, "known_cases": 500, "used_cases": 500},
    ),
    "use known without the total": (
        OFFLINE,
        volume(None, online_cases=10),
        policy(),
        {"procedures": 1, "uncounted": 1, "without_ceiling_offline": 1},
    ),
    "not counted, no ceiling, online": (
        ONLINE,
        volume(None),
        policy(),
        {"procedures": 1, "online_procedures": 1, "uncounted": 1, "without_ceiling_online": 1},
    ),
    "not counted, a ceiling, online": (
        ONLINE,
        volume(None, ceiling=9_999),
        policy(),
        {"procedures": 1, "online_procedures": 1, "uncounted": 1, "ceiling_online": 9_999},
    ),
    "not counted, a ceiling, not online": (
        OFFLINE,
        volume(None, ceiling=9_999),
        policy(),
        {"procedures": 1, "uncounted": 1, "ceiling_offline": 9_999},
    ),
    "not counted, a ceiling of zero": (OFFLINE, volume(None, ceiling=0), policy(), {"procedures": 1, "uncounted": 1}),
    "counted in another year only": (
        ONLINE,
        volume(500, 2023),
        policy(),
        {"procedures": 1, "online_procedures": 1, "uncounted": 1, "without_ceiling_online": 1},
    ),
}


@pytest.mark.parametrize(("standing", "counted", "rule", "counts"), CASES.values(), ids=CASES)
def test_what_one_procedure_adds(
    standing: StatusRecord | None, counted: AnnualVolume, rule: Policy, counts: dict[str, int]
) -> None:
    assert cover(procedure(volumes=(counted,)), standing, rule) == Coverage(**counts)


# The rates, by hand

WARD = Coverage(
    procedures=54,
    online_procedures=7,
    uncounted=28,
    known_cases=1_824_178,
    online_cases=989_181,
    partly_online_cases=100,
    convenience_cases=242_000,
    used_cases=1_000,
    used_online=400,
    enabled_cases=800,
    enabled_online=400,
)


def test_each_rate_has_its_own_base() -> None:
    assert WARD.availability_rate_by_cases == Rate(989_181, 1_824_178)
    assert WARD.availability_rate_by_procedures == Rate(7, 54)
    assert WARD.usage_rate_all == Rate(400, 1_000)
    assert WARD.usage_rate_enabled == Rate(400, 800)
    assert WARD.rate_with_partial == Rate(989_281, 1_824_178)
    assert WARD.rate_without_convenience == Rate(747_181, 1_824_178)
    assert WARD.counted_procedures == 26


def test_a_share_is_exact_and_there_is_none_of_nothing() -> None:
    assert Rate(1, 3).share == Fraction(1, 3)
    assert Rate(0, 0).share is None
    assert NOTHING.availability_rate_by_cases.share is None
    assert not NOTHING.reaches(Fraction(0))


@pytest.mark.parametrize(
    ("online", "known", "needed", "reached"),
    [
        (989_181, 1_824_178, 470_162, False),
        (79_960, 100_000, 40, False),
        (79_999, 100_000, 1, False),
        (80_000, 100_000, 0, True),
        (100_000, 100_000, 0, True),
        (0, 1, 1, False),
        (2, 3, 1, False),
    ],
)
def test_the_target_is_judged_on_exact_values(online: int, known: int, needed: int, reached: bool) -> None:
    coverage = Coverage(known_cases=known, online_cases=online)
    assert coverage.cases_needed(Fraction(8, 10)) == needed
    assert coverage.reaches(Fraction(8, 10)) is reached


@given(st.integers(0, 10**7), st.integers(1, 10**7), some.shares)
def test_the_cases_needed_reach_the_target_and_one_fewer_does_not(online: int, rest: int, target: Fraction) -> None:
    coverage = Coverage(known_cases=online + rest, online_cases=online)
    needed = coverage.cases_needed(target)
    assert (coverage + Coverage(online_cases=needed)).reaches(target)
    assert needed == 0 or not (coverage + Coverage(online_cases=needed - 1)).reaches(target)


# Sums


@given(some.catalogues(), some.catalogues(), some.policies(), some.days)
def test_the_coverage_of_a_union_is_the_sum(
    some_part: list[Procedure], other_part: list[Procedure], rule: Policy, on: date
) -> None:
    parts = [[covers(item, rule, on) for item in part] for part in (some_part, other_part)]
    assert total(parts[0] + parts[1]) == total(parts[0]) + total(parts[1])
    assert total(parts[0] + parts[1]) - total(parts[1]) == total(parts[0])


@given(some.catalogues(), some.policies(), some.days)
def test_every_count_is_the_sum_of_the_counts(catalogue: list[Procedure], rule: Policy, on: date) -> None:
    parts = [covers(item, rule, on) for item in catalogue]
    for name in MEASURES:
        assert getattr(total(parts), name) == sum(getattr(part, name) for part in parts), name


@given(some.procedures(), some.policies(), some.days)
def test_a_part_is_never_more_than_its_whole(item: Procedure, rule: Policy, on: date) -> None:
    found = covers(item, rule, on)
    assert min(getattr(found, name) for name in MEASURES) >= 0
    assert found.procedures <= 1
    assert found.convenience_procedures <= found.online_procedures
    assert found.online_procedures + found.partly_online_procedures <= found.procedures
    assert found.convenience_cases <= found.online_cases
    assert found.partly_convenience_cases <= found.partly_online_cases
    assert found.online_cases + found.partly_online_cases <= found.known_cases
    assert found.used_online <= found.used_cases <= found.known_cases
    assert found.enabled_online <= found.enabled_cases <= found.used_cases
    assert found.enabled_cases <= found.online_cases


# Marking a procedure online


@given(some.catalogues(), some.policies(), some.days, st.data())
def test_marking_a_procedure_online_never_lowers_coverage_and_raises_it_by_its_cases(
    catalogue: list[Procedure], rule: Policy, on: date, data: st.DataObject
) -> None:
    active = [item for item in catalogue if item.is_active(on)]
    assume(active)
    chosen = data.draw(st.sampled_from(active))
    mark = record(len(chosen.records) + 1, on, channels=data.draw(st.sampled_from([(), ("logo_form",), ("conveni",)])))
    marked = replace(chosen, records=(*chosen.records, mark))
    before = total(covers(item, rule, on) for item in active)
    after = total(covers(marked if item is chosen else item, rule, on) for item in active)

    own = covers(chosen, rule, on)
    cases = chosen.volume_of(rule.base_fiscal_year).annual_cases or 0
    assert after.online_cases == before.online_cases + (0 if own.online_procedures else cases)
    assert after.online_procedures == before.online_procedures + (0 if own.online_procedures else 1)
    if own.procedures:
        assert (after.known_cases, after.procedures) == (before.known_cases, before.procedures)
    for rate in ("availability_rate_by_cases", "availability_rate_by_procedures"):
        old, new = getattr(before, rate).share, getattr(after, rate).share
        assert old is None or new >= old, rate


# Over time


@given(some.procedures(), some.policies())
def test_the_timeline_summed_up_to_a_day_is_the_coverage_of_that_day(item: Procedure, rule: Policy) -> None:
    changes = timeline(item, rule)
    for day in [date(2000, 1, 1), *some.DAYS, date(2099, 12, 31)]:
        assert total(change for changed_on, change in changes if changed_on <= day) == covers(item, rule, day)


@given(some.procedures(), some.policies())
def test_the_timeline_has_one_real_change_a_day_in_order(item: Procedure, rule: Policy) -> None:
    changes = timeline(item, rule)
    days = [day for day, _ in changes]
    assert days == sorted(set(days))
    assert NOTHING not in [change for _, change in changes]


def test_a_timeline_from_before_the_first_day_to_abolition() -> None:
    april, may, june, july = (date(2024, month, 1) for month in (4, 5, 6, 7))
    item = procedure(
        annual_cases=500,
        active_from=may,
        abolished_on=july,
        records=(record(1, april, OFFLINE.status), record(2, june)),
    )
    there = Coverage(procedures=1, known_cases=500)
    online = Coverage(online_procedures=1, online_cases=500)
    assert timeline(item, policy()) == [(may, there), (june, online), (july, NOTHING - there - online)]


@pytest.mark.parametrize("abolished_on", [date(2024, 3, 1), date(2024, 4, 1)])
def test_what_is_abolished_before_it_begins_was_never_there(abolished_on: date) -> None:
    item = procedure(online=True, active_from=date(2024, 4, 1), abolished_on=abolished_on)
    assert timeline(item, policy()) == []


@pytest.mark.parametrize(
    ("online", "known", "distance"),
    [
        (542, 1_000, Fraction(258, 1_000)),
        (900, 1_000, Fraction(-1, 10)),
        (7_996, 10_000, Fraction(4, 10_000)),
        (0, 0, None),
    ],
)
def test_the_distance_to_a_target_is_exact(online: int, known: int, distance: Fraction | None) -> None:
    assert Coverage(known_cases=known, online_cases=online).distance_to(Fraction(8, 10)) == distance
