"""件数の確認待ち: the DX team confirms what divisions counted, or sends it back."""

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.domain import labels
from tracker.domain.errors import Refused
from tracker.usecases.changing import Conflict
from tracker.usecases.confirmation.confirm_counts import confirm_counts
from tracker.usecases.confirmation.send_back_counts import send_back_counts
from tracker.usecases.figures.show_progress import show_progress
from tracker.web.access import Access, requires
from tracker.web.clock import today
from tracker.web.confirmation.decision_form import CONFIRM, DecisionForm, Sent, kept_of
from tracker.web.confirmation.waiting import page
from tracker.web.database import engine
from tracker.web.identity import actor
from tracker.web.keeping import is_submitted
from tracker.web.languages import language
from tracker.web.messages import say_next

blueprint = Blueprint("count_confirmation", __name__)


@blueprint.post("/confirmation/counts")
@requires(Access.DX)
def decide() -> ResponseReturnValue:
    """Confirm or send back the counts chosen: all of them or nothing."""
    form = DecisionForm(request.form)
    if not is_submitted():
        return page(counts=kept_of(form.sent))
    if form.problem:
        return page(counts=kept_of(form.sent, form.problem)), 400
    try:
        say_next(_carried_out(form.sent))
    except Conflict as conflict:
        return page(counts=kept_of(form.sent, refused=conflict), conflict=conflict), 409
    except Refused as refused:
        return page(counts=kept_of(form.sent, refused=refused)), 400
    return redirect(url_for("confirmation.index"), 303)


def _carried_out(sent: Sent) -> str:
    """Do it, and say what was done."""
    if sent.act != CONFIRM:
        count = send_back_counts(engine(), actor(), sent.chosen, sent.comment)
        return str(_("%(count)s件の件数を差し戻しました。所管課の「自課の手続」に表示されます。", count=count))
    count = confirm_counts(engine(), actor(), sent.chosen)
    rate = show_progress(engine(), today()).coverage.availability_rate_by_cases
    text = _(
        "%(count)s件の件数を確認しました。オンライン化率（件数ベース）は%(rate)s（%(fraction)s）です。",
        count=count,
        rate=labels.percent(rate, language()),
        fraction=labels.fraction(rate, language()),
    )
    return str(text)
