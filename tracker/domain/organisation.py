"""Departments (部) and their divisions (課・所) in the ward's own order (建制順), never alphabetical."""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import count


@dataclass(frozen=True, slots=True)
class Division:
    """課, 室, 事務所, センター: the unit in charge of a procedure (所管課)."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Department:
    """部, with its divisions in order. A department without procedures, or without divisions, is legal.

    ``name`` "" stands for divisions whose department is not stated.
    """

    code: str
    name: str
    divisions: tuple[Division, ...] = ()


Organisation = tuple[Department, ...]
"""All departments in 建制順."""


def with_divisions(organisation: Organisation, pairs: list[tuple[str, str]]) -> Organisation:
    """The organisation extended by the (department, division) names it does not know yet, in order of appearance.

    New departments get the next free code ``B16``, new divisions the next of their department ``B16-01``.
    """
    departments = {department.name: department for department in organisation}
    for department_name, division_name in pairs:
        department = departments.get(department_name) or Department(
            _free_code("B", departments.values()), department_name
        )
        if all(division.name != division_name for division in department.divisions):
            division = Division(_free_code(f"{department.code}-", department.divisions), division_name)
            department = Department(department.code, department.name, (*department.divisions, division))
        departments[department_name] = department
    return tuple(departments.values())


def _free_code(prefix: str, units: Collection[Department | Division]) -> str:
    taken = {unit.code for unit in units}
    return next(code for number in count(len(units) + 1) if (code := f"{prefix}{number:02}") not in taken)


def department_of(organisation: Organisation, department: str, division: str) -> str:
    """The department that a row means: the one it names, or the only one that has the division; "" when unknown."""
    if department:
        return department
    owners = [item.name for item in organisation if any(unit.name == division for unit in item.divisions)]
    return owners[0] if len(owners) == 1 else ""
