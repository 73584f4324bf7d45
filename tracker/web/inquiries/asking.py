"""照会を作成する: ask divisions, from one moment on and all at once."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.domain.errors import Refused
from tracker.domain.labels import number
from tracker.domain.said_inquiry import said_by_terms
from tracker.usecases.changing import Conflict
from tracker.usecases.inquiries.ask_divisions import INQUIRIES, ask_divisions
from tracker.usecases.inquiries.prepare_inquiry import prepare_inquiry
from tracker.web.access import Access, requires
from tracker.web.clock import today
from tracker.web.conflicts import conflicting
from tracker.web.database import engine
from tracker.web.fields.basic import errors_of
from tracker.web.identity import actor
from tracker.web.inquiries.asking_form import AskingForm
from tracker.web.inquiries.pages import blueprint
from tracker.web.keeping import is_submitted
from tracker.web.messages import say_next


@blueprint.route("/new", methods=["GET", "POST"])
@requires(Access.DX)
def new() -> ResponseReturnValue:
    """The form, filled in for the next regular inquiry."""
    found = prepare_inquiry(engine(), today())
    form = AskingForm(request.form if request.method == "POST" else None, found, today())
    shown: dict[str, Any] = {"form": form, "organisation": found.organisation}
    if not is_submitted():
        return _page(**shown)
    if not form.validate():
        return _page(**shown, errors=errors_of(form)), 400
    try:
        made = ask_divisions(engine(), actor(), form.terms, form.version, form.units)
    except Conflict as conflict:
        form.seen.data = str(conflict.versions[INQUIRIES])
        typed = {heading: str(said) for heading, said in said_by_terms(form.terms).items()}
        return _page(**shown, conflict=conflicting(conflict, typed)), 409
    except Refused as refused:
        return _page(**shown, errors=errors_of(form, refused)), 400
    say_next(
        _(
            "第%(number)s回照会を作成しました（%(divisions)s課、%(procedures)s手続）。",
            number=number(made.inquiry.number),
            divisions=number(made.divisions),
            procedures=number(made.procedures),
        )
    )
    return redirect(url_for("inquiries.show", number=made.inquiry.number), 303)


def _page(**shown: Any) -> str:
    return render_template("inquiries/new.html", **shown)
