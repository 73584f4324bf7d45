"""What people add to the papers of a month, and whether they go round for approval."""

import json
from dataclasses import asdict
from datetime import date

from sqlalchemy import Connection, RowMapping, delete, insert, select

from tracker.domain.audit import canonical
from tracker.domain.papers import Proposal
from tracker.domain.report.digits import Digits
from tracker.domain.report.document import Paper
from tracker.domain.report.draft import LINES, Draft, Wording
from tracker.storage.schema import month_proposals, paper_drafts


def find(connection: Connection, month: date, paper: Paper) -> Draft | None:
    """The draft of a paper of the month that begins on ``month``; None where nobody has written one."""
    row = connection.execute(
        select(paper_drafts).where(paper_drafts.c.month == month, paper_drafts.c.paper == paper.value)
    ).first()
    return None if row is None else _draft(row._mapping)


def last_before(connection: Connection, month: date, paper: Paper) -> Draft | None:
    """The draft of the last month before this one that has one."""
    row = connection.execute(
        select(paper_drafts)
        .where(paper_drafts.c.month < month, paper_drafts.c.paper == paper.value)
        .order_by(paper_drafts.c.month.desc())
        .limit(1)
    ).first()
    return None if row is None else _draft(row._mapping)


def months_submitted(connection: Connection, paper: Paper, before: date) -> list[date]:
    """The months before this one whose paper has a number of its own (資料№) or a date, the latest first."""
    statement = (
        select(paper_drafts.c.month)
        .where(paper_drafts.c.paper == paper.value, paper_drafts.c.month < before)
        .where((paper_drafts.c.paper_number != "") | (paper_drafts.c.dated != ""))
        .order_by(paper_drafts.c.month.desc())
    )
    return list(connection.execute(statement).scalars())


def save(connection: Connection, month: date, paper: Paper, draft: Draft) -> None:
    """Keep a draft in place of the one before."""
    connection.execute(delete(paper_drafts).where(paper_drafts.c.month == month, paper_drafts.c.paper == paper.value))
    values = {name: getattr(draft, name) for name in (*LINES, "compared_with")}
    wordings = canonical({key: asdict(wording) for key, wording in draft.wordings.items()})
    connection.execute(
        insert(paper_drafts).values(
            month=month, paper=paper.value, digits=draft.digits.value, wordings=wordings, **values
        )
    )


def proposal(connection: Connection, month: date) -> Proposal | None:
    """Whether the papers of a month go round for approval."""
    row = connection.execute(select(month_proposals).where(month_proposals.c.month == month)).first()
    return None if row is None else Proposal(**row._mapping)


def propose(connection: Connection, found: Proposal) -> None:
    """Send the papers of a month round for approval."""
    take_back(connection, found.month)
    connection.execute(insert(month_proposals).values(**asdict(found)))


def take_back(connection: Connection, month: date) -> None:
    """Back to 作成中."""
    connection.execute(delete(month_proposals).where(month_proposals.c.month == month))


def _draft(row: RowMapping) -> Draft:
    wordings = {key: Wording(**found) for key, found in json.loads(row["wordings"]).items()}
    lines = {name: row[name] for name in (*LINES, "compared_with")}
    return Draft(**lines, digits=Digits(row["digits"]), wordings=wordings)
