"""Fields of forms that divisions answer with: texts as they were typed, and what is read from them."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from wtforms import Field, Form, RadioField, SelectField, SelectMultipleField, StringField, ValidationError

from tracker.domain.errors import Refused
from tracker.domain.fiscal import Period, parse_planned, parse_start
from tracker.web.languages import in_readers_language

Errors = list[tuple[str, str]]
"""The id of a field, "" for none, and what is wrong."""


class TextField(StringField):  # type: ignore[misc]  # wtforms has no types
    """Text of at most ``most`` characters. Databases take no NUL, and browsers send lines with a carriage return."""

    def __init__(self, most: int, **options: Any) -> None:
        super().__init__(**options)
        self.most = most

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep what was typed."""
        super().process_formdata([value.replace("\0", "").replace("\r\n", "\n") for value in valuelist])

    def pre_validate(self, _form: Form) -> None:
        """No more than fits."""
        if len(self.data or "") > self.most:
            raise ValidationError(_("%(most)s文字以内で入力してください。", most=self.most))


class _OneOf:
    """A value that is not offered is refused in the reader's language."""

    def pre_validate(self, _form: Form) -> None:
        """Only what is offered."""
        offered = {value for value, _text in self.choices}  # type: ignore[attr-defined]
        chosen = self.data if isinstance(self.data, list) else [self.data]  # type: ignore[attr-defined]
        if not offered.issuperset(chosen):
            raise ValidationError(_("選択肢から選んでください。"))


class ChoiceField(_OneOf, RadioField):  # type: ignore[misc]
    """One of several, as radio buttons."""


class ListField(_OneOf, SelectField):  # type: ignore[misc]
    """One of several, as a list."""


class ChoicesField(_OneOf, SelectMultipleField):  # type: ignore[misc]
    """Several of many."""


class StartField(StringField):  # type: ignore[misc]
    """Text that is read as a day or a month. ``day`` is None when nothing was entered or it cannot be read."""

    day: date | None = None

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep what was typed, and read it."""
        super().process_formdata(valuelist)
        if self.data and self.data.strip():
            try:
                self.day = parse_start(self.data[:50])
            except Refused as refused:
                raise ValueError(in_readers_language(refused)) from None

    def pre_validate(self, _form: Form) -> None:
        """It must be there."""
        if not (self.data or "").strip():
            raise ValidationError(_("日付を入力してください。「R8.10.1」「2026-10-01」「R8.10」のように入力できます。"))


class PlannedField(StringField):  # type: ignore[misc]
    """Text that is read as a planned time. ``period`` is None when nothing was entered or it cannot be read."""

    period: Period | None = None

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep what was typed, and read it."""
        super().process_formdata(valuelist)
        if self.data and self.data.strip():
            try:
                self.period = parse_planned(self.data[:50])
            except Refused as refused:
                raise ValueError(in_readers_language(refused)) from None


def errors_of(form: Form, refused: Refused | None = None) -> Errors:
    """Everything that is wrong, for the summary. What the rules refuse is put on the field that they name."""
    found: Errors = []
    if refused is not None:
        field: Field | None = next((each for each in form if each.name == refused.field), None)
        if field is None:
            found.append(("", in_readers_language(refused)))
        else:
            field.errors = [*field.errors, in_readers_language(refused)]
    return found + [(field.id, field.errors[0]) for field in form if field.errors]
