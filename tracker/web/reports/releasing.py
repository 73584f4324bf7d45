"""公表する: from which day on the public may read a closed month, and that it may no more."""

from datetime import date

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.domain.errors import Refused
from tracker.usecases.reports.release_month import release_month, take_back_release
from tracker.web.access import Access, requires
from tracker.web.database import engine
from tracker.web.fields.basic import errors_of
from tracker.web.identity import actor
from tracker.web.keeping import is_submitted
from tracker.web.messages import say_next
from tracker.web.reports.month import ReleaseForm, month_page
from tracker.web.reports.pages import blueprint


@blueprint.post("/<month:wanted>/release")
@requires(Access.DX)
def release(wanted: date) -> ResponseReturnValue:
    """Release the last edition."""
    form = ReleaseForm(request.form)
    if not is_submitted():
        return month_page(wanted, release_form=form)
    valid = form.validate()
    if valid and form.released_on.day is None:
        form.released_on.errors = [_("公表日を入力してください。")]
    if form.errors or form.released_on.day is None:
        return month_page(wanted, release_form=form, errors=errors_of(form)), 400
    try:
        release_month(engine(), actor(), wanted, form.released_on.day)
    except Refused as refused:
        return month_page(wanted, release_form=form, errors=errors_of(form, refused)), 400
    say_next(_("公表しました。サインインしていない方も「公表資料」の画面で見ることができます。"))
    return redirect(url_for("reports.month", wanted=wanted), 303)


@blueprint.post("/<month:wanted>/withdraw")
@requires(Access.DX)
def withdraw(wanted: date) -> ResponseReturnValue:
    """Release it no more."""
    if not is_submitted():
        return month_page(wanted)
    take_back_release(engine(), actor(), wanted)
    say_next(_("公表をやめました。「公表資料」の画面には表示されません。"))
    return redirect(url_for("reports.month", wanted=wanted), 303)
