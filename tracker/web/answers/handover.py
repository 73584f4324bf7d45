"""引継ぎ用の一覧: a division's sheet for whoever takes its procedures over."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.usecases.answers.see_handover import list_handovers, see_handover
from tracker.web.access import Access, requires
from tracker.web.clock import today
from tracker.web.database import engine
from tracker.web.identity import actor

blueprint = Blueprint("handover", __name__)


@blueprint.get("/handover")
@requires(Access.EDITING)
def index() -> ResponseReturnValue:
    """The divisions to choose from; where there is only one, its sheet."""
    units = list_handovers(engine(), actor())
    if len(units) == 1:
        return redirect(url_for("handover.show", code=next(iter(units))), 303)
    return render_template("handover/index.html", units=units)


@blueprint.get("/handover/<code:code>")
@requires(Access.EDITING)
def show(code: str) -> str:
    """The sheet of a division."""
    sheet = see_handover(engine(), actor(), code, today())
    return render_template("handover/show.html", sheet=sheet, code=code)
