"""A paper as a page, its pictures, and its files."""

from datetime import date

from flask import Response, render_template, url_for
from flask_babel import gettext as _

from tracker.domain import labels
from tracker.domain.errors import NotThere
from tracker.domain.report.document import FigureBlock, Paper, State
from tracker.domain.vocabulary import name_of
from tracker.exporting.report.formats import FORMATS
from tracker.usecases.reports.fetch_paper import fetch_file, fetch_report
from tracker.usecases.reports.see_reports import MonthLine, see_reports
from tracker.web.access import Access, requires
from tracker.web.database import engine
from tracker.web.downloads import download
from tracker.web.identity import actor
from tracker.web.languages import language
from tracker.web.reports.addresses import edition_asked, municipality
from tracker.web.reports.pages import blueprint
from tracker.web.reports.pictures import figure_svg, number_of


@blueprint.get("/<month:wanted>/<paper:chosen>")
@requires(Access.SIGNED_IN)
def paper(wanted: date, chosen: Paper) -> str:
    """The paper as it is laid out: of a closed month as it was kept, else as it stands."""
    asked = edition_asked()
    report = fetch_report(engine(), actor(), wanted, chosen, asked, municipality())

    def picture(block: FigureBlock, width: str | None = None) -> str:
        number = number_of(report, block)
        return url_for("reports.figure", wanted=wanted, chosen=chosen, number=number, edition=asked, width=width)

    return render_template(
        "reports/paper.html",
        report=report,
        line=_line(wanted),
        edition=asked,
        formats=FORMATS,
        there={(chosen, extension) for extension in FORMATS},
        picture=picture,
        narrow_picture=lambda block: picture(block, width="narrow"),
    )


@blueprint.get("/<month:wanted>/<paper:chosen>/figure-<int:number>.svg")
@requires(Access.SIGNED_IN)
def figure(wanted: date, chosen: Paper, number: int) -> Response:
    """One of its pictures, numbered from 1."""
    return figure_svg(fetch_report(engine(), actor(), wanted, chosen, edition_asked(), municipality()), number)


@blueprint.get(f"/<month:wanted>/<paper:chosen>.<any({', '.join(FORMATS)}):extension>")
@requires(Access.SIGNED_IN)
def file(wanted: date, chosen: Paper, extension: str) -> Response:
    """The paper as a file: of a closed month the very bytes that were kept, else as last made."""
    asked = edition_asked()
    content = fetch_file(engine(), actor(), wanted, chosen, extension, asked)
    return download(content, _name(_line(wanted), chosen, asked), extension)


def _line(wanted: date) -> MonthLine:
    for line in see_reports(engine(), actor()):
        if line.month == wanted:
            return line
    raise NotThere


def _name(line: MonthLine, chosen: Paper, asked: int | None) -> str:
    """月次報告_令和8年10月_委員会報告, with what stands on it: 作成中, 案, 第2版."""
    parts = [_("月次報告"), labels.month(line.month, language()), name_of(chosen, language())]
    edition = asked or (line.editions[0].closing.edition if line.editions else 1)
    if edition > 1:
        parts.append(_("第%(edition)s版", edition=edition))
    if line.state in (State.IN_PREPARATION, State.PROPOSED):
        parts.append(_("作成中") if line.state is State.IN_PREPARATION else _("案"))
    return "_".join(parts)
