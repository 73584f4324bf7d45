"""Inquiries (照会), and what is asked and answered about each procedure."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from tracker.domain.asked import Topic
from tracker.domain.inquiry import Frequency, Inquiry, Terms, Whom
from tracker.domain.procedure import Procedure
from tracker.storage import procedures as stored_procedures
from tracker.storage.blocks import in_blocks
from tracker.storage.schema import departments, divisions, inquiries, inquiry_items, last_asked, procedures

_BLOCK = 500


def listed(connection: Connection) -> list[Inquiry]:
    """All inquiries, the newest first."""
    return [_inquiry(row) for row in connection.execute(select(inquiries).order_by(inquiries.c.number.desc()))]


def find(connection: Connection, number: int) -> Inquiry | None:
    """The inquiry with a number; None when there is none."""
    row = connection.execute(select(inquiries).where(inquiries.c.number == number)).first()
    return None if row is None else _inquiry(row)


def add(connection: Connection, inquiry: Inquiry, codes: Sequence[str]) -> None:
    """Store an inquiry and about which procedures it is."""
    terms = inquiry.terms
    connection.execute(
        insert(inquiries).values(
            number=inquiry.number,
            reference_on=terms.reference_on,
            due_on=terms.due_on,
            frequency=terms.frequency.value,
            whom=terms.whom.value,
            topics=[topic.value for topic in terms.topics],
            fiscal_year=terms.fiscal_year,
            months=[month.isoformat() for month in terms.months],
            note=terms.note,
            asked_at=inquiry.asked_at,
            asked_by=inquiry.asked_by,
        )
    )
    for block in in_blocks(codes, _BLOCK):
        ids = connection.execute(select(procedures.c.id).where(procedures.c.code.in_(block))).scalars().all()
        _ask(connection, inquiry, ids)


def _ask(connection: Connection, inquiry: Inquiry, ids: Sequence[int]) -> None:
    items = [
        {"inquiry": inquiry.number, "procedure_id": id_, "topic": topic.value}
        for id_ in ids
        for topic in inquiry.terms.topics
    ]
    connection.execute(insert(inquiry_items), items)
    connection.execute(delete(last_asked).where(last_asked.c.procedure_id.in_(ids)))
    connection.execute(insert(last_asked), [{"procedure_id": id_, "inquiry": inquiry.number} for id_ in ids])


def subjects_of(connection: Connection, inquiry: Inquiry) -> list[Procedure]:
    """The procedures an inquiry is about in 建制順, each with what this inquiry asks: a later one may ask it anew."""
    ids = connection.execute(
        select(procedures.c.id)
        .join(divisions, procedures.c.division_id == divisions.c.id)
        .join(departments, divisions.c.department_id == departments.c.id)
        .where(
            procedures.c.id.in_(select(inquiry_items.c.procedure_id).where(inquiry_items.c.inquiry == inquiry.number))
        )
        .order_by(departments.c.position, divisions.c.position, procedures.c.position, procedures.c.id)
    ).scalars()
    answered: dict[int, set[Topic]] = defaultdict(set)
    items = select(inquiry_items).where(inquiry_items.c.inquiry == inquiry.number)
    for row in connection.execute(items.where(inquiry_items.c.answered_at.is_not(None))):
        answered[row.procedure_id].add(Topic(row.topic))
    found = []
    for block in in_blocks(ids.all(), _BLOCK):
        loaded = stored_procedures.by_ids(connection, block)
        found += [
            replace(loaded[id_], asked=replace(inquiry.asked, answered=frozenset(answered[id_]))) for id_ in block
        ]
    return found


def _inquiry(row: Row[Any]) -> Inquiry:
    terms = Terms(
        row.reference_on,
        row.due_on,
        tuple(Topic(topic) for topic in row.topics),
        Whom(row.whom),
        Frequency(row.frequency),
        row.fiscal_year,
        tuple(date.fromisoformat(month) for month in row.months),
        row.note,
    )
    return Inquiry(row.number, terms, row.asked_at, row.asked_by)
