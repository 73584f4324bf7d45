"""How much is online: counts that add up, and the rates, bounds and distances derived from them.

A share is always derived from two whole numbers and never stored. Unknown is not zero: a procedure whose cases are not
counted adds to ``uncounted`` and to nothing else that is in cases.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import date
from fractions import Fraction
from math import ceil
from operator import add, attrgetter, sub

from tracker.domain.policy import ExemptTreatment, PartialTreatment, Policy
from tracker.domain.procedure import Procedure
from tracker.domain.status import FOREVER, OnlineStatus, StatusRecord, history


@dataclass(frozen=True, slots=True)
class Rate:
    """A percentage that can say where it comes from. ``share`` is exact, or None where the denominator is 0."""

    numerator: int
    denominator: int

    @property
    def share(self) -> Fraction | None:
        return Fraction(self.numerator, self.denominator) if self.denominator else None


@dataclass(frozen=True, slots=True)
class Bounds:
    """Between which shares the target figure must lie once everything is counted; None where that cannot be said."""

    lower: Fraction | None
    upper: Fraction | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """Counts over a set of procedures on a day. All fields are whole numbers and add up over disjoint sets.

    In procedures: ``procedures`` in scope, of them ``online_procedures``, ``partly_online_procedures``,
    ``convenience_procedures`` (online through convenience stores) and ``uncounted`` (no count for the base year).
    In cases a year of the base year: ``known_cases`` and of them ``online_cases``, ``partly_online_cases``,
    ``convenience_cases``, and ``partly_convenience_cases`` of those partly online.
    For usage, over procedures where both counts are known: ``used_cases`` and of them ``used_online``; the same over
    online procedures only: ``enabled_cases``, ``enabled_online``.
    For bounds, over what is not counted: sums of ceilings, and the number of procedures without one.
    """

    procedures: int = 0
    online_procedures: int = 0
    partly_online_procedures: int = 0
    convenience_procedures: int = 0
    uncounted: int = 0
    known_cases: int = 0
    online_cases: int = 0
    partly_online_cases: int = 0
    convenience_cases: int = 0
    partly_convenience_cases: int = 0
    used_cases: int = 0
    used_online: int = 0
    enabled_cases: int = 0
    enabled_online: int = 0
    ceiling_offline: int = 0
    ceiling_online: int = 0
    without_ceiling_offline: int = 0
    without_ceiling_online: int = 0

    def __add__(self, other: "Coverage") -> "Coverage":
        return Coverage(*map(add, counts(self), counts(other)))

    def __sub__(self, other: "Coverage") -> "Coverage":
        return Coverage(*map(sub, counts(self), counts(other)))

    @property
    def counted_procedures(self) -> int:
        """Procedures in scope whose cases are counted: the base of every rate by cases."""
        return self.procedures - self.uncounted

    @property
    def availability_rate_by_cases(self) -> Rate:
        """オンライン化率（件数ベース）, the target figure."""
        return Rate(self.online_cases, self.known_cases)

    @property
    def availability_rate_by_procedures(self) -> Rate:
        """オンライン化率（手続数ベース）."""
        return Rate(self.online_procedures, self.procedures)

    @property
    def usage_rate_all(self) -> Rate:
        """オンライン利用率（全件）: cases done online of all cases, where both are known."""
        return Rate(self.used_online, self.used_cases)

    @property
    def usage_rate_enabled(self) -> Rate:
        """オンライン利用率（オンライン化済みの手続）: the same, over procedures that are online."""
        return Rate(self.enabled_online, self.enabled_cases)

    @property
    def rate_with_partial(self) -> Rate:
        """The target figure if 一部実施済 counted whole, for comparison."""
        return Rate(self.online_cases + self.partly_online_cases, self.known_cases)

    @property
    def rate_without_convenience(self) -> Rate:
        """The target figure if コンビニ交付 did not count, for comparison."""
        return Rate(self.online_cases - self.convenience_cases, self.known_cases)

    def rate_once_online(self, cases: int) -> Rate:
        """The target figure once so many more of the counted cases are online."""
        return Rate(self.online_cases + cases, self.known_cases)

    @property
    def bounds(self) -> Bounds:
        """The interval of the target figure when each missing count may be anything from 0 to its ceiling.

        More cases of an online procedure raise the share and more of another lower it, so the ends are at the ceilings.
        """
        lower = upper = None
        if not self.without_ceiling_offline:
            lower = Rate(self.online_cases, self.known_cases + self.ceiling_offline).share
        if not self.without_ceiling_online:
            upper = Rate(self.online_cases + self.ceiling_online, self.known_cases + self.ceiling_online).share
        return Bounds(lower, upper)

    @property
    def without_ceiling(self) -> int:
        """Procedures that are not counted and have no ceiling either: they leave the bounds open."""
        return self.without_ceiling_offline + self.without_ceiling_online

    @property
    def convenience_cases_with_partial(self) -> int:
        """The part of ``rate_with_partial``'s numerator that is by convenience stores."""
        return self.convenience_cases + self.partly_convenience_cases

    def distance_to(self, target: Fraction) -> Fraction | None:
        """How far the target figure is from a target share, exactly: positive below it; None where it is undefined."""
        share = self.availability_rate_by_cases.share
        return None if share is None else target - share

    def cases_needed(self, target: Fraction) -> int:
        """How many more cases must come online to reach the target share; 0 when it is reached."""
        return max(0, ceil(target * self.known_cases - self.online_cases))

    def reaches(self, target: Fraction) -> bool:
        """Judged on exact values: 79.96 % prints as 80.0 % and has not reached 80 %."""
        share = self.availability_rate_by_cases.share
        return share is not None and share >= target


