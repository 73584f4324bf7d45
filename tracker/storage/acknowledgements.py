"""What people said of findings (点検事項), and the procedures that findings are worked out for."""

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, delete, insert, or_, select

from tracker.domain.findings import Acknowledgement, Finding
from tracker.domain.procedure import Procedure, Unit, code_key
from tracker.storage import organisation
from tracker.storage.procedures import by_ids
from tracker.storage.schema import acknowledgements, departments, divisions, procedures


class Key(NamedTuple):
    """Which finding: the code of its procedure, its check, and the values that it is about."""

    code: str
    check: str
    seen: str


def active(connection: Connection, on: date, units: Collection[Unit] | None = None) -> list[Procedure]:
    """The procedures that are active on a day, in 建制順 of the divisions in charge.

    ``units``: those that these divisions are in charge of or share; None for all. As many statements for ten thousand
    as for one.
    """
    ids = select(procedures.c.id).where(
        procedures.c.active_from <= on, or_(procedures.c.abolished_on.is_(None), procedures.c.abolished_on > on)
    )
    if units is not None:
        known = organisation.division_ids(connection)
        own = [known[unit] for unit in units if unit in known]
        ids = ids.where(or_(procedures.c.division_id.in_(own), procedures.c.second_division_id.in_(own)))
    loaded = by_ids(connection, ids)
    return [loaded[id_] for id_ in connection.execute(_in_order(ids)).scalars() if id_ in loaded]


def _in_order(ids: Select[Any]) -> Select[Any]:
    return (
        ids.join(divisions, procedures.c.division_id == divisions.c.id)
        .join(departments, divisions.c.department_id == departments.c.id)
        .order_by(departments.c.position, divisions.c.position, procedures.c.position, procedures.c.id)
    )


def everything(connection: Connection) -> dict[Key, Acknowledgement]:
    """All acknowledgements. Those of findings that are no more are harmless: nothing asks for them."""
    return {
        Key(row.code, row.finding, row.seen): Acknowledgement(row.reason, row.acknowledged_at, row.acknowledged_by)
        for row in connection.execute(_with_codes())
    }


def of_procedure(connection: Connection, code: str) -> dict[Key, Acknowledgement]:
    """Those about one procedure."""
    rows = connection.execute(_with_codes().where(procedures.c.code_key == code_key(code)))
    return {
        Key(row.code, row.finding, row.seen): Acknowledgement(row.reason, row.acknowledged_at, row.acknowledged_by)
        for row in rows
    }


def key_of(procedure: Procedure, finding: Finding) -> Key:
    """By what an acknowledgement is found again."""
    return Key(procedure.code, finding.check.value, finding.seen)


def add(connection: Connection, key: Key, said: Acknowledgement) -> None:
    """Store what somebody said of a finding."""
    id_ = connection.execute(select(procedures.c.id).where(procedures.c.code == key.code)).scalar_one()
    connection.execute(
        insert(acknowledgements).values(
            procedure_id=id_,
            finding=key.check,
            seen=key.seen,
            reason=said.reason,
            acknowledged_at=said.at,
            acknowledged_by=said.by,
        )
    )


def remove(connection: Connection, key: Key) -> None:
    """Take it back."""
    ids = select(procedures.c.id).where(procedures.c.code == key.code)
    connection.execute(
        delete(acknowledgements).where(
            acknowledgements.c.procedure_id.in_(ids),
            acknowledgements.c.finding == key.check,
            acknowledgements.c.seen == key.seen,
        )
    )


def _with_codes() -> Select[Any]:
    return select(acknowledgements, procedures.c.code).join(
        procedures, acknowledgements.c.procedure_id == procedures.c.id
    )
