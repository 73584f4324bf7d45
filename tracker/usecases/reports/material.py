"""From the database to the papers of a month as it stands: what each is written from, and the papers themselves."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from tracker.domain.audit import check_number
from tracker.domain.coverage import Rate
from tracker.domain.fiscal import month_end
from tracker.domain.organisation import View
from tracker.domain.policy import Policy
from tracker.domain.progress import placed
from tracker.domain.report.compose import FIRST, Edition, compose
from tracker.domain.report.document import MonthlyReport, Paper, Stage
from tracker.domain.report.draft import Draft, carried_over
from tracker.domain.report.material import Material, Milestone, Municipality
from tracker.domain.snapshot import Snapshot, take
from tracker.storage import audit, closings, coverage, paper_drafts, procedures
from tracker.usecases.closing.last_closing import snapshot_of
from tracker.usecases.closing.rests_on import rests_on
from tracker.usecases.figures.earlier_divisions import moved_since
from tracker.usecases.figures.show_progress import basis_on, progress_on

Reports = Mapping[Paper, MonthlyReport]
NO_EDITIONS: Mapping[Paper, Edition] = {}
NO_DRAFTS: Mapping[Paper, Draft] = {}


class Occasion(NamedTuple):
    """What the papers of a month are made for: ``today``, in whose name, and why although something is open."""

    month: date
    today: date
    stage: Stage
    municipality: Municipality
    reason: str = ""


def snapshot_on(connection: Connection, end: date) -> Snapshot:
    """The snapshot of a day, by the organisation of that day, whenever it is taken.

    Its figures are those that pages give for it, or there is no paper.
    """
    basis = basis_on(connection, end, View.THEN)
    progress = progress_on(connection, basis)
    then = {item.code: placed(item, unit) for item, unit in moved_since(connection, end)}
    catalogue = (then.get(item.code, item) for item in procedures.everything(connection))
    snapshot = take(catalogue, basis.policy, progress.organisation, end)
    if snapshot.coverage != progress.coverage:
        raise AssertionError(f"the details of {end} give {snapshot.coverage}, the figures {progress.coverage}")
    return snapshot


def reports_on(
    connection: Connection,
    snapshot: Snapshot,
    occasion: Occasion,
    editions: Mapping[Paper, Edition] = NO_EDITIONS,
    drafts: Mapping[Paper, Draft] = NO_DRAFTS,
    wanted: Iterable[Paper] = Paper,
) -> Reports:
    """The papers of a month, both unless one is ``wanted``. ``drafts``: in place of what is stored."""
    shared = _material(connection, snapshot, occasion)
    found = {}
    for paper in wanted:
        draft = drafts.get(paper) or draft_of(connection, occasion.month, paper)
        material = shared.compared_with(_compared_with(connection, occasion.month, paper, draft))
        found[paper] = compose(material, draft, paper, occasion.stage, editions.get(paper, FIRST))
    return found


def draft_of(connection: Connection, month: date, paper: Paper) -> Draft:
    """What somebody wrote for this month; else what it takes over from the last month that has something."""
    found = paper_drafts.find(connection, month, paper)
    if found is not None:
        return found
    last = paper_drafts.last_before(connection, month, paper)
    return carried_over(last) if last is not None else Draft()


def last_reported(connection: Connection, month: date, paper: Paper) -> date | None:
    """The month of the last paper (前回報告) unless somebody says otherwise: the closed month before this one.

    Not every month's paper goes to the council: there it is the last closed one that had a number or a date.
    """
    last = closings.last(connection, month)
    if last is None:
        return None
    if paper is Paper.INTERNAL:
        return last.month
    submitted = paper_drafts.months_submitted(connection, paper, month)
    closed = (each for each in submitted if closings.find(connection, each) is not None)
    return next(closed, last.month)


def _compared_with(connection: Connection, month: date, paper: Paper, draft: Draft) -> Snapshot | None:
    wanted = draft.compared_with or last_reported(connection, month, paper)
    closing = closings.find(connection, wanted) if wanted is not None and wanted < month else None
    return None if closing is None else snapshot_of(connection, closing)


def _material(connection: Connection, snapshot: Snapshot, occasion: Occasion) -> Material:
    """What both papers share."""
    milestones = _milestones(connection, occasion.month)
    year_ago = month_end(occasion.month.replace(year=occasion.month.year - 1))
    resting = rests_on(connection, occasion.today)
    return Material(
        snapshot,
        occasion.today,
        milestones=milestones,
        year_ago=next((each.coverage for each in milestones if each.as_of == year_ago), None),
        at_target_date=_at_target_date(connection, snapshot.policy, snapshot.as_of, milestones),
        replies=resting.replies,
        inquiries=resting.inquiries,
        ended=tuple(procedures.absent(connection, snapshot.as_of)),
        municipality=occasion.municipality,
        reason=occasion.reason,
        check_number=check_number(audit.head(connection).digest),
    )


def _milestones(connection: Connection, month: date) -> tuple[Milestone, ...]:
    """Closed months before this one, each in its last edition, oldest first."""
    last_editions = {each.month: each for each in reversed(closings.listed(connection)) if each.month < month}
    return tuple(
        Milestone(month_end(each.month), closings.figures_of(connection, each)) for each in last_editions.values()
    )


def _at_target_date(
    connection: Connection, policy: Policy, as_of: date, milestones: tuple[Milestone, ...]
) -> Rate | None:
    """The target figure on the day the target was due, once that has passed: as it was closed, if that month was."""
    target = policy.target_on(as_of)
    if target is None or as_of <= target.due_on:
        return None
    closed = next((each.coverage for each in milestones if each.as_of == target.due_on), None)
    if closed is None:
        basis = basis_on(connection, target.due_on)
        closed = coverage.over_time(connection, basis.policy_id, [basis.as_of])[0]
    return closed.availability_rate_by_cases
