"""返送されたExcelを取り込む: many files at once, each by itself, all of it or nothing, with a verdict on each."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, Engine

from tracker.domain.account import Actor, Role
from tracker.domain.errors import NotThere, Refused
from tracker.domain.fiscal import local_day
from tracker.domain.labels import moment
from tracker.domain.reply.findings import Finding, Outcome, refused
from tracker.domain.reply.verdict import Verdict
from tracker.importing.apart import SMALL, Apart
from tracker.importing.problem import shown
from tracker.importing.reply.workbook import ReturnedBook
from tracker.storage import received_workbooks
from tracker.storage.received_workbooks import Received
from tracker.storage.transactions import writing
from tracker.usecases.inquiries.evaluating import Evaluation, evaluate
from tracker.usecases.inquiries.reading_replies import read_book
from tracker.usecases.inquiries.storing_replies import digest_of, log_file, store_works

LONGEST_NAME = 255


class Returned(NamedTuple):
    """A file as it came back."""

    name: str
    content: bytes


def take_in_workbooks(
    engine: Engine, actor: Actor, files: Iterable[Returned], received_on: date
) -> tuple[Received, ...]:
    """What became of each file, in order. ``received_on``: when they came back (受付日).

    Raises ``NotThere``, or ``Refused`` for a day to come; then no file is looked at.
    """
    if actor.role is not Role.DX:
        raise NotThere
    if received_on > local_day(actor.at):
        raise Refused(
            "受付日は、今日以前の日を入力してください。", "The reply came in today or earlier.", "received_on"
        )
    with Apart(SMALL) as reader:
        return tuple(_take_in(engine, actor, file, received_on, reader) for file in files)


def _take_in(engine: Engine, actor: Actor, file: Returned, received_on: date, reader: Apart) -> Received:
    sha256 = digest_of(file.content)
    book = read_book(reader, file.content)
    name = shown_name(file.name)
    with writing(engine) as connection:
        found = _evaluated(connection, book, sha256, actor, received_on)
        if found.outcome.verdict is Verdict.ACCEPTED and found.on_behalf is not None:
            store_works(connection, found.works, actor, found.on_behalf)
        log_file(connection, actor, name, sha256, found.outcome, found.origin)
        received = Received(0, name, actor.at, actor.who, received_on, found.outcome)
        id_ = received_workbooks.add(connection, file.content, sha256, received, found.origin)
        return received_workbooks.find(connection, id_) or replace(received, id=id_)


def _evaluated(
    connection: Connection, book: ReturnedBook | Finding, sha256: str, actor: Actor, received_on: date
) -> Evaluation:
    if isinstance(book, Finding):
        return Evaluation(refused(book))
    before = received_workbooks.same_as(connection, sha256)
    if before is not None:
        return Evaluation(Outcome(Verdict.REPEATED, notices=(_repeated(before),)))
    return evaluate(connection, book, actor, received_on, {})


def _repeated(before: Received) -> Finding:
    when, when_en = moment(before.received_at), moment(before.received_at, "en")
    if before.outcome.verdict is Verdict.QUESTIONS:
        return Finding(
            None,
            "",
            before.file_name,
            f"{when}に受け付けた「{before.file_name}」と同じ内容です。そのファイルの確認を続けてください。",
            f"The same as “{before.file_name}”, received on {when_en}. Go on with clearing that file.",
        )
    return Finding(
        None,
        "",
        before.file_name,
        f"取込み済みです（{when}に取り込んだ「{before.file_name}」と同じ内容です）。",
        f"Taken in before: the same as “{before.file_name}”, taken in on {when_en}.",
    )


def shown_name(name: str) -> str:
    """The name of a file without folders and control characters, not too long to be kept."""
    return shown(name.replace("\\", "/").rpartition("/")[2]) or "（名前なし）"
