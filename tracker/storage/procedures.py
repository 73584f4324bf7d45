"""Procedures with their volumes and records: stored rows in, domain objects out.

Every function that loads costs the same number of statements for one procedure and for a thousand.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, select

from tracker.domain.channels import CHANNELS
from tracker.domain.fiscal import Period, Precision
from tracker.domain.procedure import AnnualVolume, Barrier, Plan, Procedure, ProcedureType, Theme, VolumeBasis, code_key
from tracker.domain.status import OnlineStatus, Scope, StatusRecord
from tracker.storage.blocks import in_blocks
from tracker.storage.schema import (
    annual_volumes,
    departments,
    divisions,
    procedure_themes,
    procedures,
    status_confirmations,
    status_records,
)

BLOCK = 500
"""How many procedures are loaded at a time: far below every engine's limit of parameters."""


def find(connection: Connection, code: str) -> Procedure | None:
    """The procedure with this code, however it is written in width and case; None when there is none."""
    found = connection.execute(select(procedures.c.id).where(procedures.c.code_key == code_key(code))).scalar()
    return None if found is None else by_ids(connection, [found])[found]


def everything(connection: Connection) -> Iterator[Procedure]:
    """The whole catalogue in its own order."""
    ids = connection.execute(select(procedures.c.id).order_by(procedures.c.position, procedures.c.id)).scalars().all()
    return in_order(connection, ids)


def in_order(connection: Connection, ids: Sequence[int]) -> Iterator[Procedure]:
    """The procedures with these ids, in the order of the ids."""
    for block in in_blocks(ids, BLOCK):
        loaded = by_ids(connection, block)
        yield from (loaded[id_] for id_ in block)


def by_ids(connection: Connection, ids: Sequence[int]) -> dict[int, Procedure]:
    """The procedures with these ids; at most ``BLOCK`` of them."""
    volumes = _grouped(connection, annual_volumes, ids, annual_volumes.c.fiscal_year)
    themes = _grouped(connection, procedure_themes, ids, procedure_themes.c.position)
    records: dict[int, list[StatusRecord]] = defaultdict(list)
    for row in connection.execute(_records_of(ids)):
        records[row.procedure_id].append(_record(row))
    statement = (
        select(procedures, departments.c.name.label("department"), divisions.c.name.label("division"))
        .join(divisions, procedures.c.division_id == divisions.c.id)
        .join(departments)
        .where(procedures.c.id.in_(ids))
    )
    return {
        row.id: _procedure(
            row,
            tuple(Theme(theme.theme) for theme in themes[row.id]),
            tuple(_volume(volume) for volume in volumes[row.id]),
            tuple(records[row.id]),
        )
        for row in connection.execute(statement)
    }


def _grouped(connection: Connection, table: Table, ids: Sequence[int], order: Any) -> dict[int, list[Row[Any]]]:
    rows: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(select(table).where(table.c.procedure_id.in_(ids)).order_by(order)):
        rows[row.procedure_id].append(row)
    return rows


def _records_of(ids: Iterable[int]) -> Select[Any]:
    return (
        select(status_records, status_confirmations.c.confirmed_at, status_confirmations.c.confirmed_by)
        .outerjoin(
            status_confirmations,
            (status_confirmations.c.procedure_id == status_records.c.procedure_id)
            & (status_confirmations.c.number == status_records.c.number),
        )
        .where(status_records.c.procedure_id.in_(ids))
        .order_by(status_records.c.procedure_id, status_records.c.number)
    )


def _procedure(
    row: Row[Any], themes: tuple[Theme, ...], volumes: tuple[AnnualVolume, ...], records: tuple[StatusRecord, ...]
) -> Procedure:
    planned_for = Period(row.planned_for, Precision(row.planned_precision)) if row.planned_for else None
    return Procedure(
        code=row.code,
        name=row.name,
        department=row.department,
        division=row.division,
        active_from=row.active_from,
        themes=themes,
        procedure_type=ProcedureType(row.procedure_type) if row.procedure_type else None,
        life_events=tuple(row.life_events),
        national_lists=tuple(row.national_lists),
        designated=row.designated,
        legal_basis=row.legal_basis,
        abolished_on=row.abolished_on,
        source=row.source,
        note=row.note,
        volumes=volumes,
        records=records,
        plan=Plan(planned_for, Barrier(row.barrier) if row.barrier else None, row.plan_comment),
        position=row.position,
    )


def _volume(row: Row[Any]) -> AnnualVolume:
    return AnnualVolume(
        row.fiscal_year, row.annual_cases, row.online_cases, row.ceiling, VolumeBasis(row.basis), row.source
    )


def _record(row: Row[Any]) -> StatusRecord:
    return StatusRecord(
        number=row.number,
        effective_on=row.effective_on,
        status=OnlineStatus(row.status) if row.status else None,
        scope=None if row.scope is None else Scope(row.scope),
        channels=tuple(code for code in row.channels if code in CHANNELS),
        url=row.url,
        note=row.note,
        reason=row.reason,
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by,
        confirmed_at=row.confirmed_at,
        confirmed_by=row.confirmed_by or "",
        supersedes=row.supersedes,
    )
