"""組織の設定: departments and divisions in 建制順, and everything that a reorganisation does to them."""

from functools import partial
from typing import Any, NamedTuple

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.domain import reorganising
from tracker.domain.errors import NotThere, Refused
from tracker.domain.organisation import Department, Division, Organisation
from tracker.domain.reorganising import DOWN, UP
from tracker.domain.said_organisation import said_as_subject
from tracker.usecases.changing import Conflict
from tracker.usecases.settings.edit_organisation import Operation, Reorganised, edit_organisation
from tracker.usecases.settings.see_organisation import ORGANISATION, OrganisationSeen, see_organisation
from tracker.web.access import Access, requires
from tracker.web.clock import today
from tracker.web.conflicts import conflicting
from tracker.web.database import engine
from tracker.web.fields.basic import errors_of
from tracker.web.identity import actor
from tracker.web.keeping import is_submitted
from tracker.web.languages import in_readers_language
from tracker.web.messages import say_next
from tracker.web.settings.organisation_forms import FORMS, NewUnit, UnitForm
from tracker.web.settings.pages import blueprint

KINDS = "<any(department, division):kind>"


class Place(NamedTuple):
    """A unit with the department that it stands in; for a department, itself."""

    department: Department
    unit: Department | Division


@blueprint.get("/organisation")
@requires(Access.DX)
def organisation() -> str:
    """Every unit."""
    return _index(see_organisation(engine()))


@blueprint.get(f"/organisation/unit/{KINDS}/<code:code>")
@requires(Access.DX)
def unit(kind: str, code: str) -> str:
    """One unit and what can be done with it."""
    seen = see_organisation(engine())
    place = _place(seen.organisation, kind, code)
    return render_template("settings/unit.html", seen=seen, kind=kind, place=place, heirs=_heirs(seen.organisation))


@blueprint.route(f"/organisation/new/{KINDS}", methods=["GET", "POST"])
@requires(Access.DX)
def new_unit(kind: str) -> ResponseReturnValue:
    """A new department or division."""
    form = NewUnit(request.form if request.method == "POST" else request.args)
    return _answer(form, "new", kind, "", None)


@blueprint.route(
    f"/organisation/<any(correct, rename, abolish, move):operation>/{KINDS}/<code:code>", methods=["GET", "POST"]
)
@requires(Access.DX)
def change_unit(operation: str, kind: str, code: str) -> ResponseReturnValue:
    """Correct its name, rename, abolish or move it."""
    if operation == "move" and kind == "department":
        raise NotThere
    form = FORMS[operation](request.form)
    place = _place(see_organisation(engine()).organisation, kind, code)
    if request.method == "GET" and operation == "correct":
        form["name"].data = place.unit.name
    return _answer(form, operation, kind, code, place)


@blueprint.post(f"/organisation/<any(up, down):direction>/{KINDS}/<code:code>")
@requires(Access.DX)
def shift_unit(direction: str, kind: str, code: str) -> ResponseReturnValue:
    """A place further up or down."""
    form = UnitForm(request.form)
    place = _place(see_organisation(engine()).organisation, kind, code)
    shift = reorganising.shift_department if kind == "department" else reorganising.shift_division
    operation = partial(shift, code=code, step=UP if direction == "up" else DOWN)
    try:
        _store(operation, "shift", place.unit.name, form.version)
    except Conflict as conflict:
        return _index(see_organisation(engine()), conflict=conflicting(conflict, {})), 409
    except Refused as refused:
        return _index(see_organisation(engine()), errors=[("", in_readers_language(refused))]), 400
    say_next(_("並び順を変えました。"))
    return redirect(url_for("settings.unit", kind=kind, code=code), 303)


def _answer(form: UnitForm, operation: str, kind: str, code: str, place: Place | None) -> ResponseReturnValue:
    seen = see_organisation(engine())
    form.offer(kind, code, seen.organisation)
    page = partial(_form, form, operation, kind, place, seen)
    if not is_submitted():
        form.seen.data = form.seen.data or str(seen.version)
        return page()
    if not form.validate():
        return page(errors=errors_of(form)), 400
    name = place.unit.name if place else form["name"].value or ""
    try:
        done = _store(form.operation(), operation, name, form.version)
    except Conflict as conflict:
        form.seen.data = str(conflict.versions[ORGANISATION])
        return page(conflict=conflicting(conflict, {})), 409
    except Refused as refused:
        return page(errors=errors_of(form, refused)), 400
    say_next(what_was_done(done))
    return redirect(url_for("settings.organisation"), 303)


def _store(operation: Operation, word: str, name: str, version: int) -> Reorganised:
    return edit_organisation(engine(), actor(), said_as_subject(name, word), operation, version)


def what_was_done(done: Reorganised) -> str:
    """What is said on the next page."""
    text: str = _("組織の変更を登録しました。")
    if done.procedures:
        text += _("%(procedures)s手続の所管を移しました。", procedures=done.procedures)
    if done.people:
        text += _("%(people)s人の職員の所管課を変えました。", people=len(done.people))
    return text


def _index(seen: OrganisationSeen, **shown: Any) -> str:
    ended = [
        Place(department, unit) for department in seen.organisation for unit in _units(department) if not unit.is_open
    ]
    return render_template(
        "settings/organisation.html", seen=seen, ended=ended, heirs=_heirs(seen.organisation), today=today(), **shown
    )


def _form(form: UnitForm, operation: str, kind: str, place: Place | None, seen: OrganisationSeen, **shown: Any) -> str:
    return render_template(
        "settings/unit_form.html", form=form, operation=operation, kind=kind, place=place, seen=seen, **shown
    )


def _place(known: Organisation, kind: str, code: str) -> Place:
    for department in known:
        for unit in _units(department):
            if unit.code == code and isinstance(unit, Department) == (kind == "department"):
                return Place(department, unit)
    raise NotThere


def _units(department: Department) -> list[Department | Division]:
    return [department, *department.divisions]


def _heirs(known: Organisation) -> dict[str, str]:
    """The names of all units by kind and code, for naming successors."""
    names = {f"department {department.code}": department.name for department in known}
    return names | {
        f"division {division.code}": f"{department.name} {division.name}".strip()
        for department in known
        for division in department.divisions
    }
