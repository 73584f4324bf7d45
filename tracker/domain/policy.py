"""The rule and the target as dated data (集計・優先の基準): what counts, what goes first, how far to go by when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction

from tracker.domain.procedure import Theme


class PartialTreatment(Enum):
    """How 一部実施済 enters the availability rates."""

    NOT_COUNTED = "not_counted"
    COUNTED_WHOLE = "counted_whole"


class ExemptTreatment(Enum):
    """Whether 適用除外 stays in the denominators."""

    IN_DENOMINATOR = "in_denominator"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Target:
    """A share of the case volume to have online by a day, with the words in which it was promised."""

    share: Fraction
    wording: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Policy:
    """Everything a figure depends on besides the catalogue, valid from a day until the next policy begins.

    ``threshold`` is in cases a year (at least). ``step1`` and ``step2`` are first and last fiscal year of each window.
    ``step_fiscal_year`` is the year whose volumes decide STEP, so that later counts do not reclassify a procedure;
    ``base_fiscal_year`` is the year whose volumes enter the rates by cases.
    ``total_cases`` is the ward's 受付総件数 where one is published, with its source.
    """

    valid_from: date
    threshold: int
    themes: frozenset[Theme]
    step1: tuple[int, int]
    step2: tuple[int, int]
    step_fiscal_year: int
    base_fiscal_year: int
    targets: tuple[Target, ...]
    designation_decides: bool = False
    partial: PartialTreatment = PartialTreatment.NOT_COUNTED
    exempt: ExemptTreatment = ExemptTreatment.IN_DENOMINATOR
    total_cases: int | None = None
    total_cases_source: str = ""

    def target_on(self, day: date) -> Target | None:
        """The target that a day is measured against: the next one due, or the last one when all have passed."""
        dated = sorted(self.targets, key=lambda target: target.due_on)
        return next((target for target in dated if day <= target.due_on), dated[-1] if dated else None)


BASELINE_DATE = date(2024, 1, 31)
"""The ward's document says what was online as of 令和6年1月; the catalogue begins on the last day of that month."""

WARD_POLICY = Policy(
    valid_from=date(2024, 1, 1),
    threshold=10_000,
    themes=frozenset({Theme.CHILD_REARING, Theme.EDUCATION}),
    step1=(2024, 2025),
    step2=(2026, 2029),
    step_fiscal_year=2022,
    base_fiscal_year=2022,
    targets=(Target(Fraction(8, 10), "約８割", date(2026, 3, 31)),),
)
"""Source: 「かつしかDX」の戦略的取組, 取組1-4: STEP 1 in FY R6-R7 for 10,000 cases a year or more and child-rearing,
education and the like; STEP 2 in FY R8-R11; 約8割 of cases online by the end of FY R7. The counts are of FY R4."""


def policy_on(policies: Iterable[Policy], day: date) -> Policy:
    """The policy valid on a day; before the first one, the first. Raises ``ValueError`` when there is none."""
    dated = sorted(policies, key=lambda policy: policy.valid_from)
    if not dated:
        raise ValueError("no policy")
    return next((policy for policy in reversed(dated) if policy.valid_from <= day), dated[0])
