"""操作履歴: what was done, by whom and when, and whether the log is what was written."""

from flask import Blueprint, Response, abort, render_template, request
from flask_babel import gettext as _

from tracker.domain.audit import check_number
from tracker.domain.audit_reading import action_text, lines_of
from tracker.exporting.log import log_table
from tracker.storage.audit_search import MOST
from tracker.usecases.log.see_log import MOST_ROWS, extract_log, see_log
from tracker.usecases.log.verify_log import verify_log
from tracker.web.access import Access, requires
from tracker.web.clock import now, today
from tracker.web.database import engine
from tracker.web.downloads import download_tables
from tracker.web.languages import language
from tracker.web.log.form import LogForm

PAGE_SIZE = 50
blueprint = Blueprint("log", __name__)
blueprint.add_app_template_filter(lines_of, "lines_of")


@blueprint.app_template_filter("action")
def named_action(code: str) -> str:
    """The name of an action in the reader's language; one that is not known stays as it is."""
    return action_text(code, language())


@blueprint.get("/log")
@requires(Access.DX)
def index() -> tuple[str, int]:
    """A page of the entries selected, newest first."""
    form = LogForm(request.args)
    form.validate()
    before, after = (_place(request.args.get(name)) for name in ("before", "after"))
    found = see_log(engine(), form.selection, PAGE_SIZE, before=before, after=after)
    page = render_template("log/index.html", form=form, found=found, page_size=PAGE_SIZE, most=MOST_ROWS)
    return page, 400 if form.errors else 200


@blueprint.get("/log.<any(csv, xlsx):extension>")
@requires(Access.DX)
def file(extension: str) -> Response:
    """Exactly the entries selected."""
    form = LogForm(request.args)
    if not form.validate():
        abort(400)
    found = extract_log(engine(), form.selection)
    cut_at = MOST_ROWS if found.is_cut else None
    table = log_table(found.entries, form.conditions, cut_at=cut_at, language=language())
    cut = _("_新しい%(count)s件", count=MOST_ROWS) if found.is_cut else ""
    return download_tables([table], f"{_('操作履歴')}_{today():%Y%m%d}{cut}", extension)


@blueprint.get("/log/verification")
@requires(Access.DX)
def verification() -> str:
    """Whether the log is what was written, computed anew."""
    result = verify_log(engine())
    return render_template(
        "log/verification.html",
        result=result,
        check_number=check_number(result.head.digest),
        around=None if result.bad is None else result.bad + PAGE_SIZE // 2,
        now=now(),
    )


def _place(text: str | None) -> int | None:
    """The number of an entry, from an address."""
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(MOST)) and int(text) <= MOST):
        abort(400)
    return int(text)
