"""手続の統合、廃止 and 廃止の取消し: shown in their effect, then stored."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import BooleanField, Form, HiddenField, ValidationError

from tracker.domain.errors import NotThere
from tracker.domain.procedure import Procedure
from tracker.usecases.changing import Conflict
from tracker.usecases.settings.catalogue_changes import Decide
from tracker.usecases.settings.end_procedure import (
    LONGEST_REASON,
    abolition,
    end_procedure,
    merger,
    preview_end,
    restoration,
)
from tracker.usecases.settings.find_procedures import look_up
from tracker.web.access import Access, requires
from tracker.web.database import engine
from tracker.web.fields import read as read
from tracker.web.fields.dates import RequiredDay
from tracker.web.identity import actor
from tracker.web.messages import say_next
from tracker.web.settings.changing_forms import Steps, answer, version_in
from tracker.web.settings.pages import blueprint


class EndForm(Form):  # type: ignore[misc]  # wtforms has no types
    """Taking an abolition back needs its reason only."""

    reason = read.lines(LONGEST_REASON)
    seen = HiddenField()
    previewed = HiddenField()

    def validate_reason(self, field: read.ReadField) -> None:
        """The log says why."""
        if not field.errors and not field.value:
            raise ValidationError(_("理由を記入してください。"))

    def decide(self, code: str) -> Decide:
        """What the valid form asks for."""
        return restoration(code, self.reason.value)

    def versions(self, code: str) -> dict[str, int]:
        """What its reader saw."""
        return {code: version_in(self.seen.data)}


class AbolishForm(EndForm):
    """The first day on which the procedure is no more."""

    on = RequiredDay()

    def decide(self, code: str) -> Decide:
        """Abolish it."""
        return abolition(code, self.on.date, self.reason.value)


class MergeForm(EndForm):
    """The other procedure by its code.

    What was shown says which state of it was seen, so the form needs no version of it: ``target_version`` is the one
    found when this very request began.
    """

    target_version = 0

    into = read.line(64)
    on = RequiredDay()
    add_cases = BooleanField()

    def validate_into(self, field: read.ReadField) -> None:
        """There must be one."""
        if not field.errors and not field.value:
            raise ValidationError(_("統合先の手続IDを入力してください。"))

    def decide(self, code: str) -> Decide:
        """Merge it."""
        return merger(code, self.into_code, self.on.date, self.reason.value, add_cases=bool(self.add_cases.data))

    def versions(self, code: str) -> dict[str, int]:
        """Of both."""
        return {code: version_in(self.seen.data), self.into_code: self.target_version}

    @property
    def into_code(self) -> str:
        """As it was typed."""
        return self.into.value or ""


@blueprint.route("/procedures/abolish/<code:code>", methods=["GET", "POST"])
@requires(Access.DX)
def abolish(code: str) -> ResponseReturnValue:
    """廃止."""
    return _end(code, "abolish", AbolishForm(request.form), _("廃止を登録しました。"))


@blueprint.route("/procedures/restore/<code:code>", methods=["GET", "POST"])
@requires(Access.DX)
def restore(code: str) -> ResponseReturnValue:
    """廃止の取消し."""
    return _end(code, "restore", EndForm(request.form), _("廃止を取り消しました。"))


@blueprint.route("/procedures/merge/<code:code>", methods=["GET", "POST"])
@requires(Access.DX)
def merge(code: str) -> ResponseReturnValue:
    """統合."""
    return _end(code, "merge", MergeForm(request.form), _("統合を登録しました。"))


def _end(code: str, operation: str, form: EndForm, done: str) -> ResponseReturnValue:
    stored, version = look_up(engine(), code)
    form.seen.data = form.seen.data or str(version)
    target = _target(form) if isinstance(form, MergeForm) else None

    def see(conflict: Conflict) -> None:
        form.seen.data = str(max(conflict.versions.values()))

    def store() -> None:
        end_procedure(engine(), actor(), form.decide(stored.code), form.versions(stored.code))

    steps = Steps(
        "settings/ending.html",
        form,
        lambda: preview_end(engine(), actor(), form.decide(stored.code)),
        store,
        see,
        always=True,
    )
    page = answer(steps, operation=operation, procedure=stored, target=target)
    if page is not None:
        return page
    say_next(done, [stored])
    return redirect(url_for("procedures.sheet", code=stored.code), 303)


def _target(form: MergeForm) -> Procedure | None:
    """The procedure to merge into, where there is one."""
    try:
        found = look_up(engine(), form.into_code)
    except NotThere:
        return None
    form.target_version = found.version
    return found.procedure
