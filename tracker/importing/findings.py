"""Gathering what is wrong with a file, and what to point out, in the order of its rows."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

from tracker.domain.catalogue import COLUMNS
from tracker.domain.labels import number
from tracker.importing.problem import Problem


class Notice(NamedTuple):
    """A remark on something that was accepted. ``gathered``: said once, with the number of the other places."""

    ja: str
    en: str
    gathered: bool = False


_ORDER = {column.heading: position for position, column in enumerate(COLUMNS)}


@dataclass(slots=True)
class _Gathered:
    first: Problem
    places: int = 0


Note = Callable[[int | None, str | None, str | None, Notice], None]
"""``Findings.refuse`` or ``Findings.warn``."""


class Findings:
    """Refusals and warnings of one file. ``refusals``: how many there are so far."""

    def __init__(self) -> None:
        self._problems: list[Problem] = []
        self._warnings: list[Problem] = []
        self._gathered: dict[tuple[bool, str], _Gathered] = {}
        self.refusals = 0

    def refuse(self, row: int | None, column: str | None, value: str | None, notice: Notice) -> None:
        """Note what makes the file unacceptable."""
        self.refusals += 1
        self._note(self._problems, Problem(row, column, value, notice.ja, notice.en), notice)

    def warn(self, row: int | None, column: str | None, value: str | None, notice: Notice) -> None:
        """Note what is accepted, but should be seen."""
        self._note(self._warnings, Problem(row, column, value, notice.ja, notice.en), notice)

    def add(self, problem: Problem) -> None:
        """Note a refusal that was made elsewhere."""
        self.refusals += 1
        self._problems.append(problem)

    def problems(self) -> tuple[Problem, ...]:
        """The refusals: first those about the whole file, then row by row."""
        return self._sorted(self._problems, refusals=True)

    def warnings(self) -> tuple[Problem, ...]:
        """The warnings in the same order."""
        return self._sorted(self._warnings, refusals=False)

    def _note(self, notes: list[Problem], problem: Problem, notice: Notice) -> None:
        if notice.gathered:
            key = (notes is self._problems, notice.ja)
            self._gathered.setdefault(key, _Gathered(problem)).places += 1
        else:
            notes.append(problem)

    def _sorted(self, notes: list[Problem], *, refusals: bool) -> tuple[Problem, ...]:
        gathered = [_summed(group) for (of_refusals, _), group in self._gathered.items() if of_refusals is refusals]
        return tuple(sorted([*notes, *gathered], key=_place))


def _summed(group: _Gathered) -> Problem:
    others = group.places - 1
    if not others:
        return group.first
    return replace(
        group.first,
        ja=f"{group.first.ja}（ほか{number(others)}か所も同じです。）",
        en=f"{group.first.en} (The same in {number(others)} more place{'' if others == 1 else 's'}.)",
    )


def _place(problem: Problem) -> tuple[int, int]:
    return problem.row or 0, _ORDER.get(problem.column or "", -1)
