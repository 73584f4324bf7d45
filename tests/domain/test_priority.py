"""The STEP rule: its two criteria, what is undecided, the reasons in words, and the order of the to-do list."""

from typing import Any

import pytest
from hypothesis import given

from tests import strategies as some
from tests.build import policy, procedure, volume
from tracker.domain.labels import reason_text
from tracker.domain.policy import Policy
from tracker.domain.priority import ReasonKind, Step, judge, order_key
from tracker.domain.procedure import Procedure, Theme

CHILD, EDUCATION, TAX = Theme.CHILD_REARING, Theme.EDUCATION, Theme.TAX


def uncounted(ceiling: int | None = None, **overrides: Any) -> Procedure:
    return procedure(volumes=(volume(None, ceiling=ceiling),), **overrides)


DESIGNATION_DECIDES = policy(designation_decides=True)
CASES = {
    "well above the threshold": (
        procedure(annual_cases=284_125),
        policy(),
        Step.ONE,
        ["年間284,125件（基準10,000件以上）"],
        ["284,125 cases a year (rule: 10,000 or more)"],
    ),
    "exactly the threshold": (
        procedure(annual_cases=10_000),
        policy(),
        Step.ONE,
        ["年間10,000件（基準10,000件以上）"],
        ["10,000 cases a year (rule: 10,000 or more)"],
    ),
    "one below the threshold": (
        procedure(annual_cases=9_999),
        policy(),
        Step.TWO,
        ["年間9,999件（基準10,000件未満）"],
        ["9,999 cases a year (rule: fewer than 10,000)"],
    ),
    "a single case": (
        procedure(annual_cases=1),
        policy(),
        Step.TWO,
        ["年間1件（基準10,000件未満）"],
        ["1 case a year (rule: fewer than 10,000)"],
    ),
    "no case at all is a count": (
        procedure(annual_cases=0),
        policy(),
        Step.TWO,
        ["年間0件（基準10,000件未満）"],
        ["0 cases a year (rule: fewer than 10,000)"],
    ),
    "few cases, but child-rearing": (
        procedure(annual_cases=1, themes=(CHILD,)),
        policy(),
        Step.ONE,
        ["分野「子育て」"],
        ["theme: Child-rearing"],
    ),
    "a theme that is not the first": (
        procedure(annual_cases=1, themes=(TAX, EDUCATION)),
        policy(),
        Step.ONE,
        ["分野「教育」"],
        ["theme: Education"],
    ),
    "both criteria": (
        procedure(annual_cases=12_000, themes=(CHILD,)),
        policy(),
        Step.ONE,
        ["年間12,000件（基準10,000件以上）", "分野「子育て」"],
        ["12,000 cases a year (rule: 10,000 or more)", "theme: Child-rearing"],
    ),
    "another theme does not decide": (
        procedure(annual_cases=1, themes=(TAX,)),
        policy(),
        Step.TWO,
        ["年間1件（基準10,000件未満）"],
        ["1 case a year (rule: fewer than 10,000)"],
    ),
    "a designation stands beside the rule": (
        procedure(annual_cases=1, designated=True),
        policy(),
        Step.TWO,
        ["年間1件（基準10,000件未満）"],
        ["1 case a year (rule: fewer than 10,000)"],
    ),
    "a designation decides where the policy says so": (
        procedure(annual_cases=1, designated=True),
        DESIGNATION_DECIDES,
        Step.ONE,
        ["優先対象手続に該当"],
        ["on the designated priority list"],
    ),
    "not designated where designation decides": (
        procedure(annual_cases=1),
        DESIGNATION_DECIDES,
        Step.TWO,
        ["年間1件（基準10,000件未満）"],
        ["1 case a year (rule: fewer than 10,000)"],
    ),
    "not counted, no ceiling": (
        uncounted(),
        policy(),
        Step.UNDECIDED,
        ["件数未集計のため、基準10,000件以上かどうか判定できない"],
        ["not counted, so the rule of 10,000 cases cannot be applied"],
    ),
    "not counted, designated only": (
        uncounted(designated=True),
        policy(),
        Step.UNDECIDED,
        ["件数未集計のため、基準10,000件以上かどうか判定できない"],
        ["not counted, so the rule of 10,000 cases cannot be applied"],
    ),
    "not counted, but a theme decides": (
        uncounted(themes=(EDUCATION,)),
        policy(),
        Step.ONE,
        ["分野「教育」"],
        ["theme: Education"],
    ),
    "not counted, a ceiling below the threshold": (
        uncounted(9_999),
        policy(),
        Step.TWO,
        ["件数未集計（多くても9,999件、基準10,000件未満）"],
        ["not counted, at most 9,999 cases (rule: fewer than 10,000)"],
    ),
    "not counted, a ceiling that decides nothing": (
        uncounted(10_000),
        policy(),
        Step.UNDECIDED,
        ["件数未集計のため、基準10,000件以上かどうか判定できない"],
        ["not counted, so the rule of 10,000 cases cannot be applied"],
    ),
    "counted in a year that does not decide": (
        procedure(volumes=(volume(50_000, 2023),)),
        policy(),
        Step.UNDECIDED,
        ["件数未集計のため、基準10,000件以上かどうか判定できない"],
        ["not counted, so the rule of 10,000 cases cannot be applied"],
    ),
    "fewer cases later do not reclassify": (
        procedure(volumes=(volume(10_000, 2022), volume(9_800, 2023))),
        policy(base_fiscal_year=2023),
        Step.ONE,
        ["年間10,000件（基準10,000件以上）"],
        ["10,000 cases a year (rule: 10,000 or more)"],
    ),
    "another threshold, another theme": (
        procedure(annual_cases=4_999, themes=(CHILD, TAX)),
        policy(threshold=5_000, themes=frozenset({TAX})),
        Step.ONE,
        ["分野「税」"],
        ["theme: Tax"],
    ),
}


