"""確認が必要なExcel: what has to be asked about a returned file, and taking it in once that is settled."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, Engine

from tracker.domain.account import Actor, Role
from tracker.domain.errors import NotThere, Refused
from tracker.domain.inquiry import Inquiry
from tracker.domain.reply.columns import ReplyColumn, columns_of
from tracker.domain.reply.findings import Answers, Finding, refused
from tracker.domain.reply.verdict import Verdict
from tracker.importing.apart import SMALL, Apart
from tracker.importing.reply.workbook import ReturnedBook
from tracker.storage import inquiries, received_workbooks
from tracker.storage.received_workbooks import Origin, Received
from tracker.storage.transactions import reading, writing
from tracker.usecases.inquiries.evaluating import Evaluation, evaluate
from tracker.usecases.inquiries.reading_replies import read_book
from tracker.usecases.inquiries.storing_replies import digest_of, log_file, store_works

MOST_LISTED = 300


@dataclass(frozen=True, slots=True)
class ReceivedSeen:
    """A file, with what has to be asked about it as things are stored now, and the columns of its sheet."""

    received: Received
    inquiry: Inquiry | None
    columns: dict[str, ReplyColumn]


@dataclass(frozen=True, slots=True)
class ReceivedList:
    """The last files, the newest first. ``waiting``: how many wait for somebody to clear questions."""

    files: Sequence[Received]
    waiting: int


class Settled(Refused):
    """Somebody else has taken the file in, or discarded it, in the meantime."""

    def __init__(self) -> None:
        super().__init__(
            "このファイルは、すでに取り込まれたか、取り込まないことになりました。",
            "This file has been taken in or discarded in the meantime.",
        )


def list_received(engine: Engine, *, only_waiting: bool = False) -> ReceivedList:
    """What came in last."""
    with reading(engine) as connection:
        verdict = Verdict.QUESTIONS if only_waiting else None
        files = received_workbooks.listed(connection, MOST_LISTED, verdict)
        return ReceivedList(files, received_workbooks.waiting(connection))


def see_received(engine: Engine, actor: Actor, id_: int) -> ReceivedSeen:
    """One file. What is asked about it may have changed since it came in. Raises ``NotThere``."""
    with reading(engine) as connection:
        received = _found(connection, actor, id_)
        if received.outcome.verdict is Verdict.QUESTIONS:
            book = _read(_content(connection, received))
            found = _evaluated(connection, book, received, actor, {})
            # Questions may have settled themselves by now: the file still waits for somebody to say so.
            received = replace(received, outcome=replace(found.outcome, verdict=Verdict.QUESTIONS))
        inquiry = None if received.inquiry is None else inquiries.find(connection, received.inquiry)
    columns = columns_of(inquiry.terms) if inquiry else ()
    return ReceivedSeen(received, inquiry, {column.identifier: column for column in reversed(columns)})


def clear_questions(engine: Engine, actor: Actor, id_: int, answers: Answers) -> Received:
    """Take a file in with the answers, all of it; or nothing, and say what has still to be asked.

    Raises ``Settled`` or ``NotThere``.
    """
    with reading(engine) as connection:
        content = _content(connection, _waiting(connection, actor, id_))
    book = _read(content)  # takes its time, which nobody else has to wait for
    with writing(engine) as connection:
        received = _waiting(connection, actor, id_)
        found = _evaluated(connection, book, received, actor, answers)
        if found.outcome.verdict is Verdict.QUESTIONS or found.on_behalf is None:
            connection.rollback()
            return replace(received, outcome=found.outcome)
        store_works(connection, found.works, actor, found.on_behalf)
        _settle(connection, actor, replace(received, outcome=found.outcome))
        return replace(received, outcome=found.outcome)


def discard(engine: Engine, actor: Actor, id_: int) -> Received:
    """Do not take a file in. Raises ``Settled`` or ``NotThere``."""
    with writing(engine) as connection:
        received = _waiting(connection, actor, id_)
        discarded = replace(received, outcome=received.outcome.discarded())
        _settle(connection, actor, discarded)
        return discarded


def _found(connection: Connection, actor: Actor, id_: int) -> Received:
    received = received_workbooks.find(connection, id_) if actor.role is Role.DX else None
    if received is None:
        raise NotThere
    return received


def _waiting(connection: Connection, actor: Actor, id_: int) -> Received:
    received = _found(connection, actor, id_)
    if received.outcome.verdict is not Verdict.QUESTIONS:
        raise Settled
    return received


def _read(content: bytes) -> ReturnedBook | Finding:
    with Apart(SMALL) as reader:
        return read_book(reader, content)


def _evaluated(
    connection: Connection, book: ReturnedBook | Finding, received: Received, actor: Actor, answers: Answers
) -> Evaluation:
    if isinstance(book, Finding):
        return Evaluation(refused(book))
    return evaluate(connection, book, actor, received.received_on, answers)


def _content(connection: Connection, received: Received) -> bytes:
    content = received_workbooks.content_of(connection, received.id)
    assert content is not None, "kept while there are questions"
    return content


def _settle(connection: Connection, actor: Actor, received: Received) -> None:
    sha256 = digest_of(_content(connection, received))
    issued, inquiry = received.issued, received.inquiry
    origin = Origin(issued, inquiry, "") if issued is not None and inquiry is not None else None
    log_file(connection, actor, received.file_name, sha256, received.outcome, origin)
    received_workbooks.settle(connection, received.id, received.outcome)
