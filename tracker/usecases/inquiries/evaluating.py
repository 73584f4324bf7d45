"""What a returned workbook comes to, as things are stored now: nothing is stored here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from tracker.domain.account import Actor
from tracker.domain.asking import needs_answer
from tracker.domain.count_report import CountReport
from tracker.domain.counting import answer, report
from tracker.domain.fiscal import local_day
from tracker.domain.inquiry import Inquiry
from tracker.domain.procedure import Procedure, code_key
from tracker.domain.reply.columns import ReplyColumn, columns_of
from tracker.domain.reply.findings import Answers, Choice, Finding, Outcome, refused
from tracker.domain.reply.form import ReplyRow, form_of
from tracker.domain.reply.keys import issued_rows
from tracker.domain.reply.reading import Cell, Row
from tracker.domain.reply.row import Circumstances, RowReading, read_row
from tracker.domain.reply.since import WHOLE_ROW, abolished, moved, row_cell, superseded, united, weighed
from tracker.domain.reply.statement import Days
from tracker.domain.reply.steps import Work, all_taken
from tracker.domain.reply.verdict import Verdict
from tracker.domain.status import OnBehalf, ReplyRoute
from tracker.domain.uniting import is_united
from tracker.importing.reply import notices as reply_notices
from tracker.importing.reply.rows import cells_of, keys_of, missing_columns, notices_of
from tracker.importing.reply.workbook import ReturnedBook, ReturnedRow
from tracker.storage import count_reports, inquiries, issued_workbooks, organisation, procedures
from tracker.storage.received_workbooks import Origin

Reports = Mapping[str, Sequence[CountReport]]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """``works``: what is to be stored once there are no questions. ``origin`` None: nobody could tell."""

    outcome: Outcome
    origin: Origin | None = None
    works: tuple[Work, ...] = ()
    on_behalf: OnBehalf | None = None


@dataclass(frozen=True, slots=True)
class _Form:
    """A returned workbook beside what it was when it was issued."""

    book: ReturnedBook
    inquiry: Inquiry
    columns: tuple[ReplyColumn, ...]
    rows: Mapping[int, ReplyRow]
    known: Mapping[str, Procedure]
    reports: Reports
    answers: Answers


def evaluate(
    connection: Connection, book: ReturnedBook, actor: Actor, received_on: date, answers: Answers
) -> Evaluation:
    """The verdict on a workbook, and what is to be stored of it. ``answers``: how questions about it were settled."""
    issued = issued_workbooks.find(connection, book.marks.issued)
    if issued is None:
        return Evaluation(refused(Finding(None, "", "", *reply_notices.NEVER_ISSUED)))
    form = issued.form
    if (form.inquiry, form.division) != (book.marks.inquiry, book.marks.division):
        return Evaluation(refused(Finding(None, "", "", *reply_notices.MARKS_CHANGED)))
    origin = Origin(issued.id, form.inquiry, form.division)
    inquiry = inquiries.find(connection, form.inquiry)
    assert inquiry is not None
    columns = columns_of(inquiry.terms, form.channel_columns)
    keys = keys_of(book)
    known = procedures.find_all(connection, [*(row.code for row in form.rows), *(each.code for each in keys)])
    own = {code_key(row.code) for row in form.rows}
    others = {key: procedure for key, procedure in known.items() if key not in own}
    rows, problems = issued_rows(form, keys, others)
    problems = (*missing_columns(book, columns), *problems)
    if not problems:
        problems = superseded(inquiry, [known[key] for key in own])
    if problems:
        return Evaluation(refused(*problems), origin)
    codes = [known[key].code for key in own]
    reports = count_reports.of_procedures(connection, codes)
    returned = _Form(book, inquiry, columns, rows, known, reports, answers)
    days = Days(local_day(actor.at), min(inquiry.terms.reference_on, received_on))
    on_behalf = OnBehalf(book.respondent or form.unit[1], ReplyRoute.EXCEL, received_on)
    here = Circumstances(inquiry, days, actor, on_behalf)
    owners = moved(organisation.load(connection), form, [known[key] for key in own], days.today)
    return _verdict(returned, here, origin, (*notices_of(book, columns), *owners))


def _verdict(returned: _Form, here: Circumstances, origin: Origin, notices: tuple[Finding, ...]) -> Evaluation:
    """Every row by itself, in the order of the sheet."""
    readings: list[RowReading] = []
    for row in returned.book.rows:
        issued = returned.rows[row.number]
        procedure = returned.known[code_key(issued.code)]
        if is_united(procedure):
            readings.append(united(_row(returned, row, issued, procedure, here)))
            continue
        if not procedure.is_active(here.days.today):
            notices = (*notices, abolished(row.number, procedure))
            continue
        readings.append(_read(returned, row, issued, procedure, here))
    questions = tuple(question for reading in readings for question in reading.questions)
    works = tuple(reading.work for reading in readings)
    changed = sum(work.changes for work in works)
    outcome = Outcome(
        Verdict.QUESTIONS if questions else Verdict.ACCEPTED,
        changed,
        sum(bool(work.steps) for work in works if not work.changes),
        sum(_is_left_open(work, returned, here) for work in works),
        (),
        questions,
        tuple(
            sorted(
                (*notices, *(notice for each in readings for notice in each.notices)), key=lambda each: each.row or 0
            )
        ),
    )
    return Evaluation(outcome, origin, works, here.on_behalf)


def _read(returned: _Form, row: ReturnedRow, issued: ReplyRow, procedure: Procedure, here: Circumstances) -> RowReading:
    whole = _row(returned, row, issued, procedure, here)
    return weighed(whole, read_row(whole, returned.reports.get(procedure.code, ()), here), here.inquiry)


def _row(returned: _Form, row: ReturnedRow, issued: ReplyRow, procedure: Procedure, here: Circumstances) -> Row:
    """The row with what was issued, returned and is stored now."""
    reports = returned.reports.get(procedure.code, ())
    own = {name: answer for (number, name), answer in returned.answers.items() if number == row.number}
    typed = {name: answer.text for name, answer in own.items() if answer.choice is Choice.TYPED}
    # What was united meanwhile is in no form any more; what stood there when it was made still is.
    asked = replace(procedure, abolished_on=None)
    form = form_of(here.inquiry, "", procedure.unit, [asked], here.days.today, {procedure.code: reports})
    present = form.rows[0].cells
    cells = {
        name: Cell(said.column, said.heading, issued.cells[name], said.returned, present[name], own.get(name))
        for name, said in cells_of(row, returned.columns, typed).items()
    }
    return Row(row.number, procedure, {**cells, WHOLE_ROW: row_cell(own.get(WHOLE_ROW))})


def _is_left_open(work: Work, returned: _Form, here: Circumstances) -> bool:
    """Whether something that was asked about the procedure is not answered afterwards."""
    after = all_taken(work.procedure, work.steps, here.actor, here.on_behalf)
    reports = list(returned.reports.get(work.procedure.code, ()))
    for count in work.counts:
        added = report(after, reports, count, here.actor, here.on_behalf)
        reports += [added] if added else []
    if after.asked is not None and after.asked.inquiry == here.inquiry.number:
        after = answer(after, reports, here.inquiry.terms, here.actor, here.on_behalf)
    return needs_answer(after, here.days.today)
