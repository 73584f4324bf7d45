"""One procedure registered twice: what the one that stays takes over, and what becomes of the figures."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import strategies as some
from tests.build import BASE_YEAR, TODAY, asked, policy, procedure, record, unconfirmed, volume
from tests.people import actor
from tests.strategies import LAST_DAY
from tracker.domain.asking import needs_answer
from tracker.domain.bridge import Bridge, Cause, bridge
from tracker.domain.channels import CHANNELS
from tracker.domain.coverage import counts_online, total
from tracker.domain.errors import Refused
from tracker.domain.fiscal import Period, Precision
from tracker.domain.policy import BASELINE_DATE, Policy
from tracker.domain.procedure import AnnualVolume, Plan, Procedure, Theme
from tracker.domain.snapshot import Snapshot, last_record, take
from tracker.domain.status import OnlineStatus, Scope, in_force
from tracker.domain.uniting import is_united, one_that_stays, taken_over, united

OFFLINE = OnlineStatus.NOT_IMPLEMENTED
OCTOBER = date(2026, 10, 1)
CHANNEL = next(iter(CHANNELS))


def twice(**overrides: Any) -> Procedure:
    return procedure("K-012", **{"name": "健診実績報告書", **overrides})


def stays(**overrides: Any) -> Procedure:
    return procedure("K-006", **{"name": "健(検)診実績報告書", **overrides})


def afterwards(other: Procedure, into: Procedure) -> Procedure:
    return united(other, into, actor())[1]


def test_the_other_one_is_part_of_the_catalogue_on_no_day_and_keeps_what_it_has() -> None:
    other = twice(asked=asked(), records=(record(effective_on=OCTOBER),))
    gone, _ = united(other, stays(), actor())
    assert is_united(gone)
    assert gone == replace(other, abolished_on=other.active_from, merged_into="K-006")
    assert not any(gone.is_active(day) for day in (BASELINE_DATE, OCTOBER, TODAY, date(2099, 1, 1)))
    assert not needs_answer(gone, TODAY)
    assert needs_answer(other, TODAY)


def test_a_merger_on_a_day_is_no_uniting() -> None:
    assert not is_united(twice(abolished_on=OCTOBER, merged_into="K-006"))
    assert not is_united(twice(abolished_on=BASELINE_DATE))


def test_where_it_has_something_it_keeps_it() -> None:
    into = stays(
        volumes=(volume(84_931, online_cases=5),),
        records=(record(effective_on=OCTOBER, status=OFFLINE),),
        themes=(Theme.HEALTH,),
        legal_basis="健康増進法",
        source="一覧",
        note="備考",
        plan=Plan(Period(OCTOBER, Precision.MONTH)),
    )
    other = twice(
        volumes=(volume(1),),
        records=(record(),),
        themes=(Theme.TAX,),
        legal_basis="別の法",
        source="別の一覧",
        note="別の備考",
        plan=Plan(Period(TODAY, Precision.DAY), comment="別の予定"),
    )
    assert afterwards(other, into) == into


def test_where_it_has_nothing_it_takes_it_over() -> None:
    other = twice(
        annual_cases=84_931,
        themes=(Theme.HEALTH,),
        life_events=("医療・健康",),
        national_lists=("59",),
        designated=True,
        legal_basis="健康増進法",
        source="一覧",
        note="備考",
        plan=Plan(Period(OCTOBER, Precision.MONTH), comment="調整中"),
        shared_with=("健康部", "保健予防課"),
        active_from=date(2024, 1, 1),
    )
    found = afterwards(other, stays(volumes=()))
    assert found == replace(other, code="K-006", name="健(検)診実績報告書")


def test_the_division_in_charge_is_not_shared_with_itself() -> None:
    into = stays()
    assert afterwards(twice(shared_with=into.unit), into).shared_with is None


@pytest.mark.parametrize(
    ("own", "others", "expected"),
    [
        (volume(None), volume(100), volume(100)),
        (volume(None, ceiling=9_999), volume(100), volume(100)),
        (volume(None), volume(None, ceiling=9_999), volume(None, ceiling=9_999)),
        (volume(None, ceiling=5_000), volume(None, ceiling=9_999), volume(None, ceiling=5_000)),
        (volume(100), volume(200, online_cases=50), volume(100)),
        (volume(100), volume(100, online_cases=50), volume(100, online_cases=50)),
        (volume(0), volume(100), volume(0)),
    ],
)
def test_counts_are_taken_where_there_are_none(own: AnnualVolume, others: AnnualVolume, expected: AnnualVolume) -> None:
    assert afterwards(twice(volumes=(others,)), stays(volumes=(own,))).volumes == (expected,)


def test_every_year_is_taken_by_itself() -> None:
    own, others = (volume(100),), (volume(7, BASE_YEAR - 1), volume(8), volume(9, BASE_YEAR + 1))
    found = afterwards(twice(volumes=others), stays(volumes=own)).volumes
    assert [(each.fiscal_year, each.annual_cases) for each in found] == [
        (BASE_YEAR - 1, 7),
        (BASE_YEAR, 100),
        (BASE_YEAR + 1, 9),
    ]


def test_a_history_takes_the_place_of_what_only_a_source_without_a_day_says() -> None:
    own = (record(status=OFFLINE),)
    others = (record(1, status=OFFLINE), record(2, OCTOBER), record(3, TODAY, supersedes=2))
    found = afterwards(twice(records=others), stays(records=own)).records
    assert [(each.number, each.supersedes) for each in found] == [(1, None), (2, None), (3, None), (4, 3)]
    last = in_force(found, TODAY)
    assert last is not None
    assert last.status is OnlineStatus.IMPLEMENTED


def test_a_history_that_says_nothing_new_is_not_taken() -> None:
    own = (record(status=OFFLINE),)
    assert afterwards(twice(records=own), stays(records=own)).records == own
    assert afterwards(twice(records=own), stays()).records == ()


def test_a_record_is_completed_by_what_its_double_says() -> None:
    own = (record(effective_on=OCTOBER, url="https://example.jp/a"),)
    others = (record(effective_on=TODAY, scope=Scope.APPLICATION, channels=(CHANNEL,), url="https://example.jp/b"),)
    *kept, completed = afterwards(twice(records=others), stays(records=own)).records
    assert tuple(kept) == own
    assert (completed.effective_on, completed.supersedes, completed.reason) == (
        OCTOBER,
        1,
        "重複した手続の統合による補記",
    )
    assert (completed.scope, completed.channels, completed.url) == (
        Scope.APPLICATION,
        (CHANNEL,),
        "https://example.jp/a",
    )
    assert completed.confirmed_by == actor().who


@pytest.mark.parametrize(
    ("other", "into"),
    [
        (stays(), stays()),
        (twice(abolished_on=OCTOBER), stays()),
        (twice(), stays(abolished_on=OCTOBER)),
        (twice(records=(unconfirmed(effective_on=OCTOBER),)), stays()),
    ],
)
def test_what_cannot_be_united_is_refused(other: Procedure, into: Procedure) -> None:
    with pytest.raises(Refused):
        united(other, into, actor())


def test_who_was_united_on_and_on_leads_to_the_last() -> None:
    first, _ = united(procedure("K-1"), procedure("K-2"), actor())
    second, _ = united(procedure("K-2"), procedure("K-3"), actor())
    by_key = {"k-1": first, "k-2": second, "k-3": procedure("K-3")}
    assert one_that_stays(first, by_key).code == "K-3"
    assert one_that_stays(by_key["k-3"], by_key).code == "K-3"
    circle = replace(second, merged_into="K-1")
    assert one_that_stays(first, by_key | {"k-2": circle}).code in ("K-1", "K-2")


def moved(before: Procedure, other: Procedure, rule: Policy | None = None) -> Bridge:
    """The bridge from both to the one that stays."""
    gone, after = united(other, before, actor())
    return bridge(*(take(each, rule or policy(), (), TODAY) for each in ([before, other], [after, gone])), [gone])


def test_the_bridge_says_that_it_was_registered_twice_and_nothing_else() -> None:
    found = moved(stays(volumes=()), twice(annual_cases=84_931, online=True))
    (line,) = found.lines
    assert (line.cause, line.change.procedures, line.change.known_cases) == (Cause.UNITED, -1, 0)
    parts = {part.code: (part.change.online_cases, part.merged_into and part.merged_into.code) for part in line.parts}
    assert parts == {"K-012": (-84_931, "K-006"), "K-006": (84_931, None)}


def test_a_procedure_counted_twice_leaves_the_figures_once() -> None:
    found = moved(stays(annual_cases=100), twice(annual_cases=100, online=True))
    (line,) = found.lines
    assert (line.cause, line.change.known_cases, line.change.online_cases) == (Cause.UNITED, -100, 0)


def test_what_was_changed_besides_stands_under_its_own_cause() -> None:
    before, other = stays(volumes=()), twice(annual_cases=100)
    gone, after = united(other, before, actor())
    after = replace(after, volumes=(volume(150),), records=(record(effective_on=OCTOBER),))
    old, new = (take(each, policy(), (), TODAY) for each in ([before, other], [after, gone]))
    changes = {
        line.cause: (line.change.known_cases, line.change.online_cases) for line in bridge(old, new, [gone]).lines
    }
    assert changes == {Cause.UNITED: (0, 0), Cause.VOLUMES: (50, 0), Cause.ONLINE: (0, 150)}


def test_what_stays_may_be_newer_than_the_last_closing() -> None:
    gone, after = united(twice(annual_cases=100), stays(volumes=()), actor())
    old, new = (take(each, policy(), (), TODAY) for each in ([twice(annual_cases=100)], [after]))
    assert [line.cause for line in bridge(old, new, [gone]).lines] == [Cause.UNITED, Cause.ADDED]


@st.composite
def unitings(draw: st.DrawFn) -> tuple[Snapshot, Snapshot, list[Procedure]]:
    """A catalogue in which some turned out to be registered twice, some of them three times."""
    catalogue, rule = draw(some.catalogues()), draw(some.policies())
    before = take(catalogue, rule, (), LAST_DAY)
    remaining = [item for item in catalogue if item.abolished_on is None]
    ended = [item for item in catalogue if item.abolished_on is not None]
    for _ in range(draw(st.integers(0, 2))):
        if len(remaining) < 2:
            break
        first, second = draw(st.lists(st.sampled_from(remaining), min_size=2, max_size=2, unique_by=lambda x: x.code))
        gone = replace(second, abolished_on=second.active_from, merged_into=first.code)
        remaining = [taken_over(first, second, LAST_DAY, actor()) if item is first else item for item in remaining]
        remaining = [item for item in remaining if item is not second]
        ended.append(gone)
    return before, take(remaining, rule, (), LAST_DAY), ended


@given(unitings())
def test_whatever_is_united_the_bridge_adds_up(case: tuple[Snapshot, Snapshot, list[Procedure]]) -> None:
    found = bridge(*case)
    assert total(line.change for line in found.lines) + case[0].coverage == case[1].coverage
    assert Cause.ABOLISHED not in {line.cause for line in found.lines}


@given(some.procedures("K-1"), some.procedures("K-2"), some.policies())
def test_nothing_is_online_that_neither_was(one: Procedure, other: Procedure, rule: Policy) -> None:
    """Completing a record may end that it counts, never begin it by anything but what the double says."""
    after = take([taken_over(one, other, LAST_DAY)], rule, (), LAST_DAY).procedures
    before = take([one, other], rule, (), LAST_DAY).procedures
    if any(counts_online(last_record(item), rule) for item in after):
        assert any(counts_online(last_record(item), rule) for item in before)
