"""The form of 職員の登録: who somebody is, what they may do, and for which divisions."""

from typing import Any

from flask_babel import gettext as _
from wtforms import Form, HiddenField, RadioField, SelectMultipleField, StringField, ValidationError

from tracker.domain.account import Account, Role
from tracker.domain.errors import Refused
from tracker.domain.organisation import Organisation, units_by_code
from tracker.domain.staff import check_divisions, check_login, check_name, tidy_login, tidy_name
from tracker.domain.vocabulary import name_of
from tracker.web.languages import in_readers_language, language


class StaffForm(Form):  # type: ignore[misc]  # wtforms has no types
    """Divisions are chosen by their codes. ``seen``: the version of the account that the form was filled from."""

    login = StringField()
    name = StringField()
    role = RadioField(validate_choice=False)
    divisions = SelectMultipleField(validate_choice=False)
    seen = HiddenField()

    def __init__(self, given: Any, organisation: Organisation, stored: Account | None = None) -> None:
        super().__init__(given)
        self._stored = stored
        self._units = units_by_code(organisation)
        self.role.choices = [(role.value, name_of(role, language())) for role in Role]

    def fill_in(self, account: Account, seen: int) -> None:
        """What the account says now."""
        codes = {unit: code for code, unit in self._units.items()}
        self.name.data, self.role.data, self.seen.data = account.name, account.role.value, str(seen)
        self.divisions.data = [codes[unit] for unit in account.units if unit in codes]

    @property
    def account(self) -> Account:
        """The account as the valid form describes it."""
        login = self._stored.login if self._stored else tidy_login(self.login.data or "")
        units = tuple(unit for code, unit in self._units.items() if code in (self.divisions.data or ()))
        return Account(login, tidy_name(self.name.data or ""), Role(self.role.data), units)

    @property
    def version(self) -> int:
        """The version that was seen; 0 for what no page of ours writes."""
        text = self.seen.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0

    def validate_login(self, field: StringField) -> None:
        """Checked where it is typed: a staff ID never changes."""
        if self._stored is None:
            _ask(check_login, tidy_login(field.data or ""))

    def validate_name(self, field: StringField) -> None:
        """There, and fit to be printed."""
        _ask(check_name, tidy_name(field.data or ""))

    def validate_role(self, field: RadioField) -> None:
        """One of those offered."""
        if field.data not in {role.value for role in Role}:
            raise ValidationError(_("権限を選んでください。"))

    def validate_divisions(self, field: SelectMultipleField) -> None:
        """Those offered, and one at least for whoever answers for one."""
        if not set(field.data or ()) <= self._units.keys():
            raise ValidationError(_("この所管課は選べません。選び直してください。"))
        if self.role.data in {role.value for role in Role}:
            _ask(check_divisions, self.account)


def _ask(check: Any, value: Any) -> None:
    try:
        check(value)
    except Refused as refused:
        raise ValidationError(in_readers_language(refused)) from None
