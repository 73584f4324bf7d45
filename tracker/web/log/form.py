"""The filter of 操作履歴: a form over the address of the page, and the selection it means."""

from typing import Any

from flask_babel import gettext as _
from wtforms import Form, SelectField, StringField, ValidationError
from wtforms.validators import Length

from tracker.domain.audit import About, Action, Kind
from tracker.domain.audit_reading import LogSelection
from tracker.domain.vocabulary import name_of
from tracker.web.fields.dates import DayField
from tracker.web.languages import language

LONGEST = 200


class LogForm(Form):  # type: ignore[misc]  # wtforms has no types
    """Every field restricts; an empty one does not. ``about``: a kind and a key, procedure:K-001."""

    who = StringField(validators=[Length(max=LONGEST)])
    action = SelectField(default="")
    words = StringField(validators=[Length(max=LONGEST)])
    first = DayField()
    last = DayField()
    about = StringField()

    def __init__(self, arguments: Any) -> None:
        super().__init__(arguments)
        self.action.choices = [("", _("すべて")), *((each.value, name_of(each, language())) for each in Action)]

    def validate(self, extra_validators: Any = None) -> bool:
        """As ever, in the reader's language."""
        valid = bool(super().validate(extra_validators))
        for field, text in (
            (self.who, _("200文字以内で入力してください。")),
            (self.words, _("200文字以内で入力してください。")),
            (self.action, _("この条件は選べません。選び直してください。")),
        ):
            if field.errors:
                field.errors = [text]
        return valid

    def validate_last(self, field: DayField) -> None:
        """The period does not end before it begins."""
        if field.day and self.first.day and field.day < self.first.day:
            raise ValidationError(_("期間の終わりが始まりより前です。"))

    def validate_about(self, field: StringField) -> None:
        """A kind that there is, and a key."""
        kind, _colon, key = (field.data or "").partition(":")
        if field.data and (kind not in {each.value for each in Kind} or not key or "\0" in key):
            raise ValidationError(_("この条件は選べません。選び直してください。"))

    @property
    def asked_about(self) -> About | None:
        """The thing asked about."""
        if not self.about.data or self.about.errors:
            return None
        kind, _colon, key = self.about.data.partition(":")
        return About(Kind(kind), key)

    @property
    def selection(self) -> LogSelection:
        """What the valid fields ask for."""
        return LogSelection(
            who=self._given("who").strip(),
            action=Action(action) if (action := self._given("action")) else None,
            about=self.asked_about,
            words=self._given("words").strip(),
            first=None if self.first.errors else self.first.day,
            last=None if self.last.errors else self.last.day,
        )

    @property
    def arguments(self) -> dict[str, str]:
        """What was given, for the addresses of other pages and downloads of the same selection."""
        return {field.name: field.data for field in self if field.data and not field.errors}

    @property
    def conditions(self) -> list[str]:
        """What is filtered by, in words."""
        names = {
            "who": _("だれが"),
            "action": _("操作"),
            "words": _("対象"),
            "first": _("この日から"),
            "last": _("この日まで"),
            "about": _("対象の番号"),
        }
        actions = dict(self.action.choices)
        given = {**self.arguments, **({"action": actions[self.action.data]} if self._given("action") else {})}
        return [_("%(name)s：%(text)s", name=names[name], text=text) for name, text in given.items()]

    def _given(self, name: str) -> str:
        field = self[name]
        value = (field.data or "") if not field.errors else ""
        return value.replace("\0", "")
