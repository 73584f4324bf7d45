"""Departments and divisions, in 建制順."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Column, Connection, Table, func, insert, select, update

from tracker.domain.organisation import Department, Division, Organisation
from tracker.storage.schema import departments, divisions

_heirs = departments.alias("heirs")
_heir_divisions = divisions.alias("heir_divisions")
_KEPT = ("name", "position", "valid_from", "valid_to")


def load(connection: Connection) -> Organisation:
    """All departments in order, each with its divisions in order; those that ended, too."""
    rows = connection.execute(
        select(
            departments.c.id.label("department_id"),
            *_columns(departments, "department_"),
            *_columns(divisions, "division_"),
            _heirs.c.code.label("department_successor"),
            _heir_divisions.c.code.label("division_successor"),
        )
        .select_from(
            departments.outerjoin(divisions, divisions.c.department_id == departments.c.id)
            .outerjoin(_heirs, departments.c.successor_id == _heirs.c.id)
            .outerjoin(_heir_divisions, divisions.c.successor_id == _heir_divisions.c.id)
        )
        .order_by(departments.c.position, departments.c.id, divisions.c.position, divisions.c.id)
    )
    found: dict[int, Department] = {}
    for row in rows:
        department = found.get(row.department_id) or _department(row)
        if row.division_code is not None:
            department = replace(department, divisions=(*department.divisions, _division(row)))
        found[row.department_id] = department
    return tuple(found.values())


def save(connection: Connection, organisation: Organisation) -> None:
    """Store the organisation as it stands: units are known by their codes, and none is ever removed."""
    _save_rows(connection, departments, organisation, {})
    owners = _ids(connection, departments)
    for department in organisation:
        _save_rows(connection, divisions, department.divisions, {"department_id": owners[department.code]})
    _save_successors(connection, departments, organisation)
    _save_successors(connection, divisions, [unit for item in organisation for unit in item.divisions])


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


def _columns(table: Table, prefix: str) -> Any:
    names = ("code", "name", "valid_from", "valid_to")
    columns: list[Column[Any]] = [table.c[name] for name in names]
    return [column.label(f"{prefix}{column.name}") for column in columns]


def _department(row: Any) -> Department:
    return Department(
        row.department_code,
        row.department_name,
        (),
        row.department_valid_from,
        row.department_valid_to,
        row.department_successor or "",
    )


def _division(row: Any) -> Division:
    return Division(
        row.division_code,
        row.division_name,
        row.division_valid_from,
        row.division_valid_to,
        row.division_successor or "",
    )


def _ids(connection: Connection, table: Table) -> dict[str, int]:
    return {code: id_ for code, id_ in connection.execute(select(table.c.code, table.c.id))}  # noqa: C416  (typed rows)


def _save_rows(
    connection: Connection, table: Table, units: Sequence[Department | Division], owner: dict[str, int]
) -> None:
    """Insert or update siblings in their order. Successors come last: they may be among the new ones."""
    known = {row.code: row for row in connection.execute(select(table.c.code, *(table.c[name] for name in _KEPT)))}
    for position, unit in enumerate(units, start=1):
        values = {"name": unit.name, "position": position, "valid_from": unit.valid_from, "valid_to": unit.valid_to}
        row = known.get(unit.code)
        if row is None:
            connection.execute(insert(table).values(code=unit.code, **values, **owner))
        elif any(getattr(row, name) != value for name, value in values.items()):
            connection.execute(update(table).where(table.c.code == unit.code).values(values))


def _save_successors(connection: Connection, table: Table, units: Sequence[Department | Division]) -> None:
    ids = _ids(connection, table)
    stored = {row.code: row.successor_id for row in connection.execute(select(table.c.code, table.c.successor_id))}
    for unit in units:
        successor = ids[unit.successor] if unit.successor else None
        if stored[unit.code] != successor:
            connection.execute(update(table).where(table.c.code == unit.code).values(successor_id=successor))
