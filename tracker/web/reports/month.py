"""One month of 月次報告: how far its papers have come, and all that can be done about it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import render_template
from wtforms import Form

from tracker.domain.report.document import Paper, State
from tracker.exporting.report.formats import FORMATS
from tracker.usecases.reports.see_reports import see_month
from tracker.web.access import Access, requires
from tracker.web.clock import today
from tracker.web.database import engine
from tracker.web.fields.basic import TextField
from tracker.web.fields.dates import DayField, typed_day
from tracker.web.identity import actor
from tracker.web.reports.addresses import municipality
from tracker.web.reports.pages import blueprint


class ClosingForm(Form):  # type: ignore[misc]  # wtforms has no types
    """Why a month is closed although something is open."""

    reason = TextField(2_000)


class ReleaseForm(Form):  # type: ignore[misc]
    """From which day on the public may read a month."""

    released_on = DayField()


@blueprint.get("/<month:wanted>")
@requires(Access.SIGNED_IN)
def month(wanted: date) -> str:
    """The month as it stands."""
    return month_page(wanted)


def month_page(wanted: date, *, errors: Sequence[tuple[str, str]] = (), **forms: Any) -> str:
    """The page of a month. ``forms``: ``closing_form`` or ``release_form`` as it was sent, ``errors`` what is wrong."""
    page = see_month(engine(), actor(), wanted, municipality())
    on_release = ReleaseForm(data={"released_on": typed_day(today())})
    shown = {"closing_form": ClosingForm(), "release_form": on_release, **forms}
    return render_template(
        "reports/month.html", page=page, states=State, papers=Paper, formats=FORMATS, errors=errors, **shown
    )
