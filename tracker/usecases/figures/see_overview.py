"""The first page: the figures of a day, how they came about, and what would help most."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Engine

from tracker.domain.coverage import Coverage, Rate
from tracker.domain.fiscal import month_ends
from tracker.domain.organisation import View
from tracker.domain.path import Path
from tracker.domain.policy import policy_on
from tracker.domain.progress import Progress
from tracker.domain.selection import Order, Selection
from tracker.domain.standing import Standing, stand
from tracker.storage import coverage, listing, policies
from tracker.storage.transactions import reading
from tracker.usecases.confirmation.awaiting_confirmation import WhatWaits, what_waits
from tracker.usecases.figures.earlier_divisions import is_reorganised_since, seen_by
from tracker.usecases.figures.find_path import path_on
from tracker.usecases.figures.show_progress import basis_on, progress_on

FIRST_TO_DO = 10
TREND_MONTHS = 36
RATE_BY_CASES = ("known_cases", "online_cases")
"""What the target figure needs of a coverage."""


@dataclass(frozen=True, slots=True)
class Overview:
    """What the page 進捗状況 shows.

    ``trend``: month ends with the target figure, empty while there is none to show. ``path``: the smallest set to the
    target, None without a target. ``designated_reach``: the target figure if the published list alone came online.
    ``at_target_date``: the target figure on the day the target was due, once that day has passed. ``waiting``: what
    awaits confirmation, for those inside; None when nothing does. ``reorganised``: whether the organisation of the day
    was another than the present one.
    """

    progress: Progress
    trend: tuple[tuple[date, Rate], ...]
    first_to_do: tuple[Standing, ...]
    path: Path | None
    designated_reach: Rate
    at_target_date: Rate | None
    waiting: WhatWaits | None
    reorganised: bool = False

    @property
    def many_cases(self) -> Coverage:
        """Of the procedures with at least the threshold of cases a year."""
        return self.progress.where(lambda cell: cell.many_cases)

    @property
    def designated(self) -> Coverage:
        """Of the designated list."""
        return self.progress.where(lambda cell: cell.designated)


def see_overview(engine: Engine, as_of: date, view: View = View.NOW, *, inside: bool = False) -> Overview:
    """All that the page 進捗状況 shows, from one state of the database. ``inside``: with what awaits confirmation."""
    with reading(engine) as connection:
        basis = basis_on(connection, as_of, view)
        progress = progress_on(connection, basis)
        to_do = listing.first_ids(connection, basis, Selection(to_do=True), Order.PRIORITY, FIRST_TO_DO)
        path = None
        if progress.target is not None:
            path = path_on(connection, basis, progress, progress.target.share)
        waiting = what_waits(connection, basis, progress.coverage) if inside else None
        designated = listing.cases_to_gain(connection, basis, Selection(designated=True))
        return Overview(
            progress,
            trend(connection, as_of),
            tuple(stand(item, basis.policy, as_of) for item in seen_by(connection, basis, to_do)),
            path,
            progress.coverage.rate_once_online(designated),
            _at_target_date(connection, progress),
            waiting if waiting and waiting.total else None,
            is_reorganised_since(connection, as_of),
        )


def trend_on(engine: Engine, as_of: date) -> tuple[tuple[date, Rate], ...]:
    """The trend up to a day, for its chart."""
    with reading(engine) as connection:
        return trend(connection, as_of)


def trend(connection: Connection, as_of: date) -> tuple[tuple[date, Rate], ...]:
    """The target figure at each finished month end, each by the policy valid then.

    Nothing is drawn for months before the first day that anybody stated: a flat line would claim what nobody knows.
    """
    first = coverage.first_dated_day(connection)
    if first is None:
        return ()
    days = month_ends(first, as_of)[-TREND_MONTHS:]
    known = policies.load(connection)
    points: list[tuple[date, Rate]] = []
    for policy_id, policy in known.items():
        covered = [day for day in days if policy_on(known.values(), day) is policy]
        series = coverage.over_time(connection, policy_id, covered, RATE_BY_CASES)
        points += [(day, item.availability_rate_by_cases) for day, item in zip(covered, series, strict=True)]
    return tuple(sorted(points, key=lambda point: point[0]))


def _at_target_date(connection: Connection, progress: Progress) -> Rate | None:
    if progress.target is None or not progress.is_after_target:
        return None
    basis = basis_on(connection, progress.target.due_on)
    found = coverage.over_time(connection, basis.policy_id, [basis.as_of], RATE_BY_CASES)
    return found[0].availability_rate_by_cases
