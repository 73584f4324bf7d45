"""Choosing a password, by whichever way somebody came to it. What is typed here is never shown again."""

from typing import Any

from flask_babel import gettext as _
from wtforms import Form, PasswordField, StringField, ValidationError

LONGEST_TYPED = 500


class NewPasswordForm(Form):  # type: ignore[misc]  # wtforms has no types
    """The password twice, so that a slip is noticed."""

    new_password = PasswordField()
    again = PasswordField()

    def validate_new_password(self, field: PasswordField) -> None:
        """It is there; whether it is good is for the rules."""
        if not field.data or len(field.data) > LONGEST_TYPED:
            raise ValidationError(_("新しいパスワードを入力してください。"))

    def validate_again(self, field: PasswordField) -> None:
        """Both are the same."""
        if self.new_password.data and field.data != self.new_password.data:
            raise ValidationError(_("2回のパスワードが一致しません。もう一度入力してください。"))


class CodeForm(NewPasswordForm):
    """職員ID and a printed code, and the password to set with them."""

    login = StringField()
    code = StringField()

    def validate_login(self, field: StringField) -> None:
        """It is there."""
        if not field.data or not field.data.strip() or len(field.data) > 100:
            raise ValidationError(_("職員IDを入力してください。"))

    def validate_code(self, field: StringField) -> None:
        """It is there."""
        if not field.data or not field.data.strip() or len(field.data) > 100:
            raise ValidationError(_("コードを入力してください。"))


class OldPasswordForm(Form):  # type: ignore[misc]
    """The password that somebody has, to confirm that it is them."""

    old_password = PasswordField()

    def validate_old_password(self, field: PasswordField) -> None:
        """It is there."""
        if not field.data or len(field.data) > LONGEST_TYPED:
            raise ValidationError(_("今のパスワードを入力してください。"))


class ChangePasswordForm(OldPasswordForm, NewPasswordForm):
    """The password that somebody has, and the new one twice."""


def problems_of(form: Any, *others: tuple[str, str]) -> list[tuple[str, str]]:
    """What is wrong with a form: the id of the field, "" for none, and the sentence."""
    return [*others, *((field.id, error) for field in form for error in field.errors[:1])]


def say(field: Any, sentence: str) -> None:
    """Say at a field what the rules found."""
    field.errors = [sentence]
