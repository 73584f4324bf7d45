"""職員の登録: who works with the product, and what each may do."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.domain.errors import Refused
from tracker.domain.said import Said
from tracker.domain.staff import said_by_account
from tracker.usecases.changing import Conflict
from tracker.usecases.people.create_account import create_account
from tracker.usecases.people.edit_account import Edit, disable_account, edit_account, enable_account
from tracker.usecases.people.list_accounts import Editing, account_to_edit, divisions_to_choose, list_accounts
from tracker.usecases.people.set_authenticator import remove_authenticator_of
from tracker.web.access import Access, requires
from tracker.web.clock import today
from tracker.web.conflicts import conflicting
from tracker.web.database import engine
from tracker.web.identity import actor, now
from tracker.web.keeping import is_submitted
from tracker.web.languages import in_readers_language
from tracker.web.people.password_form import problems_of
from tracker.web.people.staff_form import StaffForm

blueprint = Blueprint("accounts", __name__, url_prefix="/accounts")


@blueprint.get("")
@requires(Access.DX)
def index() -> str:
    """Everybody, in 建制順."""
    return list_page()


@blueprint.route("/new", methods=["GET", "POST"])
@requires(Access.DX)
def create() -> ResponseReturnValue:
    """Register somebody; on the page that follows they are invited."""
    choice = divisions_to_choose(engine(), today())
    form = StaffForm(request.form, choice)
    if not is_submitted():
        return render_template("accounts/new.html", form=form, organisation=choice, problems=problems_of(form))
    refusal = ""
    if form.validate():
        account = form.account
        try:
            create_account(engine(), actor(), account)
        except Refused as refused:
            refusal = in_readers_language(refused)
        else:
            flash(_("職員を登録しました。続けて、リンクかコードを発行してください。"))
            return redirect(url_for("accounts.edit", login=account.login), 303)
    problems = problems_of(form, *([("login", refusal)] if refusal else []))
    return render_template("accounts/new.html", form=form, organisation=choice, problems=problems), 400


@blueprint.route("/staff/<login>", methods=["GET", "POST"])
@requires(Access.DX)
def edit(login: str) -> ResponseReturnValue:
    """One account: change it, invite its owner, stop it."""
    found = account_to_edit(engine(), login, today())
    form = StaffForm(request.form, found.organisation, found.account)
    if request.method == "GET":
        form.fill_in(found.account, found.seen)
        return edit_page(found, form)
    if not is_submitted():
        return edit_page(found, form)
    if not form.validate():
        return edit_page(found, form), 400
    wanted = form.account
    try:
        edit_account(engine(), actor(), login, Edit(wanted.name, wanted.role, wanted.units, form.version))
    except Conflict as conflict:
        form.seen.data = str(account_to_edit(engine(), login, today()).seen)
        return edit_page(found, form, conflict=conflict, typed=said_by_account(wanted)), 409
    except Refused as refused:
        return edit_page(found, form, refusal=in_readers_language(refused)), 400
    flash(_("変更を登録しました。"))
    return redirect(url_for("accounts.edit", login=found.account.login), 303)


@blueprint.post("/staff/<login>/use")
@requires(Access.DX)
def switch(login: str) -> ResponseReturnValue:
    """Disable or enable the account."""
    found = account_to_edit(engine(), login, today())
    there = redirect(url_for("accounts.edit", login=found.account.login), 303)
    form = StaffForm(None, found.organisation, found.account)
    form.fill_in(found.account, found.seen)
    if not is_submitted():
        return there
    form.seen.data = request.form.get("seen")
    enable = request.form.get("use") == "enable"
    try:
        (enable_account if enable else disable_account)(engine(), actor(), login, form.version)
    except Conflict as conflict:
        form.fill_in(found.account, found.seen)
        return edit_page(found, form, conflict=conflict), 409
    except Refused as refused:
        form.fill_in(found.account, found.seen)
        return edit_page(found, form, refusal=in_readers_language(refused)), 400
    flash(_("利用を再開しました。") if enable else _("利用を停止しました。この職員はサインアウトしました。"))
    return there


@blueprint.post("/staff/<login>/authenticator")
@requires(Access.DX)
def remove_authenticator(login: str) -> ResponseReturnValue:
    """For somebody who has lost the device with their authenticator."""
    if is_submitted():
        remove_authenticator_of(engine(), actor(), login)
        flash(_("認証アプリを解除しました。"))
    return redirect(url_for("accounts.edit", login=login), 303)


def list_page(chosen: list[str] | None = None, refusal: str = "") -> str:
    """The list, with those chosen who were chosen."""
    return render_template(
        "accounts/index.html", groups=list_accounts(engine()), chosen=chosen or [], refusal=refusal, now=now()
    )


def edit_page(
    found: Editing, form: StaffForm, *, refusal: str = "", conflict: Conflict | None = None, typed: Said | None = None
) -> str:
    """The page of one account."""
    return render_template(
        "accounts/edit.html",
        found=found,
        account=found.account,
        organisation=found.organisation,
        form=form,
        problems=problems_of(form, *([("", refusal)] if refusal else [])),
        conflict=conflicting(conflict, typed or {}) if conflict else None,
        now=now(),
    )
