"""Data checks: what is found about a procedure, at the borders of every rule."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.build import TODAY, policy, procedure, record, unconfirmed, volume
from tracker.domain.findings import Check, Finding, Severity
from tracker.domain.fiscal import Period, Precision
from tracker.domain.inspection import inspect
from tracker.domain.labels import UNKNOWN
from tracker.domain.policy import ExemptTreatment
from tracker.domain.procedure import AnnualVolume, Barrier, Plan, Procedure, Theme, VolumeBasis
from tracker.domain.said_findings import found, to_do
from tracker.domain.status import OnlineStatus, Scope

OFFLINE = record(1, None, OnlineStatus.NOT_IMPLEMENTED)
EXEMPT = record(1, None, OnlineStatus.EXEMPT)
SEVERE, CHECKED, NOTED = Severity


def years(*cases: int | None, last: int = 2025, **fields: Any) -> tuple[AnnualVolume, ...]:
    """Counts of successive years, the last of which is ``last``."""
    return tuple(volume(count, last - place, **fields) for place, count in enumerate(reversed(cases)))[::-1]


def stated(*volumes: AnnualVolume, **fields: Any) -> Procedure:
    """A procedure that is not online, with these volumes."""
    return procedure(**{"records": (OFFLINE,), "volumes": volumes, **fields})


def of(check: Check, item: Procedure, today: date = TODAY, **rules: Any) -> list[Finding]:
    return [finding for finding in inspect(item, policy(**rules), today) if finding.check is check]


def severities(check: Check, item: Procedure, today: date = TODAY, **rules: Any) -> list[Severity]:
    return [finding.severity for finding in of(check, item, today, **rules)]


def test_nothing_is_found_about_a_procedure_that_is_in_order() -> None:
    assert inspect(stated(volume(1_000)), policy(), TODAY) == ()


@pytest.mark.parametrize("active", [{"active_from": date(2027, 1, 1)}, {"abolished_on": TODAY}])
def test_nothing_is_found_about_a_procedure_that_is_not_there_today(active: dict[str, Any]) -> None:
    assert inspect(procedure(volumes=(), **active), policy(), TODAY) == ()


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (2_100, 21_000, []),
        (2_100, 21_001, [CHECKED]),
        (21_000, 2_100, []),
        (21_001, 2_100, [CHECKED]),
        (9, 91, [NOTED]),
        (9, 99, [NOTED]),
        (9, 100, [CHECKED]),
        (0, 0, []),
        (0, 1, [NOTED]),
        (0, 500, [CHECKED]),
        (500, 0, [CHECKED]),
        (None, 50_000, []),
        (50_000, None, []),
    ],
)
def test_a_change_of_more_than_tenfold_either_way(
    before: int | None, after: int | None, expected: Sequence[Severity]
) -> None:
    assert severities(Check.LEAP, stated(*years(before, after))) == expected


def test_a_year_that_is_not_counted_is_passed_over_when_years_are_compared() -> None:
    (leap,) = of(Check.LEAP, stated(*years(2_000, None, 30_000)))
    assert (leap.fiscal_year, leap.facts) == (2025, (2023, 2_000, 30_000))
    assert found(leap) == "令和7年度の件数が、令和5年度の10倍を超えています（2,000件 → 30,000件）。"


def test_each_leap_is_found_whatever_the_order_of_the_volumes() -> None:
    leaps = of(Check.LEAP, stated(*reversed(years(100, 5_000, 200))))
    assert [(leap.fiscal_year, leap.seen) for leap in leaps] == [
        (2024, "2024:2023:100:5000"),
        (2025, "2025:2024:5000:200"),
    ]


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((700, 700, 700), []),
        ((700, 700, 700, 700), [CHECKED]),
        ((1, 700, 700, 700, 700, 700), [CHECKED]),
        ((700, 700, 700, 700, 701), []),
        ((700, 701, 700, 700, 700), []),
        ((700, None, 700, 700, 700), []),
        ((99, 99, 99, 99), [NOTED]),
        ((100, 100, 100, 100), [CHECKED]),
        ((0, 0, 0, 0), [NOTED]),
        ((None, None, None, None), []),
    ],
)
def test_the_same_count_for_four_years_in_a_row(counts: Sequence[int | None], expected: Sequence[Severity]) -> None:
    assert severities(Check.UNCHANGED, stated(*years(*counts))) == expected


def test_a_year_without_a_volume_breaks_the_row() -> None:
    with_a_gap = [each for each in years(700, 700, 700, 700, 700) if each.fiscal_year != 2023]
    assert of(Check.UNCHANGED, stated(*with_a_gap)) == []


@pytest.mark.parametrize(
    ("went_online", "scope", "online_cases", "expected"),
    [
        (date(2025, 4, 1), Scope.APPLICATION, 0, [CHECKED]),
        (date(2025, 4, 2), Scope.APPLICATION, 0, []),
        (date(2025, 4, 1), Scope.BOOKING, 0, []),
        (date(2025, 4, 1), None, 0, [CHECKED]),
        (date(2025, 4, 1), Scope.END_TO_END, 1, []),
        (date(2025, 4, 1), Scope.END_TO_END, None, []),
    ],
)
def test_online_and_not_one_online_case_in_a_year_that_began_afterwards(
    went_online: date, scope: Scope | None, online_cases: int | None, expected: Sequence[Severity]
) -> None:
    item = stated(volume(500, 2025, online_cases=online_cases), records=(OFFLINE, record(2, went_online, scope=scope)))
    assert severities(Check.UNUSED, item) == expected


def test_since_before_the_catalogue_is_since_the_catalogue_began() -> None:
    """A tick of January 2024 says nothing of the year 2022."""
    unused = {year: stated(volume(500, year, online_cases=0), records=(record(),)) for year in (2022, 2023, 2024)}
    assert [year for year, item in unused.items() if of(Check.UNUSED, item)] == [2024]


def test_being_online_counts_from_its_last_beginning() -> None:
    records = (record(1, date(2024, 4, 1)), record(2, date(2025, 5, 1), OnlineStatus.NOT_IMPLEMENTED))
    item = stated(volume(500, 2025, online_cases=0), records=(*records, record(3, date(2025, 6, 1))))
    assert of(Check.UNUSED, item) == []
    assert severities(Check.UNUSED, replace(item, records=item.records[:1])) == [CHECKED]


def test_only_the_newest_year_with_online_cases_counts_and_none_without_cases() -> None:
    older, newer = volume(500, 2024, online_cases=0), volume(500, 2025, online_cases=3)
    assert of(Check.UNUSED, stated(older, newer, records=(record(),))) == []
    assert of(Check.UNUSED, stated(volume(0, 2025, online_cases=0), records=(record(),))) == []


@pytest.mark.parametrize(
    ("counts", "records", "expected"),
    [
        ((0,), (record(),), [CHECKED]),
        ((5, 0), (record(),), [CHECKED]),
        ((0, 5), (record(),), []),
        ((0, None), (record(),), [CHECKED]),
        ((None,), (record(),), []),
        ((0,), (OFFLINE,), []),
        ((0,), (unconfirmed(),), []),
    ],
)
def test_online_with_no_cases_at_all(counts: Sequence[int | None], records: Any, expected: Sequence[Severity]) -> None:
    assert severities(Check.NO_CASES, stated(*years(*counts), records=records)) == expected


@pytest.mark.parametrize(
    ("records", "online_cases", "expected"),
    [
        ((OFFLINE,), 300, [CHECKED]),
        ((OFFLINE,), 0, []),
        ((OFFLINE,), None, []),
        ((), 300, [CHECKED]),
        ((record(),), 300, []),
        ((record(1, None, OnlineStatus.PARTIAL),), 300, []),
        ((record(1, None, scope=Scope.INFORMATION),), 300, [CHECKED]),
        ((OFFLINE, record(2, date(2026, 3, 31))), 300, []),
        ((OFFLINE, record(2, date(2026, 4, 1))), 300, [CHECKED]),
        ((record(), record(2, date(2025, 4, 2), OnlineStatus.NOT_IMPLEMENTED)), 300, []),
        ((record(), record(2, date(2025, 4, 1), OnlineStatus.NOT_IMPLEMENTED)), 300, [CHECKED]),
        ((unconfirmed(),), 300, [CHECKED]),
    ],
)
def test_online_cases_of_a_year_in_which_it_was_never_online(
    records: Any, online_cases: int | None, expected: Sequence[Severity]
) -> None:
    item = stated(volume(500, 2025, online_cases=online_cases), records=records)
    assert severities(Check.ONLINE_CASES_OFFLINE, item) == expected


def test_online_cases_without_a_total_contradict_each_other() -> None:
    assert severities(Check.ONLINE_WITHOUT_TOTAL, stated(volume(None, online_cases=0))) == [SEVERE]
    assert of(Check.ONLINE_WITHOUT_TOTAL, stated(volume(None), volume(5, 2023, online_cases=5))) == []


@pytest.mark.parametrize(
    ("cases", "expected"),
    [(8_999, []), (9_000, [NOTED]), (9_999, [NOTED]), (10_000, [NOTED]), (11_000, [NOTED]), (11_001, []), (None, [])],
)
def test_a_count_within_a_tenth_of_the_threshold_decides_the_step(
    cases: int | None, expected: Sequence[Severity]
) -> None:
    assert severities(Check.STEP_DECIDED, stated(volume(cases))) == expected


def test_near_is_near_the_threshold_of_the_policy_in_the_year_that_decides() -> None:
    item = stated(volume(10_000), volume(500, 2025))
    assert of(Check.STEP_DECIDED, item, threshold=500) == []
    assert severities(Check.STEP_DECIDED, item, threshold=500, step_fiscal_year=2025) == [NOTED]


def test_what_is_not_final_near_the_threshold_is_to_be_checked() -> None:
    (finding,) = of(Check.STEP_DECIDED, stated(volume(10_000, basis=VolumeBasis.APPROXIMATE)))
    assert finding.severity is CHECKED
    assert "（10,000件、概数）は基準の10,000件以上ですが" in found(finding)


def test_a_theme_that_goes_first_leaves_nothing_for_the_count_to_decide() -> None:
    assert of(Check.STEP_DECIDED, stated(volume(10_000), themes=(Theme.TAX, Theme.EDUCATION))) == []
    designated = stated(volume(10_000), designated=True)
    assert of(Check.STEP_DECIDED, designated)
    assert of(Check.STEP_DECIDED, designated, designation_decides=True) == []


@pytest.mark.parametrize(
    ("ceiling", "records", "expected"),
    [
        (None, (OFFLINE,), [CHECKED]),
        (9_999, (OFFLINE,), [NOTED]),
        (0, (OFFLINE,), [NOTED]),
        (None, (EXEMPT,), [CHECKED]),
    ],
)
def test_not_counted_for_the_base_year(ceiling: int | None, records: Any, expected: Sequence[Severity]) -> None:
    item = stated(volume(None, ceiling=ceiling), records=records, legal_basis="法第1条")
    assert severities(Check.NOT_COUNTED, item) == expected


def test_what_is_in_no_figure_need_not_be_counted() -> None:
    item = stated(records=(EXEMPT,), legal_basis="法第1条")
    assert severities(Check.NOT_COUNTED, item) == [CHECKED]
    assert of(Check.NOT_COUNTED, item, exempt=ExemptTreatment.LEFT_OUT) == []


def test_a_count_of_zero_is_counted() -> None:
    assert of(Check.NOT_COUNTED, stated(volume(0))) == []


@pytest.mark.parametrize(
    ("basis", "today", "expected"),
    [
        (VolumeBasis.EXPECTED, date(2026, 7, 31), []),
        (VolumeBasis.EXPECTED, date(2026, 8, 1), [CHECKED]),
        (VolumeBasis.PRELIMINARY, date(2026, 8, 1), [CHECKED]),
        (VolumeBasis.APPROXIMATE, date(2026, 8, 1), []),
        (VolumeBasis.FINAL, date(2026, 8, 1), []),
    ],
)
def test_a_count_of_a_past_year_that_nobody_made_final(
    basis: VolumeBasis, today: date, expected: Sequence[Severity]
) -> None:
    assert severities(Check.NOT_FINAL, stated(volume(500, 2025, basis=basis)), today) == expected
    assert of(Check.NOT_FINAL, stated(volume(None, 2025, basis=basis)), today) == []


def test_an_exemption_without_its_law_is_to_be_corrected() -> None:
    assert severities(Check.EXEMPT_WITHOUT_BASIS, stated(records=(EXEMPT,), legal_basis="　")) == [SEVERE]
    assert of(Check.EXEMPT_WITHOUT_BASIS, stated(records=(EXEMPT,), legal_basis="法第1条")) == []
    assert of(Check.EXEMPT_WITHOUT_BASIS, stated(legal_basis="")) == []


def test_nothing_stated_yet() -> None:
    assert severities(Check.NOTHING_STATED, stated(records=())) == [CHECKED]
    assert severities(Check.NOTHING_STATED, stated(records=(unconfirmed(),))) == [CHECKED]
    assert of(Check.NOTHING_STATED, stated()) == []


PLANNED = Plan(Period(date(2027, 4, 1), Precision.FISCAL_YEAR))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"themes": (Theme.EDUCATION,)}, [CHECKED]),
        ({"designated": True}, [CHECKED]),
        ({"volumes": (volume(10_000),)}, [CHECKED]),
        ({"volumes": (volume(9_999),)}, []),
        ({"volumes": (volume(None),)}, []),
        ({"designated": True, "plan": PLANNED}, []),
        ({"designated": True, "plan": Plan(barrier=Barrier.NO_SYSTEM)}, []),
        ({"designated": True, "plan": Plan(barrier=Barrier.PLANNED)}, [CHECKED]),
        ({"designated": True, "records": (record(),)}, []),
        ({"designated": True, "records": (record(1, None, OnlineStatus.PARTIAL),)}, [CHECKED]),
        ({"designated": True, "records": (EXEMPT,)}, []),
        ({"designated": True, "records": (OFFLINE, unconfirmed(2, date(2026, 10, 1)))}, []),
    ],
)
def test_what_goes_first_needs_a_time_or_a_reason(fields: dict[str, Any], expected: Sequence[Severity]) -> None:
    assert severities(Check.NOTHING_PLANNED, stated(**{"volumes": (volume(500),), **fields})) == expected


@pytest.mark.parametrize(
    ("begins", "expected"),
    [
        (TODAY, []),
        (date(2026, 11, 21), [NOTED]),
        (date(2028, 3, 31), [NOTED]),
        (date(2028, 4, 1), [CHECKED]),
    ],
)
def test_a_confirmed_start_that_is_still_to_come(begins: date, expected: Sequence[Severity]) -> None:
    assert severities(Check.STARTS_LATER, stated(records=(OFFLINE, record(2, begins)))) == expected


def test_a_finding_is_another_one_with_other_values() -> None:
    (before,) = of(Check.LEAP, stated(*years(100, 5_000)))
    (after,) = of(Check.LEAP, stated(*years(100, 5_001)))
    assert before.seen != after.seen
    assert len(before.seen) <= 200


EVERY = {
    Check.EXEMPT_WITHOUT_BASIS: stated(records=(EXEMPT,)),
    Check.ONLINE_WITHOUT_TOTAL: stated(volume(None, online_cases=1)),
    Check.LEAP: stated(*years(5_000, 100)),
    Check.UNCHANGED: stated(*years(1, 1, 1, 1)),
    Check.UNUSED: stated(volume(1, 2025, online_cases=0), records=(record(),)),
    Check.NO_CASES: stated(volume(0, 2025), records=(record(),)),
    Check.ONLINE_CASES_OFFLINE: stated(volume(1, 2025, online_cases=1)),
    Check.NOT_FINAL: stated(volume(1, 2024, basis=VolumeBasis.EXPECTED)),
    Check.NOT_COUNTED: stated(volume(None, ceiling=9_999)),
    Check.NOTHING_STATED: stated(records=()),
    Check.NOTHING_PLANNED: stated(designated=True),
    Check.STEP_DECIDED: stated(volume(9_999)),
    Check.STARTS_LATER: stated(records=(OFFLINE, record(2, date(2027, 4, 1)))),
}


@pytest.mark.parametrize("check", Check)
def test_every_finding_is_said_in_both_languages_with_what_to_do(check: Check) -> None:
    (finding,) = of(check, EVERY[check])
    for say in (found, to_do):
        ja, en = say(finding), say(finding, "en")
        assert ja.endswith("。")
        assert en.endswith(".")
        assert en.isascii() or set(en) <= {*"“”→", *map(chr, range(128))}
        assert UNKNOWN not in ja + en
