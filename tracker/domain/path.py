"""The smallest set of procedures that reaches the target, and what each step of the to-do list adds."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from tracker.domain.coverage import Coverage, Rate


@dataclass(frozen=True, slots=True)
class Candidate:
    """A procedure in scope that is not online, could be, and has its cases counted."""

    code: str
    cases: int


@dataclass(frozen=True, slots=True)
class Path:
    """Codes in order, and the rate once all of them are online. ``reached`` is judged on exact values."""

    codes: tuple[str, ...]
    rate: Rate
    target: Fraction
    reached: bool


def smallest_set(coverage: Coverage, candidates: Iterable[Candidate], target: Fraction) -> Path:
    """The fewest procedures that reach ``target``; among those sets the one with most cases, then by code.

    Taking the largest first is exact here: no set of n procedures has more cases than the n largest.
    When even all of them fall short the path holds all that have any cases, and ``reached`` is False.
    """
    online, chosen = coverage.online_cases, []
    for candidate in sorted(candidates, key=lambda candidate: (-candidate.cases, candidate.code)):
        if online >= target * coverage.known_cases or candidate.cases == 0:
            break
        online += candidate.cases
        chosen.append(candidate.code)
    rate = Rate(online, coverage.known_cases)
    return Path(tuple(chosen), rate, target, rate.share is not None and rate.share >= target)
