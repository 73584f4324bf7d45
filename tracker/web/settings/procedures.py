"""手続の設定: find a procedure, take one in, describe one anew."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.domain.procedure import Procedure
from tracker.usecases.changing import Conflict
from tracker.usecases.settings.edit_procedure import create_procedure, edit_procedure, preview_creation, preview_edit
from tracker.usecases.settings.find_procedures import find_procedures, look_up, setting_on
from tracker.web.access import Access, requires
from tracker.web.clock import today
from tracker.web.database import engine
from tracker.web.identity import actor
from tracker.web.messages import say_next
from tracker.web.settings.changing_forms import Steps, answer, version_in
from tracker.web.settings.pages import blueprint
from tracker.web.settings.procedure_form import NewProcedureForm, ProcedureForm

MOST_FOUND = 50
LONGEST_WORDS = 200


@blueprint.get("/procedures")
@requires(Access.DX)
def procedures() -> str:
    """The procedures that fit some words, abolished ones too."""
    words = request.args.get("words", "").replace("\0", "")[:LONGEST_WORDS]
    found = find_procedures(engine(), words, MOST_FOUND)
    return render_template("settings/procedures.html", words=words, found=found, today=today())


@blueprint.route("/procedures/new", methods=["GET", "POST"])
@requires(Access.DX)
def new_procedure() -> ResponseReturnValue:
    """Take a procedure in."""
    setting = setting_on(engine(), today())
    form = NewProcedureForm(request.form, setting)
    if request.method == "GET":
        form.fill_in()
    made: list[Procedure] = []

    def given() -> tuple[str, object, object]:
        return form.code.value or "", form.particulars, form.active_from.date

    steps = Steps(
        "settings/procedure.html",
        form,
        lambda: preview_creation(engine(), actor(), *given()),  # type: ignore[arg-type]
        lambda: made.append(create_procedure(engine(), actor(), *given())),  # type: ignore[arg-type]
        lambda _conflict: None,
    )
    page = answer(steps, setting=setting, procedure=None)
    if page is not None:
        return page
    say_next(_("手続を登録しました。"), made)
    return redirect(url_for("procedures.sheet", code=made[0].code), 303)


@blueprint.route("/procedures/edit/<code:code>", methods=["GET", "POST"])
@requires(Access.DX)
def edit(code: str) -> ResponseReturnValue:
    """Describe a procedure anew."""
    stored, version = look_up(engine(), code)
    setting = setting_on(engine(), today())
    form = ProcedureForm(request.form, setting, stored)
    if request.method == "GET":
        form.fill_in(stored, version)

    def see(conflict: Conflict) -> None:
        form.seen.data = str(max(conflict.versions.values()))

    steps = Steps(
        "settings/procedure.html",
        form,
        lambda: preview_edit(engine(), actor(), stored.code, form.particulars),
        lambda: edit_procedure(engine(), actor(), stored.code, form.particulars, version_in(form.seen.data)),
        see,
    )
    page = answer(steps, setting=setting, procedure=stored)
    if page is not None:
        return page
    say_next(_("変更を登録しました。"), [look_up(engine(), code).procedure])
    return redirect(url_for("procedures.sheet", code=stored.code), 303)
