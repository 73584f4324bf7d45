"""公表資料: what anybody may read: released months, and nothing else."""

from datetime import date

from flask import Blueprint, Response, render_template, url_for
from flask_babel import gettext as _

from tracker.domain import labels
from tracker.domain.report.document import FigureBlock
from tracker.usecases.reports.published import is_anything_published, list_published, published_data, see_published
from tracker.web.access import Access, requires
from tracker.web.database import engine
from tracker.web.downloads import download
from tracker.web.languages import language
from tracker.web.reports.pictures import figure_svg, number_of

blueprint = Blueprint("published", __name__, url_prefix="/published")
blueprint.add_app_template_global(lambda: is_anything_published(engine()), "is_anything_published")


@blueprint.get("")
@requires(Access.PUBLISHED)
def index() -> str:
    """The released months, the latest first."""
    return render_template("published/index.html", months=list_published(engine()))


@blueprint.get("/<month:wanted>")
@requires(Access.PUBLISHED)
def show(wanted: date) -> str:
    """What of the month's paper is for everybody."""
    release, report = see_published(engine(), wanted)

    def picture(block: FigureBlock, width: str | None = None) -> str:
        return url_for("published.figure", wanted=wanted, number=number_of(report, block), width=width)

    return render_template(
        "published/show.html",
        release=release,
        report=report,
        picture=picture,
        narrow_picture=lambda block: picture(block, width="narrow"),
    )


@blueprint.get("/<month:wanted>/figure-<int:number>.svg")
@requires(Access.PUBLISHED)
def figure(wanted: date, number: int) -> Response:
    """One of its pictures, numbered from 1."""
    _release, report = see_published(engine(), wanted)
    return figure_svg(report, number)


@blueprint.get("/<month:wanted>.csv")
@requires(Access.PUBLISHED)
def data(wanted: date) -> Response:
    """The month's open data."""
    name = f"{_('行政手続のオンライン化の状況')}_{labels.month(wanted, language())}"
    return download(published_data(engine(), wanted), name, "csv")
