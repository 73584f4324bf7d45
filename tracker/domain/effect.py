"""What changes of procedures do to the headline: the figures of a day before and after."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tracker.domain.coverage import NOTHING, Coverage, Rate, cover
from tracker.domain.policy import Policy
from tracker.domain.procedure import Procedure
from tracker.domain.status import in_force


@dataclass(frozen=True, slots=True)
class Effect:
    """The coverage of everything on a day, before the changes and after them."""

    as_of: date
    policy: Policy
    before: Coverage
    after: Coverage

    @property
    def changes_figures(self) -> bool:
        """Whether any count is another one afterwards."""
        return self.before != self.after

    @property
    def change_by_cases(self) -> Fraction | None:
        """By how much the target figure changes; None where it is undefined on either side."""
        return _difference(self.before.availability_rate_by_cases, self.after.availability_rate_by_cases)

    @property
    def change_by_procedures(self) -> Fraction | None:
        """The same for the rate by procedures."""
        return _difference(self.before.availability_rate_by_procedures, self.after.availability_rate_by_procedures)


def contribution(procedure: Procedure | None, policy: Policy, on: date) -> Coverage:
    """What one procedure adds to the coverage of a day."""
    if procedure is None or not procedure.is_active(on):
        return NOTHING
    return cover(procedure, in_force(procedure.records, on), policy)


def effect_of(
    before: Coverage, changes: Iterable[tuple[Procedure | None, Procedure]], policy: Policy, on: date
) -> Effect:
    """The effect of changes on the coverage of everything."""
    after = before
    for old, new in changes:
        after = after + contribution(new, policy, on) - contribution(old, policy, on)
    return Effect(on, policy, before, after)


def _difference(before: Rate, after: Rate) -> Fraction | None:
    return None if before.share is None or after.share is None else after.share - before.share
