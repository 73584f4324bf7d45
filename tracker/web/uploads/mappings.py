"""列の対応付け that are kept under a name, for the next file of the same make."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.domain.catalogue import HEADINGS
from tracker.usecases.catalogue.keep_mapping import list_mappings, remove_mapping
from tracker.web.access import Access, requires
from tracker.web.database import engine
from tracker.web.identity import actor
from tracker.web.keeping import is_submitted
from tracker.web.uploads.pages import blueprint


@blueprint.get("/mappings")
@requires(Access.DX)
def mappings() -> str:
    """What is kept."""
    return render_template("uploads/mappings.html", kept=list_mappings(engine(), actor()), headings=HEADINGS)


@blueprint.post("/mappings")
@requires(Access.DX)
def remove() -> ResponseReturnValue:
    """Keep one no longer. Files that were read by it are as they were."""
    if is_submitted():
        remove_mapping(engine(), actor(), request.form.get("name", ""))
        flash(_("対応付けを削除しました。"))
    return redirect(url_for("uploads.mappings"), 303)
