"""進捗状況: how far are we."""

from flask import Blueprint, render_template, request

from tracker.usecases.see_overview import see_overview
from tracker.web.access import Access, requires
from tracker.web.database import engine
from tracker.web.dates import as_of_form

blueprint = Blueprint("progress", __name__)


@blueprint.get("/")
@requires(Access.READING)
def show() -> tuple[str, int]:
    """The figures of today, or of an earlier day."""
    form = as_of_form(request)
    overview = see_overview(engine(), form.day)
    return render_template("progress/show.html", form=form, overview=overview), 400 if form.errors else 200
