"""月次報告: the list of months. The first of the files of this part, from which the others are put in their place."""

from flask import render_template

from tracker.usecases.reports.see_reports import see_reports
from tracker.web.access import Access, requires
from tracker.web.database import engine
from tracker.web.identity import actor
from tracker.web.reports import closing, comparing, correcting, making, month, paper, releasing, wording
from tracker.web.reports.pages import blueprint

PARTS = (month, making, closing, releasing, correcting, paper, wording, comparing)
"""Where the other pages of the part are: importing them puts them there."""


@blueprint.get("")
@requires(Access.SIGNED_IN)
def index() -> str:
    """The months, the latest first; those that are open to the DX team only."""
    lines = see_reports(engine(), actor())
    return render_template("reports/index.html", lines=lines, editions=sum(len(line.editions) for line in lines))
