"""What the process that is at work on a file does in any case: the file on disk, signs of life, and its last word."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from threading import Event, Thread
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from tracker.domain.fiscal import local_day
from tracker.domain.upload import Stage, Upload
from tracker.importing.apart import apart
from tracker.importing.manner import Manner, manner_from_json
from tracker.storage import audit, uploads
from tracker.storage.transactions import reading, writing_aside, writing_logged
from tracker.usecases.uploads.subjects import Handling
from tracker.usecases.uploads.waiting import about_upload

Clock = Callable[[], datetime]
SIGN_EVERY = 1.0
"""Seconds."""


@dataclass(slots=True)
class Work:
    """A file that this process is at work on. ``version``: as the log had it at the beginning.

    ``rows``: how many are read so far.
    """

    engine: Engine
    clock: Clock
    upload: Upload
    version: int
    rows: int = 0
    _done: Event = field(default_factory=Event)

    @property
    def manner(self) -> Manner:
        """How the file is to be read."""
        return manner_from_json(self.upload.manner) if self.upload.manner else Manner()

    @contextmanager
    def file(self) -> Iterator[Path]:
        """The content where readers of files find it; gone afterwards."""
        with tempfile.TemporaryDirectory(prefix="tracker-") as folder:
            path = Path(folder, "file")
            with path.open("wb") as file, reading(self.engine) as connection:
                for piece in uploads.pieces(connection, self.upload.id):
                    file.write(piece)
            yield path

    @contextmanager
    def showing_life(self) -> Iterator[None]:
        """A sign of life every now and then, with the rows read so far."""
        self._done.clear()
        thread = Thread(target=self._show_life, daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._done.set()
            thread.join()

    def note_rows(self, rows: int) -> None:
        """So many are read by now."""
        self.rows = rows

    def finish(self, stage: Stage, **known: Any) -> None:
        """Say what came of it, unless the file was given to another process, or given up, meanwhile."""
        with writing_logged(self.engine) as connection:
            current = uploads.find(connection, self.upload.id)
            version = audit.version_of(connection, about_upload(self.upload.id))
            if current is not None and (current.stage, version) == (self.upload.stage, self.version):
                known = {"touched_at": self.clock(), "rows_read": self.rows, **known}
                uploads.save(connection, replace(current, stage=stage, **known))

    def _show_life(self) -> None:
        while not self._done.wait(SIGN_EVERY):
            # Somebody may be writing for long, this process itself perhaps: the next sign will do.
            with suppress(DBAPIError), writing_aside(self.engine) as connection:
                uploads.note_alive(connection, self.upload.id, self.clock(), self.rows)


def taken_up(engine: Engine, id_: int, clock: Clock) -> Work | None:
    """The work on a file that waits for a process; None where there is nothing to do with it."""
    with reading(engine) as connection:
        upload = uploads.find(connection, id_)
        if upload is None or upload.stage not in uploads.AT_WORK:
            return None
        return Work(engine, clock, upload, audit.version_of(connection, about_upload(id_)))


def read_apart(work: Work, handling: Handling, path: Path) -> Any:
    """What the file says, read in a child process. Raises ``CannotReadOn`` or ``Refused``."""
    with work.showing_life():
        return apart(handling.read, path, work.manner, local_day(work.clock()), progress=work.note_rows)
