"""職員の登録, continued: links and codes to hand over, and lists to take in. What is handed over is shown once."""

from collections.abc import Sequence

from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.domain.errors import Refused
from tracker.domain.fiscal import local_day
from tracker.exporting.staff import staff_template
from tracker.importing.problem import Problem
from tracker.usecases.people.import_accounts import import_accounts
from tracker.usecases.people.invite import invite_by_codes, invite_by_link
from tracker.usecases.people.list_accounts import account_to_edit
from tracker.usecases.people.one_time_keys import Issued
from tracker.web.access import Access, requires
from tracker.web.clock import today
from tracker.web.database import engine
from tracker.web.downloads import OF_TABLES, download_tables
from tracker.web.identity import actor
from tracker.web.keeping import is_submitted
from tracker.web.languages import in_readers_language
from tracker.web.people.accounts import blueprint, edit_page, list_page
from tracker.web.people.staff_form import StaffForm
from tracker.web.people.uploads import as_file, sent_list

MOST_CODES = 2_000


@blueprint.post("/staff/<login>/link")
@requires(Access.DX)
def issue_link(login: str) -> ResponseReturnValue:
    """A new link for one person."""
    if not is_submitted():
        return redirect(url_for("accounts.edit", login=login), 303)
    try:
        issued = invite_by_link(engine(), actor(), login)
    except Refused as refused:
        return _refused(login, refused)
    address = url_for("keys.link", token=issued.secret, _external=True)
    return render_template("accounts/link.html", issued=issued, address=address, until=local_day(issued.expires_at))


@blueprint.post("/staff/<login>/code")
@requires(Access.DX)
def issue_code(login: str) -> ResponseReturnValue:
    """A new printed code for one person."""
    if not is_submitted():
        return redirect(url_for("accounts.edit", login=login), 303)
    try:
        return papers(invite_by_codes(engine(), actor(), [login]))
    except Refused as refused:
        return _refused(login, refused)


@blueprint.post("/codes")
@requires(Access.DX)
def issue_codes() -> ResponseReturnValue:
    """New printed codes for everybody who was chosen on the list."""
    chosen = request.form.getlist("login")[:MOST_CODES]
    if not is_submitted():
        return list_page(chosen)
    if not chosen:
        return list_page(refusal=_("コードを発行する職員を選んでください。")), 400
    try:
        return papers(invite_by_codes(engine(), actor(), chosen))
    except Refused as refused:
        return list_page(chosen, in_readers_language(refused)), 400


@blueprint.route("/import", methods=["GET", "POST"])
@requires(Access.DX)
def take_in() -> ResponseReturnValue:
    """Register everybody on a list and print their codes, or say what is wrong with it."""
    if not is_submitted():
        return _import_page()
    content, refusal = sent_list()
    if refusal:
        return _import_page(refusal=refusal), 400
    with as_file(content) as path:
        outcome = import_accounts(engine(), actor(), path)
    if outcome.problems:
        return _import_page(outcome.problems), 400
    return papers(outcome.issued)


@blueprint.get("/template.<extension>")
@requires(Access.DX)
def template(extension: str) -> Response:
    """An empty list to fill in."""
    if extension not in OF_TABLES:
        abort(404)
    return download_tables([staff_template()], _("職員の一覧の様式"), extension)


def papers(issued: Sequence[Issued]) -> str:
    """The page that shows codes once, to be printed."""
    return render_template(
        "accounts/codes.html",
        issued=issued,
        address=url_for("keys.code", _external=True),
        until=local_day(issued[0].expires_at),
    )


def _refused(login: str, refused: Refused) -> ResponseReturnValue:
    found = account_to_edit(engine(), login, today())
    form = StaffForm(None, found.organisation, found.account)
    form.fill_in(found.account, found.seen)
    return edit_page(found, form, refusal=in_readers_language(refused)), 400


def _import_page(problems: Sequence[Problem] = (), refusal: str = "") -> str:
    return render_template("accounts/import.html", problems=problems, refusal=refusal, most=100)
