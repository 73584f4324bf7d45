"""異動の一覧: shown in what it changes, then taken in."""

from collections.abc import Sequence

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.domain.account import Account
from tracker.domain.labels import number
from tracker.domain.transfers import TRANSFER_HEADINGS, Effect
from tracker.exporting.transfers import transfer_tables
from tracker.importing.lists import ListRow
from tracker.importing.lists_apart import list_apart
from tracker.importing.problem import Problem
from tracker.importing.transfers import transfer_rows
from tracker.usecases.people.import_transfers import Outdated, Transfers, import_transfers, preview_transfers
from tracker.usecases.people.list_accounts import divisions_to_choose, list_accounts
from tracker.web.access import Access, requires
from tracker.web.carried import LARGEST_FORM, packed, unpacked
from tracker.web.clock import today
from tracker.web.database import engine
from tracker.web.downloads import OF_TABLES, download_tables
from tracker.web.identity import actor
from tracker.web.keeping import is_submitted
from tracker.web.languages import in_readers_language
from tracker.web.people.account_keys import papers
from tracker.web.people.uploads import as_file, sent_list

blueprint = Blueprint("transfers", __name__, url_prefix="/accounts/transfers")
STORE = "store"
"""The value of ``step`` with which the list is to be taken in, not shown in what it changes."""
MOST_PROBLEMS = 100


@blueprint.route("", methods=["GET", "POST"])
@requires(Access.DX)
def take_in() -> ResponseReturnValue:
    """What a list changes, or what is wrong with it; once that was shown, take it in and print the codes of the new."""
    sent = request.form.get("rows")
    if sent is None and not is_submitted():
        return _page()
    rows, problems, refusal = _uploaded() if sent is None else _carried(sent)
    if refusal or problems:
        return _page(problems, refusal), 400
    found = preview_transfers(engine(), actor(), rows)
    if found.problems:
        return _page(found.problems), 400
    if not (is_submitted() and request.form.get("step") == STORE):
        return _preview(found, rows)
    return _store(found, rows)


@blueprint.get("/template.<extension>")
@requires(Access.DX)
def template(extension: str) -> Response:
    """A list to fill in, empty."""
    return _template(extension, [])


@blueprint.get("/registered.<extension>")
@requires(Access.DX)
def registered(extension: str) -> Response:
    """A list to fill in, with everybody who may use their account."""
    people = [person.account for group in list_accounts(engine()) for person in group.people]
    return _template(extension, [account for account in people if account.is_enabled])


def _store(found: Transfers, rows: Sequence[ListRow]) -> ResponseReturnValue:
    try:
        taken = import_transfers(engine(), actor(), rows, request.form.get("previewed", ""))
    except Outdated as outdated:
        return _preview(found, rows, in_readers_language(outdated), 409)
    changed = sum(change.effect is not Effect.UNCHANGED for change in taken.transfers.changes)
    flash(_("異動を取り込みました。登録が変わった職員は%(count)s人です。", count=number(changed)))
    return papers(taken.issued) if taken.issued else redirect(url_for("accounts.index"), 303)


def _uploaded() -> tuple[Sequence[ListRow], Sequence[Problem], str]:
    """The rows of the file that was sent; or what is wrong with it."""
    content, refusal = sent_list()
    if refusal:
        return (), (), refusal
    with as_file(content) as path:
        return *list_apart(transfer_rows, path), ""


def _carried(sent: str) -> tuple[Sequence[ListRow], Sequence[Problem], str]:
    """The rows of the form, to be checked like those of a file."""
    rows = unpacked(sent, TRANSFER_HEADINGS)
    return rows, (), "" if rows else _("一覧を読み取れませんでした。ファイルをもう一度選んでください。")


def _template(extension: str, people: Sequence[Account]) -> Response:
    if extension not in OF_TABLES:
        abort(404)
    name = _("異動の一覧の様式（登録済みの職員）") if people else _("異動の一覧の様式")
    return download_tables(transfer_tables(divisions_to_choose(engine(), today()), people), name, extension)


def _preview(found: Transfers, rows: Sequence[ListRow], refusal: str = "", status: int = 200) -> ResponseReturnValue:
    carried = packed(rows, TRANSFER_HEADINGS)
    if len(carried.encode()) > LARGEST_FORM:
        return _page(refusal=_("一覧が大きすぎます。1,000行ほどずつに分けてください。")), 400
    by_effect = {effect: [change for change in found.changes if change.effect is effect] for effect in Effect}
    page = render_template(
        "accounts/transfers_preview.html",
        changed={
            effect: changes for effect, changes in by_effect.items() if changes and effect is not Effect.UNCHANGED
        },
        unchanged=by_effect[Effect.UNCHANGED],
        rows=carried,
        digest=found.digest,
        refusal=refusal,
    )
    return page, status


def _page(problems: Sequence[Problem] = (), refusal: str = "") -> str:
    return render_template("accounts/transfers.html", problems=problems, refusal=refusal, most=MOST_PROBLEMS)
