"""Files on their way in: what was sent, a piece at a time, and how far each has come."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, literal, select, update

from tracker.domain.upload import NO_SIGN_OF_LIFE, Stage, Subject, Upload
from tracker.storage.schema import upload_pieces, uploads

AT_WORK = tuple(NO_SIGN_OF_LIFE)
ENDS = (Stage.STORED, Stage.DISCARDED)
_LONG = ("manner", "look", "result")


def add(connection: Connection, upload: Upload, pieces: Iterable[bytes]) -> int:
    """Store a file with its content; its number. ``upload.id`` is not looked at."""
    row = insert(uploads).values(_values(upload)).returning(uploads.c.id)
    id_: int = connection.execute(row).scalar_one()
    for number, content in enumerate(pieces):
        connection.execute(insert(upload_pieces).values(upload_id=id_, number=number, content=content))
    return id_


def pieces(connection: Connection, id_: int) -> Iterator[bytes]:
    """The content of a file, a piece at a time; none once it is stored or discarded."""
    of_this = upload_pieces.c.upload_id == id_
    numbers = connection.execute(select(upload_pieces.c.number).where(of_this).order_by(upload_pieces.c.number))
    for number in numbers.scalars().all():
        piece = select(upload_pieces.c.content).where(of_this, upload_pieces.c.number == number)
        yield bytes(connection.execute(piece).scalar_one())


def find(connection: Connection, id_: int) -> Upload | None:
    """The file with a number; None when there is none."""
    row = connection.execute(select(uploads).where(uploads.c.id == id_)).first()
    return None if row is None else _upload(row)


def listed(connection: Connection, most: int) -> list[Upload]:
    """The last files, the newest first, without how they are read and what they change."""
    return [_upload(row) for row in connection.execute(_short().order_by(uploads.c.id.desc()).limit(most))]


def unsettled_before(connection: Connection, moment: datetime) -> list[Upload]:
    """The files received before a moment that were neither stored nor discarded, in the same short form."""
    ends = [stage.value for stage in ENDS]
    statement = _short().where(uploads.c.received_at < moment, uploads.c.stage.not_in(ends))
    return [_upload(row) for row in connection.execute(statement.order_by(uploads.c.id))]


def save(connection: Connection, upload: Upload) -> None:
    """Keep what is known of a file in place of what was. The content of one that has come to its end goes."""
    connection.execute(update(uploads).where(uploads.c.id == upload.id).values(_values(upload)))
    if upload.stage in ENDS:
        connection.execute(delete(upload_pieces).where(upload_pieces.c.upload_id == upload.id))


def settle(connection: Connection, id_: int, stage: Stage, of: Iterable[Stage]) -> bool:
    """Bring a file to one of its ends; False where it is at none of the stages ``of`` any more."""
    allowed = [each.value for each in of]
    changed = update(uploads).where(uploads.c.id == id_, uploads.c.stage.in_(allowed)).values(stage=stage.value)
    if connection.execute(changed).rowcount != 1:
        return False
    connection.execute(delete(upload_pieces).where(upload_pieces.c.upload_id == id_))
    return True


def note_alive(connection: Connection, id_: int, at: datetime, rows: int) -> None:
    """A sign of life of the process that is at work on a file."""
    _note(connection, id_, touched_at=at, rows_read=rows)


def note_ended(connection: Connection, id_: int, at: datetime) -> None:
    """The process that was at work on a file is known to have ended: there will be no sign of life any more."""
    _note(connection, id_, touched_at=at - max(NO_SIGN_OF_LIFE.values()))


def _note(connection: Connection, id_: int, **values: Any) -> None:
    at_work = uploads.c.stage.in_([stage.value for stage in AT_WORK])
    connection.execute(update(uploads).where(uploads.c.id == id_, at_work).values(**values))


def _short() -> Any:
    columns = [literal("").label(column.name) if column.name in _LONG else column for column in uploads.c]
    return select(*columns)


def _values(upload: Upload) -> dict[str, Any]:
    values = {**asdict(upload), "subject": upload.subject.value, "stage": upload.stage.value}
    del values["id"]
    return values


def _upload(row: Row[Any]) -> Upload:
    values = {field.name: row._mapping[field.name] for field in fields(Upload)}
    return Upload(**{**values, "subject": Subject(row.subject), "stage": Stage(row.stage)})
