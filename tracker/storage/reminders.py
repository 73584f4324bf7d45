"""督促: how often, and when last, each division was reminded of an inquiry."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, func, insert, select

from tracker.domain.procedure import Unit
from tracker.storage import organisation
from tracker.storage.schema import departments, divisions, reminders


class Reminded(NamedTuple):
    """How many times, and when last; None where never."""

    times: int = 0
    last: datetime | None = None


def add(connection: Connection, inquiry: int, units: Iterable[Unit], at: datetime, by: str, *, by_mail: bool) -> None:
    """One reminder of each of these divisions."""
    ids = organisation.division_ids(connection)
    said = {"inquiry": inquiry, "reminded_at": at, "reminded_by": by, "by_mail": by_mail}
    rows = [{"division_id": ids[unit], **said} for unit in units]
    if rows:
        connection.execute(insert(reminders), rows)


def counted(connection: Connection, inquiry: int) -> dict[Unit, Reminded]:
    """Of every division that was reminded of an inquiry."""
    statement = (
        select(departments.c.name, divisions.c.name, func.count(), func.max(reminders.c.reminded_at))
        .join_from(reminders, divisions, reminders.c.division_id == divisions.c.id)
        .join(departments, divisions.c.department_id == departments.c.id)
        .where(reminders.c.inquiry == inquiry)
        .group_by(departments.c.name, divisions.c.name)
    )
    return {
        (department, division): Reminded(times, last)
        for department, division, times, last in connection.execute(statement)
    }
