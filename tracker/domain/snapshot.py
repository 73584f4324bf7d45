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
from tracker.domain.status import in_force


@dataclass(frozen=True)
class Snapshot:
    """``as_of``: the last day of the month. ``procedures``: those that existed on it, in the order of the catalogue.

    Each has the one confirmed record that was in force on that day, or none, and its plan without reasons.
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
    return cover(procedure, procedure.records[0] if procedure.records else None, policy)


def _reduced(procedure: Procedure, as_of: date) -> Procedure:
    """Nothing that is for use inside the ward only, and nothing that was not known or not confirmed."""
    record = in_force(procedure.records, as_of)
    return replace(
        procedure,
        records=(record,) if record is not None else (),
        plan=Plan(procedure.plan.planned_for),
        answer=None,
    )
