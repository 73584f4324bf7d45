"""A file on its way into the catalogue: received, read, shown in what it changes, and then stored or discarded."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

KEPT_FOR = timedelta(days=7)
"""A file that nobody confirms is discarded after that."""


class Subject(Enum):
    """What a file is about."""

    CATALOGUE = "catalogue"
    COUNTS = "counts"


class Stage(Enum):
    """How far a file has come.

    ``READING`` and ``STORING``: a process is at work. ``TO_MAP``: its columns have to be assigned first. ``REFUSED``:
    it has problems. ``READY``: what it changes is known. ``STORED`` and ``DISCARDED`` are ends.
    """

    READING = "reading"
    TO_MAP = "to_map"
    REFUSED = "refused"
    READY = "ready"
    STORING = "storing"
    STORED = "stored"
    DISCARDED = "discarded"


NO_SIGN_OF_LIFE = {Stage.READING: timedelta(minutes=1), Stage.STORING: timedelta(minutes=10)}
"""A process at work says so more often than that; one that does not was ended. While it stores it may not be able to:
on SQLite nobody else writes meanwhile, not even another connection of its own."""


@dataclass(frozen=True, slots=True)
class Upload:
    """What is known of a file without its content.

    ``manner``, ``look`` and ``result`` are JSON, "" where there is none. ``digest``: over what the file changes; who
    confirms says which one was shown. ``confirmed_by``, ``confirmed_from``: who confirmed it, and from which address.
    """

    id: int
    subject: Subject
    file_name: str
    size: int
    sha256: str
    received_at: datetime
    received_by: str
    stage: Stage
    touched_at: datetime
    rows_read: int = 0
    manner: str = ""
    look: str = ""
    result: str = ""
    digest: str = ""
    confirmed_by: str = ""
    confirmed_from: str = ""

    def is_at_work(self, now: datetime) -> bool:
        """Whether a process is reading or storing it right now."""
        return self.stage in NO_SIGN_OF_LIFE and now - self.touched_at < NO_SIGN_OF_LIFE[self.stage]

    def was_interrupted(self, now: datetime) -> bool:
        """Whether the process that was at work ended without a word."""
        return self.stage in NO_SIGN_OF_LIFE and not self.is_at_work(now)
