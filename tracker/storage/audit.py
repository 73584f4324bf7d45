"""The activity log in the database: written in the transaction of the change that it records."""

from collections.abc import Generator
from dataclasses import asdict, fields

from sqlalchemy import Connection, insert, select, update

from tracker.domain.audit import Act, Entry, Head, entry_after
from tracker.storage.schema import audit_head, audit_log


def append(connection: Connection, act: Act) -> None:
    """Record an act. Only within ``transactions.writing``: writers wait for each other, so the chain never forks."""
    entry = entry_after(head(connection), act)
    connection.execute(insert(audit_log).values(asdict(entry)))
    connection.execute(update(audit_head).values(number=entry.number, digest=entry.digest))


def head(connection: Connection) -> Head:
    """The end of the log as it was last written."""
    row = connection.execute(select(audit_head.c.number, audit_head.c.digest)).one()
    return Head(row.number, row.digest)


def entries(connection: Connection) -> Generator[Entry]:
    """The whole log in order, a block at a time. Who stops in the middle closes the generator."""
    columns = [audit_log.c[field.name] for field in fields(Entry)]
    statement = select(*columns).order_by(audit_log.c.number).execution_options(yield_per=500)
    with connection.execute(statement) as rows:
        for row in rows:
            yield Entry(*row)
