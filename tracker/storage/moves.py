"""When procedures came from one division to another: whose they were on an earlier day."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import ColumnElement, Connection, func, insert, select

from tracker.domain.procedure import Unit
from tracker.storage import organisation
from tracker.storage.schema import departments, divisions, procedure_moves, procedures


def add(connection: Connection, left: Mapping[str, Unit], on: date) -> None:
    """Note which division each procedure, by its code, was left by on a day.

    Where a move of that day or a later one is known, nothing is noted: the procedure only came to that division then,
    so what it leaves it for changes nothing before. The last move of a procedure is thus always the one noted last.
    """
    division_ids = organisation.division_ids(connection)
    ids = {code: id_ for id_, code in connection.execute(select(procedures.c.id, procedures.c.code))}
    known = set(
        connection.execute(select(procedure_moves.c.procedure_id).where(procedure_moves.c.moved_on >= on)).scalars()
    )
    rows = [
        {"procedure_id": ids[code], "moved_on": on, "from_division_id": division_ids[unit]}
        for code, unit in left.items()
        if ids[code] not in known
    ]
    if rows:
        connection.execute(insert(procedure_moves), rows)


def since(connection: Connection, on: date) -> dict[int, Unit]:
    """The division in charge on a day, by the ids of the procedures that have another one now."""
    first = (
        select(procedure_moves.c.procedure_id, func.min(procedure_moves.c.moved_on).label("moved_on"))
        .where(procedure_moves.c.moved_on > on)
        .group_by(procedure_moves.c.procedure_id)
        .subquery()
    )
    found = connection.execute(
        select(procedures.c.id, departments.c.name, divisions.c.name)
        .join_from(first, procedures, first.c.procedure_id == procedures.c.id)
        .join(
            procedure_moves,
            (procedure_moves.c.procedure_id == first.c.procedure_id) & (procedure_moves.c.moved_on == first.c.moved_on),
        )
        .join(divisions, procedure_moves.c.from_division_id == divisions.c.id)
        .join(departments, divisions.c.department_id == departments.c.id)
        .where(procedures.c.division_id != divisions.c.id)
        .order_by(procedures.c.position, procedures.c.id)
    )
    return {id_: (department, division) for id_, department, division in found}


def division_on(day: date) -> ColumnElement[int]:
    """The id of the division that was in charge of a row of ``procedures`` on a day."""
    left = (
        select(procedure_moves.c.from_division_id)
        .where(procedure_moves.c.procedure_id == procedures.c.id, procedure_moves.c.moved_on > day)
        .order_by(procedure_moves.c.moved_on)
        .limit(1)
        .scalar_subquery()
    )
    return func.coalesce(left, procedures.c.division_id)
