"""訂正版を作成する: what a corrected edition would say differently, and the edition itself."""

from datetime import date

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import Form

from tracker.domain import labels
from tracker.domain.errors import Refused
from tracker.usecases.reports.correct_month import correct_month, preview_correction
from tracker.web.access import Access, requires
from tracker.web.database import engine
from tracker.web.fields.basic import Errors, TextField, errors_of
from tracker.web.identity import actor
from tracker.web.keeping import is_submitted
from tracker.web.languages import language
from tracker.web.messages import say_next
from tracker.web.reports.addresses import municipality
from tracker.web.reports.pages import blueprint


class CorrectionForm(Form):  # type: ignore[misc]  # wtforms has no types
    """Why a closed month is corrected."""

    reason = TextField(2_000)


@blueprint.route("/<month:wanted>/correct", methods=["GET", "POST"])
@requires(Access.DX)
def correct(wanted: date) -> ResponseReturnValue:
    """What would differ, and the form that makes the edition."""
    form = CorrectionForm(request.form)
    if not is_submitted():
        return _page(wanted, form, [])
    if not form.validate():
        return _page(wanted, form, errors_of(form)), 400
    try:
        corrected = correct_month(engine(), actor(), wanted, form.reason.data or "", municipality())
    except Refused as refused:
        return _page(wanted, form, errors_of(form, refused)), 400
    said = {"month": labels.month(wanted, language()), "edition": corrected.closing.edition}
    say_next(_("%(month)s分の訂正版（第%(edition)s版）を作成しました。", **said))
    return redirect(url_for("reports.month", wanted=wanted), 303)


def _page(wanted: date, form: CorrectionForm, errors: Errors) -> str:
    found = preview_correction(engine(), actor(), wanted, municipality())
    return render_template(
        "reports/correct.html",
        month=wanted,
        form=form,
        errors=errors,
        found=found,
        places=sum(map(len, found.values())),
    )
