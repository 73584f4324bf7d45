"""Storing procedures that were added or changed, together with everything derived from them, in one transaction."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, bindparam, delete, select, update

from tracker.domain.policy import Policy
from tracker.domain.procedure import Procedure, Unit, code_key
from tracker.domain.status import OnBehalf, Return, StatusRecord
from tracker.domain.text import search_key
from tracker.storage import derivation, organisation
from tracker.storage.asked import mark_answered
from tracker.storage.blocks import in_blocks
from tracker.storage.bulk import insert_rows, new_ids
from tracker.storage.former import refresh_search_keys
from tracker.storage.schema import (
    annual_volumes,
    procedure_themes,
    procedures,
    status_confirmations,
    status_records,
    status_returns,
)

BLOCK = 1_000


class Change(NamedTuple):
    """A procedure before (None when it is new) and after."""

    before: Procedure | None
    after: Procedure


def save(connection: Connection, changes: Sequence[Change], policies: Mapping[int, Policy]) -> None:
    """Store the changes. Records already stored are left alone: only new ones, confirmations and returns are added.

    ``before`` of each change must be what is stored, loaded in the same transaction.
    """
    division_ids = organisation.division_ids(connection)
    for block in in_blocks(changes, BLOCK):
        ids = _store_rows(connection, block, division_ids)
        _replace(connection, annual_volumes, ids, block, _volume_rows)
        _replace(connection, procedure_themes, ids, block, _theme_rows)
        _add_records(connection, ids, block)
        mark_answered(connection, ids, block)
        derivation.derive(connection, ids, block, division_ids, policies)


def _store_rows(connection: Connection, block: Iterable[Change], division_ids: Mapping[Unit, int]) -> dict[str, int]:
    """Insert or update the rows themselves; the id of each by its code."""
    block = list(block)
    merged = _ids_of(connection, [after.merged_into for _before, after in block if after.merged_into])
    new = [_row(change.after, division_ids, merged) for change in block if change.before is None]
    ids: dict[str, int] = {}
    if new:
        ids.update(zip((row["code"] for row in new), new_ids(connection, procedures, len(new)), strict=True))
        insert_rows(connection, procedures, [{"id": ids[row["code"]], **row} for row in new])
    known = [change.after for change in block if change.before is not None]
    if known:
        led_to = [before.merged_into for before, _after in block if before is not None and before.merged_into]
        ids |= _ids_of(connection, [procedure.code for procedure in known])
        rows = [_row(procedure, division_ids, merged) | {"key": ids[procedure.code]} for procedure in known]
        connection.execute(update(procedures).where(procedures.c.id == bindparam("key")), rows)
        refresh_search_keys(connection, ids.values(), {*merged.values(), *_ids_of(connection, led_to).values()})
    return ids


def _ids_of(connection: Connection, codes: Sequence[str]) -> dict[str, int]:
    if not codes:
        return {}
    statement = select(procedures.c.code, procedures.c.id).where(procedures.c.code.in_(codes))
    return {code: id_ for code, id_ in connection.execute(statement)}  # noqa: C416  (typed rows)


def _row(procedure: Procedure, division_ids: Mapping[Unit, int], ids: Mapping[str, int]) -> dict[str, Any]:
    plan, answer = procedure.plan, procedure.answer
    return {
        "code": procedure.code,
        "code_key": code_key(procedure.code),
        "name": procedure.name,
        "search_key": search_key(f"{procedure.name} {procedure.code}"),
        "division_id": division_ids[procedure.department, procedure.division],
        "position": procedure.position,
        "procedure_type": procedure.procedure_type.value if procedure.procedure_type else None,
        "life_events": procedure.life_events,
        "national_lists": procedure.national_lists,
        "designated": procedure.designated,
        "legal_basis": procedure.legal_basis,
        "active_from": procedure.active_from,
        "abolished_on": procedure.abolished_on,
        "source": procedure.source,
        "note": procedure.note,
        "planned_for": plan.planned_for.first_day if plan.planned_for else None,
        "planned_precision": plan.planned_for.precision.value if plan.planned_for else None,
        "barrier": plan.barrier.value if plan.barrier else None,
        "plan_comment": plan.comment,
        "second_division_id": division_ids[procedure.shared_with] if procedure.shared_with else None,
        "merged_into_id": ids[procedure.merged_into] if procedure.merged_into else None,
        "answered_at": answer.at if answer else None,
        "answered_by": answer.by if answer else "",
        **_on_behalf(answer.on_behalf if answer else None),
    }


def _on_behalf(on_behalf: OnBehalf | None) -> dict[str, Any]:
    return {
        "respondent": on_behalf.respondent if on_behalf else "",
        "received_via": on_behalf.route.value if on_behalf else None,
        "received_on": on_behalf.received_on if on_behalf else None,
    }


def _volume_rows(id_: int, procedure: Procedure) -> list[dict[str, Any]]:
    return [
        {
            "procedure_id": id_,
            "fiscal_year": volume.fiscal_year,
            "annual_cases": volume.annual_cases,
            "online_cases": volume.online_cases,
            "ceiling": volume.ceiling,
            "basis": volume.basis.value,
            "source": volume.source,
        }
        for volume in procedure.volumes
    ]


def _theme_rows(id_: int, procedure: Procedure) -> list[dict[str, Any]]:
    return [
        {"procedure_id": id_, "position": position, "theme": theme.value}
        for position, theme in enumerate(procedure.themes)
    ]


def _replace(
    connection: Connection, table: Table, ids: Mapping[str, int], block: Iterable[Change], rows_of: Any
) -> None:
    """Replace the rows of a table that belong to procedures whose rows there differ from before."""
    changed = [
        (ids[change.after.code], change)
        for change in block
        if change.before is None or rows_of(0, change.before) != rows_of(0, change.after)
    ]
    stale = [id_ for id_, change in changed if change.before is not None]
    if stale:
        connection.execute(delete(table).where(table.c.procedure_id.in_(stale)))
    rows = [row for id_, change in changed for row in rows_of(id_, change.after)]
    insert_rows(connection, table, rows)


def _add_records(connection: Connection, ids: Mapping[str, int], block: Iterable[Change]) -> None:
    records, confirmations, returns = [], [], []
    for before, after in block:
        id_ = ids[after.code]
        stored = {record.number: record for record in before.records} if before else {}
        for record in after.records:
            known = stored.get(record.number)
            if known is None:
                records.append(_record_row(id_, record))
            if record.confirmed_at is not None and (known is None or known.confirmed_at is None):
                confirmations.append(_confirmation_row(id_, record))
            if record.returned is not None and (known is None or known.returned is None):
                returns.append(_return_row(id_, record.number, record.returned))
    insert_rows(connection, status_records, records)
    insert_rows(connection, status_confirmations, confirmations)
    insert_rows(connection, status_returns, returns)


def _record_row(id_: int, record: StatusRecord) -> dict[str, Any]:
    return {
        "procedure_id": id_,
        "number": record.number,
        "effective_on": record.effective_on,
        "status": record.status.value if record.status else None,
        "scope": None if record.scope is None else int(record.scope),
        "channels": record.channels,
        "url": record.url,
        "note": record.note,
        "reason": record.reason,
        "recorded_at": record.recorded_at,
        "recorded_by": record.recorded_by,
        "supersedes": record.supersedes,
        **_on_behalf(record.on_behalf),
    }


def _confirmation_row(id_: int, record: StatusRecord) -> dict[str, Any]:
    return {
        "procedure_id": id_,
        "number": record.number,
        "confirmed_at": record.confirmed_at,
        "confirmed_by": record.confirmed_by,
    }


def _return_row(id_: int, number: int, returned: Return) -> dict[str, Any]:
    return {
        "procedure_id": id_,
        "number": number,
        "returned_at": returned.at,
        "returned_by": returned.by,
        "comment": returned.comment,
    }
