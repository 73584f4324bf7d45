"""確認待ち: the DX team confirms what divisions stated, or sends it back."""

from typing import NamedTuple

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.domain import labels
from tracker.domain.catalogue import HEADINGS
from tracker.domain.confirmation import Waiting
from tracker.domain.errors import Refused
from tracker.domain.said import SINCE, Said, said_by_record
from tracker.domain.status import StatusRecord
from tracker.usecases.changing import Conflict
from tracker.usecases.confirmation.awaiting_confirmation import Desk, awaiting_confirmation
from tracker.usecases.confirmation.confirm_records import confirm_records
from tracker.usecases.confirmation.send_back_records import send_back_records
from tracker.usecases.figures.show_progress import show_progress
from tracker.web.access import Access, requires
from tracker.web.clock import today
from tracker.web.confirmation.decision_form import (
    CONFIRM,
    DecisionForm,
    Kept,
    Sent,
    all_ticked,
    kept_of,
    key_of,
    token_of,
)
from tracker.web.conflicts import conflicting
from tracker.web.database import engine
from tracker.web.identity import actor
from tracker.web.keeping import is_submitted
from tracker.web.languages import language
from tracker.web.messages import say_next

PAGE_SIZE = 100
RECORDS, COUNTS = "1", "counts"
"""What すべて選ぶ chooses."""
_STATUS, _ADDRESS = HEADINGS["online_status"], HEADINGS["url"]
blueprint = Blueprint("confirmation", __name__)


class Changed(NamedTuple):
    """One field of a statement that differs from what holds now. ``is_japanese``: written by an officer.

    The address stands in a field of its own, to be copied, whenever there is one.
    """

    name: str
    old: str
    new: str
    is_japanese: bool


@blueprint.get("/confirmation")
@requires(Access.DX)
def index() -> ResponseReturnValue:
    """Everything that awaits confirmation, the oldest first."""
    return page(tick=request.args.get("all", ""))


@blueprint.post("/confirmation")
@requires(Access.DX)
def decide() -> ResponseReturnValue:
    """Confirm or send back what was chosen: all of it or nothing."""
    form = DecisionForm(request.form)
    if not is_submitted():
        return page(kept_of(form.sent))
    if form.problem:
        return page(kept_of(form.sent, form.problem)), 400
    try:
        say_next(_carried_out(form.sent))
    except Conflict as conflict:
        return page(kept_of(form.sent, refused=conflict), conflict=conflict), 409
    except Refused as refused:
        return page(kept_of(form.sent, refused=refused)), 400
    return redirect(url_for("confirmation.index"), 303)


@blueprint.app_template_filter("changed_fields")
def changed_fields(waiting: Waiting) -> list[Changed]:
    """Old beside new, field by field, in the reader's language; only what differs."""
    old, new = (_said(waiting, record) for record in (waiting.old, waiting.new))
    names = _names()
    if waiting.new is None:
        names = {_STATUS: names[_STATUS]}
    elif waiting.record.url:
        del names[_ADDRESS]
    return [
        Changed(name, old.get(heading, ""), new.get(heading, ""), heading == HEADINGS["note"])
        for heading, name in names.items()
        if old.get(heading, "") != new.get(heading, "")
    ]


def _carried_out(sent: Sent) -> str:
    """Do it, and say what was done."""
    if sent.act == CONFIRM:
        count = confirm_records(engine(), actor(), sent.chosen)
        rate = show_progress(engine(), today()).coverage.availability_rate_by_cases
        text = _(
            "%(count)s件の登録を確認しました。オンライン化率（件数ベース）は%(rate)s（%(fraction)s）です。",
            count=count,
            rate=labels.percent(rate, language()),
            fraction=labels.fraction(rate, language()),
        )
    else:
        count = send_back_records(engine(), actor(), sent.chosen, sent.comment)
        text = _("%(count)s件の登録を差し戻しました。所管課の「自課の手続」に表示されます。", count=count)
    return str(text)


def page(kept: Kept | None = None, counts: Kept | None = None, conflict: Conflict | None = None, tick: str = "") -> str:
    """The page, with a form for records or for counts as it was sent. ``tick``: which of them are all chosen."""
    desk = awaiting_confirmation(engine(), today(), PAGE_SIZE)
    kept = kept or (all_ticked(desk.items) if tick == RECORDS else Kept())
    counts = counts or (all_ticked(desk.counts) if tick == COUNTS else Kept())
    return render_template(
        "confirmation/index.html",
        desk=desk,
        kept=kept,
        kept_counts=counts,
        problem=kept.problem or counts.problem,
        problem_place="count-comment" if counts.problem_is_comment else _problem_place(kept, desk),
        conflict=conflicting(conflict, {}) if conflict else None,
        token_of=token_of,
        key_of=key_of,
    )


def _problem_place(kept: Kept, desk: Desk) -> str:
    """The id of the field that is wrong; "" where it is none, or its record is no longer there."""
    if not kept.problem_is_comment:
        return ""
    if kept.single is None:
        return "comment"
    numbers = {key_of(item): number for number, item in enumerate(desk.items, 1)}
    return f"comment-{numbers[kept.single]}" if kept.single in numbers else ""


def _names() -> dict[str, str]:
    """The fields that are compared, by their headings in the catalogue."""
    return {
        _STATUS: _("オンライン化状況"),
        SINCE: _("いつから"),
        HEADINGS["online_scope"]: _("オンラインでできる範囲"),
        HEADINGS["channels"]: _("受付方法"),
        _ADDRESS: _("申請URL"),
        HEADINGS["note"]: _("備考"),
    }


def _said(waiting: Waiting, record: StatusRecord | None) -> Said:
    """What a record states; where nothing is stated, that the procedure counts as not online."""
    if record is None:
        return {_STATUS: _("登録なし（未実施として集計）")}
    said = said_by_record(record, language())
    if record.effective_on is None:
        day = labels.day(waiting.procedure.active_from, language())
        said[SINCE] = _("%(day)s以前（日付の記載なし）", day=day)
    return said
