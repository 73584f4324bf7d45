"""What was found in a file, and what it changes: all of it, to download."""

from flask import Response, abort
from flask_babel import gettext as _

from tracker.exporting.problems import problem_tables
from tracker.usecases.uploads.result import Result
from tracker.usecases.uploads.see_upload import see_upload
from tracker.usecases.uploads.subjects import HANDLING
from tracker.web.access import Access, requires
from tracker.web.database import engine
from tracker.web.downloads import download_tables
from tracker.web.identity import actor
from tracker.web.languages import language
from tracker.web.uploads.pages import ONE, blueprint


@blueprint.get(f"{ONE}/problems.<any(csv, xlsx):extension>")
@requires(Access.DX)
def problems(id_: int, extension: str) -> Response:
    """Every place to put right or to look at."""
    result = _result(id_)
    tables = problem_tables(result.problems, result.warnings, language())
    return download_tables(tables, f"{_('点検結果')}_{id_}", extension)


@blueprint.get(f"{ONE}/changes.<any(csv, xlsx):extension>")
@requires(Access.DX)
def changes(id_: int, extension: str) -> Response:
    """Every change."""
    seen = see_upload(engine(), actor(), id_)
    if seen.result is None or not seen.result.changes:
        abort(404)
    tables = HANDLING[seen.upload.subject].tables(seen.result.changes, language())
    return download_tables(tables, f"{_('変更点')}_{id_}", extension)


def _result(id_: int) -> Result:
    seen = see_upload(engine(), actor(), id_)
    if seen.result is None:
        abort(404)
    return seen.result
