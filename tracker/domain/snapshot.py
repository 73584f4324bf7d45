"""What a month looked like when it was closed: every procedure of its last day, by the policy and organisation of then.

A snapshot holds all that its figures depend on, so that nothing that happens later can change them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from tracker.domain.coverage import Coverage, cover, total
from tracker.domain.organisation import Organisation
from tracker.domain.policy import Policy
from tracker.domain.procedure import Plan, Procedure
from tracker.domain.status import StatusRecord, history, unbroken_run


@dataclass(frozen=True)
class Snapshot:
    """``as_of``: the last day of the month. ``procedures``: those that existed on it, in the order of the catalogue.

    Each has the confirmed records of the status in force on that day, without a break and up to the one in force, so
    that it still says since when; and its plan without reasons.
    """

    as_of: date
    policy: Policy
    organisation: Organisation
    procedures: tuple[Procedure, ...]

    @cached_property
    def coverage(self) -> Coverage:
        """The sum of all procedures."""
        return total(contribution(item, self.policy) for item in self.procedures)


def take(procedures: Iterable[Procedure], policy: Policy, organisation: Organisation, as_of: date) -> Snapshot:
    """The snapshot of a catalogue on a day."""
    kept = tuple(_reduced(item, as_of) for item in procedures if item.is_active(as_of))
    return Snapshot(as_of, policy, organisation, kept)


def contribution(procedure: Procedure, policy: Policy) -> Coverage:
    """What a procedure of a snapshot adds to the figures under a policy."""
    return cover(procedure, last_record(procedure), policy)


def last_record(procedure: Procedure) -> StatusRecord | None:
    """The record of a snapshot's procedure that was in force; None where nothing had been stated."""
    return procedure.records[-1] if procedure.records else None


def _reduced(procedure: Procedure, as_of: date) -> Procedure:
    """Nothing that is for use inside the ward only, and nothing that was not known or not confirmed."""
    begun = [interval for interval in history(procedure.records) if interval.valid_from <= as_of]
    return replace(
        procedure,
        records=tuple(interval.record for interval in unbroken_run(begun, len(begun) - 1)) if begun else (),
        plan=Plan(procedure.plan.planned_for),
        answer=None,
        asked=None,
    )
