"""What another policy would change: the figures by the one and by the other, of the same catalogue on the same day."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from tracker.domain import labels
from tracker.domain.coverage import Rate
from tracker.domain.fiscal import month_ends
from tracker.domain.organisation import Organisation
from tracker.domain.policy import Policy, policy_on
from tracker.domain.policy_rules import Finding, last_day_of
from tracker.domain.priority import Step, Verdict
from tracker.domain.procedure import Procedure
from tracker.domain.progress import Progress, measure
from tracker.domain.standing import Standing, in_priority_order, standings


class Move(NamedTuple):
    """A procedure that the rule places elsewhere."""

    procedure: Procedure
    before: Verdict
    after: Verdict


class Missing(NamedTuple):
    """Of so many procedures ``of`` that are counted in the one base year or the other, how many are not in the new."""

    fiscal_year: int
    missing: int
    of: int


@dataclass(frozen=True, slots=True)
class Effect:
    """Both sides of a change of policy. ``steps``: active procedures of each STEP, before and after."""

    before: Progress
    after: Progress
    steps: tuple[tuple[Step, int, int], ...]
    moves: tuple[Move, ...]
    missing: Missing | None

    @property
    def change_by_cases(self) -> Fraction | None:
        """By how much the target figure changes; None where it is undefined on either side."""
        rates = (self.before.coverage.availability_rate_by_cases, self.after.coverage.availability_rate_by_cases)
        return _change(*rates)

    @property
    def change_by_procedures(self) -> Fraction | None:
        """The same for the rate by procedures."""
        return _change(
            self.before.coverage.availability_rate_by_procedures, self.after.coverage.availability_rate_by_procedures
        )


def _change(before: Rate, after: Rate) -> Fraction | None:
    return None if before.share is None or after.share is None else after.share - before.share


def comparison(policy: Policy, stored: Sequence[Policy], others: Sequence[Policy], today: date) -> tuple[Policy, date]:
    """The policy that holds now in place of the new one, and the day on which both are compared.

    That day is today: nobody knows the catalogue of a day to come. Only where the policy will have been followed by
    another one by then, it is the last day of its own.
    """
    last = last_day_of(policy, others)
    as_of = today if last is None else min(today, last)
    return policy_on(stored, max(as_of, policy.valid_from)), as_of


def effect(
    procedures: Sequence[Procedure], organisation: Organisation, before: Policy, after: Policy, as_of: date
) -> Effect:
    """The figures by both policies."""
    old, new = (standings(procedures, policy, as_of) for policy in (before, after))
    were = {item.procedure.code: item.verdict for item in old}
    counted = [Counter(item.verdict.step for item in side) for side in (old, new)]
    moves = (Move(item.procedure, were[item.procedure.code], item.verdict) for item in in_priority_order(new))
    return Effect(
        measure(procedures, before, organisation, as_of),
        measure(procedures, after, organisation, as_of),
        tuple((step, counted[0][step], counted[1][step]) for step in Step),
        tuple(move for move in moves if move.before.step is not move.after.step),
        _missing(new, before, after),
    )


def _missing(active: Iterable[Standing], before: Policy, after: Policy) -> Missing | None:
    if before.base_fiscal_year == after.base_fiscal_year:
        return None
    known = [
        [item.procedure.volume_of(year).annual_cases is not None for item in active]
        for year in (before.base_fiscal_year, after.base_fiscal_year)
    ]
    of = sum(old or new for old, new in zip(*known, strict=True))
    missing = of - sum(known[1])
    return Missing(after.base_fiscal_year, missing, of) if missing else None


def cautions(policy: Policy, others: Sequence[Policy], found: Effect, today: date) -> list[Finding]:
    """What somebody should know before storing a policy. Nothing here forbids it."""
    return [
        *_changed_months(policy, others, today),
        *_uncounted(found),
        *_small_total(policy, found),
        *_lower_targets(policy),
    ]


def _changed_months(policy: Policy, others: Sequence[Policy], today: date) -> Iterator[Finding]:
    last = last_day_of(policy, others)
    past = month_ends(policy.valid_from, today if last is None else min(last, today))
    if past:
        months, english = labels.month(past[0]), labels.month(past[0], "en")
        if len(past) > 1:
            months, english = (
                f"{months}から{labels.month(past[-1])}まで",
                f"{english} to {labels.month(past[-1], 'en')}",
            )
        yield Finding(
            "valid_from",
            f"既に終わった月（{months}）の数値も変わります。報告した数値と合わなくなるため、報告先への説明が必要です。",
            f"This also changes the figures of months that are over ({english}). They will differ from what was "
            "reported and need explaining.",
        )


def _uncounted(found: Effect) -> Iterator[Finding]:
    if found.missing is None:
        return
    year, english = (labels.fiscal_year(found.missing.fiscal_year, language) for language in ("ja", "en"))
    missing, of = labels.number(found.missing.missing), labels.number(found.missing.of)
    yield Finding(
        "base_fiscal_year",
        f"{year}件数は{of}手続中{missing}手続が未入力です。母数の年度を{year}にすると、未入力の手続は件数ベースの集計に含まれません。",
        f"{english} volumes are missing for {missing} of {of} procedures. With {english} as the base year these are "
        "not counted by cases.",
    )


def _small_total(policy: Policy, found: Effect) -> Iterator[Finding]:
    counted = found.after.coverage.known_cases
    if policy.total_cases is not None and policy.total_cases < counted:
        total = policy.total_cases
        yield Finding(
            "total_cases",
            f"受付総件数（{labels.cases(total)}）が、集計済みの件数の合計（{labels.cases(counted)}）より少なくなっています。"
            "誤りでないか確かめてください。",
            f"The total ({labels.cases(total, 'en')}) is less than the cases counted ({labels.cases(counted, 'en')}). "
            "Please check.",
        )


def _lower_targets(policy: Policy) -> Iterator[Finding]:
    dated = sorted(policy.targets, key=lambda target: target.due_on)
    for earlier, later in pairwise(dated):
        if later.share < earlier.share:
            day, english = labels.day(later.due_on), labels.day(later.due_on, "en")
            yield Finding(
                "targets",
                f"{day}の目標の割合が、その前の目標より低くなっています。誤りでないか確かめてください。",
                f"The target of {english} is lower than the one before. Please check.",
            )
