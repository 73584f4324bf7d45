"""The names that are compared with each other, and procedures that people keep apart (別の手続)."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, delete, exists, insert, select

from tracker.domain.procedure import code_key
from tracker.storage.schema import kept_apart, procedures


class Named(NamedTuple):
    """A procedure by its id, with its name and the id of its division."""

    id: int
    name: str
    division: int


class Apart(NamedTuple):
    """Two procedures by their ids, the smaller first; who said it, and when."""

    first: int
    second: int
    at: datetime
    by: str


def names(connection: Connection) -> list[Named]:
    """Of every procedure that has not been abolished, in the order of the catalogue. One statement."""
    statement = (
        select(procedures.c.id, procedures.c.name, procedures.c.division_id)
        .where(procedures.c.abolished_on.is_(None))
        .order_by(procedures.c.position, procedures.c.id)
    )
    return [Named(*row) for row in connection.execute(statement)]


def kept_apart_pairs(connection: Connection) -> list[Apart]:
    """Everything that is kept apart, the latest first."""
    ordered = select(kept_apart).order_by(kept_apart.c.said_at.desc(), kept_apart.c.procedure_id, kept_apart.c.other_id)
    return [Apart(row.procedure_id, row.other_id, row.said_at, row.said_by) for row in connection.execute(ordered)]


def keep_apart(connection: Connection, codes: tuple[str, str], at: datetime, by: str) -> bool:
    """Keep two procedures apart; False where they are already."""
    first, second = _ids(connection, codes)
    if connection.execute(select(exists().where(_are(first, second)))).scalar_one():
        return False
    connection.execute(insert(kept_apart).values(procedure_id=first, other_id=second, said_at=at, said_by=by))
    return True


def propose_again(connection: Connection, codes: tuple[str, str]) -> bool:
    """Take it back; False where they were not kept apart."""
    return connection.execute(delete(kept_apart).where(_are(*_ids(connection, codes)))).rowcount > 0


def _ids(connection: Connection, codes: tuple[str, str]) -> tuple[int, int]:
    """The smaller one first."""
    keys = [code_key(code) for code in codes]
    found = select(procedures.c.id).where(procedures.c.code_key.in_(keys)).order_by(procedures.c.id)
    first, second = connection.execute(found).scalars().all()
    return first, second


def _are(first: int, second: int) -> ColumnElement[bool]:
    return (kept_apart.c.procedure_id == first) & (kept_apart.c.other_id == second)
