"""What a division states about its procedures: each function maps a procedure to how it stands afterwards, or refuses.

Nothing stored is changed: every statement is a new record that awaits confirmation.
"""

from dataclasses import dataclass, replace
from datetime import date

from tracker.domain.account import Actor, Role
from tracker.domain.asked import Topic
from tracker.domain.asking import is_sent_back
from tracker.domain.channels import count_as_online
from tracker.domain.errors import Refused
from tracker.domain.fiscal import local_day
from tracker.domain.procedure import Answer, Plan, Procedure
from tracker.domain.status import OnBehalf, OnlineStatus, Return, Scope, StatusRecord, awaiting, superseded


@dataclass(frozen=True, slots=True)
class Statement:
    """What is stated of a status: from when, how far, by which channels, where, and what an officer adds."""

    status: OnlineStatus
    effective_on: date
    scope: Scope | None = None
    channels: tuple[str, ...] = ()
    url: str = ""
    note: str = ""
    legal_basis: str = ""


def record(procedure: Procedure, statement: Statement, actor: Actor, on_behalf: OnBehalf | None = None) -> Procedure:
    """State a status (オンライン化を登録する). It replaces what still awaits confirmation for the same day."""
    _check(procedure, statement, actor)
    replaced = [item for item in awaiting(procedure.records) if item.effective_on == statement.effective_on]
    return _with_record(procedure, statement, actor, on_behalf, replaced[-1].number if replaced else None, "")


def correct(
    procedure: Procedure,
    number: int,
    statement: Statement,
    reason: str,
    actor: Actor,
    on_behalf: OnBehalf | None = None,
) -> Procedure:
    """State anew what an earlier record stated wrongly (前の登録を訂正する)."""
    _check_can_be_replaced(procedure, number, reason)
    _check(procedure, statement, actor)
    return _with_record(procedure, statement, actor, on_behalf, number, reason)


def withdraw(
    procedure: Procedure, number: int, reason: str, actor: Actor, on_behalf: OnBehalf | None = None
) -> Procedure:
    """Take an earlier record back (前の登録を取り消す). One that never was confirmed needs no confirmation to go."""
    _check_can_be_replaced(procedure, number, reason)
    taken_back = StatusRecord(
        _next_number(procedure),
        None,
        None,
        reason=reason.strip(),
        recorded_at=actor.at,
        recorded_by=actor.who,
        supersedes=number,
        on_behalf=on_behalf,
    )
    return answered(replace(procedure, records=(*procedure.records, taken_back)), actor, on_behalf)


def plan(procedure: Procedure, planned: Plan, actor: Actor, on_behalf: OnBehalf | None = None) -> Procedure:
    """State when the procedure is to go online, and why not yet (予定を登録する)."""
    return answered(replace(procedure, plan=planned), actor, on_behalf)


def unchanged(procedure: Procedure, actor: Actor, on_behalf: OnBehalf | None = None) -> Procedure:
    """Say that everything is as stated (変更なしで回答する). What was sent back needs another answer than that."""
    if is_sent_back(procedure):
        raise Refused(
            "差戻し中の手続は「変更なし」では回答できません。差戻しの理由を確かめて、登録し直してください。",
            "What was sent back cannot be answered with “no change”. See why it was, and record it anew.",
        )
    return answered(procedure, actor, on_behalf)


def answered(
    procedure: Procedure, actor: Actor, on_behalf: OnBehalf | None = None, topic: Topic = Topic.STATUS
) -> Procedure:
    """The procedure with this moment as that of its last answer (前回確認), and a topic of the inquiry answered.

    Counts are no answer to a status that was sent back: it stays open.
    """
    asked = procedure.asked.with_answer(topic) if procedure.asked else None
    if topic is not Topic.STATUS and is_sent_back(procedure):
        return replace(procedure, asked=asked)
    return replace(procedure, answer=Answer(actor.at, actor.who, on_behalf), asked=asked)


def confirm(procedure: Procedure, number: int, actor: Actor) -> Procedure:
    """Let a record that awaits confirmation enter the figures (確認する)."""
    _check_awaits(procedure, number)
    return _with_changed(procedure, number, confirmed_at=actor.at, confirmed_by=actor.who)


def send_back(procedure: Procedure, number: int, comment: str, actor: Actor) -> Procedure:
    """Ask the division to state it anew, and say why (差し戻す)."""
    _check_awaits(procedure, number)
    if not comment.strip():
        raise Refused("差し戻す理由を記入してください。", "Say why you send it back.")
    return _with_changed(procedure, number, returned=Return(actor.at, actor.who, comment.strip()))


