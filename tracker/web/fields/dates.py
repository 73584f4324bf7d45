"""One text field for a day: takes R8.4.1, 2026-04-01 and the like, and echoes 令和."""

from datetime import date
from typing import Any

from flask import Request
from flask_babel import gettext as _
from wtforms import Form, StringField, ValidationError

from tracker.domain import labels
from tracker.domain.errors import Refused
from tracker.domain.fiscal import parse_day
from tracker.web.clock import today
from tracker.web.languages import in_readers_language, language


class DayField(StringField):  # type: ignore[misc]  # wtforms has no types
    """Text that is read as a day. ``day`` is None when nothing was entered or it cannot be read."""

    day: date | None = None

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep what was typed, and read it."""
        super().process_formdata(valuelist)
        if self.data and self.data.strip():
            try:
                self.day = parse_day(self.data)
            except Refused as refused:
                raise ValueError(in_readers_language(refused)) from None


class RequiredDay(DayField):
    """A day that must be there."""

    def pre_validate(self, _form: Form) -> None:
        """Nothing is done on no day."""
        if not (self.data or "").strip():
            raise ValidationError(_("日付を入力してください。「R8.4.1」「2026-04-01」のように入力できます。"))

    @property
    def date(self) -> date:
        """The day of a valid form."""
        assert self.day is not None
        return self.day


def typed_day(day: date) -> str:
    """A day as a field is filled in with it, to be read again as it stands."""
    return labels.day(day) if language() == "ja" else day.isoformat()


class AsOfForm(Form):  # type: ignore[misc]  # wtforms has no types
    """The day for which figures are asked (基準日); today when left empty."""

    as_of = DayField()

    def validate_as_of(self, field: DayField) -> None:
        """Figures are of today or earlier."""
        if field.day is not None and field.day > today():
            raise ValidationError(_("基準日には、今日以前の日を入力してください。"))

    @property
    def day(self) -> date:
        """The day asked for, or today."""
        return self.as_of.day if self.as_of.day is not None and not self.as_of.errors else today()


def as_of_form(request: Request) -> AsOfForm:
    """The form as filled in by the address of the page, checked."""
    form = AsOfForm(request.args)
    form.validate()
    return form
