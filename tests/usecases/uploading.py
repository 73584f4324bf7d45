"""Files on their way in, for the use cases: sent by the DX team, and read or stored at once."""

import io
from datetime import timedelta

from sqlalchemy import Engine

from tests.build import NOW
from tests.people import actor
from tracker import files
from tracker.domain.account import Actor
from tracker.domain.upload import Subject, Upload
from tracker.storage import uploads
from tracker.storage.transactions import reading
from tracker.usecases.uploads.read_upload import examine
from tracker.usecases.uploads.receive_file import receive_file
from tracker.usecases.uploads.see_upload import UploadSeen, see_upload
from tracker.usecases.uploads.store_upload import confirm_upload

LATER = NOW + timedelta(days=1)
HEADINGS = "手続ID,手続名,所管課,年間受付件数,件数年度,オンライン化状況\n"
NEW_ROW = "X-001,新しい届出,税務課,100,R4,未実施\n"


def team(name: str = "推進 花子", at=LATER) -> Actor:  # type: ignore[no-untyped-def]
    """Somebody of the DX team."""
    return actor(at=at, login="d-hanako", name=name)


def wards(old: str = "", new: str = "") -> bytes:
    """The ward's own file, with a text in it replaced."""
    return files.WARD_CATALOGUE.read_text("utf-8-sig").replace(old, new).encode()


def sent(engine: Engine, content: bytes, name: str = "台帳.csv", by: Actor | None = None) -> int:
    """The number of a file that waits to be read."""
    return receive_file(engine, by or team(), Subject.CATALOGUE, name, io.BytesIO(content))


def work(engine: Engine, id_: int, at=LATER) -> Upload:  # type: ignore[no-untyped-def]
    """Do what the file waits for; how far it has come."""
    examine(engine, id_, lambda: at)
    return found(engine, id_)


def sent_and_read(engine: Engine, content: bytes, name: str = "台帳.csv") -> UploadSeen:
    """A file as it is after it was read."""
    id_ = sent(engine, content, name)
    work(engine, id_)
    return see_upload(engine, team(), id_)


def found(engine: Engine, id_: int) -> Upload:
    """What is stored of a file."""
    with reading(engine) as connection:
        upload = uploads.find(connection, id_)
    assert upload is not None
    return upload


def pieces(engine: Engine, id_: int) -> list[bytes]:
    """The content of a file as it is stored."""
    with reading(engine) as connection:
        return list(uploads.pieces(connection, id_))


def confirmed(engine: Engine, id_: int) -> None:
    """Somebody of the DX team has seen what the file changes and wants that."""
    confirm_upload(engine, team(), id_, found(engine, id_).digest)
