"""The coverage on a day and over months, added up in SQL from the roll-up."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import BigInteger, Connection, Row, cast, func, select

from tracker.domain.coverage import MEASURES, NOTHING, Coverage
from tracker.domain.priority import Step
from tracker.domain.procedure import Theme
from tracker.domain.progress import Cell
from tracker.domain.status import ALWAYS
from tracker.storage.schema import coverage_changes, departments, divisions, status_intervals

_SUMS = [cast(func.sum(coverage_changes.c[measure]), BigInteger).label(measure) for measure in MEASURES]


def cells(connection: Connection, policy_id: int, as_of: date) -> tuple[Cell, ...]:
    """The disjoint cells of the whole catalogue on a day. One statement, however many procedures there are."""
    key = (
        departments.c.name.label("department"),
        divisions.c.name.label("division"),
        coverage_changes.c.theme,
        coverage_changes.c.step,
        coverage_changes.c.many_cases,
        coverage_changes.c.designated,
    )
    statement = (
        select(*key, *_SUMS)
        .join(divisions, coverage_changes.c.division_id == divisions.c.id)
        .join(departments)
        .where(coverage_changes.c.policy_id == policy_id, coverage_changes.c.day <= as_of)
        .group_by(*key)
    )
    found = (
        Cell(
            row.department,
            row.division,
            Theme(row.theme),
            Step(row.step),
            row.many_cases,
            row.designated,
            _coverage(row),
        )
        for row in connection.execute(statement)
    )
    return tuple(cell for cell in found if cell.coverage != NOTHING)


def over_time(connection: Connection, policy_id: int, days: Sequence[date]) -> list[Coverage]:
    """The coverage of everything on each of the days, which are ascending. One statement, however many days."""
    if not days:
        return []
    statement = (
        select(coverage_changes.c.day, *_SUMS)
        .where(coverage_changes.c.policy_id == policy_id, coverage_changes.c.day <= days[-1])
        .group_by(coverage_changes.c.day)
        .order_by(coverage_changes.c.day)
    )
    changes = [(row.day, _coverage(row)) for row in connection.execute(statement)]
    results, current, done = [], NOTHING, 0
    for day in days:
        while done < len(changes) and changes[done][0] <= day:
            current += changes[done][1]
            done += 1
        results.append(current)
    return results


def first_dated_day(connection: Connection) -> date | None:
    """The first day on which a confirmed status is stated to begin.

    Before it the catalogue only repeats its first source, whose statuses have no day.
    """
    dated = select(func.min(status_intervals.c.valid_from)).where(status_intervals.c.valid_from > ALWAYS)
    found: date | None = connection.execute(dated).scalar()
    return found


def _coverage(row: Row[Any]) -> Coverage:
    return Coverage(*(getattr(row, measure) for measure in MEASURES))
