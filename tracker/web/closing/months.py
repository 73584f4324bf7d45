"""月次の確定: finished months are kept as they are."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import Form

from tracker.domain import labels
from tracker.domain.errors import Refused
from tracker.usecases.closing.close_month import close_month
from tracker.usecases.closing.see_closings import Closings, see_closings
from tracker.web.access import Access, requires
from tracker.web.clock import today
from tracker.web.database import engine
from tracker.web.fields.basic import Errors, ListField, TextField
from tracker.web.identity import actor
from tracker.web.keeping import is_submitted
from tracker.web.languages import in_readers_language, language
from tracker.web.messages import say_next

blueprint = Blueprint("closing", __name__)


class ClosingForm(Form):  # type: ignore[misc]  # wtforms has no types
    """Which month, and why although something is open."""

    month = ListField()
    reason = TextField(2_000)


@blueprint.route("/months", methods=["GET", "POST"])
@requires(Access.DX)
def index() -> ResponseReturnValue:
    """The closed months, and the form that closes another one."""
    closings = see_closings(engine(), today())
    form = ClosingForm(request.form)
    form.month.choices = [(f"{month:%Y-%m}", labels.month(month, language())) for month in closings.closable]
    if not is_submitted():
        return _page(form, closings, [])
    if not form.validate():
        return _page(form, closings, [(field.id, field.errors[0]) for field in form if field.errors]), 400
    wanted = next(month for month in closings.closable if f"{month:%Y-%m}" == form.month.data)
    try:
        closed = close_month(engine(), actor(), wanted, form.reason.data or "")
    except Refused as refused:
        text = in_readers_language(refused)
        form.reason.errors = [text]
        return _page(form, closings, [("reason", text)]), 400
    say_next(_("%(month)s分を確定しました。", month=labels.month(closed.closing.month, language())))
    return redirect(url_for("closing.index"), 303)


def _page(form: ClosingForm, closings: Closings, errors: Errors) -> str:
    return render_template("closing/index.html", form=form, closings=closings, errors=errors)
