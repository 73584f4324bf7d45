"""One inquiry: what it asks, how far each division has come, its letters and reminders."""

from typing import Any

from flask import render_template

from tracker.domain.work import ReplyState
from tracker.usecases.inquiries.see_inquiry import see_inquiry
from tracker.web.access import Access, requires
from tracker.web.clock import today
from tracker.web.database import engine
from tracker.web.inquiries.pages import NUMBER, blueprint, mail_server


@blueprint.get(f"/{NUMBER}")
@requires(Access.DX)
def show(number: int) -> str:
    """The inquiry as it stands."""
    return inquiry_page(number)


def inquiry_page(number: int, **shown: Any) -> str:
    """The page of an inquiry. ``shown``: ``errors``, ``conflict``, ``chosen`` divisions, or a ``delivery``."""
    seen = see_inquiry(engine(), number, today())
    return render_template(
        "inquiries/show.html",
        seen=seen,
        today=today(),
        sends_mail=mail_server() is not None,
        with_address=[line.code for line in seen.lines if line.contact.mail],
        states=ReplyState,
        **shown,
    )
