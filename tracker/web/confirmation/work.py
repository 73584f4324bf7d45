"""今月の作業: the page with which the DX team's day begins."""

from flask import Blueprint, render_template
from flask_babel import gettext as _

from tracker.domain import labels
from tracker.domain.asking import last_return
from tracker.domain.findings import Severity
from tracker.domain.organisation import units_by_code
from tracker.domain.vocabulary import name_of
from tracker.usecases.catalogue.list_procedures import known_organisation
from tracker.usecases.confirmation.see_work import Work, see_work
from tracker.web.access import Access, requires
from tracker.web.clock import today
from tracker.web.database import engine
from tracker.web.languages import language

MOST_LISTED = 20
blueprint = Blueprint("work", __name__)
blueprint.add_app_template_filter(last_return, "last_return")


@blueprint.app_template_filter("pressing_findings")
def pressing_findings(work: Work) -> list[str]:
    """How many findings are to be corrected and to be checked: 要修正2件. What is for reference does not press."""
    return [
        _("%(severity)s%(count)s件", severity=name_of(severity, language()), count=labels.number(count))
        for severity in (Severity.TO_CORRECT, Severity.TO_CHECK)
        if (count := work.findings[severity])
    ]


@blueprint.get("/work")
@requires(Access.DX)
def show() -> str:
    """Deadline, answers, what awaits confirmation, what is overdue, and the month's figures."""
    work = see_work(engine(), today())
    codes = {unit: code for code, unit in units_by_code(known_organisation(engine())).items()}
    return render_template("work/show.html", work=work, codes=codes, today=today(), most=MOST_LISTED)
