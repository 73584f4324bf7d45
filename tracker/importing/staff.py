"""Reading a list of staff: CSV, TSV or Excel, one row for each division of each person. Nothing is stored here."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tracker.domain.account import Account, Role, login_key
from tracker.domain.errors import Refused
from tracker.domain.organisation import Organisation
from tracker.domain.procedure import Unit
from tracker.domain.staff import (
    DEPARTMENT,
    DIVISION,
    LIST_HEADINGS,
    LOGIN,
    NAME,
    ROLE,
    check_divisions,
    check_login,
    check_name,
    tidy_login,
    tidy_name,
)
from tracker.domain.vocabulary import name_of
from tracker.importing import list_notices as notices
from tracker.importing.code_lists import CodeList
from tracker.importing.divisions import division_named
from tracker.importing.findings import Findings, Notice
from tracker.importing.lists import ListRow, layout_of, rows_of, text_in
from tracker.importing.problem import Problem, shown

ROLES = CodeList(ROLE, ((role, (name_of(role), role.value)) for role in Role))
_LAYOUT = layout_of(LIST_HEADINGS, (LOGIN, NAME, ROLE))


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody on the list, with the row in which they are first."""

    row: int
    account: Account


@dataclass(frozen=True, slots=True)
class StaffReading:
    """What a list says. With any problem the list as a whole is refused."""

    people: tuple[Listed, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    login: str
    name: str
    role: Role
    unit: Unit | None


def read_staff(path: Path, organisation: Organisation, today: date) -> StaffReading:
    """Read a list and check every cell. ``organisation``: the divisions of all times, of which today's can be named."""
    findings = Findings()
    read = (_row(row, organisation, today, findings) for row in rows_of(path, _LAYOUT, findings))
    people = _people((row for row in read if row is not None), findings)
    return StaffReading(people, findings.problems())


def _row(row: ListRow, organisation: Organisation, today: date, findings: Findings) -> _Row | None:
    login, name = text_in(row, LOGIN, findings, as_login), text_in(row, NAME, findings, as_name)
    said = text_in(row, ROLE, findings)
    department, division = text_in(row, DEPARTMENT, findings), text_in(row, DIVISION, findings)
    role = None if said is None else ROLES.find(said)
    if role is None and said is not None:
        findings.refuse(row.number, ROLE, shown(said), notices.no_role(ROLES.names))
    if department is None or division is None:
        return None
    unit, notice = division_named(department, division, organisation, today)
    if notice is None and role is Role.EDITOR and unit is None:
        notice = notices.NO_DIVISION
    if notice is not None:
        findings.refuse(row.number, DIVISION, shown(division), notice)
    if login is None or name is None or role is None or notice is not None:
        return None
    return _Row(row.number, login, name, role, unit)


def _checked(tidy: Callable[[str], str], check: Callable[[str], None]) -> Callable[[str], str]:
    def parse(text: str) -> str:
        tidied = tidy(text)
        check(tidied)
        return tidied

    return parse


as_login, as_name = _checked(tidy_login, check_login), _checked(tidy_name, check_name)


def _people(rows: Iterable[_Row], findings: Findings) -> tuple[Listed, ...]:
    """Everybody once, with the divisions of all their rows. What rows of one person say differently is refused."""
    found: dict[str, list[_Row]] = {}
    for row in rows:
        theirs = found.setdefault(login_key(row.login), [])
        if (theirs and _agrees(row, theirs, findings)) or not theirs:
            theirs.append(row)
    people = [_listed(theirs) for theirs in found.values()]
    for person in people:
        try:
            check_divisions(person.account)
        except Refused as refused:
            findings.refuse(person.row, DIVISION, None, Notice(refused.ja, refused.en))
    return tuple(people)


def _agrees(row: _Row, theirs: Sequence[_Row], findings: Findings) -> bool:
    first = theirs[0]
    if row.name != first.name:
        findings.refuse(row.number, NAME, shown(row.name), notices.another_name(first.name, first.number))
    elif row.role is not first.role:
        findings.refuse(row.number, ROLE, name_of(row.role), notices.another_role(name_of(first.role), first.number))
    elif row.unit is None or first.unit is None or row.unit in {each.unit for each in theirs}:
        findings.refuse(row.number, LOGIN, shown(row.login), notices.repeated(first.number))
    else:
        return True
    return False


def _listed(theirs: Sequence[_Row]) -> Listed:
    first = theirs[0]
    units = tuple(row.unit for row in theirs if row.unit is not None)
    return Listed(first.number, Account(first.login, first.name, first.role, units))
