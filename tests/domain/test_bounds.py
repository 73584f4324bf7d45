"""Between which shares the target figure must lie once everything is counted."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import strategies as some
from tests.build import volume
from tracker.domain.coverage import Bounds, Coverage
from tracker.domain.policy import Policy
from tracker.domain.procedure import Procedure
from tracker.domain.progress import measure


@pytest.mark.parametrize(
    ("counts", "bounds"),
    [
        ({}, (None, None)),
        ({"known_cases": 100, "online_cases": 40}, ("0.4", "0.4")),
        ({"known_cases": 100, "online_cases": 40, "ceiling_offline": 100}, ("0.2", "0.4")),
        ({"known_cases": 100, "online_cases": 40, "ceiling_online": 100}, ("0.4", "0.7")),
        ({"known_cases": 100, "online_cases": 40, "ceiling_online": 100, "ceiling_offline": 100}, ("0.2", "0.7")),
        ({"known_cases": 100, "online_cases": 40, "without_ceiling_offline": 1}, (None, "0.4")),
        ({"known_cases": 100, "online_cases": 40, "without_ceiling_online": 1}, ("0.4", None)),
        (
            {"known_cases": 1_824_178, "online_cases": 989_181, "ceiling_offline": 279_972},
            ("989181/2104150", "989181/1824178"),
        ),
    ],
)
def test_the_bounds_of_the_target_figure(counts: dict[str, int], bounds: tuple[str | None, str | None]) -> None:
    lower, upper = (None if each is None else Fraction(each) for each in bounds)
    assert Coverage(**counts).bounds == Bounds(lower, upper)


def coverage_of(catalogue: list[Procedure], rule: Policy, on: date) -> Coverage:
    return measure(catalogue, rule, some.ORGANISATION, on).coverage


def filled(item: Procedure, rule: Policy, cases: int) -> Procedure:
    """The procedure once its missing count is known."""
    return replace(item, volumes=(volume(cases, rule.base_fiscal_year),))


@given(some.catalogues(most=8), some.policies(), some.days, st.data())
def test_whatever_the_missing_counts_turn_out_to_be_the_figure_lies_within_its_bounds(
    catalogue: list[Procedure], rule: Policy, on: date, data: st.DataObject
) -> None:
    bounds = coverage_of(catalogue, rule, on).bounds
    counted = []
    for item in catalogue:
        known = item.volume_of(rule.base_fiscal_year)
        if known.annual_cases is None:
            most = 10**7 if known.ceiling is None else known.ceiling
            item = filled(item, rule, data.draw(st.integers(0, most)))
        counted.append(item)
    share = coverage_of(counted, rule, on).availability_rate_by_cases.share
    if share is not None:
        assert bounds.lower is None or bounds.lower <= share
        assert bounds.upper is None or share <= bounds.upper


@given(some.catalogues(most=8), some.policies(), some.days)
def test_both_bounds_are_attained(catalogue: list[Procedure], rule: Policy, on: date) -> None:
    volumes = {item.code: item.volume_of(rule.base_fiscal_year) for item in catalogue}
    catalogue = [item for item in catalogue if volumes[item.code].annual_cases or volumes[item.code].ceiling]
    bounds = coverage_of(catalogue, rule, on).bounds
    for bound, at_the_ceiling_when_online in ((bounds.lower, 0), (bounds.upper, 1)):
        extreme = []
        for item in catalogue:
            ceiling = volumes[item.code].ceiling
            if ceiling is not None:
                at_the_ceiling = coverage_of([item], rule, on).online_procedures == at_the_ceiling_when_online
                item = filled(item, rule, ceiling if at_the_ceiling else 0)
            extreme.append(item)
        share = coverage_of(extreme, rule, on).availability_rate_by_cases.share
        assert bound is None or bound == share


@given(some.catalogues(most=8), some.policies(), some.days)
def test_the_figure_lies_between_its_bounds(catalogue: list[Procedure], rule: Policy, on: date) -> None:
    coverage = coverage_of(catalogue, rule, on)
    share, bounds = coverage.availability_rate_by_cases.share, coverage.bounds
    if share is not None:
        assert bounds.lower is None or bounds.lower <= share
        assert bounds.upper is None or share <= bounds.upper
