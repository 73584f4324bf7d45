"""The priority rule (優先順位): which procedures go first, and why.

Source: 取組1-4 of the ward's DX strategy. The designated list (優先対象手続) is shown beside the rule's result and
does not decide it, unless the policy says so.
"""

from dataclasses import dataclass
from enum import Enum

from tracker.domain.policy import Policy
from tracker.domain.procedure import Procedure, Theme


class Step(Enum):
    """STEP 1 and 2 as in the strategy; 判定保留 where the cases are not counted and nothing else decides."""

    ONE = "1"
    TWO = "2"
    UNDECIDED = "undecided"


class ReasonKind(Enum):
    """What a reason rests on. ``labels.reason_text`` puts it in words."""

    MANY_CASES = "many_cases"
    THEME = "theme"
    DESIGNATED = "designated"
    FEW_CASES = "few_cases"
    BELOW_CEILING = "below_ceiling"
    NOT_COUNTED = "not_counted"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason of a verdict, with the figures it rests on (cases a year)."""

    kind: ReasonKind
    cases: int | None = None
    threshold: int | None = None
    theme: Theme | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The rule's result for one procedure, with every reason that speaks for it."""

    step: Step
    reasons: tuple[Reason, ...]


def many_cases(procedure: Procedure, policy: Policy) -> Reason | None:
    """At least ``policy.threshold`` cases in the year that decides. Source: 取組1-4, STEP 1."""
    cases = procedure.volume_of(policy.step_fiscal_year).annual_cases
    if cases is None or cases < policy.threshold:
        return None
    return Reason(ReasonKind.MANY_CASES, cases=cases, threshold=policy.threshold)


def priority_theme(procedure: Procedure, policy: Policy) -> Reason | None:
    """A theme that goes first: child-rearing or education. Every theme is read. Source: 取組1-4, STEP 1."""
    for theme in procedure.themes:
        if theme in policy.themes:
            return Reason(ReasonKind.THEME, theme=theme)
    return None


def designation(procedure: Procedure, policy: Policy) -> Reason | None:
    """On the designated list, where the policy lets that decide."""
    if procedure.designated and policy.designation_decides:
        return Reason(ReasonKind.DESIGNATED)
    return None


def few_cases(procedure: Procedure, policy: Policy) -> Reason | None:
    """Fewer than ``policy.threshold`` cases, by count or because the most there can be is fewer."""
    volume = procedure.volume_of(policy.step_fiscal_year)
    if volume.annual_cases is not None:
        if volume.annual_cases < policy.threshold:
            return Reason(ReasonKind.FEW_CASES, cases=volume.annual_cases, threshold=policy.threshold)
    elif volume.ceiling is not None and volume.ceiling < policy.threshold:
        return Reason(ReasonKind.BELOW_CEILING, cases=volume.ceiling, threshold=policy.threshold)
    return None


def judge(procedure: Procedure, policy: Policy) -> Verdict:
    """STEP 1 when any rule speaks for it; else STEP 2 when the cases are known to be few; else undecided."""
    for_step_one = tuple(
        reason for rule in (many_cases, priority_theme, designation) if (reason := rule(procedure, policy))
    )
    if for_step_one:
        return Verdict(Step.ONE, for_step_one)
    few = few_cases(procedure, policy)
    if few:
        return Verdict(Step.TWO, (few,))
    return Verdict(Step.UNDECIDED, (Reason(ReasonKind.NOT_COUNTED, threshold=policy.threshold),))


_STEP_ORDER = {step: number for number, step in enumerate(Step)}


def order_key(step: Step, cases: int | None, code: str) -> tuple[int, bool, int, str]:
    """Sort key of the to-do list: STEP, then cases descending with *not counted* last, then code."""
    return _STEP_ORDER[step], cases is None, -(cases or 0), code
