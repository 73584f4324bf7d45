"""予定を登録する: when a procedure is to go online, and why not yet. One field will do."""

from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.domain import labels
from tracker.domain.errors import Refused
from tracker.domain.procedure import Barrier, Plan
from tracker.domain.said import said_by_plan
from tracker.domain.vocabulary import name_of
from tracker.usecases.answers.look_at_kept import look_at_kept
from tracker.usecases.answers.record_plan import record_plan
from tracker.usecases.changing import Conflict
from tracker.web.access import Access, requires
from tracker.web.answers.own import way_back
from tracker.web.answers.reply_form import ReplyForm, carried
from tracker.web.answers.seen import codes_of, read_seen, seen_after
from tracker.web.conflicts import conflicting
from tracker.web.database import engine
from tracker.web.fields.basic import ListField, PlannedField, TextField, errors_of
from tracker.web.identity import actor
from tracker.web.keeping import is_submitted
from tracker.web.languages import language
from tracker.web.messages import say_next

blueprint = Blueprint("planning", __name__)


class PlanForm(ReplyForm):
    """All empty takes a plan back."""

    planned_for = PlannedField()
    barrier = ListField(default="")
    comment = TextField(2_000)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.barrier.choices = [("", _("記入しない")), *((each.value, name_of(each, language())) for each in Barrier)]

    @property
    def plan(self) -> Plan:
        """What is planned. Only of a form that is valid."""
        barrier = Barrier(self.barrier.data) if self.barrier.data else None
        return Plan(self.planned_for.period, barrier, (self.comment.data or "").strip())


@blueprint.route("/own/plan", methods=["GET", "POST"])
@requires(Access.EDITING)
def show() -> ResponseReturnValue:
    """The form, filled in as the plan stands."""
    seen = read_seen(request.form.getlist("seen"))
    kept = look_at_kept(engine(), actor(), codes_of(seen))
    if not kept:
        say_next(_("予定を登録する手続を選んでください。"))
        return redirect(url_for("own.index"), 303)
    if len(kept) > 1:
        abort(400)
    if request.method == "POST":
        form = PlanForm(request.form, actor=actor())
    else:
        seen = (kept[0].seen,)
        form = PlanForm(actor=actor(), data=_as_typed(kept[0].procedure.plan) | carried())
    page: dict[str, Any] = {"form": form, "procedure": kept[0].procedure, "seen": seen}
    if not is_submitted():
        return _page(**page)
    if not form.validate():
        return _page(**page, errors=errors_of(form)), 400
    try:
        stored = record_plan(engine(), seen[0], form.plan, actor(), form.on_behalf)
    except Conflict as conflict:
        page["seen"] = seen_after(seen, conflict)
        return _page(**page, conflict=conflicting(conflict, said_by_plan(form.plan))), 409
    except Refused as refused:
        return _page(**page, errors=errors_of(form, refused)), 400
    planned = stored.plan.planned_for
    text = _("予定（%(period)s）を登録しました。", period=labels.period(planned, language())) if planned else ""
    say_next(text or _("予定を登録しました。予定時期は空欄です。"), [stored])
    return redirect(way_back(form, stored), 303)


def _as_typed(plan: Plan) -> dict[str, str]:
    return {
        "planned_for": labels.period(plan.planned_for) if plan.planned_for else "",
        "barrier": plan.barrier.value if plan.barrier else "",
        "comment": plan.comment,
    }


def _page(**shown: Any) -> str:
    return render_template("own/plan.html", **shown)
