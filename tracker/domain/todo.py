"""What next (優先順位): the to-do list in order, what each procedure on it adds, and where the target is reached."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from tracker.domain.coverage import Coverage, Rate
from tracker.domain.path import Path, smallest_set
from tracker.domain.standing import Standing, in_priority_order


@dataclass(frozen=True, slots=True)
class TodoLine:
    """One procedure. ``rank`` counts all active procedures in to-do order, from 1.

    ``points`` is what it adds to the target figure, as a share; ``running`` is the figure once it and everything above
    it are online. Both are None for what adds nothing to say: online already, exempt, out of scope or not counted.
    """

    rank: int
    standing: Standing
    points: Fraction | None
    running: Rate | None
    in_smallest_set: bool


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Procedures on which the rule and the designated list differ, in to-do order."""

    standings: tuple[Standing, ...]

    @property
    def cases(self) -> int:
        """Cases a year of those that are counted."""
        return sum(standing.annual_cases or 0 for standing in self.standings)

    @property
    def not_counted(self) -> int:
        """How many are not counted, and so add nothing to ``cases``."""
        return sum(standing.annual_cases is None for standing in self.standings)


@dataclass(frozen=True, slots=True)
class Todo:
    """The to-do list of a day against a target share.

    ``reached_at`` is the rank of the line with which the target is reached, judged on exact values; None when it is
    reached without any (then ``smallest`` is empty and reached) or cannot be.
    ``designated_alone`` is the target figure once everything designated, and nothing else, is online.
    ``designated_without_criterion`` and ``large_not_designated`` are the two ways in which rule and list disagree.
    """

    lines: tuple[TodoLine, ...]
    target: Fraction
    reached_at: int | None
    smallest: Path
    designated_alone: Rate
    designated_without_criterion: Disagreement
    large_not_designated: Disagreement

    @property
    def smallest_lines(self) -> tuple[TodoLine, ...]:
        """The lines of the smallest set, in its own order: most cases first."""
        by_code = {line.standing.procedure.code: line for line in self.lines if line.in_smallest_set}
        return tuple(by_code[code] for code in self.smallest.codes)


def todo(standings: Iterable[Standing], coverage: Coverage, target: Fraction) -> Todo:
    """The to-do list of all active procedures. ``coverage`` is the sum of theirs; ``target`` a share of the cases."""
    ordered = in_priority_order(standings)
    candidates = [candidate for standing in ordered if (candidate := standing.candidate)]
    smallest = smallest_set(coverage, candidates, target)
    lines = _lines(ordered, coverage, frozenset(smallest.codes))
    reached = (line.rank for line in lines if line.running and _reaches(line.running, target))
    designated = sum(
        standing.candidate.cases for standing in ordered if standing.procedure.designated and standing.candidate
    )
    disagreeing = [standing for standing in ordered if standing.disagrees_with_designation]
    return Todo(
        lines=lines,
        target=target,
        reached_at=None if coverage.reaches(target) else next(reached, None),
        smallest=smallest,
        designated_alone=coverage.rate_once_online(designated),
        designated_without_criterion=Disagreement(tuple(each for each in disagreeing if each.procedure.designated)),
        large_not_designated=Disagreement(tuple(each for each in disagreeing if not each.procedure.designated)),
    )


def _lines(ordered: list[Standing], coverage: Coverage, smallest: frozenset[str]) -> tuple[TodoLine, ...]:
    lines = []
    gained = 0
    for rank, standing in enumerate(ordered, 1):
        candidate = standing.candidate
        points = running = None
        if candidate:
            gained += candidate.cases
            points = Rate(candidate.cases, coverage.known_cases).share
            running = coverage.rate_once_online(gained)
        lines.append(TodoLine(rank, standing, points, running, standing.procedure.code in smallest))
    return tuple(lines)


def _reaches(rate: Rate, target: Fraction) -> bool:
    return rate.share is not None and rate.share >= target
