"""Reading a list of transfers: CSV, TSV or Excel, one row for each division of each person. Nothing is stored here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tracker.domain.account import Role, login_key
from tracker.domain.organisation import Organisation
from tracker.domain.procedure import Unit
from tracker.domain.staff import LOGIN, NAME, ROLE
from tracker.domain.transfers import (
    AFTER_DEPARTMENT,
    AFTER_DIVISION,
    BEFORE_DEPARTMENT,
    BEFORE_DIVISION,
    KIND,
    TRANSFER_HEADINGS,
    Kind,
    Mover,
)
from tracker.domain.vocabulary import name_of
from tracker.importing import list_notices as notices
from tracker.importing import transfer_notices
from tracker.importing.code_lists import CodeList
from tracker.importing.divisions import division_named
from tracker.importing.findings import Findings
from tracker.importing.lists import ListRow, layout_of, rows_of, text_in
from tracker.importing.problem import Problem, shown
from tracker.importing.staff import ROLES, as_login, as_name

_LAYOUT = layout_of(TRANSFER_HEADINGS, (LOGIN, NAME, AFTER_DIVISION))
_KINDS = CodeList(
    KIND,
    (
        (Kind.MOVE, (Kind.MOVE.value,)),
        (Kind.JOIN, (Kind.JOIN.value, "転入", "新任", "新規", "採用")),
        (Kind.LEAVE, (Kind.LEAVE.value, "転出", "退職")),
    ),
)


@dataclass(frozen=True, slots=True)
class TransferReading:
    """Who is on a list. With any problem the list as a whole is refused."""

    movers: tuple[Mover, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    login: str
    name: str
    kind: Kind | None
    role: Role | None
    before: Unit | None
    after: Unit | None


def transfer_rows(path: Path) -> tuple[list[ListRow], tuple[Problem, ...]]:
    """The rows of a file as they stand there, and what is wrong with the file."""
    findings = Findings()
    rows = rows_of(path, _LAYOUT, findings)
    return rows, findings.problems()


def read_transfers(rows: Iterable[ListRow], organisation: Organisation, today: date) -> TransferReading:
    """Check every cell. ``organisation``: the divisions of all times, of which today's can be moved to."""
    findings = Findings()
    read = (_row(row, organisation, today, findings) for row in rows)
    movers = _movers((row for row in read if row is not None), findings)
    return TransferReading(movers, findings.problems())


def _row(row: ListRow, organisation: Organisation, today: date, findings: Findings) -> _Row | None:
    known = findings.refusals
    login, name = text_in(row, LOGIN, findings, as_login), text_in(row, NAME, findings, as_name)
    kind, role = _chosen(row, _KINDS, findings), _chosen(row, ROLES, findings)
    old = [text_in(row, heading, findings) or "" for heading in (BEFORE_DEPARTMENT, BEFORE_DIVISION)]
    department, division = (text_in(row, heading, findings) for heading in (AFTER_DEPARTMENT, AFTER_DIVISION))
    after, notice = division_named(department or "", division or "", organisation, today)
    if notice is not None:
        findings.refuse(row.number, AFTER_DIVISION, shown(division or ""), notice)
    if old[0] and not old[1]:
        findings.refuse(row.number, BEFORE_DIVISION, "", notices.DEPARTMENT_ALONE)
    if login is None or name is None or findings.refusals > known:
        return None
    return _Row(row.number, login, name, kind, role, (old[0], old[1]) if old[1] else None, after)


def _chosen(row: ListRow, codes: CodeList, findings: Findings) -> Any:
    """What a cell names of a list of codes; None where it is empty."""
    said = text_in(row, codes.heading, findings)
    found = codes.find(said) if said else None
    if said and found is None:
        findings.refuse(row.number, codes.heading, shown(said), transfer_notices.not_on_the_list(codes.names))
    return found


def _movers(rows: Iterable[_Row], findings: Findings) -> tuple[Mover, ...]:
    """Everybody once, with all their divisions. What rows of one person say differently is refused."""
    found: dict[str, list[_Row]] = {}
    for row in rows:
        theirs = found.setdefault(login_key(row.login), [])
        if not theirs or _agrees(row, theirs, findings):
            theirs.append(row)
    return tuple(_mover(theirs) for theirs in found.values())


def _agrees(row: _Row, theirs: Sequence[_Row], findings: Findings) -> bool:
    first = theirs[0]
    if row.name != first.name:
        findings.refuse(row.number, NAME, shown(row.name), notices.another_name(first.name, first.number))
    elif row.kind is not first.kind:
        findings.refuse(row.number, KIND, _said(row.kind), transfer_notices.another_kind(first.kind, first.number))
    elif row.role is not first.role:
        role = name_of(first.role) if first.role else "空欄"
        findings.refuse(row.number, ROLE, None, notices.another_role(role, first.number))
    elif row.after is None or first.after is None or row.after in {each.after for each in theirs}:
        findings.refuse(row.number, LOGIN, shown(row.login), notices.repeated(first.number))
    else:
        return True
    return False


def _said(kind: Kind | None) -> str:
    return kind.value if kind else ""


def _mover(theirs: Sequence[_Row]) -> Mover:
    first = theirs[0]
    before = dict.fromkeys(row.before for row in theirs if row.before is not None)
    after = tuple(row.after for row in theirs if row.after is not None)
    return Mover(first.number, first.login, first.name, first.kind, first.role, tuple(before), after)
