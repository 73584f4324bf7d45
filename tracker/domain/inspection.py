"""データの点検: what in the data of a procedure looks wrong, or decides more than its accuracy allows.

The findings are worked out anew each time; what people say of one (an acknowledgement) is about the values it had then.
What is not counted is unknown and never 0: nothing is found about it but that it is missing.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from tracker.domain.coverage import counts_online, is_in_scope
from tracker.domain.findings import Check, Finding, Severity
from tracker.domain.fiscal import fiscal_year_of
from tracker.domain.policy import Policy
from tracker.domain.priority import Step, designation, judge, priority_theme
from tracker.domain.procedure import AnnualVolume, Barrier, Procedure, VolumeBasis
from tracker.domain.status import Interval, OnlineStatus, StatusRecord, awaiting, history


class Known(NamedTuple):
    """What the checks look at. ``counted``: the volumes of the years that are counted, oldest first."""

    procedure: Procedure
    intervals: Sequence[Interval]
    record: StatusRecord | None
    counted: Sequence[AnnualVolume]
    policy: Policy
    today: date


MANY_TIMES = 10
"""Source: word list, no. 61."""
YEARS_UNCHANGED = 4
FEW_CASES = 100
"""With fewer cases a year a leap, a repetition or a year without online cases is no sign of a mistake: 参考."""
NEAR = 10
"""A count is near the threshold within one part in so many."""
_RUNNING = (VolumeBasis.PRELIMINARY, VolumeBasis.EXPECTED)
_SETTLED_BY = (8, 1)
"""The day by which the counts of the fiscal year before are final."""


def inspect(procedure: Procedure, policy: Policy, today: date) -> tuple[Finding, ...]:
    """Everything found about a procedure, by confirmed records only; nothing where it is not active on the day."""
    if not procedure.is_active(today):
        return ()
    intervals = history(procedure.records)
    record = next((each.record for each in intervals if each.valid_from <= today < each.valid_to), None)
    years = sorted(procedure.volumes, key=lambda volume: volume.fiscal_year)
    counted = [volume for volume in years if volume.annual_cases is not None]
    known = Known(procedure, intervals, record, counted, policy, today)
    return tuple(finding for check in _CHECKS for finding in check(known))


def _weight(cases: int) -> Severity:
    return Severity.FOR_REFERENCE if cases < FEW_CASES else Severity.TO_CHECK


def _exempt_without_basis(known: Known) -> Iterator[Finding]:
    record = known.record
    if record is not None and record.status is OnlineStatus.EXEMPT and not known.procedure.legal_basis.strip():
        yield Finding(Check.EXEMPT_WITHOUT_BASIS, Severity.TO_CORRECT, None, (record.number,))


def _online_without_total(known: Known) -> Iterator[Finding]:
    for volume in known.procedure.volumes:
        if volume.online_cases is not None and volume.annual_cases is None:
            yield Finding(Check.ONLINE_WITHOUT_TOTAL, Severity.TO_CORRECT, volume.fiscal_year, (volume.online_cases,))


def _leaps(known: Known) -> Iterator[Finding]:
    """More than ten times the year counted before, or less than a tenth of it."""
    for earlier, later in pairwise(known.counted):
        before, after = earlier.annual_cases or 0, later.annual_cases or 0
        if max(before, after) > MANY_TIMES * min(before, after):
            severity = _weight(max(before, after))
            yield Finding(Check.LEAP, severity, later.fiscal_year, (earlier.fiscal_year, before, after))


def _unchanged(known: Known) -> Iterator[Finding]:
    """The same count in each of the last four years or more: perhaps carried over and never counted."""
    run = list(known.counted[-1:])
    for volume in reversed(known.counted[:-1]):
        if (volume.fiscal_year, volume.annual_cases) != (run[-1].fiscal_year - 1, run[-1].annual_cases):
            break
        run.append(volume)
    if len(run) >= YEARS_UNCHANGED:
        cases, last = run[0].annual_cases or 0, run[0].fiscal_year
        yield Finding(Check.UNCHANGED, _weight(cases), last, (run[-1].fiscal_year, cases))


def _online_since(known: Known) -> date | None:
    """Since when it has been online without a break, as far as the catalogue knows; None where it is not."""
    since = None
    for interval in reversed([each for each in known.intervals if each.valid_from <= known.today]):
        if not interval.record.is_online:
            break
        since = max(interval.valid_from, known.procedure.active_from)
    return since


def _unused(known: Known) -> Iterator[Finding]:
    """Online, and yet not one case came that way in the newest year that began after it went online."""
    since = _online_since(known)
    both = [volume for volume in known.counted if volume.online_cases is not None]
    if since is None or not both:
        return
    volume = both[-1]
    cases = volume.annual_cases or 0
    if cases and volume.online_cases == 0 and since <= date(volume.fiscal_year, 4, 1):
        yield Finding(Check.UNUSED, _weight(cases), volume.fiscal_year, (cases, since.isoformat()))


def _no_cases(known: Known) -> Iterator[Finding]:
    newest = known.counted[-1] if known.counted else None
    if newest is not None and newest.annual_cases == 0 and known.record is not None and known.record.is_online:
        yield Finding(Check.NO_CASES, Severity.TO_CHECK, newest.fiscal_year)


def _online_cases_offline(known: Known) -> Iterator[Finding]:
    """Online cases in the newest year they are known of, on no day of which it was online, wholly or partly."""
    volumes = [volume for volume in known.procedure.volumes if volume.online_cases is not None]
    newest = max(volumes, key=lambda volume: volume.fiscal_year, default=None)
    if newest is None or not newest.online_cases:
        return
    first, following = date(newest.fiscal_year, 4, 1), date(newest.fiscal_year + 1, 4, 1)
    within = [each.record for each in known.intervals if each.valid_from < following and each.valid_to > first]
    if not any(record.is_online or record.is_partly_online for record in within):
        facts = (newest.online_cases,)
        yield Finding(Check.ONLINE_CASES_OFFLINE, Severity.TO_CHECK, newest.fiscal_year, facts)


def _not_final(known: Known) -> Iterator[Finding]:
    """An expected or preliminary count of a year whose counts are final by now."""
    for volume in known.counted:
        if volume.basis in _RUNNING and known.today >= date(volume.fiscal_year + 1, *_SETTLED_BY):
            facts = (volume.annual_cases, volume.basis.value)
            yield Finding(Check.NOT_FINAL, Severity.TO_CHECK, volume.fiscal_year, facts)


def _not_counted(known: Known) -> Iterator[Finding]:
    year = known.policy.base_fiscal_year
    volume = known.procedure.volume_of(year)
    if volume.annual_cases is None and is_in_scope(known.record, known.policy):
        severity = Severity.TO_CHECK if volume.ceiling is None else Severity.FOR_REFERENCE
        yield Finding(Check.NOT_COUNTED, severity, year, (volume.ceiling,))


def _nothing_stated(known: Known) -> Iterator[Finding]:
    if known.record is None:
        yield Finding(Check.NOTHING_STATED, Severity.TO_CHECK, None)


def _nothing_planned(known: Known) -> Iterator[Finding]:
    """What goes first, is still to do, and has neither a time nor a reason why there is none."""
    procedure, record, plan = known.procedure, known.record, known.procedure.plan
    if plan.planned_for is not None or plan.barrier not in (None, Barrier.PLANNED):
        return
    to_do = not (counts_online(record, known.policy) or (record and record.status is OnlineStatus.EXEMPT))
    goes_first = procedure.designated or judge(procedure, known.policy).step is Step.ONE
    if to_do and goes_first and not awaiting(procedure.records):
        yield Finding(Check.NOTHING_PLANNED, Severity.TO_CHECK, None, (plan.barrier.value if plan.barrier else None,))


def _step_decided(known: Known) -> Iterator[Finding]:
    """A count within a tenth of the threshold, where nothing but it decides the STEP."""
    procedure, policy = known.procedure, known.policy
    volume = procedure.volume_of(policy.step_fiscal_year)
    if volume.annual_cases is None or abs(volume.annual_cases - policy.threshold) * NEAR > policy.threshold:
        return
    if priority_theme(procedure, policy) or designation(procedure, policy):
        return
    severity = Severity.FOR_REFERENCE if volume.basis is VolumeBasis.FINAL else Severity.TO_CHECK
    facts = (volume.annual_cases, policy.threshold, volume.basis.value)
    yield Finding(Check.STEP_DECIDED, severity, volume.fiscal_year, facts)


def _starts_later(known: Known) -> Iterator[Finding]:
    """A confirmed record that holds from a day to come; more than a fiscal year ahead it may be a slip."""
    for interval in known.intervals:
        if interval.valid_from > known.today and interval.record.status is not None:
            far = fiscal_year_of(interval.valid_from) > fiscal_year_of(known.today) + 1
            facts = (interval.valid_from.isoformat(), interval.record.status.value)
            yield Finding(Check.STARTS_LATER, Severity.TO_CHECK if far else Severity.FOR_REFERENCE, None, facts)


_CHECKS = (
    _exempt_without_basis,
    _online_without_total,
    _leaps,
    _unchanged,
    _unused,
    _no_cases,
    _online_cases_offline,
    _not_final,
    _not_counted,
    _nothing_stated,
    _nothing_planned,
    _step_decided,
    _starts_later,
)
