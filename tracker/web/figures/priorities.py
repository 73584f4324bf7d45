"""優先順位: what next, and what it adds."""

from flask import Blueprint, Response, abort, render_template, request
from flask_babel import gettext as _

from tracker.domain.priority import Step
from tracker.exporting.priorities import priorities_table
from tracker.usecases.figures.list_priorities import list_priorities
from tracker.web.access import Access, requires
from tracker.web.database import engine
from tracker.web.downloads import download_tables
from tracker.web.fields.dates import as_of_form
from tracker.web.languages import language

blueprint = Blueprint("priorities", __name__)


@blueprint.get("/priorities")
@requires(Access.READING)
def show() -> tuple[str, int]:
    """The to-do list in order, the line where the target is reached, the smallest set, and the disagreements."""
    form = as_of_form(request)
    found = list_priorities(engine(), form.day)
    policy = found.progress.policy
    page = render_template(
        "priorities/show.html",
        form=form,
        todo=found.todo,
        progress=found.progress,
        designated=found.progress.where(lambda cell: cell.designated),
        windows={Step.ONE.value: policy.step1, Step.TWO.value: policy.step2, Step.UNDECIDED.value: None},
    )
    return page, 400 if form.errors else 200


@blueprint.get("/priorities.<any(csv, xlsx):extension>")
@requires(Access.READING)
def file(extension: str) -> Response:
    """The same list as a file."""
    form = as_of_form(request)
    if form.errors:
        abort(400)
    found = list_priorities(engine(), form.day)
    tables = [priorities_table(found.todo, found.progress, language())]
    return download_tables(tables, f"{_('優先順位')}_{form.day:%Y%m%d}", extension)
