"""Departments (部) and their divisions (課・所) in the ward's own order (建制順), never alphabetical."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from itertools import count
from typing import TypeVar

from tracker.domain.procedure import Unit


class View(Enum):
    """By which organisation figures of an earlier day are broken down: the present one, or that of the day itself."""

    NOW = "now"
    THEN = "then"


@dataclass(frozen=True, slots=True)
class Division:
    """課, 室, 事務所, センター: the unit in charge of a procedure (所管課).

    ``valid_from``: its first day, None for before the catalogue. ``valid_to``: the first day on which it is no more.
    ``successor``: the code of the division that carries on what an ended one did, "" where none does.
    """

    code: str
    name: str
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it has not ended."""
        return self.valid_to is None


@dataclass(frozen=True, slots=True)
class Department:
    """部, with its divisions in order. A department without procedures, or without divisions, is legal.

    ``name`` "" stands for divisions whose department is not stated. Validity and successor are as of a division.
    """

    code: str
    name: str
    divisions: tuple[Division, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it has not ended."""
        return self.valid_to is None


OneUnit = TypeVar("OneUnit", Department, Division)
Organisation = tuple[Department, ...]
"""All departments in 建制順, ended ones included. Within its siblings a name stands for one unit at all times."""


def is_valid(unit: Department | Division, on: date) -> bool:
    """Whether a unit exists on a day."""
    return _had_begun(unit, on) and (unit.valid_to is None or on < unit.valid_to)


def valid_on(organisation: Organisation, on: date) -> Organisation:
    """The units that exist on a day: what can be chosen then."""
    return tuple(
        replace(department, divisions=tuple(unit for unit in department.divisions if is_valid(unit, on)))
        for department in organisation
        if is_valid(department, on)
    )


def shown(organisation: Organisation, places: Collection[Unit]) -> Organisation:
    """The units that figures are broken down by: those that have not ended, and those that still have something.

    What an ended unit had stands under its successor on earlier days, too, so the day makes no difference.
    """
    busy = frozenset(places)
    found = []
    for department in organisation:
        kept = tuple(unit for unit in department.divisions if unit.is_open or (department.name, unit.name) in busy)
        if kept or department.is_open:
            found.append(replace(department, divisions=kept))
    return tuple(found)


def stood_on(organisation: Organisation, on: date, places: Collection[Unit]) -> Organisation:
    """The organisation as it stood at the end of a day: what ended later had not ended, what began later was not there.

    ``places``: the divisions that had something on that day, which are there in any case: a unit that ended and began
    again knows its last beginning only.
    """
    busy = frozenset(places)
    found = []
    for department in organisation:
        kept = tuple(
            _not_ended_on(unit, on)
            for unit in department.divisions
            if _had_begun(unit, on) or (department.name, unit.name) in busy
        )
        if kept or _had_begun(department, on):
            found.append(replace(_not_ended_on(department, on), divisions=kept))
    return tuple(found)


def changed_since(organisation: Organisation, on: date) -> bool:
    """Whether any unit has begun or ended after a day."""
    return stood_on(organisation, on, ()) != organisation


def _had_begun(unit: Department | Division, on: date) -> bool:
    return unit.valid_from is None or unit.valid_from <= on


def _not_ended_on(unit: OneUnit, on: date) -> OneUnit:
    return replace(unit, valid_to=None, successor="") if unit.valid_to is not None and on < unit.valid_to else unit


def division_of(organisation: Organisation, unit: Unit) -> Division | None:
    """The division with these names; None when there is none."""
    return next(
        (
            division
            for department in organisation
            for division in department.divisions
            if (department.name, division.name) == unit
        ),
        None,
    )


def unit_of(organisation: Organisation, code: str) -> Unit | None:
    """The names of the division with this code; None when there is none."""
    return next(
        (
            (department.name, division.name)
            for department in organisation
            for division in department.divisions
            if division.code == code
        ),
        None,
    )


def heir(organisation: Organisation, unit: Unit) -> Unit | None:
    """Who carries on today what a division did: itself while it has not ended, None where nobody does."""
    division = division_of(organisation, unit)
    while division is not None and not division.is_open:
        successor = unit_of(organisation, division.successor)
        unit, division = (successor, division_of(organisation, successor)) if successor else (unit, None)
    return unit if division is not None else None


def with_divisions(organisation: Organisation, pairs: list[tuple[str, str]]) -> Organisation:
    """The organisation extended by the (department, division) names it does not know yet, in order of appearance.

    New departments get the next free code ``B16``, new divisions the next of their department ``B16-01``.
    """
    departments = {department.name: department for department in organisation}
    for department_name, division_name in pairs:
        department = departments.get(department_name) or Department(
            free_department_code(departments.values()), department_name
        )
        if all(division.name != division_name for division in department.divisions):
            division = Division(free_division_code(departments.values(), department), division_name)
            department = replace(department, divisions=(*department.divisions, division))
        departments[department_name] = department
    return tuple(departments.values())


def free_department_code(organisation: Collection[Department]) -> str:
    """The next code that no department has: B16."""
    return _free_code("B", len(organisation), {department.code for department in organisation})


def free_division_code(organisation: Collection[Department], department: Department) -> str:
    """The next code that no division has, made from its department's: B16-01."""
    taken = {division.code for item in (*organisation, department) for division in item.divisions}
    return _free_code(f"{department.code}-", len(department.divisions), taken)


def _free_code(prefix: str, used: int, taken: Collection[str]) -> str:
    return next(code for number in count(used + 1) if (code := f"{prefix}{number:02}") not in taken)


def department_of(organisation: Organisation, department: str, division: str) -> str:
    """The department that a row means: the one it names, or the only one that has the division; "" when unknown.

    Divisions that have ended are looked at where no other has the name.
    """
    if department:
        return department
    owners = [(item.name, unit) for item in organisation for unit in item.divisions if unit.name == division]
    found = [name for name, unit in owners if unit.is_open] or [name for name, _unit in owners]
    return found[0] if len(found) == 1 else ""


def units_by_code(organisation: Organisation) -> dict[str, Unit]:
    """Every division by its code, in 建制順."""
    return {
        division.code: (department.name, division.name)
        for department in organisation
        for division in department.divisions
    }
