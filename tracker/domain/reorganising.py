"""Reorganisation (組織改正): each function maps the organisation to how it stands then, and says what moves where.

A unit that is renamed, moved or abolished ends on a day; the one that carries on is its successor, to which procedures
and people move at once, also for earlier days. The whole organisation is one thing: it has one version.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from tracker.domain import siblings
from tracker.domain.divisions import check_successor, division_begun, division_ended, owner_of
from tracker.domain.errors import Refused
from tracker.domain.organisation import Department, Organisation, free_department_code, units_by_code
from tracker.domain.procedure import Procedure, Unit, code_key

UP, DOWN = -1, 1


class Holding(NamedTuple):
    """A procedure of a division by its code: whether it is not abolished, whether the division is in charge of it."""

    code: str
    is_active: bool = True
    in_charge: bool = True


@dataclass(frozen=True, slots=True)
class Situation:
    """What is decided upon: the organisation, the day in Japan, and the divisions that have procedures.

    ``holdings``: the procedures of each of them.
    """

    organisation: Organisation
    today: date
    occupied: frozenset[Unit] = frozenset()
    holdings: Mapping[Unit, Sequence[Holding]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reorganisation:
    """The organisation afterwards. ``moves``: from which division to which everything moves, as of the day ``on``.

    ``emptied``: divisions that ended without a successor; nobody is left there. ``splits``: of a division that is
    divided, the procedures that go elsewhere than the rest, by the keys of their codes.
    """

    organisation: Organisation
    moves: dict[Unit, Unit] = field(default_factory=dict)
    emptied: tuple[Unit, ...] = ()
    on: date | None = None
    splits: dict[Unit, dict[str, Unit]] = field(default_factory=dict)

    @property
    def heirs(self) -> dict[Unit, tuple[Unit, ...]]:
        """Every division that something moves from, with all that have a part of it now: itself where it goes on."""
        return {
            unit: tuple(dict.fromkeys([self.moves.get(unit, unit), *self.splits.get(unit, {}).values()]))
            for unit in {**self.moves, **self.splits}
        }

    def place_of(self, unit: Unit, code: str) -> Unit:
        """The division that has the procedure with this code afterwards, as ``unit`` has it before."""
        return self.splits.get(unit, {}).get(code_key(code)) or self.moves.get(unit, unit)


def create_department(now: Situation, name: str, on: date, code: str = "", after: str | None = None) -> Reorganisation:
    """A new department, after the one with the code ``after``; "" is the first place, None the last."""
    siblings.check_day(on, now.today)
    if code:
        siblings.check_code(code, [department.code for department in now.organisation])
    new = Department(code or free_department_code(now.organisation), name)
    return Reorganisation(siblings.begun(now.organisation, new, on, after)[0])


def create_division(
    now: Situation, department: str, name: str, on: date, code: str = "", after: str | None = None
) -> Reorganisation:
    """A new division of the department with the code ``department``."""
    siblings.check_day(on, now.today)
    if code:
        siblings.check_code(code, _division_codes(now.organisation))
    owner = siblings.found(now.organisation, department)
    return Reorganisation(division_begun(now.organisation, owner, name, on, code, after)[0])


def correct_department(now: Situation, code: str, name: str) -> Reorganisation:
    """The same department, its name spelled rightly."""
    return Reorganisation(siblings.corrected(now.organisation, code, name))


def correct_division(now: Situation, code: str, name: str) -> Reorganisation:
    """The same division, its name spelled rightly."""
    owner = owner_of(now.organisation, code)
    divisions = siblings.corrected(owner.divisions, code, name)
    return Reorganisation(siblings.renewed(now.organisation, replace(owner, divisions=divisions)))


def shift_department(now: Situation, code: str, step: int) -> Reorganisation:
    """The department a place further ``UP`` or ``DOWN``."""
    return Reorganisation(siblings.shifted(now.organisation, code, step))


def shift_division(now: Situation, code: str, step: int) -> Reorganisation:
    """The division a place further ``UP`` or ``DOWN`` within its department."""
    owner = owner_of(now.organisation, code)
    divisions = siblings.shifted(owner.divisions, code, step)
    return Reorganisation(siblings.renewed(now.organisation, replace(owner, divisions=divisions)))


def rename_department(now: Situation, code: str, name: str, on: date) -> Reorganisation:
    """改称: the department ends, and another begins in its place and takes its divisions over."""
    siblings.check_day(on, now.today)
    old = siblings.found(now.organisation, code)
    siblings.check_open(old)
    new = Department(free_department_code(now.organisation), name)
    organisation, new = siblings.begun(now.organisation, new, on, code)
    return _taken_over(organisation, code, new.code, on)


def rename_division(now: Situation, code: str, name: str, on: date) -> Reorganisation:
    """改称: the division ends, and another begins in its place."""
    siblings.check_day(on, now.today)
    owner = owner_of(now.organisation, code)
    siblings.check_open(siblings.found(owner.divisions, code))
    organisation, new = division_begun(now.organisation, owner, name, on, "", code)
    return _carried_on(organisation, code, new.code, on)


def move_division(now: Situation, code: str, department: str, on: date) -> Reorganisation:
    """The division ends, and one of the same name begins as the last of another department."""
    siblings.check_day(on, now.today)
    owner, target = owner_of(now.organisation, code), siblings.found(now.organisation, department)
    old = siblings.found(owner.divisions, code)
    siblings.check_open(old)
    if target.code == owner.code:
        raise Refused(
            "今の部とは別の部を選んでください。", "Choose another department than the present one.", "department"
        )
    organisation, new = division_begun(now.organisation, target, old.name, on, "", None)
    return _carried_on(organisation, code, new.code, on)


def abolish_department(now: Situation, code: str, on: date, successor: str = "") -> Reorganisation:
    """廃止・引継ぎ: its divisions end, too, or go on in the department that succeeds it."""
    siblings.check_day(on, now.today)
    old = siblings.found(now.organisation, code)
    siblings.check_open(old)
    if successor:
        check_successor(old, siblings.found(now.organisation, successor), on)
        return _taken_over(now.organisation, code, successor, on)
    units = tuple((old.name, division.name) for division in old.divisions if division.is_open)
    _check_empty(units, now.occupied)
    for division in old.divisions:
        if division.is_open:
            old = replace(old, divisions=siblings.ended(old.divisions, division.code, on, ""))
    organisation = siblings.renewed(now.organisation, old)
    return Reorganisation(siblings.ended(organisation, code, on, ""), emptied=units, on=on)


def abolish_division(now: Situation, code: str, on: date, successor: str = "") -> Reorganisation:
    """廃止・引継ぎ: the division ends; its procedures and people go to the division that succeeds it."""
    siblings.check_day(on, now.today)
    owner = owner_of(now.organisation, code)
    old = siblings.found(owner.divisions, code)
    siblings.check_open(old)
    if successor:
        return _carried_on(now.organisation, code, successor, on)
    unit = (owner.name, old.name)
    _check_empty([unit], now.occupied)
    return Reorganisation(division_ended(now.organisation, code, on, ""), emptied=(unit,), on=on)


def moved(procedure: Procedure, done: Reorganisation) -> Procedure:
    """The procedure where it belongs after a reorganisation: the division in charge, and the one that shares it."""
    department, division = done.place_of(procedure.unit, procedure.code)
    shared = done.place_of(procedure.shared_with, procedure.code) if procedure.shared_with else None
    return replace(
        procedure,
        department=department,
        division=division,
        shared_with=None if shared == (department, division) else shared,
    )


def _taken_over(organisation: Organisation, code: str, successor: str, on: date) -> Reorganisation:
    """The department ended, each of its divisions in the hands of the one of the same name in its successor."""
    old = siblings.found(organisation, code)
    moves: dict[Unit, Unit] = {}
    for division in old.divisions:
        if not division.is_open:
            continue
        target = siblings.found(organisation, successor)
        same = next((unit for unit in target.divisions if unit.name == division.name and unit.is_open), None)
        if same is None:
            organisation, same = division_begun(organisation, target, division.name, on, "", None)
        ended = _carried_on(organisation, division.code, same.code, on)
        organisation, moves = ended.organisation, moves | ended.moves
    return Reorganisation(siblings.ended(organisation, code, on, successor), moves, on=on)


def _carried_on(organisation: Organisation, code: str, successor: str, on: date) -> Reorganisation:
    """A division ended, everything of it in the hands of another."""
    units = units_by_code(organisation)
    return Reorganisation(division_ended(organisation, code, on, successor), {units[code]: units[successor]}, on=on)


def _division_codes(organisation: Organisation) -> list[str]:
    return [division.code for department in organisation for division in department.divisions]


def _check_empty(units: Collection[Unit], occupied: Collection[Unit]) -> None:
    busy = [division for department, division in units if (department, division) in occupied]
    if busy:
        raise Refused(
            f"手続を所管しています（{'、'.join(busy)}）。引継先を選んでください。",
            f"Procedures belong to it ({', '.join(busy)}). Choose its successor.",
            "successor",
        )
