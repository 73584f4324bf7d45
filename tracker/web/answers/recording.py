"""オンライン化を登録する: one form for one or several procedures."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.domain.catalogue import HEADINGS
from tracker.domain.errors import Refused
from tracker.domain.recording import Statement
from tracker.domain.said import Said, said_by_record
from tracker.usecases.answers.look_at_kept import look_at_kept
from tracker.usecases.answers.record_status import record_status
from tracker.usecases.changing import Conflict
from tracker.web.access import Access, requires
from tracker.web.answers.own import way_back
from tracker.web.answers.reply_form import carried
from tracker.web.answers.seen import codes_of, read_seen, seen_after
from tracker.web.answers.statement_form import StatementForm, as_record, warning
from tracker.web.conflicts import conflicting
from tracker.web.database import engine
from tracker.web.fields.basic import errors_of
from tracker.web.identity import actor
from tracker.web.keeping import is_submitted
from tracker.web.messages import say_next

blueprint = Blueprint("recording", __name__)


@blueprint.route("/own/record", methods=["GET", "POST"])
@requires(Access.EDITING)
def show() -> ResponseReturnValue:
    """The form; once it fits, back to the list."""
    seen = read_seen(request.form.getlist("seen"))
    kept = look_at_kept(engine(), actor(), codes_of(seen))
    if not kept:
        say_next(_("登録する手続を選んでください。"))
        return redirect(url_for("own.index"), 303)
    if request.method == "POST":
        form = StatementForm(request.form, actor=actor())
    else:
        seen = tuple(each.seen for each in kept)
        form = StatementForm(actor=actor(), data=carried())
    page: dict[str, Any] = {"form": form, "kept": [each.procedure for each in kept], "seen": seen}
    if not is_submitted():
        return _page(**page)
    if not form.validate():
        return _page(**page, errors=errors_of(form)), 400
    doubt = warning(form.statement)
    if doubt and "anyway" not in request.form:
        return _page(**page, errors=doubt, doubt=True), 400
    try:
        stored = record_status(engine(), seen, form.statement, actor(), form.on_behalf)
    except Conflict as conflict:
        page["seen"] = seen_after(seen, conflict)
        return _page(**page, conflict=conflicting(conflict, typed(form.statement))), 409
    except Refused as refused:
        return _page(**page, errors=errors_of(form, refused)), 400
    say_next(_("登録しました。DX推進担当が確認すると、数値に反映されます。"), stored)
    return redirect(way_back(form, stored[0]), 303)


def typed(statement: Statement) -> Said:
    """What stands in the form, in the words of the log."""
    return said_by_record(as_record(statement)) | {HEADINGS["legal_basis"]: statement.legal_basis}


def _page(**shown: Any) -> str:
    return render_template("own/record.html", **shown)
