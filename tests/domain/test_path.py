"""The smallest set of procedures that reaches the target."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import strategies as some
from tracker.domain.coverage import Coverage, Rate
from tracker.domain.path import Candidate, smallest_set

EIGHTY = Fraction(8, 10)


def coverage(online: int, known: int) -> Coverage:
    return Coverage(known_cases=known, online_cases=online)


def candidates(**cases: int) -> list[Candidate]:
    return [Candidate(code, count) for code, count in cases.items()]


@pytest.mark.parametrize(
    ("online", "waiting", "codes", "reached"),
    [
        pytest.param(50, {"A": 10, "B": 30, "C": 10}, ("B",), True, id="the largest alone"),
        pytest.param(40, {"A": 20, "B": 25, "C": 15}, ("B", "A"), True, id="the two largest"),
        pytest.param(60, {"A": 20, "B": 20}, ("A",), True, id="among equals by code"),
        pytest.param(60, {"B": 20, "A": 20}, ("A",), True, id="in any order"),
        pytest.param(80, {"A": 20}, (), True, id="reached already"),
        pytest.param(79, {"A": 1, "B": 20}, ("B",), True, id="one case short: still the largest"),
        pytest.param(10, {"A": 20, "B": 5, "C": 0}, ("A", "B"), False, id="out of reach: all that have cases"),
        pytest.param(10, {}, (), False, id="nobody left"),
    ],
)
def test_the_smallest_set(online: int, waiting: dict[str, int], codes: tuple[str, ...], reached: bool) -> None:
    path = smallest_set(coverage(online, 100), candidates(**waiting), EIGHTY)
    assert (path.codes, path.reached, path.target) == (codes, reached, EIGHTY)
    assert path.rate == Rate(online + sum(waiting[code] for code in codes), 100)


def test_79_96_percent_is_not_80() -> None:
    path = smallest_set(coverage(70_000, 100_000), candidates(A=9_960), EIGHTY)
    assert (path.codes, path.rate, path.reached) == (("A",), Rate(79_960, 100_000), False)


def test_of_nothing_counted_no_set_reaches_anything() -> None:
    path = smallest_set(coverage(0, 0), candidates(A=0), EIGHTY)
    assert (path.codes, path.rate, path.reached) == ((), Rate(0, 0), False)


def reach(now: Coverage, online: Iterable[Candidate]) -> Rate:
    return now.rate_once_online(sum(one.cases for one in online))


def test_what_a_published_list_would_reach() -> None:
    assert reach(coverage(989_181, 1_824_178), candidates(A=300_000, B=8_107)) == Rate(1_297_288, 1_824_178)


@dataclass(frozen=True)
class Gap:
    """What is online already, and up to eight candidates, often of equal size, some of them empty."""

    now: Coverage
    waiting: list[Candidate]
    target: Fraction


@st.composite
def gaps(draw: st.DrawFn) -> Gap:
    """Half of the targets are such that some of the candidates reach them exactly."""
    counts = draw(st.lists(st.integers(0, 9), max_size=8))
    waiting = [Candidate(code, count) for code, count in zip("HBFDACGE", counts, strict=False)]
    online, stuck = draw(st.integers(0, 20)), draw(st.integers(0, 10))
    now = coverage(online, online + stuck + sum(counts))
    exact = reach(now, waiting[: draw(st.integers(0, 8))]).share
    return Gap(now, waiting, exact if exact is not None and draw(st.booleans()) else draw(some.shares))


@given(gaps())
def test_it_reaches_the_target_and_no_smaller_set_does(gap: Gap) -> None:
    sets = [each for size in range(len(gap.waiting) + 1) for each in combinations(gap.waiting, size)]
    reaching = [each for each in sets if (share := reach(gap.now, each).share) is not None and share >= gap.target]
    path = smallest_set(gap.now, gap.waiting, gap.target)
    assert path.reached is bool(reaching)
    if reaching:
        best = min(
            reaching,
            key=lambda each: (len(each), -sum(one.cases for one in each), sorted(one.code for one in each)),
        )
        assert sorted(path.codes) == sorted(one.code for one in best)
    else:
        expected = [one.code for one in gap.waiting if one.cases] if gap.now.known_cases else []
        assert sorted(path.codes) == sorted(expected)


@given(gaps())
def test_it_never_holds_a_procedure_without_cases_and_says_what_it_reaches(gap: Gap) -> None:
    path = smallest_set(gap.now, gap.waiting, gap.target)
    chosen = [each for each in gap.waiting if each.code in path.codes]
    assert all(each.cases for each in chosen)
    assert path.rate == reach(gap.now, chosen)
    sizes = {each.code: each.cases for each in gap.waiting}
    assert list(path.codes) == sorted(path.codes, key=lambda code: (-sizes[code], code))
