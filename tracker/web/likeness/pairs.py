"""同じ手続の候補: pairs side by side, and the two ways out of each."""

from collections.abc import Callable

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import Engine
from werkzeug.datastructures import MultiDict

from tracker.domain.account import Actor
from tracker.domain.errors import Refused
from tracker.usecases.catalogue.keep_apart import keep_apart as store_apart
from tracker.usecases.catalogue.keep_apart import propose_again as store_again
from tracker.usecases.catalogue.likely_same import likely_same
from tracker.web.access import Access, requires
from tracker.web.clock import today
from tracker.web.database import engine
from tracker.web.identity import actor
from tracker.web.languages import in_readers_language
from tracker.web.messages import say_next

blueprint = Blueprint("likeness", __name__, url_prefix="/inspection/likely-same")
PAGE_SIZE = 20
MOST_APART = 50
_MOST_DIGITS = 6


@blueprint.get("")
@requires(Access.DX)
def index() -> str:
    """A page of the pairs, and what is kept apart."""
    page = _page(request.args.get("page", ""))
    found = likely_same(engine(), today(), (page - 1) * PAGE_SIZE, PAGE_SIZE, MOST_APART)
    pages = max(1, -(-found.total // PAGE_SIZE))
    return render_template(
        "likeness/index.html", found=found, page=page, pages=pages, first=(page - 1) * PAGE_SIZE, today=today()
    )


@blueprint.post("/apart")
@requires(Access.DX)
def keep_apart() -> ResponseReturnValue:
    """別の手続とする."""
    return _said(store_apart, _("別の手続として登録しました。"))


@blueprint.post("/again")
@requires(Access.DX)
def propose_again() -> ResponseReturnValue:
    """別の手続とした登録を取り消す."""
    return _said(store_again, _("候補に戻しました。"))


def codes_in(fields: MultiDict[str, str]) -> tuple[str, str]:
    """The codes of the two procedures, as a form or an address says them."""
    return fields.get("code", "").replace("\0", ""), fields.get("other", "").replace("\0", "")


def _said(store: Callable[[Engine, Actor, tuple[str, str]], None], done: str) -> ResponseReturnValue:
    try:
        store(engine(), actor(), codes_in(request.form))
    except Refused as refused:
        done = in_readers_language(refused)
    say_next(done)
    return redirect(url_for("likeness.index", page=_page(request.form.get("page", ""))), 303)


def _page(text: str) -> int:
    """The number of a page; the first for what no page of ours writes."""
    return max(1, int(text)) if text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS else 1
