"""The activity log (操作履歴): who did what, when, from where, and what it was before and after.

Each entry carries a digest over itself and the digest of the entry before, so that no entry can be changed, removed,
inserted or moved without breaking the chain from there on.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import Enum
from typing import Any, NamedTuple

Details = dict[str, Any]
"""What can be written as JSON: text, whole numbers, booleans, None, and lists and mappings of them."""


class Action(Enum):
    """What can be done. The values stand in the table's column ``action``."""

    IMPORT_CATALOGUE = "catalogue.import"
    IMPORT_COUNTS = "counts.import"
    RECEIVE_FILE = "upload.receive"
    READ_FILE = "upload.read"
    DISCARD_FILE = "upload.discard"
    KEEP_MAPPING = "mapping.keep"
    REMOVE_MAPPING = "mapping.remove"
    ACKNOWLEDGE_FINDING = "finding.acknowledge"
    REOPEN_FINDING = "finding.reopen"
    RECORD_STATUS = "status.record"
    CORRECT_STATUS = "status.correct"
    WITHDRAW_STATUS = "status.withdraw"
    CONFIRM_STATUS = "status.confirm"
    SEND_BACK_STATUS = "status.send_back"
    RECORD_PLAN = "plan.record"
    ANSWER_UNCHANGED = "answer.unchanged"
    CREATE_PROCEDURE = "procedure.create"
    EDIT_PROCEDURE = "procedure.edit"
    MERGE_PROCEDURE = "procedure.merge"
    UNITE_PROCEDURES = "procedure.unite"
    KEEP_APART = "procedure.keep_apart"
    ABOLISH_PROCEDURE = "procedure.abolish"
    EDIT_ORGANISATION = "organisation.edit"
    EDIT_POLICY = "policy.edit"
    ASK_DIVISIONS = "inquiry.ask"
    MAIL_INQUIRY = "inquiry.mail"
    REMIND_DIVISIONS = "inquiry.remind"
    EDIT_CONTACTS = "inquiry.contacts"
    ISSUE_WORKBOOKS = "workbook.issue"
    TAKE_IN_WORKBOOK = "workbook.take_in"
    REPORT_COUNTS = "count.report"
    CONFIRM_COUNTS = "count.confirm"
    SEND_BACK_COUNTS = "count.send_back"
    EDIT_PAPER = "paper.edit"
    MAKE_PAPERS = "paper.make"
    PROPOSE_MONTH = "month.propose"
    TAKE_BACK_PROPOSAL = "month.take_back"
    CLOSE_MONTH = "month.close"
    CORRECT_MONTH = "month.correct"
    RELEASE_MONTH = "month.release"
    CREATE_ACCOUNT = "account.create"
    EDIT_ACCOUNT = "account.edit"
    INVITE = "account.invite"
    SET_PASSWORD = "account.set_password"  # noqa: S105  (a name)
    SET_TOTP = "account.set_totp"
    SIGN_IN = "session.begin"
    SIGN_OUT = "session.end"
    SIGN_IN_REFUSED = "session.refused"
    REFUSED = "request.refused"


class Kind(Enum):
    """What an entry can be about."""

    PROCEDURE = "procedure"
    ACCOUNT = "account"
    ORGANISATION = "organisation"
    POLICY = "policy"
    MONTH = "month"
    PAPER = "paper"
    INQUIRY = "inquiry"
    UPLOAD = "upload"
    MAPPING = "mapping"


class About(NamedTuple):
    """A thing that an entry is about: the code of a procedure, the login of an account, all policies ("policies"),
    all inquiries ("inquiries"), one of them ("3"), the heads of divisions ("contacts"), a month ("2026-10"),
    a paper ("2026-10 committee"), a file on its way in ("5"), a mapping of columns by its name.

    The number of the last entry about a thing is its version: who saves a change says which one they saw.
    """

    kind: Kind
    key: str


@dataclass(frozen=True, slots=True)
class Act:
    """One change of state. ``origin``: the command or address it came from. ``subject``: what was changed, in words.

    ``about``: the things changed, by which the entry is found again. It is no part of the chain.
    """

    at: datetime
    who: str
    origin: str
    action: Action
    subject: str
    before: Details
    after: Details
    about: tuple[About, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """An act as it stands in the log, numbered from 1 without gaps."""

    number: int
    at: datetime
    who: str
    origin: str
    action: str
    subject: str
    before: str
    after: str
    digest: str


@dataclass(frozen=True, slots=True)
class Head:
    """The number and digest of the last entry; of an empty log 0 and ``BEGINNING``."""

    number: int
    digest: str


BEGINNING = Head(0, "0" * 64)


def canonical(details: Details) -> str:
    """The one way in which details are written: the same content always gives the same text."""
    return json.dumps(details, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def entry_after(head: Head, act: Act) -> Entry:
    """The entry of an act that follows the head of the log."""
    entry = Entry(
        head.number + 1,
        act.at.astimezone(UTC),
        act.who,
        act.origin,
        act.action.value,
        act.subject,
        canonical(act.before),
        canonical(act.after),
        "",
    )
    return _sealed(entry, head.digest)


def first_bad(entries: Iterable[Entry], head: Head) -> int | None:
    """The number at which the log is not what was written, or None when it is whole.

    ``head`` is what is known of the end of the log: without it, entries missing from the end would go unnoticed.
    """
    last = BEGINNING
    for entry in entries:
        if entry != _sealed(entry, last.digest):
            return min(entry.number, last.number + 1)
        last = Head(entry.number, entry.digest)
    if last.number < head.number:
        return last.number + 1
    return None if last == head else min(last.number, head.number + 1)


def check_number(digest: str) -> str:
    """The beginning of a digest for people to compare (照合番号): 1a2b-3c4d-5e6f."""
    return "-".join(digest[start : start + 4] for start in (0, 4, 8))


def _sealed(entry: Entry, previous: str) -> Entry:
    fields = {
        "number": entry.number,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "who": entry.who,
        "origin": entry.origin,
        "action": entry.action,
        "subject": entry.subject,
        "before": entry.before,
        "after": entry.after,
        "previous": previous,
    }
    digest = hashlib.sha256(canonical(fields).encode("utf-8", "surrogatepass")).hexdigest()
    return replace(entry, digest=digest)
