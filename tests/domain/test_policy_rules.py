"""What a policy must hold to, what it would change, and what it says."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.build import policy, procedure, target, volume
from tests.strategies import DAYS, ORGANISATION, catalogues, policies
from tracker.domain.policy import Policy, policy_on
from tracker.domain.policy_effect import cautions, comparison, effect
from tracker.domain.policy_rules import WrongPolicy, check, last_day_of
from tracker.domain.priority import Step
from tracker.domain.procedure import Procedure
from tracker.domain.said_policy import differing, said_by_policy
from tracker.domain.standing import standings

FIRST = policy()
NEXT = date(2027, 4, 1)
TODAY = date(2026, 11, 20)


def found(others: tuple[Policy, ...] = (FIRST,), **overrides: Any) -> list[tuple[str, int | None]]:
    """The fields at which something is wrong."""
    try:
        check(policy(**{"valid_from": NEXT, **overrides}), others)
    except WrongPolicy as wrong:
        return [(finding.field, finding.place) for finding in wrong.findings if finding.ja and finding.en]
    return []


def test_the_wards_policy_can_stand_and_be_carried_on() -> None:
    """A target whose day has passed stays, so that it is said whether it was reached."""
    check(FIRST, [])
    assert found() == []


@pytest.mark.parametrize(
    ("overrides", "fields"),
    [
        ({"valid_from": FIRST.valid_from}, ["valid_from"]),
        ({"threshold": 0}, ["threshold"]),
        ({"threshold": 10**12 + 1}, ["threshold"]),
        ({"step1": (2025, 2024)}, ["step1"]),
        ({"step2": (2029, 2026)}, ["step2"]),
        ({"step2": (2025, 2029)}, ["step2"]),
        ({"total_cases": 0, "total_cases_source": "x"}, ["total_cases"]),
        ({"total_cases": 5}, ["total_cases_source"]),
        ({"total_cases": 5, "total_cases_source": " "}, ["total_cases_source"]),
        ({"total_cases_source": "x"}, ["total_cases"]),
        ({"total_cases": 5, "total_cases_source": "x" * 201}, ["total_cases_source"]),
        ({"step1": (2024, 2024), "step2": (2025, 2025), "threshold": 1, "themes": frozenset(), "targets": ()}, []),
    ],
)
def test_what_is_wrong_is_named(overrides: dict[str, Any], fields: list[str]) -> None:
    assert [field for field, _place in found(**overrides)] == fields


@pytest.mark.parametrize(
    ("share", "due_on", "wording", "fields"),
    [
        ("0.001", NEXT, "約", []),
        ("1", NEXT, "全て", []),
        ("0", NEXT, "なし", ["share"]),
        ("1.001", NEXT, "全て", ["share"]),
        ("0.8225", NEXT, "約８割", ["share"]),
        ("0.8", NEXT, " ", ["wording"]),
        ("0.8", NEXT, "あ" * 51, ["wording"]),
        ("0.8", date(2027, 3, 31), "約８割", ["due_on"]),
        ("0.8", date(2026, 3, 31), "約８割", ["due_on"]),
    ],
)
def test_what_is_wrong_with_a_target_is_named_at_its_place(
    share: str, due_on: date, wording: str, fields: list[str]
) -> None:
    """The last one: the same day as that of a target that is carried over."""
    assert found(targets=(*FIRST.targets, target(share, due_on, wording))) == [(field, 1) for field in fields]


def test_everything_wrong_is_said_at_once() -> None:
    assert len(found(threshold=0, step1=(2025, 2024), targets=(target("0", NEXT, ""),), total_cases=1)) == 5


def test_the_last_day_of_a_policy_is_the_eve_of_the_next() -> None:
    assert last_day_of(FIRST, [policy(valid_from=NEXT)]) == date(2027, 3, 31)
    assert last_day_of(policy(valid_from=NEXT), [FIRST]) is None


# The effect


@pytest.mark.parametrize(
    ("valid_from", "before", "as_of"),
    [
        pytest.param(date(2027, 4, 1), date(2026, 4, 1), TODAY, id="to come: as of today, in place of the last"),
        pytest.param(date(2026, 10, 1), date(2026, 4, 1), TODAY, id="since lately"),
        pytest.param(date(2025, 4, 1), date(2024, 1, 1), date(2026, 3, 31), id="followed by now: its last day"),
        pytest.param(date(2023, 4, 1), date(2024, 1, 1), date(2023, 12, 31), id="before all others"),
    ],
)
def test_what_is_compared_on_which_day(valid_from: date, before: date, as_of: date) -> None:
    known = [FIRST, policy(valid_from=date(2026, 4, 1))]
    compared, day = comparison(policy(valid_from=valid_from), known, known, TODAY)
    assert (compared.valid_from, day) == (before, as_of)


def test_the_day_does_not_lie_ahead_although_another_policy_follows() -> None:
    known = [FIRST, policy(valid_from=NEXT)]
    compared, day = comparison(policy(valid_from=date(2026, 10, 1)), known, known, TODAY)
    assert (compared, day) == (FIRST, TODAY)


def test_only_months_that_are_over_are_said_to_change() -> None:
    later = policy(valid_from=NEXT)
    [caution] = cautions(FIRST, [later], effect([], (), FIRST, FIRST, TODAY), TODAY)
    assert "令和6年1月から令和8年10月まで" in caution.ja


def test_a_correction_is_compared_with_what_it_replaces() -> None:
    compared, day = comparison(policy(threshold=1), [FIRST], [], TODAY)
    assert (compared, day) == (FIRST, TODAY)


@given(catalogue=catalogues(), before=policies(), after=policies(), day=st.sampled_from(DAYS))
def test_the_effect_is_what_the_two_policies_say(
    catalogue: list[Procedure], before: Policy, after: Policy, day: date
) -> None:
    seen = effect(catalogue, ORGANISATION, before, after, day)
    old, new = ({item.procedure.code: item.verdict.step for item in standings(catalogue, each, day)}
                for each in (before, after))  # fmt: skip
    assert {move.procedure.code for move in seen.moves} == {code for code in old if old[code] is not new[code]}
    for step, was, becomes in seen.steps:
        assert (was, becomes) == (list(old.values()).count(step), list(new.values()).count(step))
    rates = [side.coverage.availability_rate_by_cases.share for side in (seen.before, seen.after)]
    if None not in rates:
        assert seen.change_by_cases == rates[1] - rates[0]  # type: ignore[operator]


def test_missing_volumes_of_a_new_base_year_are_counted() -> None:
    """Row 62 of the words: how many of how many."""
    both = procedure("A", volumes=(volume(10, 2022), volume(12, 2024)))
    only_old = [procedure(code, volumes=(volume(10, 2022),)) for code in "BC"]
    only_new = procedure("D", volumes=(volume(10, 2024),))
    never = procedure("E", None)
    after = policy(valid_from=NEXT, base_fiscal_year=2024)
    seen = effect([both, *only_old, only_new, never], (), FIRST, after, TODAY)
    said = [caution.ja for caution in cautions(after, [FIRST], seen, TODAY)]
    assert len(said) == 1
    assert said[0].startswith("令和6年度件数は4手続中2手続が未入力です。")
    assert effect([both], (), FIRST, after, TODAY).missing is None


@pytest.mark.parametrize(
    ("overrides", "fields"),
    [
        ({"valid_from": date(2026, 11, 1)}, []),
        ({"valid_from": date(2026, 10, 31)}, ["valid_from"]),
        ({"valid_from": date(2026, 10, 1)}, ["valid_from"]),
        ({"total_cases": 9, "total_cases_source": "x"}, ["total_cases"]),
        ({"total_cases": 10, "total_cases_source": "x"}, []),
        ({"targets": (target("0.9", NEXT), target("0.8", date(2028, 3, 31)))}, ["targets"]),
    ],
)
def test_what_is_worth_knowing_is_said(overrides: dict[str, Any], fields: list[str]) -> None:
    after = policy(**{"valid_from": NEXT, **overrides})
    seen = effect([procedure("A", 10)], (), FIRST, after, TODAY)
    assert [caution.field for caution in cautions(after, [FIRST], seen, TODAY)] == fields


def test_the_months_that_change_end_where_the_next_policy_begins() -> None:
    later = policy(valid_from=date(2024, 4, 1))
    seen = effect([], (), FIRST, FIRST, TODAY)
    [caution] = cautions(FIRST, [later], seen, TODAY)
    assert "令和6年1月から令和6年3月まで" in caution.ja
    assert "Jan 2024 to Mar 2024" in caution.en


def test_a_lower_threshold_moves_procedures_by_name() -> None:
    few, many = procedure("A", 5_000), procedure("B", 20_000)
    seen = effect([few, many], (), FIRST, policy(valid_from=NEXT, threshold=5_000), TODAY)
    assert [(move.procedure.code, move.before.step, move.after.step) for move in seen.moves] == [
        ("A", Step.TWO, Step.ONE)
    ]


# In words


@given(before=policies(), after=policies())
def test_two_policies_differ_in_words_where_they_differ(before: Policy, after: Policy) -> None:
    """Nothing can be changed that the log would not say."""
    same = [policy_on([each], TODAY) for each in (before, after)]
    alike = [(each.threshold, each.themes, each.step_fiscal_year, each.base_fiscal_year, each.targets,
              each.designation_decides, each.partial, each.exempt) for each in same]  # fmt: skip
    for language in ("ja", "en"):
        assert bool(differing(before, after, language)) == (alike[0] != alike[1])  # type: ignore[arg-type]
        assert len(said_by_policy(before, language)) == 12  # type: ignore[arg-type]


def test_a_target_is_said_with_what_it_is_computed_as() -> None:
    assert said_by_policy(FIRST)["目標"] == "約８割（80％、令和8年3月31日まで）"
    assert said_by_policy(policy(targets=(target("0.825"),)), "en")["Targets"] == "約８割 (82.5% by 31 Mar 2026)"
    assert FIRST.targets[0].share == Fraction(4, 5)
