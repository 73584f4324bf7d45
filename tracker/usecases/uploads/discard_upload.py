"""取り込まない: a file is given up, and its content with it."""

from sqlalchemy import Engine

from tracker.domain.account import Actor
from tracker.domain.audit import Act, Action
from tracker.domain.upload import Stage
from tracker.storage import audit, uploads
from tracker.storage.transactions import writing_logged
from tracker.usecases.uploads.waiting import OPEN, about_upload, check_waiting, upload_for


def discard_upload(engine: Engine, actor: Actor, id_: int) -> None:
    """Give a file up. Raises ``NotThere``, or ``Gone`` where that is not possible any more, or not right now."""
    with writing_logged(engine) as connection:
        upload = upload_for(connection, actor, id_)
        check_waiting(upload, actor.at)
        uploads.settle(connection, id_, Stage.DISCARDED, OPEN)
        about = (about_upload(id_),)
        act = Act(actor.at, actor.who, actor.origin, Action.DISCARD_FILE, upload.file_name, {}, {}, about)
        audit.append(connection, act)
