"""Verdicts are right on both sides of the bar, and the page prints them where the goal is stated."""

import pytest

from benchmarks.results import JUDGED_FROM, Line, Section, digits, page
from benchmarks.timing import alternate


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        (Line("a", 1.5, 1.5), "reached"),
        (Line("a", 3.0, 1.5), "missed 2 times"),
        (Line("a", 1_000, 1_000, at_least=True), "reached"),
        (Line("a", 250, 1_000, at_least=True), "missed 4 times"),
    ],
)
def test_verdicts(line: Line, verdict: str) -> None:
    assert line.verdict == verdict


@pytest.mark.parametrize(("size", "judged"), [(JUDGED_FROM, True), (1_000, False)])
def test_goals_for_large_catalogues_are_judged_there_only(size: int, judged: bool) -> None:
    lines = (Line("large", 9, 3), Line("any", 9, 3, at_any_size=True))
    text = page([Section("G0", size, {"work": 0.5}, lines, ("To be known.",))], "python -m benchmarks")
    assert ("| large | 9 | ≤ 3 | missed 3 times |" in text) is judged
    assert "| any | 9 | ≤ 3 | missed 3 times |" in text
    assert "To be known." in text


def test_digits_are_the_three_that_count() -> None:
    assert [digits(value) for value in (0.012345, 1.2345, 1_234.5)] == ["0.0123", "1.23", "1,234"]


def test_works_take_turns_and_the_first_round_does_not_count() -> None:
    done: list[str] = []
    taken = alternate({"floor": lambda: done.append("floor"), "product": lambda: done.append("product")}, 3)
    assert done == ["floor", "product"] * 4
    assert set(taken) == {"floor", "product"}
