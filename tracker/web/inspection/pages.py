"""データの点検: what looks wrong in the data, division by division, and what people said of it."""

from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import Form

from tracker.domain.errors import Refused
from tracker.domain.findings import Finding, Inspected, Severity
from tracker.domain.said_findings import found, to_do
from tracker.exporting.inspection import inspection_table
from tracker.storage.acknowledgements import Key, key_of
from tracker.usecases.catalogue.list_procedures import known_organisation
from tracker.usecases.inspection.acknowledge import LONGEST_REASON, acknowledge, reopen
from tracker.usecases.inspection.as_seen import Outdated
from tracker.usecases.inspection.see_findings import see_finding, see_findings, units_of
from tracker.web.access import Access, requires
from tracker.web.clock import today
from tracker.web.database import engine
from tracker.web.downloads import download_tables
from tracker.web.fields.basic import Errors, TextField, errors_of
from tracker.web.identity import actor
from tracker.web.inspection.filter_form import FilterForm
from tracker.web.keeping import is_submitted
from tracker.web.languages import in_readers_language, language
from tracker.web.messages import say_next

PAGE_SIZE = 100
_LARGEST_PAGE = 99_999
blueprint = Blueprint("inspection", __name__)


class ReasonForm(Form):  # type: ignore[misc]  # wtforms has no types
    """Why a finding is no mistake, or cannot be helped."""

    reason = TextField(LONGEST_REASON)


@blueprint.app_template_filter("found")
def in_words(finding: Finding) -> str:
    """What was found, in the reader's language."""
    return found(finding, language())


@blueprint.app_template_filter("to_do")
def what_to_do(finding: Finding) -> str:
    """What is to be done about it, in the reader's language."""
    return to_do(finding, language())


@blueprint.app_template_filter("finding_arguments")
def finding_arguments(item: Inspected, filtered: dict[str, Any]) -> dict[str, Any]:
    """The address arguments by which a finding is found again, and then the list that it stands on."""
    return key_of(item.procedure, item.finding)._asdict() | filtered


@blueprint.get("/inspection")
@requires(Access.EDITING)
def index() -> tuple[str, int]:
    """A page of the findings asked for, in 建制順."""
    form = _filter()
    inspection = see_findings(engine(), actor(), today(), form.wanted)
    pages = max(1, -(-len(inspection.items) // PAGE_SIZE))
    number = min(_page_number(), pages)
    page = render_template(
        "inspection/index.html",
        form=form,
        inspection=inspection,
        items=inspection.items[(number - 1) * PAGE_SIZE : number * PAGE_SIZE],
        number=number,
        pages=pages,
        page_size=PAGE_SIZE,
        today=today(),
        severities=tuple(Severity),
    )
    return page, 400 if form.errors else 200


@blueprint.get("/inspection.<any(csv, xlsx):extension>")
@requires(Access.EDITING)
def file(extension: str) -> Response:
    """Exactly the findings asked for."""
    form = _filter()
    if form.errors:
        abort(400)
    items = see_findings(engine(), actor(), today(), form.wanted).items
    table = inspection_table(items, today(), form.conditions, language())
    return download_tables([table], f"{_('データの点検')}_{today():%Y%m%d}", extension)


@blueprint.get("/inspection/finding")
@requires(Access.EDITING)
def finding() -> ResponseReturnValue:
    """One finding, with the form to acknowledge it or to take that back."""
    return _finding(_key(request.args), ReasonForm(), [])


@blueprint.post("/inspection/acknowledge")
@requires(Access.EDITING)
def note() -> ResponseReturnValue:
    """Acknowledge a finding."""
    form = ReasonForm(request.form)
    key = _key(request.form)
    if not is_submitted():
        return _finding(key, form, [])
    if not form.validate():
        return _finding(key, form, errors_of(form), 400)
    try:
        procedure = acknowledge(engine(), actor(), key, form.reason.data or "")
    except Outdated as outdated:
        return _finding(key, form, [("", in_readers_language(outdated))], 409)
    except Refused as refused:
        return _finding(key, form, errors_of(form, refused), 400)
    say_next(_("点検事項を確認済みにしました。"), [procedure])
    return redirect(url_for("inspection.index", **_filter().arguments), 303)


@blueprint.post("/inspection/reopen")
@requires(Access.EDITING)
def take_back() -> ResponseReturnValue:
    """Take an acknowledgement back."""
    key = _key(request.form)
    if not is_submitted():
        return _finding(key, ReasonForm(), [])
    try:
        procedure = reopen(engine(), actor(), key)
    except Outdated as outdated:
        return _finding(key, ReasonForm(), [("", in_readers_language(outdated))], 409)
    say_next(_("点検事項の確認を取り消しました。"), [procedure])
    return redirect(url_for("inspection.index", **_filter().arguments), 303)


def _finding(key: Key, form: ReasonForm, errors: Errors, status: int = 200) -> tuple[str, int]:
    """The page of a finding; of one that is no more, what became of it."""
    item = None
    try:
        item = see_finding(engine(), actor(), key)
    except Outdated as outdated:
        errors, status = [("", in_readers_language(outdated))], 409
    arguments = _filter().arguments
    return render_template(
        "inspection/finding.html", item=item, key=key, form=form, errors=errors, arguments=arguments
    ), status


def _filter() -> FilterForm:
    form = FilterForm(request.args, known_organisation(engine()), units_of(actor()))
    form.validate()
    return form


def _key(sent: Any) -> Key:
    """Which finding is meant. A page of ours leaves nothing out."""
    code, check, seen = (sent.get(name, "").replace("\0", "") for name in Key._fields)
    if not code or not check:
        abort(400)
    return Key(code, check, seen)


def _page_number() -> int:
    text = request.args.get("page", "1")
    if not (text.isascii() and text.isdecimal() and 0 < int(text[:6]) <= _LARGEST_PAGE):
        abort(400)
    return int(text)
