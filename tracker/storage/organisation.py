"""Departments and divisions, in 建制順."""

from sqlalchemy import Connection, func, insert, select

from tracker.domain.organisation import Department, Division, Organisation
from tracker.storage.schema import departments, divisions


def load(connection: Connection) -> Organisation:
    """All departments in order, each with its divisions in order."""
    rows = connection.execute(
        select(departments.c.code, departments.c.name, divisions.c.code, divisions.c.name)
        .select_from(departments.outerjoin(divisions))
        .order_by(departments.c.position, divisions.c.position)
    )
    found: dict[str, Department] = {}
    for code, name, division_code, division_name in rows:
        department = found.get(code) or Department(code, name)
        if division_code is not None:
            division = Division(division_code, division_name)
            department = Department(code, name, (*department.divisions, division))
        found[code] = department
    return tuple(found.values())


def add_missing(connection: Connection, organisation: Organisation) -> None:
    """Store the departments and divisions that are not there yet, after those that are."""
    known = {name: id_ for id_, name in connection.execute(select(departments.c.id, departments.c.name))}
    position = connection.execute(select(func.coalesce(func.max(departments.c.position), 0))).scalar_one()
    for department in organisation:
        if department.name not in known:
            position += 1
            known[department.name] = connection.execute(
                insert(departments)
                .values(code=department.code, name=department.name, position=position)
                .returning(departments.c.id)
            ).scalar_one()
        _add_missing_divisions(connection, known[department.name], department)


def division_ids(connection: Connection) -> dict[tuple[str, str], int]:
    """The id of every division by the names of its department and itself."""
    return {
        (department, division): id_
        for id_, department, division in connection.execute(
            select(divisions.c.id, departments.c.name, divisions.c.name).join(departments)
        )
    }


def _add_missing_divisions(connection: Connection, department_id: int, department: Department) -> None:
    known = set(
        connection.execute(select(divisions.c.name).where(divisions.c.department_id == department_id)).scalars()
    )
    new = [
        {"department_id": department_id, "code": division.code, "name": division.name, "position": position}
        for position, division in enumerate(department.divisions, start=1)
        if division.name not in known
    ]
    if new:
        connection.execute(insert(divisions), new)
