"""The coverage on a day and over months, added up in SQL from the roll-up."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import BigInteger, Connection, Label, Row, cast, func, select

from tracker.domain.coverage import MEASURES, NOTHING, Coverage
from tracker.domain.priority import Step
from tracker.domain.procedure import Theme
from tracker.domain.progress import Cell
from tracker.domain.status import ALWAYS
from tracker.storage.schema import coverage_changes, departments, divisions, status_intervals


def _sum(measure: str) -> Label[int]:
    return cast(func.sum(coverage_changes.c[measure]), BigInteger).label(measure)


_SUMS = [_sum(measure) for measure in MEASURES]


def cells(connection: Connection, policy_id: int, as_of: date) -> tuple[Cell, ...]:
    """The disjoint cells of the whole catalogue on a day. One statement, however many procedures there are."""
    key = [coverage_changes.c[name] for name in ("division_id", "theme", "step", "many_cases", "designated")]
    sums = (
        select(*key, *_SUMS)
        .where(coverage_changes.c.policy_id == policy_id, coverage_changes.c.day <= as_of)
        .group_by(*key)
        .subquery()
    )
    # The names are joined to the sums: to group by them would cost every row of the roll-up.
    statement = (
        select(departments.c.name.label("department"), divisions.c.name.label("division"), sums)
        .join_from(sums, divisions, sums.c.division_id == divisions.c.id)
        .join(departments)
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
        for row in connection.execute(statement).all()
    )
    return tuple(cell for cell in found if cell.coverage != NOTHING)


def over_time(
    connection: Connection, policy_id: int, days: Sequence[date], measures: Sequence[str] = MEASURES
) -> list[Coverage]:
    """The coverage of everything on each of the days, which are ascending. One statement, however many days.

    ``measures``: what is wanted of it; the rest is 0.
    """
    if not days:
        return []
    statement = (
        select(coverage_changes.c.day, *(_sum(measure) for measure in measures))
        .where(coverage_changes.c.policy_id == policy_id, coverage_changes.c.day <= days[-1])
        .group_by(coverage_changes.c.day)
        .order_by(coverage_changes.c.day)
    )
    changes = connection.execute(statement).all()
    results, current, done = [], [0] * len(measures), 0
    for day in days:
        begun = done
        while done < len(changes) and changes[done].day <= day:
            done += 1
        current = [*map(sum, zip(current, *(row[1:] for row in changes[begun:done]), strict=True))]
        results.append(Coverage(**dict(zip(measures, current, strict=True))))
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
