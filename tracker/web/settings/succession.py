"""新旧対照表: a reorganisation as a table, shown in what it does, then carried out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import Form, HiddenField

from tracker.domain.errors import Refused
from tracker.domain.organisation import valid_on
from tracker.domain.succession import TELLING
from tracker.exporting.succession import succession_template
from tracker.importing.lists import ListRow
from tracker.importing.lists_apart import list_apart
from tracker.importing.problem import Problem
from tracker.importing.succession import read_succession
from tracker.usecases.changing import Conflict
from tracker.usecases.settings.see_organisation import see_organisation
from tracker.usecases.settings.succession import Preview, TableRefused, preview_succession, take_in_succession
from tracker.web.access import Access, requires
from tracker.web.carried import LARGEST_FORM, packed, unpacked
from tracker.web.clock import today
from tracker.web.conflicts import conflicting
from tracker.web.database import engine
from tracker.web.downloads import download_tables
from tracker.web.fields.basic import errors_of
from tracker.web.fields.dates import RequiredDay
from tracker.web.identity import actor
from tracker.web.keeping import is_submitted
from tracker.web.messages import say_next
from tracker.web.people.uploads import as_file, sent_list
from tracker.web.settings.changing_forms import STORE, version_in
from tracker.web.settings.organisation import what_was_done
from tracker.web.settings.pages import blueprint

MOST_PROBLEMS = 100


class SuccessionForm(Form):  # type: ignore[misc]  # wtforms has no types
    """The day, and the rows once they have been sent. ``previewed``: which preview the reader saw."""

    on = RequiredDay()
    rows = HiddenField()
    seen = HiddenField()
    previewed = HiddenField()


@dataclass(frozen=True, slots=True)
class _Sent:
    """The rows that were sent, as a file or from the preview; or why there are none."""

    rows: Sequence[ListRow] = ()
    problems: Sequence[Problem] = ()
    refusal: str = ""


@blueprint.route("/organisation/table", methods=["GET", "POST"])
@requires(Access.DX)
def succession() -> ResponseReturnValue:
    """What a table does, or what is wrong with it; once that was shown, carry it out."""
    form = SuccessionForm(request.form)
    if not is_submitted():
        return _page(form)
    sent = _sent(form)
    form.rows.data = _carried(sent.rows)
    if len(form.rows.data.encode()) > LARGEST_FORM:
        sent, form.rows.data = _Sent(refusal=_("表が大きすぎます。変わらない課の行を削除してください。")), ""
    valid = form.validate()
    if sent.refusal or sent.problems or not valid:
        file_errors = [("file", sent.refusal)] if sent.refusal else []
        return _page(form, errors=[*file_errors, *errors_of(form)], problems=sent.problems), 400
    try:
        return _answer(form, sent.rows)
    except TableRefused as refused:
        form.rows.data = ""
        return _page(form, problems=refused.problems), 400
    except Refused as refused:
        return _page(form, errors=errors_of(form, refused)), 400


@blueprint.get("/organisation/table/template.xlsx")
@requires(Access.DX)
def succession_sheet() -> Response:
    """The table to fill in, with the present organisation."""
    organisation = valid_on(see_organisation(engine()).organisation, today())
    return download_tables([succession_template(organisation)], _("新旧対照表の様式"), "xlsx")


def _answer(form: SuccessionForm, rows: Sequence[ListRow]) -> ResponseReturnValue:
    """The preview, or what follows once that very preview was to be stored."""
    preview = preview_succession(engine(), actor(), rows, form.on.date)
    asked_to_store = request.form.get("step") == STORE
    shown = {"asked_to_store": asked_to_store}
    if asked_to_store and form.previewed.data == preview.digest and not preview.is_to_come:
        try:
            done = take_in_succession(engine(), actor(), rows, preview.on, version_in(form.seen.data))
        except Conflict as conflict:
            return _page(form, preview, conflict=conflicting(conflict, {})), 409
        say_next(what_was_done(done))
        return redirect(url_for("settings.organisation"), 303)
    return _page(form, preview, **shown)


def _sent(form: SuccessionForm) -> _Sent:
    """A file takes the place of the rows that the form carries."""
    file = request.files.get("file")
    if form.rows.data and (file is None or not file.filename):
        rows = unpacked(form.rows.data, TELLING)
        return _Sent(rows, refusal="" if rows else _("表を読み取れませんでした。ファイルをもう一度選んでください。"))
    content, refusal = sent_list()
    if refusal:
        return _Sent(refusal=refusal)
    with as_file(content) as path:
        return _Sent(*list_apart(read_succession, path))


def _carried(rows: Sequence[ListRow]) -> str:
    """For the form; "" where a cell holds no text at all, which is told of its row."""
    try:
        return packed(rows, TELLING) if rows else ""
    except Refused:
        return ""


def _page(form: SuccessionForm, preview: Preview | None = None, **shown: Any) -> str:
    form.previewed.data = preview.digest if preview else ""
    form.seen.data = str(preview.version) if preview else ""
    return render_template(
        "settings/succession.html", form=form, preview=preview, most=MOST_PROBLEMS, today=today(), **shown
    )
