"""この数値の内訳: behind every figure, the procedures it is made of.

A figure is a rate taken from a ``Coverage``. Because coverages add up, the figure of a set is the sum of the same rate
taken from each procedure alone: numerators and denominators of the lines sum to those of the figure.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum

from tracker.domain.coverage import Coverage, Rate, total
from tracker.domain.standing import Standing


class Figure(Enum):
    """The figures that have a breakdown; the values stand in addresses of pages."""

    BY_CASES = "availability_rate_by_cases"
    BY_PROCEDURES = "availability_rate_by_procedures"
    USAGE_ALL = "usage_rate_all"
    USAGE_ENABLED = "usage_rate_enabled"
    WITH_PARTIAL = "rate_with_partial"
    CONVENIENCE = "convenience_cases"
    NOT_COUNTED = "not_counted_procedures"


RATES: dict[Figure, Callable[[Coverage], Rate]] = {
    Figure.BY_CASES: lambda coverage: coverage.availability_rate_by_cases,
    Figure.BY_PROCEDURES: lambda coverage: coverage.availability_rate_by_procedures,
    Figure.USAGE_ALL: lambda coverage: coverage.usage_rate_all,
    Figure.USAGE_ENABLED: lambda coverage: coverage.usage_rate_enabled,
    Figure.WITH_PARTIAL: lambda coverage: coverage.rate_with_partial,
    Figure.CONVENIENCE: lambda coverage: Rate(coverage.convenience_cases, coverage.online_cases),
    Figure.NOT_COUNTED: lambda coverage: Rate(coverage.uncounted, coverage.procedures),
}
IN_PROCEDURES = frozenset({Figure.BY_PROCEDURES, Figure.NOT_COUNTED})
"""Figures whose numerator and denominator are numbers of procedures; the others are in cases a year."""
_OVER_ALL_COUNTED = frozenset({Figure.BY_CASES, Figure.WITH_PARTIAL})
"""Figures whose base is every counted procedure, also one that is known to have had no case."""


@dataclass(frozen=True, slots=True)
class Line:
    """What one procedure adds to a figure."""

    standing: Standing
    numerator: int
    denominator: int


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A figure with the lines it is the sum of, and the procedures that are in no part of it."""

    figure: Figure
    rate: Rate
    lines: tuple[Line, ...]
    left_out: tuple[Standing, ...]


def break_down(figure: Figure, standings: Iterable[Standing]) -> Breakdown:
    """The lines of a figure, in the order given. ``rate`` is taken from the sum of the coverages, not of the lines."""
    rate_of = RATES[figure]
    lines: list[Line] = []
    left_out: list[Standing] = []
    coverages: list[Coverage] = []
    for standing in standings:
        rate = rate_of(standing.coverage)
        coverages.append(standing.coverage)
        if rate.denominator or (figure in _OVER_ALL_COUNTED and standing.coverage.counted_procedures):
            lines.append(Line(standing, rate.numerator, rate.denominator))
        else:
            left_out.append(standing)
    return Breakdown(figure, rate_of(total(coverages)), tuple(lines), tuple(left_out))
