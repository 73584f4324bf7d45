"""Where one procedure stands on a day: its record in force, what the rule says, what it contributes to the figures."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.domain.coverage import Coverage, cover
from tracker.domain.path import Candidate
from tracker.domain.policy import Policy
from tracker.domain.priority import Step, Verdict, judge, many_cases, order_key
from tracker.domain.procedure import AnnualVolume, Procedure
from tracker.domain.status import OnlineStatus, StatusRecord, in_force, online_from


@dataclass(frozen=True, slots=True)
class Standing:
    """A procedure, active on the day, under the policy. ``record`` None: nothing had been stated by then."""

    procedure: Procedure
    on: date
    record: StatusRecord | None
    verdict: Verdict
    volume: AnnualVolume
    coverage: Coverage
    has_many_cases: bool

    @property
    def status(self) -> OnlineStatus:
        """The status in force; nothing stated is 未実施."""
        return (self.record and self.record.status) or OnlineStatus.NOT_IMPLEMENTED

    @property
    def online_from(self) -> StatusRecord | None:
        """The record with which being online, wholly or partly, began; its day is None for before the baseline."""
        return online_from(self.procedure.records, self.on)

    @property
    def is_online(self) -> bool:
        """Whether it counts as online in the figures."""
        return self.coverage.online_procedures == 1

    @property
    def annual_cases(self) -> int | None:
        """Cases a year of the base year; None is not counted."""
        return self.volume.annual_cases

    @property
    def can_go_online(self) -> bool:
        """Whether it is still to do: not online yet, and not exempt by law."""
        return not self.is_online and self.status is not OnlineStatus.EXEMPT

    @property
    def candidate(self) -> Candidate | None:
        """As a candidate for the smallest set; None when it is online, exempt, out of scope or not counted."""
        if not self.can_go_online or not self.coverage.procedures or self.annual_cases is None:
            return None
        return Candidate(self.procedure.code, self.annual_cases)

    @property
    def disagrees_with_designation(self) -> bool:
        """Designated although no criterion speaks for it, or high-volume, not online and not designated."""
        if self.procedure.designated:
            return self.verdict.step is not Step.ONE
        return self.has_many_cases and not self.is_online


def stand(procedure: Procedure, policy: Policy, on: date) -> Standing:
    """The standing of a procedure that is active on the day."""
    record = in_force(procedure.records, on)
    return Standing(
        procedure,
        on,
        record,
        judge(procedure, policy),
        procedure.volume_of(policy.base_fiscal_year),
        cover(procedure, record, policy),
        many_cases(procedure, policy) is not None,
    )


def standings(procedures: Iterable[Procedure], policy: Policy, on: date) -> list[Standing]:
    """The standings of those procedures that are active on the day, in the order given."""
    return [stand(procedure, policy, on) for procedure in procedures if procedure.is_active(on)]


def in_priority_order(items: Iterable[Standing]) -> list[Standing]:
    """The to-do order: STEP, then cases descending with not counted last, then code."""
    return sorted(items, key=lambda item: order_key(item.verdict.step, item.annual_cases, item.procedure.code))
