"""A mail server on this machine that takes, refuses or drops what it is given, for tests of sending."""

import base64
import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Thread

from tracker.mailing import MailServer

SENDER = "dx@city.example.lg.jp"
USER, PASSWORD = "tracker", "p4ssw0rd-of-mail"


@dataclass
class Post:
    """``taken``: the mails, by the address they are for. ``refused``: addresses that are not known; ``drops_at``: the
    address at which the connection breaks off. ``wants_password``: whether one has to sign in.
    """

    port: int = 0
    taken: dict[str, EmailMessage] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    drops_at: str = ""
    wants_password: bool = False

    def server(self, **changed: object) -> MailServer:
        """How it is reached."""
        return MailServer(**{"host": "127.0.0.1", "port": self.port, "sender": SENDER, **changed})  # type: ignore[arg-type]


@contextmanager
def post_office(**chosen: object) -> Iterator[Post]:
    """A server that runs meanwhile."""
    post = Post(**chosen)  # type: ignore[arg-type]

    class Talk(_Talk):
        office = post

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk) as server:
        server.daemon_threads = True
        post.port = server.server_address[1]
        Thread(target=server.serve_forever, daemon=True).start()
        yield post
        server.shutdown()


class _Talk(socketserver.StreamRequestHandler):
    """As much of RFC 5321 as smtplib needs; it cannot encrypt."""

    office: Post

    def handle(self) -> None:
        """One connection."""
        self._say("220 ready")
        to, signed_in = "", not self.office.wants_password
        for line in self.rfile:
            word, _, rest = line.decode().strip().partition(" ")
            if word.upper() == "EHLO":
                self._say("250-here\r\n250 AUTH PLAIN")
            elif word.upper() == "AUTH":
                signed_in = base64.b64decode(rest.split()[1]) == f"\0{USER}\0{PASSWORD}".encode()
                self._say("235 in" if signed_in else f"535 not {USER}")
            elif word.upper() == "MAIL":
                self._say("250 ok" if signed_in else "530 who are you")
            elif word.upper() == "RCPT":
                to = rest[rest.index("<") + 1 : rest.index(">")]
                if to == self.office.drops_at:
                    return
                self._say(f"550 no {to} here" if to in self.office.refused else "250 ok")
            elif word.upper() == "DATA":
                self._say("354 go on")
                self.office.taken[to] = self._mail()
                self._say("250 taken")
            else:
                self._say("221 bye" if word.upper() == "QUIT" else "250 ok" if word.upper() == "RSET" else "502 what")

    def _mail(self) -> EmailMessage:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b"."))
        found = message_from_bytes(b"".join(lines), policy=policy.default)
        assert isinstance(found, EmailMessage)
        return found

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())
