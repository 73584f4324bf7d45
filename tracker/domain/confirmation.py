"""確認待ち: what the records that await confirmation would change, each by itself and all of them together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from tracker.domain.channels import count_as_online
from tracker.domain.count_report import CountReport
from tracker.domain.count_report import awaiting as awaiting_counts
from tracker.domain.counting import with_counts
from tracker.domain.coverage import NOTHING, Coverage, total
from tracker.domain.effect import contribution
from tracker.domain.policy import Policy
from tracker.domain.procedure import Procedure
from tracker.domain.status import OnlineStatus, Scope, StatusRecord, as_if_confirmed, awaiting, in_force


@dataclass(frozen=True, slots=True)
class Effect:
    """What confirming does to the figures: the coverage of everything before and after. Differences are exact."""

    before: Coverage
    after: Coverage

    @property
    def cases(self) -> int:
        """By how many cases a year what is online grows; negative where something is no longer online."""
        return self.after.online_cases - self.before.online_cases

    @property
    def points(self) -> Fraction | None:
        """The difference of the two target figures, as a share; None where one of them is undefined."""
        before, after = (each.availability_rate_by_cases.share for each in (self.before, self.after))
        return None if before is None or after is None else after - before

    @property
    def only_in_procedures(self) -> bool:
        """Whether it shows in the number of procedures online and, for want of counted cases, not in the rate."""
        return not self.cases and self.after.online_procedures != self.before.online_procedures


@dataclass(frozen=True, slots=True)
class Waiting:
    """A record that awaits confirmation. ``old``: the record it takes the place of; ``new``: what holds instead.

    ``new`` is the record itself, or of a withdrawal what is in force once it is confirmed. None: nothing is stated.
    """

    procedure: Procedure
    record: StatusRecord
    old: StatusRecord | None
    new: StatusRecord | None

    @property
    def lacks_address(self) -> bool:
        """Online, wholly or partly, without 申請URL: the address is optional, but asked for."""
        return self._says_online and not self.record.url

    @property
    def has_no_channel_that_counts(self) -> bool:
        """実施済 by e-mail alone, say: confirmed or not, it does not count."""
        return self._says_online and not count_as_online(self.record.channels)

    @property
    def ends_before_the_application(self) -> bool:
        """実施済 as far as information or booking only: confirmed or not, it does not count."""
        return self._says_online and self.record.scope is not None and self.record.scope < Scope.APPLICATION

    @property
    def is_exempt(self) -> bool:
        """適用除外, which stands on a law (``procedure.legal_basis``)."""
        return self.record.status is OnlineStatus.EXEMPT

    @property
    def _says_online(self) -> bool:
        return self.record.status in (OnlineStatus.IMPLEMENTED, OnlineStatus.PARTIAL)


def waiting_of(procedure: Procedure, today: date) -> tuple[Waiting, ...]:
    """The records of a procedure that await confirmation, oldest first."""
    return tuple(_waiting(procedure, record, today) for record in awaiting(procedure.records))


def gain(procedure: Procedure, policy: Policy, on: date, reports: Sequence[CountReport] = ()) -> Coverage:
    """By how much the coverage on a day changes once everything of the procedure that awaits confirmation counts.

    ``reports``: of its counts.
    """
    counted = with_counts(procedure, awaiting_counts(reports))
    return _difference(procedure, replace(counted, records=as_if_confirmed(procedure.records)), policy, on)


def gain_of(procedure: Procedure, number: int, policy: Policy, on: date) -> Coverage:
    """The same once one of its records counts and nothing else changes."""
    return _difference(procedure, replace(procedure, records=_with_confirmed(procedure, number)), policy, on)


def effect_of(gains: Iterable[Coverage], before: Coverage) -> Effect:
    """What several gains do together, on top of the coverage of everything."""
    return Effect(before, before + total([NOTHING, *gains]))


def _waiting(procedure: Procedure, record: StatusRecord, today: date) -> Waiting:
    old = _corrected(procedure, record) or in_force(procedure.records, record.effective_on or today)
    new: StatusRecord | None = record
    if record.status is None:
        withdrawn_from = (old and old.effective_on) or today
        new = in_force(_with_confirmed(procedure, record.number), withdrawn_from)
    return Waiting(procedure, record, old, new)


def _corrected(procedure: Procedure, record: StatusRecord) -> StatusRecord | None:
    """The confirmed record that one takes back: also by way of corrections that were replaced before anybody confirmed
    them.
    """
    by_number = {item.number: item for item in procedure.records}
    found: StatusRecord | None = record
    while found is not None and found.confirmed_at is None:
        found = by_number.get(found.supersedes or 0)
    return found


def _difference(procedure: Procedure, after: Procedure, policy: Policy, on: date) -> Coverage:
    return contribution(after, policy, on) - contribution(procedure, policy, on)


def _with_confirmed(procedure: Procedure, number: int) -> tuple[StatusRecord, ...]:
    return tuple(
        replace(record, confirmed_at=record.recorded_at) if record.number == number else record
        for record in procedure.records
    )
