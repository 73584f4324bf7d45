"""What people said of findings (点検事項)."""

from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, delete, insert, select

from tracker.domain.findings import Acknowledgement, Finding
from tracker.domain.procedure import Procedure, code_key
from tracker.storage.schema import acknowledgements, procedures


class Key(NamedTuple):
    """Which finding: the code of its procedure, its check, and the values that it is about."""

    code: str
    check: str
    seen: str


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