@pytest.mark.parametrize(("item", "rule", "step", "ja", "en"), CASES.values(), ids=CASES)
def test_the_step_and_its_reasons(item: Procedure, rule: Policy, step: Step, ja: list[str], en: list[str]) -> None:
    verdict = judge(item, rule)
    assert verdict.step is step
    assert [reason_text(reason) for reason in verdict.reasons] == ja
    assert [reason_text(reason, "en") for reason in verdict.reasons] == en


def test_a_kind_of_reason_for_every_case_above() -> None:
    kinds = {reason.kind for item, rule, *_ in CASES.values() for reason in judge(item, rule).reasons}
    assert kinds == set(ReasonKind)


@given(some.procedures(), some.policies())
def test_the_rule_by_hand(item: Procedure, rule: Policy) -> None:
    counted = item.volume_of(rule.step_fiscal_year)
    first = (
        (counted.annual_cases or 0) >= rule.threshold
        or not rule.themes.isdisjoint(item.themes)
        or (item.designated and rule.designation_decides)
    )
    known = counted.annual_cases is not None or (counted.ceiling is not None and counted.ceiling < rule.threshold)
    verdict = judge(item, rule)
    assert verdict.step is (Step.ONE if first else Step.TWO if known else Step.UNDECIDED)
    assert verdict.reasons


def test_the_order_of_the_to_do_list() -> None:
    keys = {
        "STEP 1, most cases": order_key(Step.ONE, 12_000, "Z"),
        "STEP 1, equal cases, by code: first": order_key(Step.ONE, 500, "A"),
        "STEP 1, equal cases, by code: second": order_key(Step.ONE, 500, "B"),
        "STEP 1, no cases": order_key(Step.ONE, 0, "A"),
        "STEP 1, not counted": order_key(Step.ONE, None, "A"),
        "STEP 2, many cases": order_key(Step.TWO, 9_999, "A"),
        "STEP 2, not counted": order_key(Step.TWO, None, "A"),
        "undecided": order_key(Step.UNDECIDED, None, "A"),
    }
    assert sorted(keys, key=keys.__getitem__) == list(keys)
