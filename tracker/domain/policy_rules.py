"""What a policy must hold to before it is stored, said field by field."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from tracker.domain import labels
from tracker.domain.errors import Refused
from tracker.domain.policy import Policy

MOST_CASES = 10**12
"""More than any municipality receives, and within what every database holds."""
LONGEST_WORDING, LONGEST_SOURCE = 50, 200


class Finding(NamedTuple):
    """What is to be said of a field of a policy, in both languages. ``place``: which of the targets, from 0."""

    field: str
    ja: str
    en: str
    place: int | None = None


class WrongPolicy(Refused):
    """A policy that cannot be stored, with everything that is wrong with it."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("".join(finding.ja for finding in findings), " ".join(finding.en for finding in findings))


def check(policy: Policy, others: Iterable[Policy]) -> None:
    """Raise ``WrongPolicy`` when a policy cannot stand beside the others (those stored, without the one it replaces).

    Everything that is wrong is found at once.
    """
    known = tuple(others)
    found = [*_begins(policy, known), *_counts(policy), *_windows(policy), *_targets(policy, known), *_total(policy)]
    if found:
        raise WrongPolicy(found)


def last_day_of(policy: Policy, others: Iterable[Policy]) -> date | None:
    """The last day on which a policy holds; None while no other follows."""
    following = [other.valid_from for other in others if other.valid_from > policy.valid_from]
    return min(following) - timedelta(days=1) if following else None


def _begins(policy: Policy, others: Sequence[Policy]) -> Iterator[Finding]:
    if any(other.valid_from == policy.valid_from for other in others):
        day, english = labels.day(policy.valid_from), labels.day(policy.valid_from, "en")
        yield Finding(
            "valid_from",
            f"{day}から適用する基準は、既に登録されています。その基準を訂正するか、別の日を入力してください。",
            f"A policy that applies from {english} is registered already. Correct that one, or enter another day.",
        )


def _counts(policy: Policy) -> Iterator[Finding]:
    if not 1 <= policy.threshold <= MOST_CASES:
        most = labels.number(MOST_CASES)
        yield Finding(
            "threshold",
            f"件数の基準には、1以上{most}以下の整数を入力してください。",
            f"Enter a whole number of cases from 1 to {most}.",
        )


def _windows(policy: Policy) -> Iterator[Finding]:
    for field, name, (first, last) in (("step1", "STEP 1", policy.step1), ("step2", "STEP 2", policy.step2)):
        if first > last:
            yield Finding(
                field,
                f"{name}の最後の年度が、最初の年度より前です。年度を確かめてください。",
                f"The last year of {name} is before its first. Check the years.",
            )
    if policy.step2[0] <= policy.step1[1]:
        year, english = labels.fiscal_year(policy.step1[1]), labels.fiscal_year(policy.step1[1], "en")
        yield Finding(
            "step2",
            f"STEP 2は、STEP 1の最後の年度（{year}）より後の年度から始めてください。",
            f"STEP 2 must begin after the last year of STEP 1 ({english}).",
        )


def _targets(policy: Policy, others: Sequence[Policy]) -> Iterator[Finding]:
    carried_over = {target.due_on for other in others for target in other.targets}
    before: set[date] = set()
    for place, target in enumerate(policy.targets):
        yield from _share(target.share, place)
        if not target.wording.strip() or len(target.wording) > LONGEST_WORDING:
            yield Finding(
                "wording",
                f"目標を示した言葉（例：約８割）を{LONGEST_WORDING}文字以内で入力してください。",
                f"Enter the words in which the target was promised, at most {LONGEST_WORDING} characters.",
                place,
            )
        if target.due_on in before:
            day, english = labels.day(target.due_on), labels.day(target.due_on, "en")
            yield Finding(
                "due_on",
                f"期限が{day}の目標が二つあります。どちらかの期限を直してください。",
                f"Two targets are due on {english}. Change one of them.",
                place,
            )
        elif target.due_on < policy.valid_from and target.due_on not in carried_over:
            day, english = labels.day(policy.valid_from), labels.day(policy.valid_from, "en")
            yield Finding(
                "due_on",
                f"新しい目標の期限は、適用開始日（{day}）以後の日にしてください。",
                f"A new target must be due on or after the day from which the policy applies ({english}).",
                place,
            )
        before.add(target.due_on)


def _share(share: Fraction, place: int) -> Iterator[Finding]:
    # Shares are printed with one decimal: a finer one would be printed as another number than the one promised.
    if not 0 < share <= 1 or (share * 1000).denominator != 1:
        yield Finding(
            "share",
            "目標の割合には、0より大きく100以下の数を、小数第1位までで入力してください。",
            "Enter a share above 0 and up to 100 with at most one decimal.",
            place,
        )


def _total(policy: Policy) -> Iterator[Finding]:
    if policy.total_cases is not None and not 1 <= policy.total_cases <= MOST_CASES:
        most = labels.number(MOST_CASES)
        yield Finding(
            "total_cases",
            f"受付総件数には、1以上{most}以下の整数を入力してください。公表していない場合は空欄にしてください。",
            f"Enter a whole number from 1 to {most}, or leave it empty where none is published.",
        )
    if policy.total_cases is not None and not policy.total_cases_source.strip():
        yield Finding(
            "total_cases_source",
            "受付総件数を入力した場合は、その出典も入力してください。",
            "Where a total is given, its source is needed too.",
        )
    if policy.total_cases is None and policy.total_cases_source.strip():
        yield Finding(
            "total_cases",
            "出典だけが入力されています。受付総件数も入力するか、出典を空欄にしてください。",
            "There is a source but no total. Enter the total, or leave the source empty.",
        )
    if len(policy.total_cases_source) > LONGEST_SOURCE:
        yield Finding(
            "total_cases_source",
            f"出典は{LONGEST_SOURCE}文字以内で入力してください。",
            f"At most {LONGEST_SOURCE} characters.",
        )
