"""前の登録を訂正する, and 取り消す: both with a reason."""

from typing import Any

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.domain.errors import NotThere, Refused
from tracker.domain.procedure import Procedure
from tracker.domain.said import said_by_reason
from tracker.domain.status import StatusRecord
from tracker.usecases.answers.correct_record import correct_record, record_of
from tracker.usecases.answers.look_at_kept import look_at_kept
from tracker.usecases.answers.withdraw_record import withdraw_record
from tracker.usecases.changing import Conflict, Seen
from tracker.web.access import Access, requires
from tracker.web.answers.own import way_back
from tracker.web.answers.recording import typed
from tracker.web.answers.reply_form import carried
from tracker.web.answers.seen import codes_of, read_seen, seen_after
from tracker.web.answers.statement_form import CorrectionForm, WithdrawalForm, stated_by, warning
from tracker.web.conflicts import conflicting
from tracker.web.database import engine
from tracker.web.fields.basic import errors_of
from tracker.web.identity import actor
from tracker.web.keeping import is_submitted
from tracker.web.messages import say_next

blueprint = Blueprint("correcting", __name__)


@blueprint.route("/own/correct", methods=["GET", "POST"])
@requires(Access.EDITING)
def correct() -> ResponseReturnValue:
    """The form, filled in as the record stands."""
    procedure, record, seen = _chosen()
    if request.method == "POST":
        form = CorrectionForm(request.form, actor=actor())
    else:
        form = CorrectionForm(actor=actor(), data=stated_by(record, procedure) | carried())
    page: dict[str, Any] = {"form": form, "kept": [procedure], "seen": [seen], "record": record}
    if not is_submitted():
        return _correction(**page)
    if not form.validate():
        return _correction(**page, errors=errors_of(form)), 400
    doubt = warning(form.statement)
    if doubt and "anyway" not in request.form:
        return _correction(**page, errors=doubt, doubt=True), 400
    try:
        stored = correct_record(
            engine(), seen, record.number, form.statement, form.reason.data, actor(), form.on_behalf
        )
    except Conflict as conflict:
        page["seen"] = seen_after([seen], conflict)
        said = typed(form.statement) | said_by_reason(form.reason.data)
        return _correction(**page, conflict=conflicting(conflict, said)), 409
    except Refused as refused:
        return _correction(**page, errors=errors_of(form, refused)), 400
    say_next(_("訂正を登録しました。DX推進担当が確認すると、数値に反映されます。"), [stored])
    return redirect(way_back(form, stored), 303)


@blueprint.route("/own/withdraw", methods=["GET", "POST"])
@requires(Access.EDITING)
def withdraw() -> ResponseReturnValue:
    """The reason, and it is withdrawn."""
    procedure, record, seen = _chosen()
    if request.method == "POST":
        form = WithdrawalForm(request.form, actor=actor())
    else:
        form = WithdrawalForm(actor=actor(), data=carried())
    page: dict[str, Any] = {"form": form, "procedure": procedure, "seen": [seen], "record": record}
    if not is_submitted():
        return _withdrawal(**page)
    if not form.validate():
        return _withdrawal(**page, errors=errors_of(form)), 400
    try:
        stored = withdraw_record(engine(), seen, record.number, form.reason.data, actor(), form.on_behalf)
    except Conflict as conflict:
        page["seen"] = seen_after([seen], conflict)
        return _withdrawal(**page, conflict=conflicting(conflict, said_by_reason(form.reason.data))), 409
    except Refused as refused:
        return _withdrawal(**page, errors=errors_of(form, refused)), 400
    say_next(_("取り消しました。"), [stored])
    return redirect(way_back(form, stored), 303)


def _chosen() -> tuple[Procedure, StatusRecord, Seen]:
    """The procedure, its record and the version that was seen, from the address or from the form."""
    seen = read_seen(request.form.getlist("seen"))
    codes = codes_of(seen)
    if len(codes) != 1:
        abort(404)
    [kept] = look_at_kept(engine(), actor(), codes)
    number = request.values.get("number", "")
    if not (number.isascii() and number.isdigit() and len(number) < 7):
        raise NotThere
    return kept.procedure, record_of(kept.procedure, int(number)), seen[0] if seen else kept.seen


def _correction(**shown: Any) -> str:
    return render_template("own/record.html", **shown)


def _withdrawal(**shown: Any) -> str:
    return render_template("own/withdraw.html", **shown)
