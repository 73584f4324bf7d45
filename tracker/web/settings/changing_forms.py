"""What the pages that change the catalogue share: first the effect on the figures, then the change itself."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import render_template, request
from wtforms import Form

from tracker.domain.audit import Details
from tracker.domain.cataloguing import Flaw, WrongProcedure
from tracker.domain.errors import Refused
from tracker.domain.said import Said
from tracker.usecases.catalogue.differences import said_by_change
from tracker.usecases.changing import Conflict
from tracker.usecases.settings.catalogue_changes import Preview
from tracker.web.conflicts import conflicting
from tracker.web.fields.basic import Errors, errors_of
from tracker.web.keeping import is_submitted
from tracker.web.languages import language

STORE = "store"
"""The value of ``step`` with which a form asks to be stored, not shown in its effect."""
Answer = tuple[str, int]


@dataclass(frozen=True)
class Steps:
    """Both steps of a page. ``show`` and ``store`` may be refused; ``see`` puts the versions of a conflict in the form.

    ``always``: nothing is stored before its effect was shown, even where no figure changes.
    """

    template: str
    form: Any
    show: Callable[[], Preview]
    store: Callable[[], Any]
    see: Callable[[Conflict], None]
    always: bool = False


def answer(steps: Steps, **shown: Any) -> Answer | None:
    """The page that follows from what was sent; None when it was stored."""
    form = steps.form
    if not is_submitted():
        return _page(steps, **shown), 200
    if not form.validate():
        return _page(steps, errors=_problems(form), **shown), 400
    typed: Said = {}
    try:
        preview = steps.show()
        typed = _typed(preview)
        may_store = form.previewed.data == preview.digest or not (steps.always or preview.effect.changes_figures)
        if request.form.get("step") == STORE and may_store:
            steps.store()
            return None
    except Conflict as conflict:
        steps.see(conflict)
        return _page(steps, conflict=conflicting(conflict, typed), **shown), 409
    except WrongProcedure as wrong:
        form.say(wrong, _sentence)
        return _page(steps, errors=_problems(form), **shown), 400
    except Refused as refused:
        return _page(steps, errors=errors_of(form, refused), **shown), 400
    form.previewed.data = preview.digest
    again = request.form.get("step") == STORE
    return _page(steps, preview=preview, lines=_lines(preview), asked_to_store=again, **shown), 200


def version_in(text: str | None) -> int:
    """A version in a hidden field; 0 for what no page of ours writes."""
    given = text or ""
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


def _page(steps: Steps, **shown: Any) -> str:
    if "preview" not in shown:
        steps.form.previewed.data = ""
    return render_template(steps.template, form=steps.form, **shown)


def _problems(form: Form) -> Errors:
    return form.problems() if hasattr(form, "problems") else errors_of(form)


def _sentence(flaw: Flaw) -> str:
    return flaw.ja if language() == "ja" else flaw.en


def _lines(preview: Preview) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """What changes, procedure by procedure: heading, before, after."""
    found = []
    for change in preview.decision.changes:
        before, after = said_by_change(change, preview.effect.as_of)
        rows = [(heading, _text(before, heading), _text(after, heading)) for heading in after]
        if rows:
            found.append((f"{change.after.code} {change.after.name}", rows))
    return found


def _typed(preview: Preview) -> Said:
    """The input under the headings of the log."""
    _before, after = said_by_change(preview.decision.changes[0], preview.effect.as_of)
    return {heading: _text(after, heading) for heading in after}


def _text(said: Details, heading: str) -> str:
    value = said.get(heading)
    return str(value) if value not in (None, "") else ""
