"""返送されたExcelを取り込む: many files at once, a verdict on each, and clearing what has to be asked."""

import re
from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage
from wtforms import Form

from tracker.domain.errors import Refused
from tracker.domain.labels import number
from tracker.domain.reply.findings import Answers, Choice, Outcome
from tracker.domain.reply.verdict import Verdict
from tracker.domain.vocabulary import name_of
from tracker.usecases.inquiries.clear_questions import (
    ReceivedSeen,
    Settled,
    clear_questions,
    discard,
    list_received,
    see_received,
)
from tracker.usecases.inquiries.take_in_workbooks import Returned, take_in_workbooks
from tracker.web.access import Access, requires
from tracker.web.clock import today
from tracker.web.database import engine
from tracker.web.fields.basic import Errors, errors_of
from tracker.web.fields.dates import RequiredDay, typed_day
from tracker.web.identity import actor
from tracker.web.inquiries.clearing_form import asked, read_answers, settled
from tracker.web.keeping import is_submitted
from tracker.web.languages import in_readers_language, language
from tracker.web.security import largest_request

blueprint = Blueprint("taking_in", __name__, url_prefix="/inquiries")
blueprint.add_app_template_global(lambda: typed_day(today()), "today_to_type")
_JAPANESE = re.compile(r"([\u3000-\u9fff\uf900-\ufaff\uff01-\uffef\U00020000-\U0003ffff]+)")


@blueprint.app_template_filter("by_language")
def by_language(text: str) -> list[tuple[str, bool]]:
    """The parts of an English sentence, and whether each is a value or a heading in Japanese."""
    return [(part, _JAPANESE.fullmatch(part) is not None) for part in _JAPANESE.split(text) if part]


MOST_FILES = 200
LARGEST = 40_000_000
"""Bytes of all files together."""
RECEIVED = "/received/<int(max=999999999):id_>"


class TakeInForm(Form):  # type: ignore[misc]  # wtforms has no types
    """When the files came back. The files themselves are no field."""

    received_on = RequiredDay()


@blueprint.get("/received")
@requires(Access.DX)
def index() -> str:
    """What came back last."""
    return _list_page()


@blueprint.post("/take-in")
@requires(Access.DX)
@largest_request(LARGEST)
def take_in() -> ResponseReturnValue:
    """Take the files in; the list then says what became of each."""
    if not is_submitted():
        return redirect(url_for("taking_in.index"), 303)
    form = TakeInForm(request.form)
    files = [file for file in request.files.getlist("files") if file.filename]
    errors: Errors = [] if form.validate() else errors_of(form)
    if not files:
        errors.append(("files", _("取り込むファイルを選んでください。")))
    if len(files) > MOST_FILES:
        errors.append(("files", _("一度に取り込めるのは、%(most)sファイルまでです。", most=MOST_FILES)))
    if errors:
        return _list_page(form=form, errors=errors), 400
    returned = (Returned(file.filename or "", _content(file)) for file in files)
    try:
        received = take_in_workbooks(engine(), actor(), returned, form.received_on.date)
    except Refused as refused:
        return _list_page(form=form, errors=errors_of(form, refused)), 400
    flash(_said([each.outcome for each in received]))
    return redirect(url_for("taking_in.index"), 303)


@blueprint.get(RECEIVED)
@requires(Access.DX)
def show(id_: int) -> str:
    """One file: its verdict, and what has to be asked about it."""
    return _file_page(see_received(engine(), actor(), id_))


@blueprint.post(RECEIVED)
@requires(Access.DX)
def clear(id_: int) -> ResponseReturnValue:
    """Take the file in with the answers, or not at all."""
    here = redirect(url_for("taking_in.show", id_=id_), 303)
    answers = read_answers(request.form)
    if not is_submitted():
        return _file_page(see_received(engine(), actor(), id_), answers)
    try:
        if request.form.get("act") == "discard":
            discard(engine(), actor(), id_)
            flash(_("このファイルは取り込まないことにしました。"))
            return here
        received = clear_questions(engine(), actor(), id_, answers)
    except Settled as gone:
        flash(in_readers_language(gone))
        return here
    if received.outcome.verdict is Verdict.ACCEPTED:
        flash(_("このファイルの内容を取り込みました。"))
        return here
    seen = see_received(engine(), actor(), id_)
    return _file_page(ReceivedSeen(received, seen.inquiry, seen.columns), answers, submitted=True), 400


def _content(file: FileStorage) -> bytes:
    """One file at a time: a large one lies on disk until it is closed."""
    with file.stream:
        return file.stream.read()


def _said(outcomes: Sequence[Outcome]) -> str:
    """How many files there were, and how many of each verdict."""
    counted = [(verdict, sum(each.verdict is verdict for each in outcomes)) for verdict in Verdict]
    parts = [
        _("%(verdict)s：%(count)s", verdict=name_of(verdict, language()), count=number(count))
        for verdict, count in counted
        if count
    ]
    text: str = _(
        "%(count)sファイルを受け付けました（%(parts)s）。", count=number(len(outcomes)), parts=_("、").join(parts)
    )
    return text


def _list_page(form: TakeInForm | None = None, errors: Errors | None = None) -> str:
    only_waiting = request.args.get("only") == "waiting"
    found = list_received(engine(), only_waiting=only_waiting)
    return render_template(
        "inquiries/received.html", found=found, only_waiting=only_waiting, form=form, errors=errors or []
    )


def _file_page(seen: ReceivedSeen, answers: Answers | None = None, *, submitted: bool = False) -> str:
    answers = answers or {}
    questions = seen.received.outcome.questions
    return render_template(
        "inquiries/received_file.html",
        seen=seen,
        received=seen.received,
        outcome=seen.received.outcome,
        asked=[asked(question, seen.columns, answers, submitted=submitted) for question in questions],
        settled=settled(questions, answers),
        submitted=submitted,
        Choice=Choice,
        Verdict=Verdict,
    )
