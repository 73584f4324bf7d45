"""The form of サインイン, on its own page, or in place of an answer when a session has run out."""

from flask import current_app, render_template, request
from wtforms import Form, HiddenField, PasswordField, StringField
from wtforms.validators import InputRequired, Length


class SignInForm(Form):  # type: ignore[misc]  # wtforms has no types
    """職員ID, パスワード, and a code where the account has an authenticator. ``kept``: what was typed elsewhere."""

    login = StringField(validators=[InputRequired(), Length(max=100)])
    password = PasswordField(validators=[InputRequired(), Length(max=500)])
    code = StringField(validators=[Length(max=20)])
    next = HiddenField()
    kept = HiddenField()


def can_be_secret() -> bool:
    """Whether nobody on the way can read a password: HTTPS, or a closed network that the operator vouches for."""
    return request.is_secure or bool(current_app.config["PLAIN_HTTP"])


def sign_in_page(form: SignInForm, error: str = "", *, ran_out: bool = False) -> str:
    """The page with the form."""
    return render_template(
        "signing_in/show.html",
        form=form,
        error=error,
        next=form.next.data or "",
        kept=form.kept.data or "",
        ran_out=ran_out or bool(form.kept.data),
        secret=can_be_secret(),
    )
