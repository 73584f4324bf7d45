"""新年度の作業: what a new fiscal year asks for, in order, and what is still missing."""

from flask import Blueprint, render_template

from tracker.usecases.settings.see_new_year import see_new_year
from tracker.web.access import Access, requires
from tracker.web.clock import today
from tracker.web.database import engine

MOST_LISTED = 20
blueprint = Blueprint("new_year", __name__)


@blueprint.get("/new-year")
@requires(Access.DX)
def show() -> str:
    """The steps of the fiscal year that begins next, or has begun."""
    return render_template("new_year/show.html", known=see_new_year(engine(), today()), most=MOST_LISTED)
