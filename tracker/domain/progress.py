"""How far the ward is on a day (進捗状況): one value that every page, file and paper asks for its figures."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from operator import attrgetter
from typing import TypeVar

from tracker.domain.coverage import NOTHING, Coverage, Rate, total
from tracker.domain.organisation import Organisation, shown, stood_on
from tracker.domain.policy import Policy, Target
from tracker.domain.priority import Step
from tracker.domain.procedure import Procedure, Theme, Unit
from tracker.domain.standing import Standing, standings

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Cell:
    """The coverage of all procedures that share everything breakdowns are made by. Cells are disjoint."""

    department: str
    division: str
    theme: Theme
    step: Step
    many_cases: bool
    designated: bool
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class Group:
    """One line of a breakdown. ``code`` and ``name`` identify a department, division, theme or step."""

    code: str
    name: str
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class Progress:
    """Every headline figure on a day, from disjoint cells: a breakdown sums to the whole by construction."""

    as_of: date
    policy: Policy
    organisation: Organisation
    cells: tuple[Cell, ...]

    @property
    def coverage(self) -> Coverage:
        """Everything in scope."""
        return total(cell.coverage for cell in self.cells)

    def where(self, condition: Callable[[Cell], bool]) -> Coverage:
        """The coverage of the cells that meet a condition."""
        return total(cell.coverage for cell in self.cells if condition(cell))

    @property
    def target(self) -> Target | None:
        """The target that the day is measured against."""
        return self.policy.target_on(self.as_of)

    @property
    def is_after_target(self) -> bool:
        """Whether every target's day has passed, so that the next one has to be asked for."""
        return self.target is not None and self.as_of > self.target.due_on

    @property
    def share_of_total_cases(self) -> Rate | None:
        """How much of the ward's published 受付総件数 is counted here, where the policy has one."""
        if self.policy.total_cases is None:
            return None
        return Rate(self.coverage.known_cases, self.policy.total_cases)

    def by_department(self) -> list[Group]:
        """All departments in 建制順, those without procedures included; ended ones only where they still have some."""
        parts = self._parts(lambda cell: cell.department)
        return [Group(item.code, item.name, parts[item.name]) for item in self._units_shown()]

    def by_division(self) -> list[Group]:
        """All divisions in 建制順."""
        parts = self._parts(lambda cell: (cell.department, cell.division))
        return [
            Group(division.code, division.name, parts[department.name, division.name])
            for department in self._units_shown()
            for division in department.divisions
        ]

    def by_theme(self) -> list[Group]:
        """Themes that occur, by the first theme of each procedure. ``name`` is the theme's value."""
        parts = self._parts(lambda cell: cell.theme)
        return [Group(theme.value, theme.value, parts[theme]) for theme in Theme if theme in parts]

    def by_step(self) -> list[Group]:
        """STEP 1, STEP 2 and undecided. ``name`` is the step's value."""
        parts = self._parts(lambda cell: cell.step)
        return [Group(step.value, step.value, parts[step]) for step in Step]

    def _units_shown(self) -> Organisation:
        return shown(self.organisation, {(cell.department, cell.division) for cell in self.cells})

    def _parts(self, key: Callable[[Cell], Key]) -> dict[Key, Coverage]:
        parts: dict[Key, list[Coverage]] = defaultdict(list)
        for cell in self.cells:
            parts[key(cell)].append(cell.coverage)
        summed: dict[Key, Coverage] = defaultdict(lambda: NOTHING)
        summed.update((name, total(coverages)) for name, coverages in parts.items())
        return summed


def placed(procedure: Procedure, unit: Unit) -> Procedure:
    """The procedure in the charge of another division."""
    department, division = unit
    return replace(procedure, department=department, division=division)


def as_it_was(progress: Progress, moved: Sequence[tuple[Procedure, Unit]]) -> Progress:
    """The same figures by the organisation of their own day.

    ``moved``: the procedures that have come to another division since, with the one that was in charge on that day.
    """
    then = relocated(progress, moved)
    places = {(cell.department, cell.division) for cell in then}
    return replace(progress, organisation=stood_on(progress.organisation, progress.as_of, places), cells=then)


def relocated(progress: Progress, places: Sequence[tuple[Procedure, Unit]]) -> tuple[Cell, ...]:
    """The cells with some procedures, which they hold where these are now, in the charge of other divisions."""
    return exchanged(progress, (procedure for procedure, _unit in places), (placed(*pair) for pair in places))


def exchanged(progress: Progress, gone: Iterable[Procedure], come: Iterable[Procedure]) -> tuple[Cell, ...]:
    """The cells without some of the procedures that they hold, and with others."""

    def cells(procedures: Iterable[Procedure]) -> tuple[Cell, ...]:
        return measure(procedures, progress.policy, progress.organisation, progress.as_of).cells

    lost = (replace(cell, coverage=NOTHING - cell.coverage) for cell in cells(gone))
    return joined([*progress.cells, *lost, *cells(come)])


_place_of: Callable[[Cell], tuple[str, str, Theme, Step, bool, bool]] = attrgetter(
    *(field.name for field in fields(Cell) if field.name != "coverage")
)


def joined(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """Cells that differ in nothing but their coverage, as one; without those in which nothing is left."""
    parts: dict[tuple[str, str, Theme, Step, bool, bool], list[Coverage]] = defaultdict(list)
    for cell in cells:
        parts[_place_of(cell)].append(cell.coverage)
    sums = ((place, total(coverages)) for place, coverages in parts.items())
    return tuple(Cell(*place, coverage) for place, coverage in sums if coverage != NOTHING)


def measure(procedures: Iterable[Procedure], policy: Policy, organisation: Organisation, as_of: date) -> Progress:
    """The progress of a catalogue held in memory. The definition that the database's roll-up is tested against."""
    return gathered(standings(procedures, policy, as_of), policy, organisation, as_of)


def gathered(items: Iterable[Standing], policy: Policy, organisation: Organisation, as_of: date) -> Progress:
    """The progress of procedures whose standing on the day is known."""
    cells = tuple(
        Cell(
            item.procedure.department,
            item.procedure.division,
            item.procedure.main_theme,
            item.verdict.step,
            item.has_many_cases,
            item.procedure.designated,
            item.coverage,
        )
        for item in items
    )
    return Progress(as_of, policy, organisation, cells)