def check_reply(actor: Actor, on_behalf: OnBehalf | None) -> None:
    """Whoever enters another's reply says whose it is, how and when it came in; an editor speaks for themselves."""
    if (actor.role is Role.DX) != (on_behalf is not None):
        raise Refused(
            "所管課に代わって入力する場合は、回答者、受付方法及び受付日を入力してください。",
            "On a division's behalf, enter who replied, how and when.",
        )
    if on_behalf is None:
        return
    if not on_behalf.respondent.strip():
        raise Refused("回答者を入力してください。", "Enter who replied.", "respondent")
    if on_behalf.received_on > local_day(actor.at):
        raise Refused(
            "受付日は、今日以前の日を入力してください。", "The reply came in today or earlier.", "received_on"
        )


def can_be_replaced(procedure: Procedure, number: int) -> bool:
    """Whether a record still stands, so that it can be corrected or withdrawn."""
    found = next((item for item in procedure.records if item.number == number), None)
    return (
        found is not None
        and found.status is not None
        and found.returned is None
        and number not in superseded(procedure.records)
    )


def will_not_count(statement: Statement) -> str:
    """The field for which an online status will not count: accepted, and said at once. "" when it will.

    ``channels``: none of them counts as online, such as e-mail alone. ``scope``: it does not reach the application.
    """
    if statement.status not in (OnlineStatus.IMPLEMENTED, OnlineStatus.PARTIAL):
        return ""
    if not count_as_online(statement.channels):
        return "channels"
    return "scope" if statement.scope is not None and statement.scope < Scope.APPLICATION else ""


def _check(procedure: Procedure, statement: Statement, actor: Actor) -> None:
    if statement.effective_on > local_day(actor.at):
        raise Refused(
            "今日以前の日を入力してください。これからの予定は「予定を登録する」で登録してください。",
            "Enter today or an earlier day. Record what is to come as a planned date.",
            "effective_on",
        )
    if procedure.abolished_on is not None and statement.effective_on >= procedure.abolished_on:
        raise Refused(
            "この手続が廃止された日より後の日です。日付を確かめてください。",
            "The procedure had been abolished by then. Check the day.",
            "effective_on",
        )
    if statement.status is OnlineStatus.PARTIAL and not statement.note.strip():
        raise Refused(
            "一部実施済の場合は、オンラインでできるもの（できないもの）を備考に記入してください。",
            "For “partly online”, say in the note what can be done online and what cannot.",
            "note",
        )
    if statement.status is OnlineStatus.EXEMPT and not (statement.legal_basis or procedure.legal_basis).strip():
        raise Refused(
            "適用除外の場合は、根拠となる法令等を記入してください。単に対面が必要なものは「未実施」です。",
            "For “exempt by law”, name the law. What merely needs a visit is “not online”.",
            "legal_basis",
        )


def _check_can_be_replaced(procedure: Procedure, number: int, reason: str) -> None:
    if not reason.strip():
        raise Refused("訂正又は取消しの理由を記入してください。", "Say why you correct or withdraw it.", "reason")
    if not can_be_replaced(procedure, number):
        raise Refused(
            "この登録は、すでに訂正、取消し又は差戻しがされています。最新の状況を確かめてください。",
            "This record has already been corrected, withdrawn or sent back. Look at the latest state.",
        )


def _check_awaits(procedure: Procedure, number: int) -> None:
    if all(item.number != number for item in awaiting(procedure.records)):
        raise Refused(
            "この登録は確認待ちではなくなっています。最新の状況を確かめてください。",
            "This record no longer awaits confirmation. Look at the latest state.",
        )


def _with_record(
    procedure: Procedure,
    statement: Statement,
    actor: Actor,
    on_behalf: OnBehalf | None,
    supersedes: int | None,
    reason: str,
) -> Procedure:
    stated = StatusRecord(
        _next_number(procedure),
        statement.effective_on,
        statement.status,
        statement.scope,
        statement.channels,
        statement.url.strip(),
        statement.note.strip(),
        reason.strip(),
        actor.at,
        actor.who,
        supersedes=supersedes,
        on_behalf=on_behalf,
    )
    return answered(
        replace(
            procedure,
            records=(*procedure.records, stated),
            legal_basis=statement.legal_basis.strip() or procedure.legal_basis,
        ),
        actor,
        on_behalf,
    )


def _with_changed(procedure: Procedure, number: int, **changed: object) -> Procedure:
    records = tuple(
        replace(item, **changed) if item.number == number else item  # type: ignore[arg-type]
        for item in procedure.records
    )
    return replace(procedure, records=records)


def _next_number(procedure: Procedure) -> int:
    return max((item.number for item in procedure.records), default=0) + 1
