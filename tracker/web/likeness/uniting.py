"""同じ手続として統合する: which of the two stays, field by field and in its effect; then stored."""

from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import Form, HiddenField

from tracker.domain.errors import NotThere
from tracker.usecases.catalogue.unite_procedures import compared, preview_uniting, unite_procedures, uniting
from tracker.usecases.settings.find_procedures import Editable, look_up
from tracker.web.access import Access, requires
from tracker.web.clock import today
from tracker.web.database import engine
from tracker.web.fields.basic import ChoiceField
from tracker.web.identity import actor
from tracker.web.likeness.pairs import blueprint, codes_in
from tracker.web.messages import say_next
from tracker.web.settings.changing_forms import Steps, answer


class UnitingForm(Form):  # type: ignore[misc]  # wtforms has no types
    """Which one stays. What was shown says which state of both was seen, so the form needs no versions of them."""

    stays = ChoiceField()
    previewed = HiddenField()

    def __init__(self, fields: Any, both: tuple[Editable, Editable]) -> None:
        super().__init__(fields)
        self.stays.choices = [(each.procedure.code, f"{each.procedure.code} {each.procedure.name}") for each in both]


@blueprint.route("/unite", methods=["GET", "POST"])
@requires(Access.DX)
def unite() -> ResponseReturnValue:
    """Two procedures by their codes in the address."""
    first, second = (look_up(engine(), code) for code in codes_in(request.args))
    if first.procedure.code == second.procedure.code:
        raise NotThere
    form = UnitingForm(request.form, (first, second))
    if request.method == "GET":
        form.stays.data = _proposed(first, second)
    stays, double = (first, second) if form.stays.data == first.procedure.code else (second, first)
    decide = uniting(double.procedure.code, stays.procedure.code)

    def store() -> None:
        seen = {each.procedure.code: each.version for each in (first, second)}
        unite_procedures(engine(), actor(), decide, seen)

    steps = Steps(
        "likeness/unite.html",
        form,
        lambda: preview_uniting(engine(), actor(), decide),
        store,
        lambda _conflict: None,
        always=True,
    )
    page = answer(steps, stays=stays.procedure, double=double.procedure, compared=compared, today=today())
    if page is not None:
        return page
    say_next(_("重複した手続を統合しました。"), [stays.procedure])
    return redirect(url_for("procedures.sheet", code=stays.procedure.code), 303)


def _proposed(first: Editable, second: Editable) -> str:
    """The one of which more is known."""

    def known(each: Editable) -> tuple[int, int]:
        item = each.procedure
        return sum(volume.annual_cases is not None for volume in item.volumes), len(item.records)

    return max((first, second), key=known).procedure.code
