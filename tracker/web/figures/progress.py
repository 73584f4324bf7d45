"""進捗状況: how far are we."""

from flask import Blueprint, Response, abort, render_template, request
from flask_babel import gettext as _

from tracker.exporting.groups import groups_table
from tracker.usecases.figures.see_overview import see_overview
from tracker.usecases.figures.show_progress import show_progress
from tracker.web.access import Access, requires
from tracker.web.clock import today
from tracker.web.database import engine
from tracker.web.downloads import download_tables
from tracker.web.fields.dates import as_of_form
from tracker.web.figures.views import kept_view, named_by, view_on
from tracker.web.identity import signed_in
from tracker.web.languages import language

blueprint = Blueprint("progress", __name__)


@blueprint.get("/")
@requires(Access.READING)
def show() -> tuple[str, int]:
    """The figures of today, or of an earlier day."""
    form = as_of_form(request)
    inside = signed_in() is not None and form.day == today()
    view = view_on(form.day)
    overview = see_overview(engine(), form.day, view, inside=inside)
    page = render_template("progress/show.html", form=form, overview=overview, view=view, kept=kept_view(view))
    return page, 400 if form.errors else 200


@blueprint.get("/departments.<any(csv, xlsx):extension>")
@requires(Access.READING)
def file(extension: str) -> Response:
    """The figures by department, and in Excel by division too."""
    form = as_of_form(request)
    if form.errors:
        abort(400)
    view = view_on(form.day)
    progress = show_progress(engine(), form.day, view)
    tables = [
        groups_table(progress.by_department(), "department", progress, language()),
        groups_table(progress.by_division(), "division", progress, language()),
    ]
    name = _("部別の状況")
    return download_tables(tables, f"{name}_{form.day:%Y%m%d}{named_by(view)}", extension)
