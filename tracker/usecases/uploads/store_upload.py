"""この内容で取り込む: somebody confirms what was shown, and a process of its own stores it, all or nothing."""

from dataclasses import replace

from sqlalchemy import Engine

from tracker.domain.account import Actor
from tracker.domain.errors import NotThere, Refused
from tracker.domain.fiscal import local_day
from tracker.domain.upload import Stage
from tracker.importing.problem import CannotReadOn
from tracker.storage import uploads
from tracker.storage.transactions import writing_logged
from tracker.usecases.catalogue.import_catalogue import Overtaken
from tracker.usecases.uploads.result import refusal, result_of, result_to_json
from tracker.usecases.uploads.source import Source
from tracker.usecases.uploads.subjects import Handling
from tracker.usecases.uploads.waiting import ShownOthers, check_waiting, upload_for
from tracker.usecases.uploads.working import Work, read_apart


def confirm_upload(engine: Engine, actor: Actor, id_: int, shown: str) -> None:
    """Note that the file is to be stored. ``shown``: the digest of the changes that were shown.

    Raises ``NotThere``, ``Gone``, and ``ShownOthers`` where the file changes something else by now.
    """
    with writing_logged(engine) as connection:
        upload = upload_for(connection, actor, id_)
        check_waiting(upload, actor.at)
        if upload.stage is not Stage.READY or upload.digest != shown:
            raise ShownOthers
        confirmed = replace(upload, stage=Stage.STORING, confirmed_by=actor.who, confirmed_from=actor.origin)
        uploads.save(connection, replace(confirmed, touched_at=actor.at, rows_read=0))


def store_upload(work: Work, handling: Handling) -> None:
    """Store the file in the name of who confirmed it. What was overtaken is shown anew instead."""
    upload = work.upload
    try:
        with work.file() as path:
            found = read_apart(work, handling, path)
    except (CannotReadOn, Refused) as stop:
        work.finish(Stage.REFUSED, result=result_to_json(refusal(stop)), digest="")
        return
    now = work.clock()
    source = Source(upload.file_name, upload.sha256, upload.confirmed_from, upload.id)
    try:
        with work.showing_life():
            outcome = handling.store(work.engine, found, work.manner, now, upload.confirmed_by, source, upload.digest)
    except NotThere:
        return  # given up meanwhile
    except Overtaken as overtaken:
        outcome, is_overtaken = overtaken.outcome, True
    else:
        is_overtaken = False
        if outcome.accepted:
            return  # its end is part of what was stored
    work.finish(
        Stage.READY if outcome.accepted else Stage.REFUSED,
        result=result_to_json(result_of(handling, outcome, local_day(now), overtaken=is_overtaken)),
        digest=outcome.digest,
    )
