"""What was stated, in words under the headings of the catalogue: for the log, and for showing old beside new."""

from tracker.domain import labels
from tracker.domain.catalogue import HEADINGS
from tracker.domain.procedure import Plan, Procedure
from tracker.domain.status import OnBehalf, OnlineStatus, StatusRecord
from tracker.domain.vocabulary import Language, channel_name, name_of

SINCE = "いつから"
Said = dict[str, str]
"""Heading to text, in Japanese headings; what was not stated is ""."""


def said_by_record(record: StatusRecord, language: Language = "ja") -> Said:
    """What a status record states. A withdrawal states only its reason."""
    said = said_by_reason(record.reason)
    if record.status is not None:
        channels = "、" if language == "ja" else ", "
        said = {
            HEADINGS["online_status"]: name_of(record.status, language),
            SINCE: labels.day(record.effective_on, language) if record.effective_on else "",
            HEADINGS["online_scope"]: name_of(record.scope, language) if record.scope is not None else "",
            HEADINGS["channels"]: channels.join(channel_name(code, language) for code in record.channels),
            HEADINGS["url"]: record.url,
            HEADINGS["note"]: record.note,
            **said,
        }
    return said | said_on_behalf(record.on_behalf, language)


def said_by_reason(reason: str) -> Said:
    """Why something was corrected or withdrawn."""
    return {"理由": reason} if reason else {}


def said_by_statement(procedure: Procedure, record: StatusRecord | None) -> Said:
    """What a record states of a procedure, with the law where it is exempt; nothing where nothing was stated."""
    if record is None:
        return {}
    law = {HEADINGS["legal_basis"]: procedure.legal_basis} if record.status is OnlineStatus.EXEMPT else {}
    return said_by_record(record) | law


def said_by_plan(plan: Plan, language: Language = "ja") -> Said:
    """What a plan states."""
    return {
        HEADINGS["planned_for"]: labels.period(plan.planned_for, language) if plan.planned_for else "",
        HEADINGS["barrier"]: name_of(plan.barrier, language) if plan.barrier else "",
        "予定のコメント": plan.comment,
    }


def said_on_behalf(on_behalf: OnBehalf | None, language: Language = "ja") -> Said:
    """Whose reply was entered, how and when it came in; nothing where the division entered it itself."""
    if on_behalf is None:
        return {}
    return {
        "回答者": on_behalf.respondent,
        "回答の受付方法": name_of(on_behalf.route, language),
        "受付日": labels.day(on_behalf.received_on, language),
    }


def subject_of(procedure: Procedure) -> str:
    """How the log names a procedure: its code and its name at the time."""
    return f"{procedure.code} {procedure.name}"
