"""What the last inquiry asks about each procedure: loaded with it, and marked as answered with it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, select, update

from tracker.domain.asked import Asked, Topic
from tracker.domain.procedure import Procedure
from tracker.storage.schema import inquiries, inquiry_items, last_asked

Change = tuple[Procedure | None, Procedure]


def asked_of(connection: Connection, ids: Sequence[int] | Select[Any]) -> dict[int, Asked]:
    """By the ids of procedures; without those that nobody asked about."""
    statement = (
        select(inquiry_items, inquiries.c.asked_at, inquiries.c.due_on, inquiries.c.topics)
        .join(
            last_asked,
            (last_asked.c.procedure_id == inquiry_items.c.procedure_id)
            & (last_asked.c.inquiry == inquiry_items.c.inquiry),
        )
        .join(inquiries, inquiries.c.number == inquiry_items.c.inquiry)
        .where(inquiry_items.c.procedure_id.in_(ids))
    )
    rows: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(statement):
        rows[row.procedure_id].append(row)
    return {id_: _asked(theirs) for id_, theirs in rows.items()}


def mark_answered(connection: Connection, ids: Mapping[str, int], changes: Iterable[Change]) -> None:
    """Store which topics have been answered, or are open again, between before and after."""
    rows = [
        {"of_inquiry": after.asked.inquiry, "of_procedure": ids[after.code], "of_topic": topic.value, "at": at}
        for before, after in changes
        if before is not None and before.asked is not None and after.asked is not None
        for topic, at in _changed(before.asked, after)
    ]
    if rows:
        statement = (
            update(inquiry_items)
            .where(inquiry_items.c.inquiry == bindparam("of_inquiry"))
            .where(inquiry_items.c.procedure_id == bindparam("of_procedure"))
            .where(inquiry_items.c.topic == bindparam("of_topic"))
            .values(answered_at=bindparam("at"))
        )
        connection.execute(statement, rows)


def _changed(before: Asked, after: Procedure) -> list[tuple[Topic, datetime | None]]:
    assert after.asked is not None
    said_at = after.answer.at if after.answer else after.asked.at
    newly = [(topic, said_at) for topic in after.asked.answered - before.answered]
    return [*newly, *((topic, None) for topic in before.answered - after.asked.answered)]


def _asked(rows: Sequence[Row[Any]]) -> Asked:
    first = rows[0]
    answered = frozenset(Topic(row.topic) for row in rows if row.answered_at is not None)
    return Asked(first.inquiry, first.asked_at, first.due_on, tuple(Topic(topic) for topic in first.topics), answered)
