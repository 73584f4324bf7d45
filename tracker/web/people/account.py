"""自分の設定: one's own password, authenticator and sessions."""

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import Form as BaseForm
from wtforms import HiddenField, StringField, ValidationError

from tracker.domain.account import Account
from tracker.domain.errors import Refused
from tracker.domain.throttle import WINDOW
from tracker.usecases.people.authenticator import address_of, is_secret, new_secret
from tracker.usecases.people.change_password import WrongPassword, change_password
from tracker.usecases.people.end_sessions import end_other_sessions
from tracker.usecases.people.set_authenticator import remove_authenticator, set_authenticator
from tracker.usecases.people.sign_in import TooOften
from tracker.web.access import Access, requires
from tracker.web.database import engine
from tracker.web.identity import actor, fresh_id, go_on_under, session_id, signed_in
from tracker.web.keeping import is_submitted
from tracker.web.languages import in_readers_language
from tracker.web.people.password_form import ChangePasswordForm, OldPasswordForm, problems_of, say
from tracker.web.people.qr import qr_drawing

blueprint = Blueprint("account", __name__, url_prefix="/account")


class AuthenticatorForm(BaseForm):  # type: ignore[misc]  # wtforms has no types
    """A code of the app. The secret that is being set up stays in the form until a code shows that the app has it."""

    secret = HiddenField()
    code = StringField()

    def validate_code(self, field: StringField) -> None:
        """It is there."""
        if not field.data or len(field.data) > 20:
            raise ValidationError(_("6桁の確認コードを入力してください。"))


@blueprint.get("")
@requires(Access.SIGNED_IN)
def show() -> str:
    """Who one is here, and what can be changed."""
    return render_template("account/show.html", account=_own())


@blueprint.route("/password", methods=["GET", "POST"])
@requires(Access.SIGNED_IN)
def password() -> ResponseReturnValue:
    """Change the password. All other sessions end, and this one goes on under a new id."""
    form = ChangePasswordForm(request.form)
    if not is_submitted():
        return _page("password", form)
    if not form.validate():
        return _page("password", form), 400
    next_id, address = fresh_id(), request.remote_addr or ""
    try:
        change_password(engine(), actor(), form.old_password.data, form.new_password.data, next_id, address)
    except (TooOften, WrongPassword) as refused:
        return _wrong_password("password", form, refused)
    except Refused as refused:
        say(form.new_password, in_readers_language(refused))
        return _page("password", form), 400
    go_on_under(next_id)
    flash(_("パスワードを変更しました。ほかの端末ではサインアウトしました。"))
    return redirect(url_for("account.show"), 303)


@blueprint.route("/authenticator", methods=["GET", "POST"])
@requires(Access.SIGNED_IN)
def authenticator() -> ResponseReturnValue:
    """Set an authenticator app up: show the secret, and store it once a code fits."""
    form = AuthenticatorForm(request.form)
    if not is_secret(form.secret.data or ""):
        form.secret.data = new_secret()
    if not is_submitted() or _own().has_totp:
        return _authenticator_page(form)
    if not form.validate():
        return _authenticator_page(form), 400
    try:
        set_authenticator(engine(), actor(), form.secret.data, form.code.data)
    except Refused as refused:
        say(form.code, in_readers_language(refused))
        return _authenticator_page(form), 400
    flash(_("認証アプリを設定しました。次のサインインから、確認コードが必要です。"))
    return redirect(url_for("account.show"), 303)


@blueprint.route("/authenticator/remove", methods=["GET", "POST"])
@requires(Access.SIGNED_IN)
def remove() -> ResponseReturnValue:
    """Do without an authenticator again."""
    form = OldPasswordForm(request.form)
    if not is_submitted():
        return _page("remove", form)
    if not form.validate():
        return _page("remove", form), 400
    try:
        remove_authenticator(engine(), actor(), form.old_password.data, request.remote_addr or "")
    except (TooOften, WrongPassword) as refused:
        return _wrong_password("remove", form, refused)
    flash(_("認証アプリを解除しました。"))
    return redirect(url_for("account.show"), 303)


@blueprint.post("/sessions")
@requires(Access.SIGNED_IN)
def end_sessions() -> ResponseReturnValue:
    """Sign out everywhere else."""
    if is_submitted():
        end_other_sessions(engine(), actor(), session_id())
        flash(_("ほかの端末ではサインアウトしました。"))
    return redirect(url_for("account.show"), 303)


def _own() -> Account:
    account = signed_in()
    assert account is not None
    return account


def _page(name: str, form: BaseForm) -> str:
    return render_template(f"account/{name}.html", account=_own(), form=form, problems=problems_of(form))


def _wrong_password(name: str, form: OldPasswordForm, refused: Refused) -> ResponseReturnValue:
    say(form.old_password, in_readers_language(refused))
    if isinstance(refused, TooOften):
        return _page(name, form), 429, {"Retry-After": str(int(WINDOW.total_seconds()))}
    return _page(name, form), 400


def _authenticator_page(form: AuthenticatorForm) -> str:
    account, secret = _own(), form.secret.data
    issuer = f"{current_app.config['MUNICIPALITY']} {_('行政手続オンライン化の進捗管理')}".strip()
    groups = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
    drawing = qr_drawing(address_of(secret, account.login, issuer))
    return render_template(
        "account/authenticator.html",
        account=account,
        form=form,
        problems=problems_of(form),
        drawing=drawing,
        groups=groups,
    )
