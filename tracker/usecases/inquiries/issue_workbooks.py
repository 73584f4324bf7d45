"""回答用Excelを作成する: the workbooks in which divisions answer an inquiry, all at once or one."""

from collections.abc import Callable, Collection, Iterator
from typing import NamedTuple

from sqlalchemy import Connection, Engine

from tracker.domain.account import Actor, Role
from tracker.domain.audit import Act, Action, Details
from tracker.domain.count_report import COUNT_TOPICS
from tracker.domain.errors import NotThere
from tracker.domain.fiscal import local_day
from tracker.domain.inquiry import Inquiry
from tracker.domain.labels import number as printed
from tracker.domain.organisation import Organisation, division_of, unit_of
from tracker.domain.procedure import Unit
from tracker.domain.reply.form import ReplyForm, form_of
from tracker.domain.said_inquiry import subject_of
from tracker.exporting.reply.files import file_name
from tracker.exporting.reply.workbook import write_reply_workbook
from tracker.storage import audit, count_reports, inquiries, issued_workbooks, organisation
from tracker.storage.issued_workbooks import Issued
from tracker.storage.transactions import writing
from tracker.usecases.inquiries.see_inquiry import found


class Workbook(NamedTuple):
    """A file by its name."""

    name: str
    content: bytes


def issue_all(engine: Engine, actor: Actor, number: int) -> list[Workbook]:
    """The workbooks of all divisions that an inquiry asks, in 建制順.

    Raises ``NotThere``, also where no procedure is left to ask about.
    """
    if actor.role is not Role.DX:
        raise NotThere
    return _issue(engine, actor, number, lambda _organisation: None)


def issue_one(engine: Engine, actor: Actor, number: int, division: str) -> Workbook:
    """The workbook of the division with a code: for the DX team, and for its own editors. Raises ``NotThere``."""

    def only(known: Organisation) -> Collection[Unit]:
        unit = unit_of(known, division)
        if unit is None or not actor.answers_for(unit):
            raise NotThere
        return (unit,)

    (workbook,) = _issue(engine, actor, number, only)
    return workbook


def _issue(
    engine: Engine, actor: Actor, number: int, only: Callable[[Organisation], Collection[Unit] | None]
) -> list[Workbook]:
    """Store what stands in the workbooks and log it; then write them, while others may write too."""
    with writing(engine) as connection:
        inquiry = found(connection, number)
        known = organisation.load(connection)
        forms = list(_forms(connection, inquiry, actor, known, only(known)))
        if not forms:
            raise NotThere
        issued = issued_workbooks.add(connection, forms, actor.at, actor.who)
        audit.append(connection, _act(actor, inquiry, issued))
    day = local_day(actor.at)
    return [Workbook(file_name(each.form), write_reply_workbook(each.form, inquiry, each.id, day)) for each in issued]


def _forms(
    connection: Connection, inquiry: Inquiry, actor: Actor, known: Organisation, only: Collection[Unit] | None
) -> Iterator[ReplyForm]:
    about = inquiries.subjects_of(connection, inquiry)
    units = dict.fromkeys(item.unit for item in about if only is None or item.unit in only)
    asks_counts = any(topic in COUNT_TOPICS for topic in inquiry.terms.topics)
    codes = [item.code for item in about if item.unit in units]
    reports = count_reports.of_procedures(connection, codes) if asks_counts else {}
    for unit in units:
        division = division_of(known, unit)
        assert division is not None
        form = form_of(inquiry, division.code, unit, about, local_day(actor.at), reports)
        if form.rows:
            yield form


def _act(actor: Actor, inquiry: Inquiry, issued: list[Issued]) -> Act:
    said: Details = {
        "所管課": "、".join(each.form.unit[1] for each in issued),
        "手続の数": printed(sum(len(each.form.rows) for each in issued)),
        "様式の番号": "、".join(str(each.id) for each in issued),
    }
    return Act(actor.at, actor.who, actor.origin, Action.ISSUE_WORKBOOKS, subject_of(inquiry), {}, said)
