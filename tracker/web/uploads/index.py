"""台帳の取込み: the files sent last, and sending one."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import Form

from tracker.domain.errors import Refused
from tracker.domain.upload import Subject
from tracker.importing.limits import MAX_FILE_BYTES
from tracker.usecases.uploads.receive_file import receive_file
from tracker.usecases.uploads.see_upload import list_uploads
from tracker.usecases.uploads.subjects import HANDLING
from tracker.web.access import Access, requires
from tracker.web.database import engine
from tracker.web.fields.basic import ChoiceField, Errors, errors_of
from tracker.web.identity import actor, now
from tracker.web.keeping import is_submitted
from tracker.web.languages import in_readers_language
from tracker.web.security import largest_request
from tracker.web.uploads import files, mappings, upload
from tracker.web.uploads.pages import blueprint
from tracker.web.uploads.starting import go_on
from tracker.web.uploads.words import subject_names

PARTS = (upload, files, mappings)
"""Where the other pages of the part are: importing them puts them there."""


class SendingForm(Form):  # type: ignore[misc]  # wtforms has no types
    """What the file is about. The file itself is no field."""

    subject = ChoiceField(default=Subject.CATALOGUE.value)

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)
        names = subject_names()
        self.subject.choices = [(subject.value, names[subject]) for subject in HANDLING]


@blueprint.get("")
@requires(Access.DX)
def index() -> str:
    """The files sent last, and the form to send another."""
    return _page(SendingForm())


@blueprint.post("")
@requires(Access.DX)
@largest_request(MAX_FILE_BYTES)
def receive() -> ResponseReturnValue:
    """Keep the file and have it read; its page then says how far that has come."""
    if not is_submitted():
        return redirect(url_for("uploads.index"), 303)
    form = SendingForm(request.form)
    errors: Errors = [] if form.validate() else errors_of(form)
    file = request.files.get("file")
    if file is None or not file.filename:
        errors.append(("file", _("取り込むファイルを選んでください。")))
    if errors or file is None:
        return _page(form, errors), 400
    try:
        id_ = receive_file(engine(), actor(), Subject(form.subject.data), file.filename or "", file.stream)
    except Refused as refused:
        return _page(form, [("file", in_readers_language(refused))]), 400
    go_on(id_)
    return redirect(url_for("uploads.show", id_=id_), 303)


def _page(form: SendingForm, errors: Errors | None = None) -> str:
    return render_template(
        "uploads/index.html",
        uploads=list_uploads(engine(), actor()),
        form=form,
        errors=errors or [],
        now=now(),
        subjects=subject_names(),
        most=MAX_FILE_BYTES // 1_000_000,
    )
