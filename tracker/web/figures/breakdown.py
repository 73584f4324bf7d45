"""この数値の内訳: the rows behind every figure."""

from flask import Blueprint, Response, abort, render_template, request
from flask_babel import gettext as _

from tracker.domain.figures import Figure
from tracker.domain.vocabulary import name_of
from tracker.exporting.breakdown import breakdown_table, left_out_table
from tracker.usecases.figures.break_down_figure import FigureSheet, break_down_figure
from tracker.usecases.figures.earlier_divisions import organisation_seen
from tracker.web.access import Access, requires
from tracker.web.database import engine
from tracker.web.downloads import download_tables
from tracker.web.fields.dates import AsOfForm, as_of_form
from tracker.web.fields.selections import SelectionForm, selection_form
from tracker.web.figures.views import kept_view, named_by, view_on
from tracker.web.languages import language

blueprint = Blueprint("figures", __name__)


@blueprint.get("/figures/<figure>")
@requires(Access.READING)
def show(figure: str) -> tuple[str, int]:
    """The figure, its numerator and denominator, and a row per procedure."""
    form, selected, sheet = _sheet(figure)
    view = view_on(form.day)
    page = render_template(
        "figures/show.html", form=form, selected=selected, sheet=sheet, view=view, kept=kept_view(view)
    )
    return page, 400 if form.errors else 200


@blueprint.get("/figures/<figure>.<any(csv, xlsx):extension>")
@requires(Access.READING)
def file(figure: str, extension: str) -> Response:
    """The same rows as a file."""
    form, selected, sheet = _sheet(figure)
    if form.errors or selected.errors:
        abort(400)
    tables = [make(sheet.breakdown, sheet.progress, language()) for make in (breakdown_table, left_out_table)]
    name = f"{_('内訳')}_{name_of(sheet.breakdown.figure, language())}_{form.day:%Y%m%d}{named_by(view_on(form.day))}"
    return download_tables(tables, name, extension)


def _sheet(name: str) -> tuple[AsOfForm, SelectionForm, FigureSheet]:
    if name not in {figure.value for figure in Figure}:
        abort(404)
    form = as_of_form(request)
    view = view_on(form.day)
    selected = selection_form(request.args, organisation_seen(engine(), form.day, view))
    return form, selected, break_down_figure(engine(), Figure(name), selected.selection, form.day, view)
