"""体裁と文: the title block of a paper, what only people write, and sentences in an officer's own words."""

from datetime import date
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug import Response

from tracker.domain.errors import Refused
from tracker.domain.report.document import Paper, State
from tracker.usecases.changing import Conflict
from tracker.usecases.reports.edit_paper import about_paper, edit_paper, editable_paper, said_by_draft
from tracker.web.access import Access, requires
from tracker.web.conflicts import conflicting
from tracker.web.database import engine
from tracker.web.fields.basic import errors_of
from tracker.web.identity import actor
from tracker.web.keeping import is_submitted
from tracker.web.messages import say_next
from tracker.web.reports.addresses import municipality
from tracker.web.reports.pages import blueprint
from tracker.web.reports.wording_form import WordingForm
from tracker.web.settings.changing_forms import version_in

CLOSED = (State.FINAL, State.RELEASED)


@blueprint.route("/<month:wanted>/<paper:chosen>/wording", methods=["GET", "POST"])
@requires(Access.DX)
def wording(wanted: date, chosen: Paper) -> ResponseReturnValue:
    """The form, filled in as it stands."""
    found = editable_paper(engine(), actor(), wanted, chosen, municipality())
    form = WordingForm(found, request.form if request.method == "POST" else None)
    seen = version_in(request.form.get("seen")) if request.method == "POST" else found.version
    page: dict[str, Any] = {"month": wanted, "chosen": chosen, "state": found.state, "form": form, "seen": seen}
    if not is_submitted():
        return _page(**page)
    if not form.validate():
        return _page(**page, errors=errors_of(form)), 400
    try:
        edit_paper(engine(), actor(), wanted, chosen, form.draft, seen)
    except Conflict as conflict:
        page["seen"] = conflict.versions[about_paper(wanted, chosen)]
        return _page(**page, conflict=conflicting(conflict, said_by_draft(form.draft))), 409
    except Refused as refused:
        return _page(**page, errors=errors_of(form, refused)), 400
    return _stored(form, wanted, chosen)


def _stored(form: WordingForm, wanted: date, chosen: Paper) -> Response:
    """Say what was done, and lead to where it can be seen."""
    closed = form.paper.state in CLOSED
    if closed:
        say_next(_("体裁と文を登録しました。この内容は、訂正版を作成するまで、どの資料にも入りません。"))
    else:
        say_next(_("体裁と文を登録しました。"))
    foreign = form.foreign_numbers()
    if foreign:
        numbers = str(_("、")).join(dict.fromkeys(foreign))
        say_next(_("元の文にない数字があります（%(numbers)s）。誤りでないか確かめてください。", numbers=numbers))
    if closed:
        return redirect(url_for("reports.correct", wanted=wanted), 303)
    return redirect(url_for("reports.paper", wanted=wanted, chosen=chosen), 303)


def _page(**shown: Any) -> str:
    return render_template("reports/wording.html", states=State, **shown)
