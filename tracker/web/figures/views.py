"""By which organisation figures of an earlier day are shown: an address says so, and no word is today's."""

from datetime import date

from flask import request
from flask_babel import gettext as _

from tracker.domain.organisation import View
from tracker.web.clock import today

ORGANISATION = "organisation"
"""The name of the parameter."""


def view_on(day: date) -> View:
    """The view that the address asks for. Today both are one."""
    return View.THEN if request.args.get(ORGANISATION) == View.THEN.value and day < today() else View.NOW


def named_by(view: View) -> str:
    """What the name of a file adds."""
    return _("（当時の組織）") if view is View.THEN else ""


def kept_view(view: View) -> dict[str, str]:
    """What an address needs to be seen by the same organisation."""
    return {ORGANISATION: view.value} if view is View.THEN else {}
