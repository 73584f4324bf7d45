"""台帳の取込み: the files on their way in, and everything that the page of one shows."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Engine

from tracker.domain.account import Actor, Role
from tracker.domain.errors import NotThere
from tracker.domain.organisation import Organisation
from tracker.domain.upload import Upload
from tracker.importing.look import Look, look_from_json
from tracker.importing.manner import Manner, manner_from_json
from tracker.storage import audit, mappings, organisation, uploads
from tracker.storage.mappings import KeptMapping
from tracker.storage.transactions import reading
from tracker.usecases.uploads.result import Result, result_from_json
from tracker.usecases.uploads.waiting import about_upload, upload_for

MOST_LISTED = 50


@dataclass(frozen=True, slots=True)
class UploadSeen:
    """A file as far as it has come. ``version``: for who changes how it is read.

    ``look`` and ``result`` are None as long as there is none. ``kept``: the mappings to choose from.
    """

    upload: Upload
    version: int
    manner: Manner
    look: Look | None
    result: Result | None
    kept: Sequence[KeptMapping]
    organisation: Organisation


def list_uploads(engine: Engine, actor: Actor) -> list[Upload]:
    """The last files, the newest first. Raises ``NotThere`` for everybody but the DX team."""
    if actor.role is not Role.DX:
        raise NotThere
    with reading(engine) as connection:
        return uploads.listed(connection, MOST_LISTED)


def see_upload(engine: Engine, actor: Actor, id_: int) -> UploadSeen:
    """One file. Raises ``NotThere``."""
    with reading(engine) as connection:
        upload = upload_for(connection, actor, id_)
        return UploadSeen(
            upload,
            audit.version_of(connection, about_upload(id_)),
            manner_from_json(upload.manner) if upload.manner else Manner(),
            look_from_json(upload.look) if upload.look else None,
            result_from_json(upload.result) if upload.result else None,
            mappings.kept(connection),
            organisation.load(connection),
        )
