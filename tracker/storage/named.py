"""Which procedures there are by name, for files that do not know their codes."""

from typing import NamedTuple

from sqlalchemy import Connection, select

from tracker.domain.procedure import Unit
from tracker.storage.schema import departments, divisions, procedures


class Named(NamedTuple):
    """A procedure by what an officer calls it."""

    code: str
    name: str
    unit: Unit


def named(connection: Connection) -> list[Named]:
    """All but the abolished ones."""
    statement = (
        select(procedures.c.code, procedures.c.name, departments.c.name, divisions.c.name)
        .join(divisions, procedures.c.division_id == divisions.c.id)
        .join(departments, divisions.c.department_id == departments.c.id)
        .where(procedures.c.abolished_on.is_(None))
    )
    rows = connection.execute(statement)
    return [Named(code, name, (department, division)) for code, name, department, division in rows]
