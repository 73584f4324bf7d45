"""回答者, 受付方法 and 受付日: what the DX team adds when it enters a division's reply. Editors do not meet them."""

from typing import Any

from flask import request
from flask_babel import gettext as _
from wtforms import Form

from tracker.domain.account import Actor, Role
from tracker.domain.status import OnBehalf, ReplyRoute
from tracker.domain.vocabulary import name_of
from tracker.web.fields.basic import ChoiceField, TextField
from tracker.web.fields.dates import DayField
from tracker.web.languages import language

NAMES = ("respondent", "route", "received_on")


def carried() -> dict[str, str]:
    """The three as an address carries them from one page of a reply to the next."""
    return {name: request.args[name].replace("\0", "") for name in NAMES if name in request.args}


class ReplyForm(Form):  # type: ignore[misc]  # wtforms has no types
    """The base of every form that answers for a division. ``must_reply``: the three are needed already."""

    respondent = TextField(200)
    route = ChoiceField(default=ReplyRoute.PHONE.value)
    received_on = DayField()

    def __init__(self, *arguments: Any, actor: Actor, must_reply: bool = True, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.must_reply = must_reply
        self.is_on_behalf = actor.role is Role.DX
        if self.is_on_behalf:
            self.route.choices = [(route.value, name_of(route, language())) for route in ReplyRoute]
        else:
            for name in NAMES:
                del self[name]

    def validate(self, extra_validators: Any = None) -> bool:
        """All three, where somebody else's reply is entered."""
        valid = bool(super().validate(extra_validators))
        for name in NAMES if self.is_on_behalf and self.must_reply else ():
            if not (self[name].data or "").strip():
                self[name].errors = [_("所管課に代わって入力する場合は、必ず記入してください。")]
                valid = False
        return valid

    @property
    def on_behalf(self) -> OnBehalf | None:
        """Whose reply it is; None for an editor's own. Only of a form that is valid."""
        if not self.is_on_behalf:
            return None
        received_on = self.received_on.day
        assert received_on is not None
        return OnBehalf(self.respondent.data.strip(), ReplyRoute(self.route.data), received_on)

    @property
    def reply(self) -> dict[str, Any]:
        """The three as they were typed, to be carried on to the next page."""
        return {name: self[name].data or "" for name in NAMES} if self.is_on_behalf else {}
