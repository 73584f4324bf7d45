"""依頼文 and 督促文 to be kept as files."""

from collections.abc import Sequence

from flask import Response
from flask_babel import gettext as _

from tracker.domain.labels import number as printed
from tracker.domain.letters import Letter
from tracker.exporting.letters import write_text, write_word
from tracker.usecases.inquiries.write_letters import write_reminders, write_request
from tracker.web.access import Access, requires
from tracker.web.database import engine
from tracker.web.downloads import download
from tracker.web.identity import actor
from tracker.web.inquiries.pages import NUMBER, blueprint
from tracker.web.reports.addresses import municipality

FORMAT = "<any(docx, txt):extension>"


@blueprint.get(f"/{NUMBER}/request.{FORMAT}")
@requires(Access.DX)
def request_file(number: int, extension: str) -> Response:
    """依頼文."""
    letter = write_request(engine(), actor(), number, municipality().name)
    return _file([letter], _("依頼文_第%(number)s回照会", number=printed(number)), extension)


@blueprint.get(f"/{NUMBER}/reminder.{FORMAT}")
@requires(Access.DX)
def reminder_file(number: int, extension: str) -> Response:
    """督促文 of every division of which answers are missing."""
    letters = write_reminders(engine(), actor(), number, municipality().name)
    return _file(list(letters.values()), _("督促文_第%(number)s回照会", number=printed(number)), extension)


def _file(letters: Sequence[Letter], name: str, extension: str) -> Response:
    return download(write_word(letters) if extension == "docx" else write_text(letters), name, extension)
