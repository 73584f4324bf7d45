"""今月の作業: who has not answered, what awaits confirmation, what is overdue, and how far the month has come."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, Engine

from tracker.domain.asking import is_overdue, is_sent_back, needs_answer
from tracker.domain.bridge import Bridge
from tracker.domain.confirmation import Effect
from tracker.domain.coverage import Coverage
from tracker.domain.findings import Severity
from tracker.domain.inquiry import Inquiry, is_due
from tracker.domain.policy import Policy
from tracker.domain.procedure import Procedure
from tracker.domain.progress import Progress
from tracker.domain.snapshot import Snapshot
from tracker.domain.work import Replies, is_plan_overdue, replies, total_of
from tracker.storage import coverage, inquiries, procedures, received_workbooks
from tracker.storage.belonging import by_division
from tracker.storage.transactions import reading
from tracker.usecases.closing.bridge_to import bridge_to
from tracker.usecases.closing.last_closing import last_closing
from tracker.usecases.confirmation.awaiting_confirmation import WhatWaits, what_waits
from tracker.usecases.figures.show_progress import basis_on, progress_on
from tracker.usecases.inspection.see_findings import open_findings


@dataclass(frozen=True, slots=True)
class Work:
    """What the page 今月の作業 shows. ``change``: from the figures of ``compared_on`` to those of today.

    ``closed``: the last closed month, whose last day is ``compared_on``. While no month is closed it is None, and the
    earlier figures are those of the last month's end, counted from the present catalogue. ``policy_changed``: whether
    they are counted by another policy than today's. ``inquiry``: the last one, None while there was none, with its
    own replies, ``inquired``. ``inquiry_is_due``: whether it is time for the next regular one. ``overdue_inquiry``: the
    number of the last one whose answers are overdue. ``files``: how many returned workbooks raise questions.
    ``bridge``: why figures changed since ``closed``. ``findings``: how many of データの点検 are open, by severity.
    """

    progress: Progress
    closed: Snapshot | None
    compared_on: date
    change: Effect
    policy_changed: bool
    inquiry: Inquiry | None
    inquired: tuple[Replies, ...]
    inquiry_is_due: bool
    overdue_inquiry: int | None
    replies: tuple[Replies, ...]
    files: int
    waiting: WhatWaits
    sent_back: tuple[Procedure, ...]
    overdue_plans: tuple[Procedure, ...]
    bridge: Bridge | None = None
    findings: Counter[Severity] = field(default_factory=Counter)

    @property
    def all_replies(self) -> Replies:
        """All divisions together."""
        return total_of(self.replies)

    @property
    def month_to_close(self) -> date | None:
        """The first day of the last finished month while it is not closed; None where there is nothing to report."""
        last = self.progress.as_of.replace(day=1) - timedelta(days=1)
        is_closed = self.closed is not None and self.closed.as_of >= last
        return None if is_closed or not self.progress.coverage.procedures else last.replace(day=1)

    @property
    def divisions_overdue(self) -> int:
        """How many divisions have let a deadline pass."""
        return sum(line.overdue > 0 for line in self.replies)


def see_work(engine: Engine, today: date) -> Work:
    """Everything the page 今月の作業 shows, from one state of the database."""
    with reading(engine) as connection:
        work = work_on(connection, today)
        catalogue = by_division(connection)
        bridge = bridge_to(connection, work.closed, catalogue, today) if work.closed else None
        findings = open_findings(connection, catalogue, work.progress.policy, today)
        return replace(work, bridge=bridge, findings=findings)


def work_on(connection: Connection, today: date) -> Work:
    """All of it but the bridge and the findings, for which every procedure has to be read with its history."""
    basis = basis_on(connection, today)
    progress = progress_on(connection, basis)
    closed = last_closing(connection, today)
    then = _on(closed) if closed else _at_last_month_end(connection, today)
    stated = procedures.all_as_stated(connection)
    known = inquiries.listed(connection)
    overdue = [each for each in stated if is_plan_overdue(each, today)]
    return Work(
        progress,
        closed,
        then.as_of,
        Effect(then.coverage, progress.coverage),
        then.policy != basis.policy,
        known[0] if known else None,
        replies((each for each in stated if each.asked and each.asked.inquiry == known[0].number), today),
        is_due(known, stated, today),
        max((each.asked.inquiry for each in stated if each.asked and _lets_wait(each, today)), default=None),
        replies(stated, today),
        received_workbooks.waiting(connection),
        what_waits(connection, basis, progress.coverage),
        tuple(each for each in stated if each.is_active(today) and is_sent_back(each)),
        tuple(sorted(overdue, key=_planned_last_day)),
    )


class _Then(NamedTuple):
    """The figures to compare with."""

    as_of: date
    policy: Policy
    coverage: Coverage


def _on(closed: Snapshot) -> _Then:
    return _Then(closed.as_of, closed.policy, closed.coverage)


def _at_last_month_end(connection: Connection, today: date) -> _Then:
    basis = basis_on(connection, today.replace(day=1) - timedelta(days=1))
    counted = coverage.over_time(connection, basis.policy_id, [basis.as_of])[0]
    return _Then(basis.as_of, basis.policy, counted)


def _lets_wait(procedure: Procedure, today: date) -> bool:
    return needs_answer(procedure, today) and is_overdue(procedure, today)


def _planned_last_day(procedure: Procedure) -> date:
    return procedure.plan.planned_for.last_day if procedure.plan.planned_for else date.max
