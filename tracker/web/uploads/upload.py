"""One file on its way in: how it is read, what is wrong with it or what it changes, and taking it in."""

from dataclasses import replace
from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.domain.audit import Details
from tracker.domain.catalogue import HEADINGS
from tracker.domain.coverage import Rate
from tracker.domain.errors import Refused
from tracker.domain.upload import Stage, Subject
from tracker.importing.manner import LayoutName, Manner
from tracker.usecases.catalogue.keep_mapping import keep_mapping
from tracker.usecases.changing import Conflict
from tracker.usecases.uploads.choose_manner import choose_manner
from tracker.usecases.uploads.discard_upload import discard_upload
from tracker.usecases.uploads.said_manner import said_by_manner
from tracker.usecases.uploads.see_upload import UploadSeen, see_upload
from tracker.usecases.uploads.store_upload import confirm_upload
from tracker.usecases.uploads.waiting import Gone, ShownOthers
from tracker.web.access import Access, requires
from tracker.web.conflicts import conflicting
from tracker.web.database import engine
from tracker.web.fields.basic import Errors
from tracker.web.identity import actor, now
from tracker.web.keeping import is_submitted
from tracker.web.languages import in_readers_language
from tracker.web.settings.changing_forms import version_in
from tracker.web.uploads.pages import ONE, blueprint
from tracker.web.uploads.reading_form import ReadingForm
from tracker.web.uploads.starting import go_on
from tracker.web.uploads.words import layout_name, stage_name, subject_names

blueprint.add_app_template_filter(stage_name, "stage")
SECONDS = 2
"""After so many a page that tells how far a file has come asks again."""
AGAIN, USE = "again", "use"
"""What else the form can ask for than the manner that was chosen in it."""
SHOWN = 100
"""Problems and changes on the page; a file to download has them all."""


@blueprint.get(ONE)
@requires(Access.DX)
def show(id_: int) -> ResponseReturnValue:
    """The file as far as it has come. Meanwhile nothing can be typed, so that it may be asked for again and again."""
    seen = see_upload(engine(), actor(), id_)
    return _page(seen), {"Refresh": str(SECONDS)} if seen.upload.is_at_work(now()) else {}


@blueprint.post(f"{ONE}/reading")
@requires(Access.DX)
def read_again(id_: int) -> ResponseReturnValue:
    """Have the file read anew: as it was said in the form, by a mapping that was kept, or just once more."""
    seen = see_upload(engine(), actor(), id_)
    form = ReadingForm(seen, request.form)
    if not is_submitted():
        return _page(seen, form)
    manner, errors = _manner(seen, form)
    if errors:
        return _page(seen, form, errors), 400
    try:
        choose_manner(engine(), actor(), id_, version_in(request.form.get("seen")), manner)
    except Gone as gone:
        return _gone(id_, gone)
    except Conflict as conflict:
        anew = see_upload(engine(), actor(), id_)
        shown = conflicting(conflict, said_by_manner(manner or anew.manner))
        return _page(anew, ReadingForm(anew, request.form), conflict=shown), 409
    _keep(form, manner)
    go_on(id_)
    return redirect(url_for("uploads.show", id_=id_), 303)


@blueprint.post(f"{ONE}/confirm")
@requires(Access.DX)
def confirm(id_: int) -> ResponseReturnValue:
    """Have what was shown stored."""
    if is_submitted():
        try:
            confirm_upload(engine(), actor(), id_, request.form.get("digest", ""))
        except Gone as gone:
            return _gone(id_, gone)
        except ShownOthers as others:
            errors = [("", in_readers_language(others))]
            return _page(see_upload(engine(), actor(), id_), errors=errors), 409
        go_on(id_)
    return redirect(url_for("uploads.show", id_=id_), 303)


@blueprint.post(f"{ONE}/discard")
@requires(Access.DX)
def discard(id_: int) -> ResponseReturnValue:
    """Give the file up."""
    if is_submitted():
        try:
            discard_upload(engine(), actor(), id_)
        except Gone as gone:
            return _gone(id_, gone)
        flash(_("このファイルは取り込まないことにしました。"))
    return redirect(url_for("uploads.show", id_=id_), 303)


def _manner(seen: UploadSeen, form: ReadingForm) -> tuple[Manner | None, Errors]:
    """How the file is to be read, None for as it was; and what is wrong."""
    act = request.form.get("act")
    if act == AGAIN:
        return None, []
    if act != USE:
        return form.chosen()
    kept = next((each for each in seen.kept if each.name == request.form.get("kept")), None)
    if kept is None:
        return None, [("kept", _("この名前の対応付けはありません。"))]
    return replace(seen.manner, layout=LayoutName.MAPPED, mapping=kept.mapping, header_row=None), []


def _keep(form: ReadingForm, manner: Manner | None) -> None:
    """Keep the mapping under the name that was given. Where that cannot be, the next page says so."""
    name = (form.form.keep_as.data or "").strip()
    if not name or manner is None or manner.mapping is None or request.form.get("act") == USE:
        return
    try:
        keep_mapping(engine(), actor(), name, manner.mapping)
    except Refused as refused:
        flash(in_readers_language(refused))


def _gone(id_: int, gone: Gone) -> ResponseReturnValue:
    flash(in_readers_language(gone))
    return redirect(url_for("uploads.show", id_=id_), 303)


def _page(seen: UploadSeen, form: ReadingForm | None = None, errors: Errors | None = None, conflict: Any = None) -> str:
    upload, moment = seen.upload, now()
    changes = seen.result.changes if seen.result else {}
    return render_template(
        "uploads/show.html",
        seen=seen,
        upload=upload,
        now=moment,
        subject=subject_names()[upload.subject],
        layout=layout_name(seen.look.layout) if seen.look and upload.subject is Subject.CATALOGUE else "",
        running=upload.is_at_work(moment),
        interrupted=upload.was_interrupted(moment),
        form=form or ReadingForm(seen),
        errors=errors or [],
        conflict=conflict,
        changes_anything=any(changes.get(kind) for kind in ("added", "changed")),
        totals=_totals(changes) if upload.subject is Subject.CATALOGUE else {},
        shown=SHOWN,
        Stage=Stage,
        Subject=Subject,
    )


def _totals(changes: Details) -> dict[str, Details]:
    """The figures before and after as templates print them."""
    return {
        side: {
            **changes[side],
            "rate": Rate(*changes[side]["rate"]),
            "as_of": date.fromisoformat(changes[side]["as_of"]),
        }
        for side in ("before", "after")
        if side in changes
    }


@blueprint.app_template_filter("with_new_status")
def with_new_status(changed: list[Details]) -> list[tuple[Details, str, str]]:
    """The procedures whose status changes, with the old and the new one."""
    heading = HEADINGS["online_status"]
    return [(item, old, new) for item in changed for name, old, new in item["cells"] if name == heading]
