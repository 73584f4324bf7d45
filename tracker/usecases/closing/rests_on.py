"""Which replies a month rests on when it is closed: to which inquiries, and how far each division has come."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from tracker.domain.inquiry import Inquiry, last_about
from tracker.domain.work import Replies, replies
from tracker.storage import inquiries, procedures


@dataclass(frozen=True, slots=True)
class Resting:
    """``inquiries``: the last about each procedure, the oldest first; none where nobody was asked."""

    inquiries: tuple[Inquiry, ...]
    replies: tuple[Replies, ...]

    @property
    def incomplete(self) -> tuple[Replies, ...]:
        """The divisions that have not answered everything."""
        return tuple(line for line in self.replies if not line.is_complete)

    @property
    def complete(self) -> int:
        """How many divisions have answered everything."""
        return len(self.replies) - len(self.incomplete)


def rests_on(connection: Connection, today: date) -> Resting:
    """As things stand today."""
    stated = procedures.all_as_stated(connection)
    return Resting(last_about(inquiries.listed(connection), stated, today), replies(stated, today))
