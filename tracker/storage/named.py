"""Which procedures there are by name, for files that do not know their codes."""

from collections.abc import Collection
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, select

from tracker.domain.procedure import Unit
from tracker.storage.schema import departments, divisions, procedures


class Named(NamedTuple):
    """A procedure by what an officer calls it."""

    code: str
    name: str
    unit: Unit


def named(connection: Connection) -> list[Named]:
    """All but the abolished ones."""
    rows = connection.execute(_rows().where(procedures.c.abolished_on.is_(None)))
    return [Named(code, name, (department, division)) for _id, code, name, department, division in rows]


def named_by_ids(connection: Connection, ids: Collection[int]) -> dict[int, Named]:
    """Those with these ids, abolished ones too."""
    rows = connection.execute(_rows().where(procedures.c.id.in_(ids)))
    return {id_: Named(code, name, (department, division)) for id_, code, name, department, division in rows}


def _rows() -> Select[Any]:
    return (
        select(procedures.c.id, procedures.c.code, procedures.c.name, departments.c.name, divisions.c.name)
        .join(divisions, procedures.c.division_id == divisions.c.id)
        .join(departments, divisions.c.department_id == departments.c.id)
    )
