"""二つの月を比較する: from one closed month to another, and why the figures differ."""

import re
from datetime import date

from flask import render_template, request
from flask_babel import gettext as _

from tracker.domain import labels
from tracker.domain.closing import Closing
from tracker.domain.errors import NotThere
from tracker.usecases.reports.compare_months import Chosen, compare_months
from tracker.web.access import Access, requires
from tracker.web.database import engine
from tracker.web.languages import language
from tracker.web.reports.pages import blueprint

MOST_LISTED = 20
_CHOICE = re.compile(r"([0-9]{4}-[0-9]{2}):([1-9][0-9]{0,3})")


@blueprint.get("/compare")
@requires(Access.SIGNED_IN)
def compare() -> str:
    """The two that the address names; the last two where it names none."""
    found = compare_months(engine(), _chosen("before"), _chosen("after"))
    choices = [(_value(each), _name(each)) for each in found.choices]
    chosen = {"before": _value(found.before), "after": _value(found.after)}
    return render_template("reports/compare.html", found=found, choices=choices, chosen=chosen, most=MOST_LISTED)


def _chosen(name: str) -> Chosen | None:
    asked = request.args.get(name)
    if not asked:
        return None
    match = _CHOICE.fullmatch(asked)
    if match is None:
        raise NotThere
    try:
        return Chosen(date.fromisoformat(f"{match[1]}-01"), int(match[2]))
    except ValueError:
        raise NotThere from None


def _value(closing: Closing) -> str:
    return f"{closing.month.isoformat()[:7]}:{closing.edition}"


def _name(closing: Closing) -> str:
    name = labels.month(closing.month, language())
    return name if closing.edition == 1 else _("%(month)s（第%(edition)s版）", month=name, edition=closing.edition)
