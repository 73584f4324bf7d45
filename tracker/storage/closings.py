"""Closed months: added, read, never changed."""

import json
from dataclasses import asdict
from datetime import date

from sqlalchemy import Column, Connection, Select, insert, select

from tracker.domain.audit import canonical
from tracker.domain.closing import Closing
from tracker.domain.coverage import Coverage
from tracker.storage.schema import month_closings

_COLUMNS: list[Column] = [  # type: ignore[type-arg]
    column for column in month_closings.c if column.name not in {"content", "figures"}
]


def add(connection: Connection, closing: Closing, content: str, coverage: Coverage) -> None:
    """Keep a closed month. Raises ``IntegrityError`` where this edition is there already."""
    figures = canonical(asdict(coverage))
    connection.execute(insert(month_closings).values(**asdict(closing), content=content, figures=figures))


def last(connection: Connection, before: date = date.max) -> Closing | None:
    """The last closed month that ended before a day, in its last edition, without its content."""
    return next(iter(_closings(connection, _newest_first(before).limit(1))), None)


def find(connection: Connection, month: date, edition: int | None = None) -> Closing | None:
    """A closed month by its first day, in an edition or its last one, without its content."""
    statement = _newest_first().where(month_closings.c.month == month).limit(1)
    if edition is not None:
        statement = statement.where(month_closings.c.edition == edition)
    return next(iter(_closings(connection, statement)), None)


def listed(connection: Connection) -> list[Closing]:
    """Every edition of every closed month, the newest first, without content."""
    return _closings(connection, _newest_first())


def content_of(connection: Connection, closing: Closing) -> str:
    """What was kept of a closed month."""
    content: str = connection.execute(_of(closing, month_closings.c.content)).scalar_one()
    return content


def figures_of(connection: Connection, closing: Closing) -> Coverage:
    """The figures of a closed month."""
    return Coverage(**json.loads(connection.execute(_of(closing, month_closings.c.figures)).scalar_one()))


def _of(closing: Closing, column: Column) -> Select:  # type: ignore[type-arg]
    return select(column).where(month_closings.c.month == closing.month, month_closings.c.edition == closing.edition)


def _newest_first(before: date = date.max) -> Select:  # type: ignore[type-arg]
    return (
        select(*_COLUMNS)
        .where(month_closings.c.month < before.replace(day=1))
        .order_by(month_closings.c.month.desc(), month_closings.c.edition.desc())
    )


def _closings(connection: Connection, statement: Select) -> list[Closing]:  # type: ignore[type-arg]
    return [Closing(**row._mapping) for row in connection.execute(statement)]