MEASURES = tuple(field.name for field in fields(Coverage))
counts: Callable[[Coverage], tuple[int, ...]] = attrgetter(*MEASURES)
"""All counts of a coverage in the order of ``MEASURES``: many times faster than ``dataclasses.astuple``."""
NOTHING = Coverage()


def total(parts: Iterable[Coverage]) -> Coverage:
    """The sum of disjoint parts."""
    columns = zip(*map(counts, parts), strict=True)
    return Coverage(*map(sum, columns))


def counts_online(record: StatusRecord | None, policy: Policy) -> bool:
    """Whether a procedure with this record in force counts as online under the policy."""
    if record is None:
        return False
    return record.is_online or (policy.partial is PartialTreatment.COUNTED_WHOLE and record.is_partly_online)


def is_in_scope(record: StatusRecord | None, policy: Policy) -> bool:
    """Whether an active procedure with this record in force stays in the denominators."""
    exempt = record is not None and record.status is OnlineStatus.EXEMPT
    return not (exempt and policy.exempt is ExemptTreatment.LEFT_OUT)


def cover(procedure: Procedure, record: StatusRecord | None, policy: Policy) -> Coverage:
    """What one active procedure contributes while ``record`` is in force."""
    if not is_in_scope(record, policy):
        return NOTHING
    volume = procedure.volume_of(policy.base_fiscal_year)
    online = counts_online(record, policy)
    partly = record is not None and record.is_partly_online and not online
    by_store = record is not None and record.is_by_convenience_store
    convenience = online and by_store
    cases = volume.annual_cases
    if cases is None:
        ceiling = volume.ceiling
        return Coverage(
            procedures=1,
            online_procedures=int(online),
            partly_online_procedures=int(partly),
            convenience_procedures=int(convenience),
            uncounted=1,
            ceiling_offline=0 if online else ceiling or 0,
            ceiling_online=ceiling or 0 if online else 0,
            without_ceiling_offline=int(ceiling is None and not online),
            without_ceiling_online=int(ceiling is None and online),
        )
    used = volume.online_cases
    return Coverage(
        procedures=1,
        online_procedures=int(online),
        partly_online_procedures=int(partly),
        convenience_procedures=int(convenience),
        known_cases=cases,
        online_cases=cases if online else 0,
        partly_online_cases=cases if partly else 0,
        convenience_cases=cases if convenience else 0,
        partly_convenience_cases=cases if partly and by_store else 0,
        used_cases=0 if used is None else cases,
        used_online=used or 0,
        enabled_cases=cases if used is not None and online else 0,
        enabled_online=(used or 0) if online else 0,
    )


def timeline(procedure: Procedure, policy: Policy) -> list[tuple[date, Coverage]]:
    """The days on which a procedure's contribution changes, each with the change: summed up to a day, its coverage.

    Days before the procedure is active and from its abolition on contribute nothing.
    """
    end = procedure.abolished_on or FOREVER
    holding: dict[date, StatusRecord | None] = {procedure.active_from: None}
    for interval in history(procedure.records):
        if interval.valid_to > procedure.active_from:
            holding[max(interval.valid_from, procedure.active_from)] = interval.record
    changes: list[tuple[date, Coverage]] = []
    current = NOTHING
    for day, record in holding.items():
        if day >= end:
            break
        following = cover(procedure, record, policy)
        changes.append((day, following if current is NOTHING else following - current))
        current = following
    if procedure.active_from < end < FOREVER:
        changes.append((end, NOTHING - current))
    return [(day, change) for day, change in changes if change != NOTHING]
