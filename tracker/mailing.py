"""Mail through the municipality's own server, with nothing but the standard library."""

import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from enum import Enum
from typing import NamedTuple

from tracker.domain.errors import Refused
from tracker.settings import Settings

SECONDS = 15
"""How long a server may take for an answer."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed in, and in whose name. ``user`` "": without signing in."""

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)
    starttls: bool = False


def server_of(settings: Settings) -> MailServer | None:
    """The server that an installation names; None where it sends no mail."""
    if not settings.smtp_host:
        return None
    return MailServer(
        settings.smtp_host,
        settings.smtp_port,
        settings.mail_from,
        settings.smtp_user,
        settings.smtp_password,
        settings.smtp_starttls,
    )


def set_up(server: MailServer | None) -> MailServer:
    """The server. Raises ``Refused`` where there is none."""
    if server is None:
        raise Refused("メールを送る設定がありません。", "Mail is not set up.")
    return server


class Message(NamedTuple):
    """A mail of plain text to one address."""

    to: str
    subject: str
    text: str


class Failure(Enum):
    """Why a mail did not go: no server, no encryption, no signing in, not taken."""

    UNREACHABLE = "unreachable"
    NOT_ENCRYPTED = "not encrypted"
    NOT_SIGNED_IN = "not signed in"
    REFUSED = "refused"


def send(server: MailServer, messages: Sequence[Message], at: datetime) -> list[Failure | None]:
    """Hand in each mail; of each, why it did not go, None where it did.

    What the server says is not kept: it names addresses. Once the server is gone, the rest is not tried any more.
    """
    results: list[Failure | None] = []
    try:
        with smtplib.SMTP(server.host, server.port, timeout=SECONDS) as connection:
            refusal = _begin(connection, server)
            results += [refusal] * len(messages) if refusal else []
            for message in messages[len(results) :]:
                results.append(_hand_in(connection, _mail(server, message, at)))
    except OSError:  # which smtplib's own errors are, too; where only the farewell failed, every mail has its result
        results += [Failure.UNREACHABLE] * (len(messages) - len(results))
    return results


def _begin(connection: smtplib.SMTP, server: MailServer) -> Failure | None:
    """Never without the encryption that is wanted: the password would be read along."""
    try:
        if server.starttls:
            connection.starttls(context=ssl.create_default_context())
    except OSError:
        return Failure.NOT_ENCRYPTED
    try:
        if server.user:
            connection.login(server.user, server.password)
    except OSError:
        return Failure.NOT_SIGNED_IN
    return None


def _hand_in(connection: smtplib.SMTP, mail: EmailMessage) -> Failure | None:
    """Raises once the connection is gone; what is wrong with one mail does not keep the others."""
    try:
        connection.send_message(mail)
    except smtplib.SMTPServerDisconnected:
        raise
    except smtplib.SMTPException:
        return Failure.REFUSED
    return None


def _mail(server: MailServer, message: Message, at: datetime) -> EmailMessage:
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = message.subject, server.sender, message.to
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = make_msgid(domain=server.sender.rpartition("@")[2])
    mail.set_content(message.text)
    return mail
