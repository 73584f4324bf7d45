"""Procedures with their volumes and records: stored rows in, domain objects out.

Every function that loads costs the same number of statements for one procedure and for a thousand.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, and_, exists, func, or_, select

from tracker.domain.procedure import Procedure, Theme, code_key
from tracker.domain.status import StatusRecord
from tracker.storage.asked import asked_of
from tracker.storage.blocks import in_blocks
from tracker.storage.from_rows import procedure_from, record_from, volume_from
from tracker.storage.schema import (
    annual_volumes,
    departments,
    divisions,
    procedure_themes,
    procedures,
    status_confirmations,
    status_records,
    status_returns,
)

_second_divisions = divisions.alias("second_divisions")
_second_departments = departments.alias("second_departments")
_merged = procedures.alias("merged")

BLOCK = 500
"""How many procedures are loaded at a time: far below every engine's limit of parameters."""


def find(connection: Connection, code: str) -> Procedure | None:
    """The procedure with this code, however it is written in width and case; None when there is none."""
    found = connection.execute(select(procedures.c.id).where(procedures.c.code_key == code_key(code))).scalar()
    return None if found is None else by_ids(connection, [found])[found]


def find_all(connection: Connection, codes: Iterable[str]) -> dict[str, Procedure]:
    """The procedures with these codes, by their keys (``code_key``); without those that do not exist."""
    found: list[Procedure] = []
    for block in in_blocks([*{code_key(code) for code in codes}], BLOCK):
        ids = connection.execute(select(procedures.c.id).where(procedures.c.code_key.in_(block))).scalars().all()
        found += by_ids(connection, ids).values()
    return {code_key(procedure.code): procedure for procedure in found}


def ids_by_key(connection: Connection) -> dict[str, int]:
    """The id of every procedure by the key of its code, in the order of the catalogue."""
    ordered = select(procedures.c.code_key, procedures.c.id).order_by(procedures.c.position, procedures.c.id)
    return {key: id_ for key, id_ in connection.execute(ordered)}  # noqa: C416  (typed rows)


def last_position(connection: Connection) -> int:
    """The last place in the order of the catalogue; 0 while it is empty."""
    position: int = connection.execute(select(func.coalesce(func.max(procedures.c.position), 0))).scalar_one()
    return position


def everything(connection: Connection) -> Iterator[Procedure]:
    """The whole catalogue in its own order."""
    ids = connection.execute(select(procedures.c.id).order_by(procedures.c.position, procedures.c.id)).scalars().all()
    return in_order(connection, ids)


def absent(connection: Connection, on: date) -> Iterator[Procedure]:
    """Those that do not exist on that day, yet or any more, in the order of the catalogue."""
    ended = and_(procedures.c.abolished_on.is_not(None), procedures.c.abolished_on <= on)
    ids = (
        select(procedures.c.id)
        .where(or_(procedures.c.active_from > on, ended))
        .order_by(procedures.c.position, procedures.c.id)
    )
    return in_order(connection, connection.execute(ids).scalars().all())


def numbered(connection: Connection) -> Iterator[tuple[int, Procedure]]:
    """The whole catalogue with its ids, in no order."""
    ids = connection.execute(select(procedures.c.id)).scalars().all()
    for block in in_blocks(ids, BLOCK):
        yield from by_ids(connection, block).items()


def in_order(connection: Connection, ids: Sequence[int]) -> Iterator[Procedure]:
    """The procedures with these ids, in the order of the ids."""
    for block in in_blocks(ids, BLOCK):
        loaded = by_ids(connection, block)
        yield from (loaded[id_] for id_ in block)


def by_ids(connection: Connection, ids: Sequence[int] | Select[Any]) -> dict[int, Procedure]:
    """The procedures with these ids: listed, at most ``BLOCK`` of them, or selected, as many as there are."""
    volumes = _grouped(connection, annual_volumes, ids, annual_volumes.c.fiscal_year)
    themes = _grouped(connection, procedure_themes, ids, procedure_themes.c.position)
    records, asked = _records_of(connection, ids), asked_of(connection, ids)
    return {
        row.id: procedure_from(
            row,
            tuple(Theme(theme.theme) for theme in themes[row.id]),
            tuple(volume_from(volume) for volume in volumes[row.id]),
            tuple(records[row.id]),
            asked.get(row.id),
        )
        for row in connection.execute(_rows().where(procedures.c.id.in_(ids))).all()
    }


def all_as_stated(connection: Connection) -> list[Procedure]:
    """Every procedure in 建制順, for what its division has still to say. Three statements, however many there are.

    Without volumes and themes; with records only where these can matter to that: something planned, or a record that
    nobody confirmed.
    """
    confirmed = exists().where(_about_the_record(status_confirmations))
    with_unconfirmed = select(status_records.c.procedure_id).where(~confirmed)
    records = _records_of(
        connection,
        select(procedures.c.id).where(
            or_(procedures.c.planned_for.is_not(None), procedures.c.id.in_(with_unconfirmed))
        ),
    )
    asked = asked_of(connection, select(procedures.c.id))
    ordered = _rows().order_by(departments.c.position, divisions.c.position, procedures.c.position, procedures.c.id)
    return [
        procedure_from(row, (), (), tuple(records[row.id]), asked.get(row.id)) for row in connection.execute(ordered)
    ]


def _rows() -> Select[Any]:
    return (
        select(
            procedures,
            departments.c.name.label("department"),
            divisions.c.name.label("division"),
            _second_departments.c.name.label("second_department"),
            _second_divisions.c.name.label("second_division"),
            _merged.c.code.label("merged_into"),
        )
        .join(divisions, procedures.c.division_id == divisions.c.id)
        .join(departments, divisions.c.department_id == departments.c.id)
        .outerjoin(_second_divisions, procedures.c.second_division_id == _second_divisions.c.id)
        .outerjoin(_second_departments, _second_divisions.c.department_id == _second_departments.c.id)
        .outerjoin(_merged, procedures.c.merged_into_id == _merged.c.id)
    )


def _grouped(
    connection: Connection, table: Table, ids: Sequence[int] | Select[Any], order: Any
) -> dict[int, list[Row[Any]]]:
    rows: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(select(table).where(table.c.procedure_id.in_(ids)).order_by(order)).all():
        rows[row.procedure_id].append(row)
    return rows


def _records_of(connection: Connection, ids: Sequence[int] | Select[Any]) -> dict[int, list[StatusRecord]]:
    statement = (
        select(
            status_records,
            status_confirmations.c.confirmed_at,
            status_confirmations.c.confirmed_by,
            status_returns.c.returned_at,
            status_returns.c.returned_by,
            status_returns.c.comment,
        )
        .outerjoin(status_confirmations, _about_the_record(status_confirmations))
        .outerjoin(status_returns, _about_the_record(status_returns))
        .where(status_records.c.procedure_id.in_(ids))
        .order_by(status_records.c.procedure_id, status_records.c.number)
    )
    records: dict[int, list[StatusRecord]] = defaultdict(list)
    for row in connection.execute(statement).all():
        records[row.procedure_id].append(record_from(row))
    return records


def _about_the_record(table: Table) -> ColumnElement[bool]:
    return and_(
        table.c.procedure_id == status_records.c.procedure_id,
        table.c.number == status_records.c.number,
    )
