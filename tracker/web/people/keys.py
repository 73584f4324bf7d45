"""ようこそ: links and printed codes that open an account once. Looking at a page of these uses nothing up."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.domain.account import Account
from tracker.domain.errors import Refused
from tracker.domain.throttle import WINDOW
from tracker.usecases.people.accept_invitation import (
    Invitation,
    Spent,
    Visit,
    WrongCode,
    invitation_behind,
    set_password_by_code,
    set_password_by_link,
    sign_in_by_link,
)
from tracker.usecases.people.sign_in import TooOften
from tracker.web.access import Access, requires
from tracker.web.database import engine
from tracker.web.identity import fresh_id, go_on_under, now
from tracker.web.keeping import is_submitted
from tracker.web.languages import in_readers_language
from tracker.web.people.password_form import CodeForm, NewPasswordForm, problems_of, say
from tracker.web.people.sign_in_form import can_be_secret
from tracker.web.people.signing_in import first_page

blueprint = Blueprint("keys", __name__)


@blueprint.route("/welcome/<token>", methods=["GET", "POST"])
@requires(Access.ANYONE)
def link(token: str) -> ResponseReturnValue:
    """What a link is for; sent as a form, it does that."""
    invitation = invitation_behind(engine(), token, now())
    if invitation is None:
        return _spent(Spent())
    form = NewPasswordForm(request.form)
    if not is_submitted() or not can_be_secret():
        return _link_page(invitation, form)
    visit = _visit()
    try:
        if invitation.purpose == "demo":
            sign_in_by_link(engine(), token, visit)
            go_on_under(visit.session_id)
            return redirect(first_page(invitation.account), 303)
        if not form.validate():
            return _link_page(invitation, form), 400
        return _welcome(set_password_by_link(engine(), token, form.new_password.data, visit), visit)
    except Spent as spent:
        return _spent(spent)
    except Refused as refused:
        say(form.new_password, in_readers_language(refused))
        return _link_page(invitation, form), 400


@blueprint.route("/welcome", methods=["GET", "POST"])
@requires(Access.ANYONE)
def code() -> ResponseReturnValue:
    """職員ID, the code from the paper, and a password of one's own."""
    form = CodeForm(request.form if request.method == "POST" else request.args)
    if not is_submitted() or not can_be_secret():
        return _code_page(form)
    if not form.validate():
        return _code_page(form), 400
    visit = _visit()
    try:
        account = set_password_by_code(engine(), form.login.data, form.code.data, form.new_password.data, visit)
    except TooOften as refused:
        say(form.login, in_readers_language(refused))
        return _code_page(form), 429, {"Retry-After": str(int(WINDOW.total_seconds()))}
    except WrongCode as refused:
        say(form.code, in_readers_language(refused))
        return _code_page(form), 400
    except Refused as refused:
        say(form.new_password, in_readers_language(refused))
        return _code_page(form), 400
    return _welcome(account, visit)


def _visit() -> Visit:
    """The address of a link is a secret, so the log gets only where it begins."""
    address = request.remote_addr or ""
    return Visit(fresh_id(), address, f"{request.method} /welcome {address}".strip(), now())


def _welcome(account: Account | None, visit: Visit) -> ResponseReturnValue:
    go_on_under(visit.session_id)
    if account is None:
        flash(_("パスワードを設定しました。職員ID、パスワード、認証アプリの確認コードでサインインしてください。"))
        return redirect(url_for("signing_in.show"), 303)
    flash(_("パスワードを設定し、サインインしました。"))
    return redirect(first_page(account), 303)


def _link_page(invitation: Invitation, form: NewPasswordForm) -> str:
    template = "keys/demonstration.html" if invitation.purpose == "demo" else "keys/link.html"
    return render_template(
        template, account=invitation.account, form=form, problems=problems_of(form), secret=can_be_secret()
    )


def _code_page(form: CodeForm) -> str:
    return render_template("keys/code.html", form=form, problems=problems_of(form), secret=can_be_secret())


def _spent(spent: Spent) -> ResponseReturnValue:
    return render_template("keys/spent.html", text=in_readers_language(spent)), 410
