"""資料を作成する: asked for here, and done in a process of its own, so that nobody waits for it."""

from collections.abc import Callable
from datetime import date
from typing import cast

from flask import current_app, redirect, url_for
from flask.typing import ResponseReturnValue

from tracker.domain.errors import Refused
from tracker.usecases.reports.make_papers import ask_for_papers, note_failure
from tracker.web.access import Access, requires
from tracker.web.database import engine
from tracker.web.identity import actor, now
from tracker.web.keeping import is_submitted
from tracker.web.languages import in_readers_language
from tracker.web.processes import start_command
from tracker.web.reports.month import month_page
from tracker.web.reports.pages import blueprint

COMMAND = ("-m", "tracker", "draft")


@blueprint.post("/<month:wanted>/make")
@requires(Access.DX)
def make(wanted: date) -> ResponseReturnValue:
    """Begin, and go back to the page, which then says how far it has come."""
    if not is_submitted():
        return month_page(wanted)
    try:
        ask_for_papers(engine(), actor(), wanted)
    except Refused as refused:
        return month_page(wanted, errors=[("", in_readers_language(refused))]), 400
    cast(Callable[[date], None], current_app.config["START_MAKING"])(wanted)
    return redirect(url_for("reports.month", wanted=wanted), 303)


def start_making(wanted: date) -> None:
    """Start ``tracker draft`` for a month."""
    database, moment = engine(), now()
    start_command(
        (*COMMAND, f"{wanted:%Y-%m}"),
        f"papers of {wanted}: tracker draft",
        lambda: note_failure(database, wanted, moment),
    )
