"""手続一覧 and 手続個票: the catalogue, filtered, and everything about one procedure."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.routing import BaseConverter

from tracker.domain.uniting import is_united
from tracker.usecases.catalogue.list_procedures import known_organisation, list_procedures
from tracker.usecases.catalogue.show_procedure import show_procedure
from tracker.web.access import Access, requires
from tracker.web.clock import today
from tracker.web.cursors import read_cursor, write_cursor
from tracker.web.database import engine
from tracker.web.fields.selections import selection_form
from tracker.web.identity import actor, signed_in

PAGE_SIZE = 50
blueprint = Blueprint("procedures", __name__)


class CodeConverter(BaseConverter):
    """The code of a procedure in an address: any text, slashes anywhere in it too."""

    regex = ".+"
    part_isolating = False


@blueprint.get("/procedures")
@requires(Access.READING)
def index() -> tuple[str, int]:
    """A page of the procedures selected."""
    form = selection_form(request.args, known_organisation(engine()))
    found = list_procedures(
        engine(),
        today(),
        form.selection,
        form.chosen_order,
        PAGE_SIZE,
        after=read_cursor(request.args.get("after"), form.chosen_order),
        before=read_cursor(request.args.get("before"), form.chosen_order),
    )
    page = render_template(
        "procedures/index.html",
        form=form,
        found=found,
        before=write_cursor(found.before),
        after=write_cursor(found.after),
        page_size=PAGE_SIZE,
        today=today(),
    )
    return page, 400 if form.errors else 200


@blueprint.get("/procedures/<code:code>")
@requires(Access.READING)
def sheet(code: str) -> ResponseReturnValue:
    """Everything about one procedure; the code of one that was united with another leads to that one."""
    found = show_procedure(engine(), code, today(), actor() if signed_in() else None)
    if found is None:
        abort(404)
    if is_united(found.standing.procedure):
        stays = found.standing.procedure.merged_into
        return redirect(url_for("procedures.sheet", code=stays, _anchor="united-title"), 303)
    return render_template("procedures/sheet.html", sheet=found, today=today())
