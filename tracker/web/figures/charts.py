"""Charts as files of their own, each with a narrower version for phones."""

from flask import Blueprint, Response, abort, request

from tracker.usecases.figures.see_overview import trend_on
from tracker.usecases.figures.show_progress import show_progress
from tracker.web.access import Access, requires
from tracker.web.database import engine
from tracker.web.fields.dates import as_of_form
from tracker.web.figures.views import view_on
from tracker.web.languages import language

blueprint = Blueprint("charts", __name__, url_prefix="/charts")


@blueprint.get("/departments.svg")
@requires(Access.READING)
def departments() -> Response:
    """部別の状況."""
    from tracker.exporting.charts import departments_svg  # matplotlib takes half a second to load

    day = as_of_form(request).day
    progress = show_progress(engine(), day, view_on(day))
    groups = [group for group in progress.by_department() if group.coverage.procedures]
    return _svg(departments_svg(groups, language(), narrow=_is_narrow()))


@blueprint.get("/trend.svg")
@requires(Access.READING)
def trend() -> Response:
    """The target figure at month ends; there is no such chart while there is no trend to show."""
    from tracker.exporting.charts import trend_svg

    day = as_of_form(request).day
    points = trend_on(engine(), day)
    if not points:
        abort(404)
    return _svg(trend_svg(points, show_progress(engine(), day).target, language(), narrow=_is_narrow()))


def _is_narrow() -> bool:
    return request.args.get("width") == "narrow"


def _svg(content: bytes) -> Response:
    return Response(content, content_type="image/svg+xml")
