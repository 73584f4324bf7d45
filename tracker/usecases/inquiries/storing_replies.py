"""Storing what a returned workbook says: each procedure as if its division had stated it, and the file in the log."""

import hashlib

from sqlalchemy import Connection

from tracker.domain.account import Actor
from tracker.domain.audit import Act, Action, Details
from tracker.domain.labels import number
from tracker.domain.procedure import Procedure
from tracker.domain.reply.findings import Outcome
from tracker.domain.reply.steps import REASON, Corrected, Planned, Recorded, Step, Unchanged, Work
from tracker.domain.status import OnBehalf
from tracker.domain.vocabulary import name_of
from tracker.storage import audit
from tracker.storage.received_workbooks import Origin
from tracker.usecases.answers.answer_unchanged import store_unchanged
from tracker.usecases.answers.correct_record import store_correction
from tracker.usecases.answers.record_plan import store_plan
from tracker.usecases.answers.record_status import store_status
from tracker.usecases.answers.report_counts import store_counts


def store_works(connection: Connection, works: tuple[Work, ...], actor: Actor, on_behalf: OnBehalf) -> None:
    """Store everything. Only within ``transactions.writing``, and of works that were found to fit in it."""
    for work in works:
        procedure = work.procedure
        for step in work.steps:
            procedure = _stored(connection, procedure, step, actor, on_behalf)
        if work.counts:
            store_counts(connection, procedure, work.counts, actor, on_behalf)


def log_file(
    connection: Connection, actor: Actor, name: str, sha256: str, outcome: Outcome, origin: Origin | None
) -> None:
    """Log what became of a file, whatever that was."""
    said: Details = {
        "判定": name_of(outcome.verdict),
        "照会": f"第{number(origin.inquiry)}回照会" if origin else "",
        "様式の番号": str(origin.issued) if origin else "",
        "変更した手続": number(outcome.changed),
        "変更なしの手続": number(outcome.unchanged),
        "確認が必要な箇所": number(len(outcome.questions)),
        "理由": "".join(finding.ja for finding in outcome.problems[:1]),
        "file_sha256": sha256,
    }
    audit.append(connection, Act(actor.at, actor.who, actor.origin, Action.TAKE_IN_WORKBOOK, name, {}, said))


def digest_of(content: bytes) -> str:
    """What two files with the same content share."""
    return hashlib.sha256(content).hexdigest()


def _stored(connection: Connection, procedure: Procedure, step: Step, actor: Actor, on_behalf: OnBehalf) -> Procedure:
    match step:
        case Recorded(statement):
            return store_status(connection, procedure, statement, actor, on_behalf)
        case Corrected(wrong, statement):
            return store_correction(connection, procedure, wrong, statement, REASON, actor, on_behalf)
        case Planned(plan):
            return store_plan(connection, procedure, plan, actor, on_behalf)
        case Unchanged():
            return store_unchanged(connection, procedure, actor, on_behalf)
