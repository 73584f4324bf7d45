"""サインイン and サインアウト."""

from urllib.parse import urlsplit

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.domain.account import Account, Role
from tracker.domain.errors import Refused
from tracker.domain.throttle import WINDOW
from tracker.usecases.people.sign_in import Credentials, TooOften, sign_in
from tracker.usecases.people.sign_out import sign_out
from tracker.web.access import Access, requires
from tracker.web.database import engine
from tracker.web.identity import actor, new_session_id, now, origin, session_id
from tracker.web.keeping import read_kept
from tracker.web.languages import in_readers_language
from tracker.web.people.sign_in_form import SignInForm, can_be_secret, sign_in_page

blueprint = Blueprint("signing_in", __name__)
FIRST_PAGES = {Role.DX: "work.show", Role.EDITOR: "own.index", Role.VIEWER: "progress.show"}


@blueprint.route("/sign-in", methods=["GET", "POST"])
@requires(Access.ANYONE)
def show() -> ResponseReturnValue:
    """The form; once it fits, the page that was asked for."""
    form = SignInForm(request.form if request.method == "POST" else request.args)
    if request.method == "POST" and form.validate() and can_be_secret():
        try:
            return _begin(form)
        except TooOften as refused:
            retry = {"Retry-After": str(int(WINDOW.total_seconds()))}
            return sign_in_page(form, in_readers_language(refused)), 429, retry
        except Refused as refused:
            return sign_in_page(form, in_readers_language(refused)), 400
    if request.method == "POST":
        return sign_in_page(form, _("職員IDとパスワードを入力してください。")), 400
    return sign_in_page(form)


@blueprint.post("/sign-out")
@requires(Access.SIGNED_IN)
def end() -> ResponseReturnValue:
    """End the session, for good."""
    sign_out(engine(), session_id(), actor())
    new_session_id()
    return redirect(url_for("signing_in.show"), 303)


def own_path(address: str) -> str | None:
    """An address within this application, as it was given; None for anything that a browser could take elsewhere."""
    if not address.startswith("/") or any(ord(character) < 0x21 or character == "\\" for character in address):
        return None
    parts = urlsplit(address)
    return None if parts.scheme or parts.netloc or address.startswith("//") else address


def first_page(account: Account) -> str:
    """The address of the page with which somebody's work begins."""
    return url_for(FIRST_PAGES[account.role])


def _begin(form: SignInForm) -> ResponseReturnValue:
    typed = Credentials(form.login.data, form.password.data, form.code.data or "")
    next_id = new_session_id()
    account = sign_in(engine(), typed, next_id, request.remote_addr or "", origin(), now())
    kept = read_kept(form.kept.data or "")
    if kept is not None and own_path(kept.address):
        return render_template("signing_in/resume.html", kept=kept, text=_("サインインしました。"))
    wanted = own_path(form.next.data or "")
    # Who opens the front page has not asked for any page in particular.
    return redirect(first_page(account) if wanted in (None, url_for("progress.show")) else wanted, 303)
