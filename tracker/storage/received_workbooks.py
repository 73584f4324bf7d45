"""返送されたExcel: the verdict on each file, what was found, and its content as long as somebody has to look at it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from tracker.domain.procedure import Unit
from tracker.domain.reply.findings import Outcome, from_json, to_json
from tracker.domain.reply.verdict import Verdict
from tracker.storage.schema import departments, divisions, received_workbooks

_KNOWN = (Verdict.ACCEPTED, Verdict.QUESTIONS)
"""A file with the same content as one of these brings nothing new; one that was refused may fit by now."""


@dataclass(frozen=True, slots=True)
class Received:
    """A file that came in. ``inquiry``, ``issued`` and ``unit`` are None as far as nobody could tell."""

    id: int
    file_name: str
    received_at: datetime
    received_by: str
    received_on: date
    outcome: Outcome
    inquiry: int | None = None
    issued: int | None = None
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Which workbook a file is: of an inquiry, of the division with a code."""

    issued: int
    inquiry: int
    division: str


def add(connection: Connection, content: bytes, sha256: str, received: Received, origin: Origin | None) -> int:
    """Store a file with its verdict; its number. The content is kept while there are questions."""
    row = insert(received_workbooks).values(
        inquiry=origin.inquiry if origin else None,
        issued_id=origin.issued if origin else None,
        division_id=_division_id(connection, origin.division) if origin else None,
        file_name=received.file_name,
        sha256=sha256,
        content=content if received.outcome.verdict is Verdict.QUESTIONS else None,
        received_at=received.received_at,
        received_by=received.received_by,
        received_on=received.received_on,
        verdict=received.outcome.verdict.value,
        findings=to_json(received.outcome),
    )
    id_: int = connection.execute(row.returning(received_workbooks.c.id)).scalar_one()
    return id_


def settle(connection: Connection, id_: int, outcome: Outcome) -> None:
    """Store what became of a file with questions; its content is needed no more."""
    values = {"verdict": outcome.verdict.value, "findings": to_json(outcome), "content": None}
    connection.execute(update(received_workbooks).where(received_workbooks.c.id == id_).values(**values))


def find(connection: Connection, id_: int) -> Received | None:
    """The file with a number; None when there is none."""
    row = connection.execute(_rows().where(received_workbooks.c.id == id_)).first()
    return None if row is None else _received(row)


def content_of(connection: Connection, id_: int) -> bytes | None:
    """What the file holds; None once nobody has to look at it."""
    statement = select(received_workbooks.c.content).where(received_workbooks.c.id == id_)
    found = connection.execute(statement).scalar()
    return None if found is None else bytes(found)


def same_as(connection: Connection, sha256: str) -> Received | None:
    """The file with this content that was taken in, or waits for somebody to clear questions; None without one."""
    verdicts = [verdict.value for verdict in _KNOWN]
    statement = _rows().where(received_workbooks.c.sha256 == sha256, received_workbooks.c.verdict.in_(verdicts))
    row = connection.execute(statement.order_by(received_workbooks.c.id.desc()).limit(1)).first()
    return None if row is None else _received(row)


def listed(connection: Connection, most: int, verdict: Verdict | None = None) -> Sequence[Received]:
    """The last files, the newest first; of one verdict only, where one is given."""
    statement = _rows().order_by(received_workbooks.c.id.desc()).limit(most)
    if verdict is not None:
        statement = statement.where(received_workbooks.c.verdict == verdict.value)
    return [_received(row) for row in connection.execute(statement)]


def waiting(connection: Connection) -> int:
    """How many files wait for somebody to clear questions."""
    statement = select(func.count()).where(received_workbooks.c.verdict == Verdict.QUESTIONS.value)
    number: int = connection.execute(statement).scalar_one()
    return number


def _rows() -> Any:
    columns = [column for column in received_workbooks.c if column.name not in ("content", "sha256")]
    return (
        select(*columns, departments.c.name.label("department"), divisions.c.name.label("division"))
        .outerjoin(divisions, divisions.c.id == received_workbooks.c.division_id)
        .outerjoin(departments, departments.c.id == divisions.c.department_id)
    )


def _received(row: Row[Any]) -> Received:
    return Received(
        row.id,
        row.file_name,
        row.received_at,
        row.received_by,
        row.received_on,
        from_json(row.findings),
        row.inquiry,
        row.issued_id,
        None if row.division is None else (row.department, row.division),
    )


def _division_id(connection: Connection, code: str) -> int | None:
    id_: int | None = connection.execute(select(divisions.c.id).where(divisions.c.code == code)).scalar()
    return id_
