"""Read a file and work out what it changes: the work of a process of its own."""

from datetime import datetime

from sqlalchemy import Engine

from tracker.domain.errors import Refused
from tracker.domain.fiscal import local_day
from tracker.domain.upload import Stage
from tracker.importing.apart import apart
from tracker.importing.files_read import needs_mapping
from tracker.importing.look import Look, look_at, look_to_json
from tracker.importing.problem import CannotReadOn
from tracker.storage import uploads
from tracker.storage.transactions import writing_aside
from tracker.usecases.uploads.result import Result, refusal, result_of, result_to_json
from tracker.usecases.uploads.store_upload import store_upload
from tracker.usecases.uploads.subjects import HANDLING, Handling
from tracker.usecases.uploads.working import Clock, Work, read_apart, taken_up


def examine(engine: Engine, id_: int, clock: Clock) -> None:
    """Do what a file waits for: read it, or store it. Nothing where it waits for nothing."""
    work = taken_up(engine, id_, clock)
    if work is None:
        return
    handling = HANDLING[work.upload.subject]
    if work.upload.stage is Stage.STORING:
        store_upload(work, handling)
    else:
        read_upload(work, handling)


def note_ended(engine: Engine, id_: int, now: datetime) -> None:
    """Note that the process of a file has ended without a word, so that nobody waits for it."""
    with writing_aside(engine) as connection:
        uploads.note_ended(connection, id_, now)


def read_upload(work: Work, handling: Handling) -> None:
    """Say what the file changes, why it is refused, or that its columns have to be assigned."""
    look, found = Look(), None
    with work.file() as path:
        try:
            with work.showing_life():
                look = apart(look_at, path, work.manner)
            if not (handling.is_mapped and needs_mapping(look)):
                found = read_apart(work, handling, path)
        except (CannotReadOn, Refused) as stop:
            work.finish(Stage.REFUSED, look=look_to_json(look), result=result_to_json(refusal(stop)), digest="")
            return
    if found is None or (handling.is_mapped and needs_mapping(found)):
        open_ = Result(found.problems, found.warnings) if found else Result()
        work.finish(Stage.TO_MAP, look=look_to_json(look), result=result_to_json(open_), digest="")
        return
    now = work.clock()
    with work.showing_life():
        outcome = handling.preview(work.engine, found, work.manner, now, work.upload.received_by)
        result = result_to_json(result_of(handling, outcome, local_day(now)))
    stage = Stage.READY if outcome.accepted else Stage.REFUSED
    work.finish(stage, look=look_to_json(look), result=result, digest=outcome.digest)
