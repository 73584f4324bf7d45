"""Where an import came from."""

from typing import NamedTuple

from sqlalchemy import Connection

from tracker.domain.audit import About, Kind
from tracker.domain.errors import NotThere
from tracker.domain.upload import Stage
from tracker.storage import uploads


class Source(NamedTuple):
    """Where an import came from, for the log. ``origin``: the command or address. ``upload``: the file as received."""

    file_name: str
    sha256: str
    origin: str
    upload: int | None = None

    @property
    def about(self) -> tuple[About, ...]:
        """The file as the log names it; nothing for one that was never received."""
        return () if self.upload is None else (About(Kind.UPLOAD, str(self.upload)),)


def note_stored(connection: Connection, source: Source) -> None:
    """Bring the file to its end in the transaction that stores what it says.

    Raises ``NotThere`` where it is not being stored any more: somebody gave it up meanwhile.
    """
    if source.upload is None:
        return
    if not uploads.settle(connection, source.upload, Stage.STORED, (Stage.STORING,)):
        raise NotThere
