"""照会・回答状況: what an inquiry asks, and how far each division has come with it."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Engine

from tracker.domain.asking import needs_answer
from tracker.domain.audit import About, Action, Kind
from tracker.domain.contact import UNKNOWN, Contact
from tracker.domain.errors import NotThere
from tracker.domain.inquiry import Inquiry, is_due
from tracker.domain.organisation import units_by_code
from tracker.domain.procedure import Procedure, Unit
from tracker.domain.work import Replies, replies, total_of
from tracker.storage import audit, contacts, inquiries, organisation, procedures, reminders
from tracker.storage.reminders import Reminded
from tracker.storage.transactions import reading

NEVER = Reminded()
DELIVERED = "送信した所管課"
"""Under this name the log says which divisions mail reached."""
Waiting = Mapping[Unit, tuple[Procedure, ...]]


@dataclass(frozen=True, slots=True)
class Line:
    """A division in 回答状況. ``code``: of the division. ``waiting``: how many procedures it can be reminded of."""

    code: str
    replies: Replies
    contact: Contact
    reminded: Reminded
    waiting: int


@dataclass(frozen=True, slots=True)
class InquirySeen:
    """An inquiry with the divisions asked, in 建制順. ``mailed_at``: when the request was last sent by mail.

    ``is_taken_over``: whether a later inquiry asks anew about some of its procedures; answers then go to that one.
    ``version``: of what was sent about it, to send back with a reminder.
    """

    inquiry: Inquiry
    lines: tuple[Line, ...]
    is_taken_over: bool
    mailed_at: datetime | None
    version: int

    @property
    def total(self) -> Replies:
        """All divisions together."""
        return total_of([line.replies for line in self.lines])

    @property
    def complete(self) -> int:
        """How many divisions have answered everything."""
        return sum(line.replies.is_complete for line in self.lines)

    @property
    def waiting(self) -> tuple[Line, ...]:
        """The divisions that can be reminded."""
        return tuple(line for line in self.lines if line.waiting)


@dataclass(frozen=True, slots=True)
class InquiriesSeen:
    """All inquiries: the newest with its replies, None where there is none; the earlier ones, the newest first."""

    newest: InquirySeen | None
    earlier: tuple[Inquiry, ...]
    is_due: bool


def see_inquiries(engine: Engine, today: date) -> InquiriesSeen:
    """The newest inquiry and the list of the others."""
    with reading(engine) as connection:
        known = inquiries.listed(connection)
        stated = procedures.all_as_stated(connection)
        newest = _seen(connection, known[0], stated, today) if known else None
        return InquiriesSeen(newest, tuple(known[1:]), is_due(known, stated, today))


def see_inquiry(engine: Engine, number: int, today: date) -> InquirySeen:
    """One inquiry. Raises ``NotThere``."""
    with reading(engine) as connection:
        inquiry = found(connection, number)
        return _seen(connection, inquiry, procedures.all_as_stated(connection), today)


def found(connection: Connection, number: int) -> Inquiry:
    """The inquiry with a number. Raises ``NotThere``."""
    inquiry = inquiries.find(connection, number)
    if inquiry is None:
        raise NotThere
    return inquiry


def about_inquiry(inquiry: Inquiry) -> About:
    """How the log names what is sent about an inquiry once it is made."""
    return About(Kind.INQUIRY, str(inquiry.number))


def waiting_for(stated: Iterable[Procedure], inquiry: Inquiry, today: date) -> Waiting:
    """By division what this inquiry still waits for; what a later one asks anew is no longer its matter.

    ``stated``: all procedures in 建制順.
    """
    by_unit: dict[Unit, list[Procedure]] = defaultdict(list)
    for item in stated:
        if item.asked is not None and item.asked.inquiry == inquiry.number and needs_answer(item, today):
            by_unit[item.unit].append(item)
    return {unit: tuple(items) for unit, items in by_unit.items()}


def _seen(connection: Connection, inquiry: Inquiry, stated: Sequence[Procedure], today: date) -> InquirySeen:
    waiting = waiting_for(stated, inquiry, today)
    about = inquiries.subjects_of(connection, inquiry)
    heads, reminded = contacts.load(connection), reminders.counted(connection, inquiry.number)
    codes = {unit: code for code, unit in units_by_code(organisation.load(connection)).items()}
    lines = (
        Line(
            codes[line.unit],
            line,
            heads.get(line.unit, UNKNOWN),
            reminded.get(line.unit, NEVER),
            len(waiting.get(line.unit, ())),
        )
        for line in replies(about, today)
    )
    last = {item.code: item.asked.inquiry for item in stated if item.asked is not None}
    return InquirySeen(
        inquiry,
        tuple(lines),
        any(last[item.code] != inquiry.number for item in about),
        _mailed_at(connection, inquiry),
        audit.version_of(connection, about_inquiry(inquiry)),
    )


def _mailed_at(connection: Connection, inquiry: Inquiry) -> datetime | None:
    reached = (
        entry.at
        for entry in audit.entries_about(connection, about_inquiry(inquiry))
        if entry.action == Action.MAIL_INQUIRY.value and DELIVERED in json.loads(entry.after)
    )
    return max(reached, default=None)
