"""Receive a file: its content is kept a piece at a time, so that a large one never lies in memory as a whole."""

import hashlib
from collections.abc import Iterator
from typing import IO

from sqlalchemy import Connection, Engine

from tracker.domain.account import Actor, Role
from tracker.domain.audit import Act, Action
from tracker.domain.errors import NotThere, Refused
from tracker.domain.upload import KEPT_FOR, Stage, Subject, Upload
from tracker.storage import audit, uploads
from tracker.storage.transactions import writing_logged
from tracker.usecases.inquiries.take_in_workbooks import shown_name
from tracker.usecases.uploads.waiting import OPEN, about_upload

PIECE = 1_000_000
"""Bytes."""


def receive_file(engine: Engine, actor: Actor, subject: Subject, file_name: str, content: IO[bytes]) -> int:
    """Keep a file that is to be read; its number. ``content`` is read from its beginning, twice.

    Files of others that nobody confirmed in time are discarded meanwhile. Raises ``NotThere``, and ``Refused`` for an
    empty file.
    """
    if actor.role is not Role.DX:
        raise NotThere
    size, sha256 = _measured(content)
    if not size:
        raise Refused("ファイルが空です。", "The file is empty.", "file")
    name = shown_name(file_name)
    upload = Upload(0, subject, name, size, sha256, actor.at, actor.who, Stage.READING, actor.at)
    with writing_logged(engine) as connection:
        _discard_old(connection, actor)
        id_ = uploads.add(connection, upload, _pieces(content))
        details = {"file_sha256": sha256, "大きさ（バイト）": size}
        act = Act(actor.at, actor.who, actor.origin, Action.RECEIVE_FILE, name, {}, details, (about_upload(id_),))
        audit.append(connection, act)
    return id_


def _measured(content: IO[bytes]) -> tuple[int, str]:
    size, digest = 0, hashlib.sha256()
    for piece in _pieces(content):
        size += len(piece)
        digest.update(piece)
    return size, digest.hexdigest()


def _pieces(content: IO[bytes]) -> Iterator[bytes]:
    content.seek(0)
    while piece := content.read(PIECE):
        yield piece


def _discard_old(connection: Connection, actor: Actor) -> None:
    for upload in uploads.unsettled_before(connection, actor.at - KEPT_FOR):
        if upload.is_at_work(actor.at):
            continue
        uploads.settle(connection, upload.id, Stage.DISCARDED, OPEN)
        why = {"理由": f"{KEPT_FOR.days}日の間、取り込まれなかったため"}
        about = (about_upload(upload.id),)
        act = Act(actor.at, actor.who, actor.origin, Action.DISCARD_FILE, upload.file_name, {}, why, about)
        audit.append(connection, act)
