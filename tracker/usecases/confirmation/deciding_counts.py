"""Confirming and sending back counts: the DX team's decisions, one or many, all of them or none."""

from collections.abc import Callable, Iterable, Sequence

from sqlalchemy import Connection, Engine

from tracker.domain.account import Actor, Role
from tracker.domain.audit import About, Act, Action, Details, Kind
from tracker.domain.count_report import CountReport, periods_asked
from tracker.domain.counting import before as known_before
from tracker.domain.counting import reopened, with_count
from tracker.domain.errors import NotThere
from tracker.domain.fiscal import local_day
from tracker.domain.inquiry import Inquiry
from tracker.domain.labels import day
from tracker.domain.procedure import Procedure, code_key
from tracker.domain.said import subject_of
from tracker.domain.said_counts import said_by_counts
from tracker.domain.said_inquiry import subject_of as called
from tracker.storage import audit, count_reports, inquiries, policies, saving
from tracker.storage.saving import Change
from tracker.storage.transactions import writing
from tracker.usecases.changing import kept_as_seen
from tracker.usecases.confirmation.deciding import Chosen, as_seen

Decide = Callable[[Sequence[CountReport], int], CountReport]
"""From all reports of a procedure and a number to the report as it stands once it was decided on."""


def decide_counts(engine: Engine, actor: Actor, action: Action, decide: Decide, chosen: Sequence[Chosen]) -> int:
    """Carry a decision out on every chosen count; how many there were.

    Raises ``Conflict`` over everything changed meanwhile, ``Refused``, or ``NotThere``; then nothing has been stored.
    """
    if actor.role is not Role.DX:
        raise NotThere
    with writing(engine) as connection:
        before = {code_key(item.code): item for item in kept_as_seen(connection, actor, as_seen(chosen))}
        reports = count_reports.of_procedures(connection, [item.code for item in before.values()])
        asking = _inquiries_of(connection, before.values())
        after = dict(before)
        acts = []
        for key, number in sorted({(code_key(item.code), item.number) for item in chosen}):
            so_far = after[key]
            known = reports.get(so_far.code, ())
            decided = decide(known, number)
            after[key] = _after(so_far, decided, asking.get(so_far.code))
            count_reports.decide(connection, so_far.code, decided)
            acts.append(_act(actor, action, so_far, known, decided))
        saving.save(connection, [Change(before[key], after[key]) for key in before], policies.load(connection))
        for act in acts:
            audit.append(connection, act)
    return len(acts)


def _inquiries_of(connection: Connection, items: Iterable[Procedure]) -> dict[str, Inquiry]:
    """The last inquiry about each procedure, by the code of the procedure."""
    known = {inquiry.number: inquiry for inquiry in inquiries.listed(connection)}
    return {item.code: known[item.asked.inquiry] for item in items if item.asked}


def _after(procedure: Procedure, decided: CountReport, inquiry: Inquiry | None) -> Procedure:
    """Confirmed, the count of a year is its volume; sent back, the question is open again."""
    if decided.is_confirmed:
        return with_count(procedure, decided.count, _source(decided, inquiry))
    return reopened(procedure, inquiry.terms, decided.period) if inquiry else procedure


def _source(report: CountReport, inquiry: Inquiry | None) -> str:
    """Where a confirmed count comes from, for the catalogue (出典)."""
    on = day(local_day(report.recorded_at))
    if inquiry and inquiry.asked_at <= report.recorded_at and report.period in periods_asked(inquiry.terms):
        return f"{called(inquiry)}への回答（{on}）"
    return f"所管課の報告（{on}）"


def _act(actor: Actor, action: Action, procedure: Procedure, known: Sequence[CountReport], decided: CountReport) -> Act:
    """``procedure``: as it stood before."""
    assert decided.decision is not None
    old: Details = {"登録番号": decided.number, "確認": "確認前"}
    new: Details = {"登録番号": decided.number, "確認": "確認済" if decided.is_confirmed else "差戻し"}
    if decided.is_confirmed:
        old |= said_by_counts([known_before(procedure, known, decided.period)])
    else:
        new |= {"差し戻す理由": decided.decision.comment}
    new |= said_by_counts([decided.count])
    about = (About(Kind.PROCEDURE, procedure.code),)
    return Act(actor.at, actor.who, actor.origin, action, subject_of(procedure), old, new, about)
