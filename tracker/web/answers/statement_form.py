"""オンライン化を登録する, and 前の登録を訂正する: what is stated of a status."""

from typing import Any

from flask_babel import gettext as _

from tracker.domain import labels
from tracker.domain.channels import CHANNELS
from tracker.domain.procedure import Procedure
from tracker.domain.recording import Statement, will_not_count
from tracker.domain.status import OnlineStatus, Scope, StatusRecord
from tracker.domain.vocabulary import channel_name, name_of
from tracker.web.answers.reply_form import ReplyForm
from tracker.web.fields.basic import ChoiceField, ChoicesField, Errors, StartField, TextField
from tracker.web.languages import language

USUAL = ("pittari", "tokyo_kyodo", "logo_form", "eltax", "conveni", "dedicated")
"""The channels that a ward's divisions use most."""
STATUSES = (OnlineStatus.IMPLEMENTED, OnlineStatus.PARTIAL, OnlineStatus.NOT_IMPLEMENTED, OnlineStatus.EXEMPT)
_ONLINE = (OnlineStatus.IMPLEMENTED, OnlineStatus.PARTIAL)


class StatementForm(ReplyForm):
    """What a division says of one or several procedures. Everything but the day has a usual answer, or may be empty."""

    status = ChoiceField(default=OnlineStatus.IMPLEMENTED.value)
    effective_on = StartField()
    channels = ChoicesField()
    other_channels = ChoicesField()
    scope = ChoiceField(default=str(Scope.APPLICATION.value))
    url = TextField(2_000)
    note = TextField(2_000)
    legal_basis = TextField(2_000)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.status.choices = [(status.value, _status_text(status)) for status in STATUSES]
        self.scope.choices = [(str(scope.value), _scope_text(scope)) for scope in reversed(Scope)]
        self.channels.choices = [(code, channel_name(code, language())) for code in USUAL]
        others = [code for code in CHANNELS if code not in USUAL]
        self.other_channels.choices = [(code, channel_name(code, language())) for code in others]

    def validate_url(self, field: TextField) -> None:
        """An address that can be opened."""
        if field.data.strip() and not field.data.strip().lower().startswith(("https://", "http://")):
            field.errors = [_("「https://」で始まるアドレスを入力してください。")]

    @property
    def statement(self) -> Statement:
        """What is stated. Only of a form that is valid."""
        status, begins = OnlineStatus(self.status.data), self.effective_on.day
        assert begins is not None
        chosen = {*(self.channels.data or ()), *(self.other_channels.data or ())}
        return Statement(
            status,
            begins,
            Scope(int(self.scope.data)) if status in _ONLINE else None,
            tuple(code for code in CHANNELS if code in chosen),
            self.url.data or "",
            self.note.data or "",
            self.legal_basis.data or "",
        )


class CorrectionForm(StatementForm):
    """The same with the reason why it was wrong."""

    reason = TextField(2_000)


class WithdrawalForm(ReplyForm):
    """Only the reason."""

    reason = TextField(2_000)


def warning(statement: Statement) -> Errors:
    """What is said at once of a statement that will not count as online, and of which field; nothing of any other."""
    field = will_not_count(statement)
    if not field:
        return []
    if field == "scope":
        text: str = _(
            "オンラインでできる範囲が「%(scope)s」のため、オンライン化済みとしては集計しません。"
            "申請までオンラインでできる場合は選び直してください。",
            scope=name_of(statement.scope, language()) if statement.scope is not None else "",
        )
        return [(field, text)]
    names = _("、").join(channel_name(code, language()) for code in statement.channels)
    text = _(
        "受付方法が「%(names)s」だけのため、オンライン化済みとしては集計しません。他の受付方法がある場合は選んでください。",
        names=names,
    )
    return [(field, text)]


def stated_by(record: StatusRecord, procedure: Procedure) -> dict[str, Any]:
    """A record as the fields of the form, to be corrected."""
    return {
        "status": record.status.value if record.status in STATUSES else OnlineStatus.IMPLEMENTED.value,
        "effective_on": labels.day(record.effective_on) if record.effective_on else "",
        "scope": str((Scope.APPLICATION if record.scope is None else record.scope).value),
        "channels": [code for code in record.channels if code in USUAL],
        "other_channels": [code for code in record.channels if code not in USUAL],
        "url": record.url,
        "note": record.note,
        "legal_basis": procedure.legal_basis,
    }


def as_record(statement: Statement) -> StatusRecord:
    """A statement that is not stored yet, so that it can be put beside what is."""
    return StatusRecord(
        0,
        statement.effective_on,
        statement.status,
        statement.scope,
        statement.channels,
        statement.url.strip(),
        statement.note.strip(),
    )


def _status_text(status: OnlineStatus) -> str:
    more = {
        OnlineStatus.PARTIAL: _("（備考に、できるもの・できないものを記入）"),
        OnlineStatus.NOT_IMPLEMENTED: _("（対面が必要なものを含む）"),
        OnlineStatus.EXEMPT: _("（根拠法令等を必ず記入）"),
    }
    return f"{name_of(status, language())}{more.get(status, '')}"


def _scope_text(scope: Scope) -> str:
    more = {Scope.BOOKING: _("（来庁要）"), Scope.APPLICATION: _("（納付・受取は窓口等）")}
    return f"{name_of(scope, language())}{more.get(scope, '')}"
