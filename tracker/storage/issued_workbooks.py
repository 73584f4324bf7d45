"""回答用Excel that were made: what stood in each, to compare with what comes back."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from tracker.domain.reply.form import ReplyForm
from tracker.domain.reply.form_text import from_json, to_json
from tracker.storage import organisation
from tracker.storage.schema import issued_workbooks


@dataclass(frozen=True, slots=True)
class Issued:
    """A workbook that was made. ``id``: 様式の番号, which it carries."""

    id: int
    form: ReplyForm
    at: datetime
    by: str


def add(connection: Connection, forms: list[ReplyForm], at: datetime, by: str) -> list[Issued]:
    """Store what stands in workbooks, in order, and number each."""
    division_ids = organisation.division_ids(connection)
    issued = []
    for form in forms:
        row = insert(issued_workbooks).values(
            inquiry=form.inquiry,
            division_id=division_ids[form.unit],
            issued_at=at,
            issued_by=by,
            content=to_json(form),
        )
        (id_,) = connection.execute(row.returning(issued_workbooks.c.id)).one()
        issued.append(Issued(id_, form, at, by))
    return issued


def find(connection: Connection, id_: int) -> Issued | None:
    """The workbook with a number; None when there is none."""
    row = connection.execute(select(issued_workbooks).where(issued_workbooks.c.id == id_)).first()
    return None if row is None else Issued(row.id, from_json(row.content), row.issued_at, row.issued_by)
