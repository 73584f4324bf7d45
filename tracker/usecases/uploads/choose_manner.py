"""この読み取り方で読み直す: how a file is read, said by an officer."""

from dataclasses import replace

from sqlalchemy import Engine

from tracker.domain.account import Actor
from tracker.domain.audit import Act, Action
from tracker.domain.upload import Stage
from tracker.importing.manner import Manner, manner_from_json, manner_to_json
from tracker.storage import audit, uploads
from tracker.storage.transactions import writing_logged
from tracker.usecases.changing import check_unchanged
from tracker.usecases.uploads.said_manner import said_by_manner
from tracker.usecases.uploads.waiting import about_upload, check_waiting, upload_for


def choose_manner(engine: Engine, actor: Actor, id_: int, seen: int, manner: Manner | None) -> None:
    """Note that the file is to be read anew, in another manner or, with None, in the same.

    ``seen``: the version of the file that the person saw. Raises ``NotThere``, ``Gone``, and ``Conflict`` where
    somebody else has chosen meanwhile.
    """
    with writing_logged(engine) as connection:
        upload = upload_for(connection, actor, id_)
        check_waiting(upload, actor.at)
        about = about_upload(id_)
        check_unchanged(connection, about, seen)
        before = manner_from_json(upload.manner) if upload.manner else Manner()
        after = before if manner is None else manner
        begun = replace(upload, stage=Stage.READING, touched_at=actor.at, rows_read=0, manner=manner_to_json(after))
        uploads.save(connection, begun)
        old, new = said_by_manner(before), said_by_manner(after)
        changed = [heading for heading in new if old[heading] != new[heading]]
        act = Act(
            actor.at,
            actor.who,
            actor.origin,
            Action.READ_FILE,
            upload.file_name,
            {heading: old[heading] for heading in changed},
            {heading: new[heading] for heading in changed},
            (about,),
        )
        audit.append(connection, act)
