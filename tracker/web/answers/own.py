"""自課の手続: what a division has to answer, and everything else that it keeps true."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.domain.account import Role
from tracker.domain.errors import Refused
from tracker.domain.organisation import Organisation, units_by_code
from tracker.domain.procedure import Procedure, Unit
from tracker.usecases.answers.answer_unchanged import answer_unchanged
from tracker.usecases.answers.list_own import list_own
from tracker.usecases.catalogue.list_procedures import known_organisation
from tracker.usecases.changing import Conflict
from tracker.web.access import Access, requires
from tracker.web.answers.reply_form import ReplyForm
from tracker.web.answers.seen import read_seen
from tracker.web.clock import today
from tracker.web.conflicts import Conflicting, conflicting
from tracker.web.database import engine
from tracker.web.fields.basic import Errors, ListField, errors_of
from tracker.web.identity import actor
from tracker.web.keeping import is_submitted
from tracker.web.messages import say_next

blueprint = Blueprint("own", __name__)


class DivisionForm(ReplyForm):
    """For which division the DX team enters whose reply; editors have their own divisions."""

    unit = ListField(default="")

    def __init__(self, *arguments: Any, organisation: Organisation, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._units = units_by_code(organisation)
        if not self.is_on_behalf:
            del self.unit
            return
        names = [(code, f"{department} {division}".strip()) for code, (department, division) in self._units.items()]
        self.unit.choices = [("", _("選んでください")), *names]

    @property
    def chosen(self) -> Unit | None:
        """The division chosen; None for an editor, and where none is."""
        return self._units.get(self.unit.data or "") if self.is_on_behalf else None


@blueprint.get("/own")
@requires(Access.EDITING)
def index() -> ResponseReturnValue:
    """The procedures of the editor's divisions, or of the one that dx enters replies for."""
    form = DivisionForm(
        request.args or None, actor=actor(), must_reply=False, organisation=known_organisation(engine())
    )
    valid = form.validate()
    return _page(form, errors_of(form)), 200 if valid else 400


@blueprint.post("/own/unchanged")
@requires(Access.EDITING)
def answer() -> ResponseReturnValue:
    """変更なしで回答する: for everything that the page listed as unanswered."""
    form = DivisionForm(request.form, actor=actor(), organisation=known_organisation(engine()))
    if not is_submitted():
        return _page(form, [])
    if not form.validate():
        return _page(form, errors_of(form)), 400
    chosen = read_seen(request.form.getlist("seen"))
    try:
        answered = answer_unchanged(engine(), chosen, actor(), form.on_behalf)
    except Conflict as conflict:
        return _page(form, [], conflicting(conflict, {})), 409
    except Refused as refused:
        return _page(form, errors_of(form, refused)), 400
    say_next(_("%(count)s手続を「変更なし」で回答しました。", count=len(answered)))
    return redirect(url_for("own.index", **arguments_of(form)), 303)


def arguments_of(form: DivisionForm) -> dict[str, Any]:
    """The address arguments that bring dx back to the same division and reply."""
    return {"unit": form.unit.data or "", **form.reply} if form.is_on_behalf else {}


def way_back(form: ReplyForm, procedure: Procedure) -> str:
    """The address of the list that a procedure is on, for after something was stored about it."""
    if not form.is_on_behalf:
        return url_for("own.index")
    codes = {unit: code for code, unit in units_by_code(known_organisation(engine())).items()}
    return url_for("own.index", unit=codes.get(procedure.unit, ""), **form.reply)


def _page(form: DivisionForm, errors: Errors, conflict: Conflicting | None = None) -> str:
    by = actor()
    own_units = by.units if by.role is Role.EDITOR else ()
    known = units_by_code(known_organisation(engine()))
    units = [form.chosen] if form.chosen else [unit for unit in known.values() if unit in own_units]
    own = list_own(engine(), by, units, today())
    return render_template(
        "own/index.html",
        form=form,
        errors=errors,
        conflict=conflict,
        units=units,
        own=own,
        workbooks=[(code, unit, own.inquiry_of(unit)) for code, unit in known.items() if unit in units],
        reply=form.reply,
        arguments=arguments_of(form),
        today=today(),
    )
