"""依頼文をメールで送る: to every division asked whose address is known."""

from collections.abc import Collection

from sqlalchemy import Connection, Engine

from tracker.domain.account import Actor
from tracker.domain.audit import Action
from tracker.domain.letters import request_letter
from tracker.domain.procedure import Unit
from tracker.mailing import MailServer
from tracker.storage import inquiries
from tracker.usecases.inquiries.mail_letters import Delivery, Sending, deliver
from tracker.usecases.inquiries.write_letters import Letters, found_by


def mail_request(
    engine: Engine, actor: Actor, server: MailServer, number: int, seen: int, municipality: str = ""
) -> Delivery:
    """Send 依頼文. ``seen``: the version of what was sent. Raises ``NotThere``, ``Conflict`` and ``Refused``."""

    def letters(connection: Connection) -> Letters:
        inquiry = found_by(connection, actor, number)
        about = inquiries.subjects_of(connection, inquiry)
        letter = request_letter(inquiry, about, municipality)
        return {item.unit: letter for item in about}

    def keep(_connection: Connection, _delivered: Collection[Unit]) -> None:
        """That it was sent stands in the log alone."""

    return deliver(engine, actor, server, Sending(number, seen, Action.MAIL_INQUIRY, letters, keep))
