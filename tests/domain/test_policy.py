"""Rule and target as dated data: which holds on a day."""

from datetime import date
from fractions import Fraction

import pytest

from tests.build import policy, target
from tracker.domain.policy import BASELINE_DATE, WARD_POLICY, ExemptTreatment, PartialTreatment, policy_on
from tracker.domain.procedure import Theme

FIRST, SECOND = policy(valid_from=date(2024, 1, 1)), policy(valid_from=date(2025, 4, 1), threshold=5_000)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(date(2023, 12, 31), FIRST, id="before the first: the first"),
        pytest.param(date(2024, 1, 1), FIRST, id="the first day"),
        pytest.param(date(2025, 3, 31), FIRST, id="the eve of the next"),
        pytest.param(date(2025, 4, 1), SECOND, id="the first day of the next"),
        pytest.param(date(2099, 12, 31), SECOND, id="the last one stays"),
    ],
)
def test_the_policy_of_a_day(day: date, expected: object) -> None:
    assert policy_on([FIRST, SECOND], day) == policy_on([SECOND, FIRST], day) == expected


def test_without_a_policy_nothing_can_be_said() -> None:
    with pytest.raises(ValueError, match="no policy"):
        policy_on([], date(2024, 1, 1))


NEAR, FAR = target("0.8", date(2026, 3, 31)), target("1", date(2030, 3, 31), "すべて")


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(date(2024, 1, 1), NEAR, id="the next one due"),
        pytest.param(date(2026, 3, 31), NEAR, id="on its day still"),
        pytest.param(date(2026, 4, 1), FAR, id="the day after: its successor"),
        pytest.param(date(2030, 4, 1), FAR, id="when all have passed: the last"),
    ],
)
def test_the_target_of_a_day(day: date, expected: object) -> None:
    assert policy(targets=(NEAR, FAR)).target_on(day) == policy(targets=(FAR, NEAR)).target_on(day) == expected


def test_a_policy_without_targets_has_none() -> None:
    assert policy(targets=()).target_on(date(2024, 1, 1)) is None


def test_the_wards_policy_is_that_of_its_strategy() -> None:
    """取組1-4 of the strategy, and 令和7年度までに受付総件数の約8割."""
    assert WARD_POLICY.threshold == 10_000
    assert WARD_POLICY.themes == {Theme.CHILD_REARING, Theme.EDUCATION}
    assert (WARD_POLICY.step1, WARD_POLICY.step2) == ((2024, 2025), (2026, 2029))
    assert WARD_POLICY.step_fiscal_year == WARD_POLICY.base_fiscal_year == 2022
    (promised,) = WARD_POLICY.targets
    assert (promised.share, promised.wording, promised.due_on) == (Fraction(4, 5), "約８割", date(2026, 3, 31))
    assert WARD_POLICY.designation_decides is False
    assert WARD_POLICY.partial is PartialTreatment.NOT_COUNTED
    assert WARD_POLICY.exempt is ExemptTreatment.IN_DENOMINATOR
    assert WARD_POLICY.valid_from <= BASELINE_DATE == date(2024, 1, 31)
