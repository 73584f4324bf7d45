"""Rows of a file that name a division which has been renamed, moved or abolished since the file was made."""

from collections.abc import Sequence

from tracker.domain.catalogue import HEADINGS, Entry
from tracker.domain.ended import said_of_ended
from tracker.domain.organisation import Department, Division, Organisation, division_of, heir
from tracker.domain.procedure import Unit
from tracker.importing.catalogue import Row
from tracker.importing.problem import Problem


def ended_divisions(rows: Sequence[Row], units: Organisation) -> list[Problem]:
    """A problem for each such row, which names the division that carries on."""
    found = []
    named = {(row.entry.department, row.entry.division) for row in rows}
    gone = {unit: _ended(unit, units) for unit in named}
    for row in rows:
        ended = gone[row.entry.department, row.entry.division]
        if ended is not None:
            entry = row.entry
            value = f"{entry.department} {entry.division}".strip()
            found.append(Problem(row.number, HEADINGS["division"], value, *_sentences(ended, entry, units)))
    return found


def _ended(unit: Unit, units: Organisation) -> Department | Division | None:
    """What has ended of the unit that a row names; the department where it never had such a division."""
    division = division_of(units, unit)
    if division is not None:
        return None if division.is_open else division
    return next((item for item in units if item.name == unit[0] and not item.is_open), None)


def _sentences(ended: Department | Division, entry: Entry, units: Organisation) -> tuple[str, str]:
    assert ended.valid_to is not None
    return said_of_ended(ended.name, ended.valid_to, _successor(ended, entry, units))


def _successor(ended: Department | Division, entry: Entry, units: Organisation) -> str:
    if isinstance(ended, Division):
        return " ".join(heir(units, (entry.department, entry.division)) or ()).strip()
    department: Department | None = ended
    while department is not None and not department.is_open:
        department = next((item for item in units if item.code == department.successor), None)
    return department.name if department else ""
