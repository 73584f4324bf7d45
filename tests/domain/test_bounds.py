"""Between which shares the target figure must lie once everything is counted."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.build import policy, procedure, volume
from tracker.domain.coverage import Bounds, Coverage
from tracker.domain.policy import BASELINE_DATE
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


@dataclass(frozen=True)
class Item:
    """A procedure that is online or not, with its count; without one, perhaps with the most that it can be."""

    is_online: bool
    cases: int | None
    ceiling: int | None

    def counted(self, cases: int) -> "Item":
        """The same once its missing count is known."""
        return self if self.cases is not None else Item(self.is_online, cases, None)


def coverage_of(items: Iterable[Item]) -> Coverage:
    return measure(
        [
            procedure(str(n), online=item.is_online, volumes=(volume(item.cases, ceiling=item.ceiling),))
            for n, item in enumerate(items)
        ],
        policy(),
        (),
        BASELINE_DATE,
    ).coverage


counted = st.builds(Item, st.booleans(), st.integers(0, 100), st.none())
below_a_ceiling = st.builds(Item, st.booleans(), st.none(), st.integers(0, 100))
open_ended = st.builds(Item, st.booleans(), st.none(), st.none())
bounded = st.lists(counted | below_a_ceiling, max_size=6)


@given(st.lists(counted | below_a_ceiling | open_ended, max_size=6), st.data())
def test_whatever_the_missing_counts_turn_out_to_be_the_figure_lies_within_its_bounds(
    items: list[Item], data: st.DataObject
) -> None:
    bounds = coverage_of(items).bounds
    found = [item.counted(data.draw(st.integers(0, 1_000 if item.ceiling is None else item.ceiling))) for item in items]
    share = coverage_of(found).availability_rate_by_cases.share
    if share is not None:
        assert bounds.lower is None or bounds.lower <= share
        assert bounds.upper is None or share <= bounds.upper


@given(bounded)
def test_both_bounds_are_attained(items: list[Item]) -> None:
    bounds = coverage_of(items).bounds
    lowest = coverage_of(item.counted(0 if item.is_online else item.ceiling or 0) for item in items)
    highest = coverage_of(item.counted(item.ceiling or 0 if item.is_online else 0) for item in items)
    assert bounds == Bounds(lowest.availability_rate_by_cases.share, highest.availability_rate_by_cases.share)


@given(st.lists(counted, min_size=1), bounded, st.booleans())
def test_the_figure_lies_between_its_bounds_and_one_open_end_leaves_one_of_them_open(
    known: list[Item], others: list[Item], is_online: bool
) -> None:
    coverage = coverage_of([*known, *others])
    share, bounds = coverage.availability_rate_by_cases.share, coverage.bounds
    if share is not None:
        assert bounds.lower is not None
        assert bounds.upper is not None
        assert bounds.lower <= share <= bounds.upper
    opened = coverage_of([*known, *others, Item(is_online, None, None)]).bounds
    assert opened == (Bounds(bounds.lower, None) if is_online else Bounds(None, bounds.upper))
