"""The activity log in the database: written in the transaction of the change that it records."""

from collections.abc import Generator, Sequence
from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import Column, Connection, func, insert, select, update

from tracker.domain.audit import About, Act, Entry, Head, Kind, entry_after
from tracker.storage.blocks import in_blocks
from tracker.storage.bulk import insert_rows
from tracker.storage.schema import audit_head, audit_log, audit_subjects


def append(connection: Connection, act: Act) -> None:
    """Record an act. Only within ``transactions.writing``: writers wait for each other, so the chain never forks."""
    entry = entry_after(head(connection), act)
    connection.execute(insert(audit_log).values(asdict(entry)))
    connection.execute(update(audit_head).values(number=entry.number, digest=entry.digest))
    subjects = [{"kind": about.kind.value, "key": about.key, "number": entry.number} for about in set(act.about)]
    insert_rows(connection, audit_subjects, subjects)


def version_of(connection: Connection, about: About) -> int:
    """The number of the last entry about a thing; 0 when there is none."""
    return versions_of(connection, about.kind, [about.key])[about.key]


def versions_of(connection: Connection, kind: Kind, keys: Sequence[str]) -> dict[str, int]:
    """The same for many things of one kind."""
    found = dict.fromkeys(keys, 0)
    for block in in_blocks(keys, 500):
        statement = (
            select(audit_subjects.c.key, func.max(audit_subjects.c.number))
            .where(audit_subjects.c.kind == kind.value, audit_subjects.c.key.in_(block))
            .group_by(audit_subjects.c.key)
        )
        found.update((key, number) for key, number in connection.execute(statement))
    return found


def entries_about(connection: Connection, about: About, after: int = 0) -> list[Entry]:
    """The entries about a thing with a number above ``after``, oldest first."""
    statement = (
        select(*entry_columns())
        .join(audit_subjects, audit_subjects.c.number == audit_log.c.number)
        .where(audit_subjects.c.kind == about.kind.value, audit_subjects.c.key == about.key)
        .where(audit_log.c.number > after)
        .order_by(audit_log.c.number)
    )
    return [Entry(*row) for row in connection.execute(statement)]


def head(connection: Connection) -> Head:
    """The end of the log as it was last written."""
    row = connection.execute(select(audit_head.c.number, audit_head.c.digest)).one()
    return Head(row.number, row.digest)


def entries(connection: Connection) -> Generator[Entry]:
    """The whole log in order, a block at a time. Who stops in the middle closes the generator."""
    statement = select(*entry_columns()).order_by(audit_log.c.number).execution_options(yield_per=500)
    with connection.execute(statement) as rows:
        for row in rows:
            yield Entry(*row)


def entry_columns() -> list[Column[Any]]:
    """The columns of an entry, in its order."""
    return [audit_log.c[field.name] for field in fields(Entry)]
