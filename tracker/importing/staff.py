"""Reading a list of staff: CSV, TSV or Excel, one row for each division of each person. Nothing is stored here."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from tracker.domain.account import Account, Role, login_key
from tracker.domain.errors import Refused
from tracker.domain.organisation import Organisation, department_of
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
from tracker.importing import staff_notices as notices
from tracker.importing.code_lists import CodeList
from tracker.importing.files import open_table
from tracker.importing.findings import Findings, Notice
from tracker.importing.headings import Header, heading_key, is_blank
from tracker.importing.limits import HEADER_SEARCH
from tracker.importing.oddities import note_oddities
from tracker.importing.problem import CannotReadOn, Problem, shown
from tracker.importing.table import Cell, NumberedRow, Table, shown_cell
from tracker.importing.texts import text_of

REQUIRED = (LOGIN, NAME, ROLE)
MAX_ROWS = 2_000
_ROLES = CodeList(ROLE, ((role, (name_of(role), role.value)) for role in Role))
_KEYS = {heading_key(heading): heading for heading in LIST_HEADINGS}


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


@dataclass(frozen=True, slots=True)
class _Header:
    """Where each column stands (from 0), and how many there are."""

    positions: dict[str, int]
    width: int


def read_staff(path: Path, organisation: Organisation) -> StaffReading:
    """Read a list and check every cell. ``organisation``: the divisions that people can belong to."""
    findings = Findings()
    people: tuple[Listed, ...] = ()
    try:
        table = open_table(path, None)
        rows = iter(table.rows)
        header = _header(table, rows, findings)
        if header is not None:
            people = _people(_rows(table, rows, header, organisation, findings), findings)
    except CannotReadOn as stop:
        findings.add(stop.problem)
    return StaffReading(people, findings.problems())


def _header(table: Table, rows: Iterator[NumberedRow], findings: Findings) -> _Header | None:
    """The row of headings, which is the first that names one of them."""
    filled = ((number, cells) for number, cells in rows if not is_blank(cells))
    for number, cells in islice(filled, HEADER_SEARCH):
        written = tuple(cell.strip() if isinstance(cell, str) else shown_cell(cell) for cell in cells)
        known = [_KEYS.get(heading_key(heading)) for heading in written]
        if not any(known):
            continue
        for heading in REQUIRED:
            if heading not in known:
                findings.refuse(number, heading, None, notices.missing(heading))
        for name, heading in zip(known, written, strict=True):
            if heading and name is None:
                findings.refuse(number, shown(heading), None, notices.UNKNOWN)
            elif heading and known.count(name) > 1:
                findings.refuse(number, name, None, notices.TWICE)
        note_oddities(table.oddities, Header(number, {}, written), findings)
        return None if findings.refusals else _Header({name: known.index(name) for name in known if name}, len(written))
    findings.refuse(None, None, None, notices.NO_HEADINGS)
    return None


def _rows(
    table: Table, rows: Iterable[NumberedRow], header: _Header, organisation: Organisation, findings: Findings
) -> Iterator[_Row]:
    read = 0
    for number, cells in rows:
        if is_blank(cells):
            continue
        read += 1
        if read > MAX_ROWS:
            findings.refuse(number, None, None, notices.TOO_MANY_ROWS)
            return
        if table.ragged and len(cells) != header.width:
            findings.refuse(number, None, None, notices.ragged(len(cells), header.width))
            continue
        row = _row(number, cells, header, organisation, findings)
        if row is not None:
            yield row
    if not read:
        findings.refuse(None, None, None, notices.NO_ROWS)


def _row(
    number: int, cells: Sequence[Cell], header: _Header, organisation: Organisation, findings: Findings
) -> _Row | None:
    def read(heading: str, parse: Callable[[str], str] = str) -> str | None:
        place = header.positions.get(heading)
        cell = "" if place is None else cells[place]
        try:
            return parse(text_of(cell)[0])
        except Refused as refused:
            findings.refuse(number, heading, shown_cell(cell), Notice(refused.ja, refused.en))
            return None

    login, name = read(LOGIN, _checked(tidy_login, check_login)), read(NAME, _checked(tidy_name, check_name))
    said, department, division = read(ROLE), read(DEPARTMENT), read(DIVISION)
    role = None if said is None else _ROLES.find(said)
    if role is None and said is not None:
        findings.refuse(number, ROLE, shown(said), notices.no_role(_ROLES.names))
    if department is None or division is None:
        return None
    unit, notice = _unit(department, division, organisation)
    if notice is None and role is Role.EDITOR and unit is None:
        notice = notices.NO_DIVISION
    if notice is not None:
        findings.refuse(number, DIVISION, shown(division), notice)
    if login is None or name is None or role is None or notice is not None:
        return None
    return _Row(number, login, name, role, unit)


def _checked(tidy: Callable[[str], str], check: Callable[[str], None]) -> Callable[[str], str]:
    def parse(text: str) -> str:
        tidied = tidy(text)
        check(tidied)
        return tidied

    return parse


def _unit(department: str, division: str, organisation: Organisation) -> tuple[Unit | None, Notice | None]:
    """The division that a row names, None where it names none; or what is wrong with it."""
    if not division:
        return None, notices.DEPARTMENT_ALONE if department else None
    owner = department_of(organisation, department, division)
    units = {(item.name, unit.name) for item in organisation for unit in item.divisions}
    if (owner, division) in units:
        return (owner, division), None
    several = [item.name for item in organisation for unit in item.divisions if unit.name == division]
    return None, notices.which_department(several) if several else notices.NO_SUCH_DIVISION


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
