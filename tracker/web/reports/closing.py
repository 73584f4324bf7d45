"""回覧 and 確定: from 作成中 to （案） and back, and to 確定."""

from collections.abc import Callable
from datetime import date
from functools import partial

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.domain import labels
from tracker.domain.errors import Refused
from tracker.usecases.reports.close_month import close_month
from tracker.usecases.reports.propose_month import propose_month, take_back_proposal
from tracker.web.access import Access, requires
from tracker.web.database import engine
from tracker.web.fields.basic import errors_of
from tracker.web.identity import actor
from tracker.web.keeping import is_submitted
from tracker.web.languages import in_readers_language, language
from tracker.web.messages import say_next
from tracker.web.reports.addresses import municipality
from tracker.web.reports.month import ClosingForm, month_page
from tracker.web.reports.pages import blueprint


@blueprint.post("/<month:wanted>/propose")
@requires(Access.DX)
def propose(wanted: date) -> ResponseReturnValue:
    """From 作成中 to （案）."""
    done = _("資料を（案）にしました。資料を作成し直すと、標題に（案）と表示されます。")
    return _moved(wanted, partial(propose_month, municipality=municipality()), done)


@blueprint.post("/<month:wanted>/take-back")
@requires(Access.DX)
def take_back(wanted: date) -> ResponseReturnValue:
    """From （案） back to 作成中."""
    return _moved(wanted, take_back_proposal, _("資料を作成中に戻しました。"))


@blueprint.post("/<month:wanted>/close")
@requires(Access.DX)
def close(wanted: date) -> ResponseReturnValue:
    """To 確定, for good."""
    form = ClosingForm(request.form)
    if not is_submitted():
        return month_page(wanted, closing_form=form)
    if not form.validate():
        return month_page(wanted, closing_form=form, errors=errors_of(form)), 400
    try:
        close_month(engine(), actor(), wanted, form.reason.data or "", municipality())
    except Refused as refused:
        return month_page(wanted, closing_form=form, errors=errors_of(form, refused)), 400
    say_next(_("%(month)s分を確定しました。", month=labels.month(wanted, language())))
    return redirect(url_for("reports.month", wanted=wanted), 303)


def _moved(wanted: date, move: Callable[..., None], done: str) -> ResponseReturnValue:
    """Do it, and say what was done."""
    if not is_submitted():
        return month_page(wanted)
    try:
        move(engine(), actor(), wanted)
    except Refused as refused:
        return month_page(wanted, errors=[("", in_readers_language(refused))]), 400
    say_next(done)
    return redirect(url_for("reports.month", wanted=wanted), 303)
