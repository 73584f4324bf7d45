"""督促: note that divisions were reminded, or send letters to them by mail."""

from collections.abc import Callable
from functools import partial

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.domain.errors import Refused
from tracker.domain.labels import number as printed
from tracker.mailing import set_up
from tracker.usecases.changing import Conflict
from tracker.usecases.inquiries.mail_letters import Delivery
from tracker.usecases.inquiries.mail_request import mail_request
from tracker.usecases.inquiries.remind_divisions import mail_reminders, note_reminders
from tracker.web.access import Access, requires
from tracker.web.conflicts import conflicting
from tracker.web.database import engine
from tracker.web.identity import actor
from tracker.web.inquiries.inquiry import inquiry_page
from tracker.web.inquiries.pages import NUMBER, blueprint, mail_server
from tracker.web.keeping import is_submitted
from tracker.web.languages import in_readers_language
from tracker.web.messages import say_next
from tracker.web.reports.addresses import municipality
from tracker.web.settings.changing_forms import version_in

MAIL = "mail"
"""The value of ``act`` with which 督促文 is to be sent, not only noted as sent."""


@blueprint.post(f"/{NUMBER}/remind")
@requires(Access.DX)
def remind(number: int) -> ResponseReturnValue:
    """Count the reminders of the divisions chosen; send them first where that is wanted."""
    codes, seen = request.form.getlist("division"), version_in(request.form.get("seen"))
    if request.form.get("act") == MAIL:
        return _answer(number, lambda: _mailed(number, partial(mail_reminders, codes=codes, seen=seen)))
    return _answer(number, lambda: _noted(number, codes, seen))


@blueprint.post(f"/{NUMBER}/mail")
@requires(Access.DX)
def mail(number: int) -> ResponseReturnValue:
    """Send 依頼文 to every division whose address is known."""
    seen = version_in(request.form.get("seen"))
    return _answer(number, lambda: _mailed(number, partial(mail_request, seen=seen)))


def _answer(number: int, act: Callable[[], ResponseReturnValue]) -> ResponseReturnValue:
    chosen = request.form.getlist("division")
    if not is_submitted():
        return inquiry_page(number, chosen=chosen)
    try:
        return act()
    except Conflict as conflict:
        return inquiry_page(number, chosen=chosen, conflict=conflicting(conflict, {})), 409
    except Refused as refused:
        problem = ("division" if refused.field else "", in_readers_language(refused))
        return inquiry_page(number, chosen=chosen, errors=[problem]), 400


def _noted(number: int, codes: list[str], seen: int) -> ResponseReturnValue:
    units = note_reminders(engine(), actor(), number, codes, seen)
    say_next(_("%(divisions)s課への督促を記録しました。", divisions=printed(len(units))))
    return redirect(url_for("inquiries.show", number=number), 303)


def _mailed(number: int, deliver: Callable[..., Delivery]) -> ResponseReturnValue:
    """Where all went well the page is fetched anew; else it says at once which division was not reached, and why."""
    found = deliver(engine(), actor(), set_up(mail_server()), number=number, municipality=municipality().name)
    if found.failed or found.without_address:
        return inquiry_page(number, delivery=found)
    say_next(_("%(divisions)s課にメールを送りました。", divisions=printed(len(found.delivered))))
    return redirect(url_for("inquiries.show", number=number), 303)
