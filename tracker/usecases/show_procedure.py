"""手続個票: everything about one procedure."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine

from tracker.domain.policy import Policy
from tracker.domain.priority import Step
from tracker.domain.standing import Standing, stand
from tracker.domain.status import Interval, history
from tracker.storage import procedures
from tracker.storage.transactions import reading
from tracker.usecases.show_progress import basis_on


@dataclass(frozen=True, slots=True)
class Sheet:
    """A procedure as of a day, with its history of confirmed statuses, oldest first."""

    standing: Standing
    policy: Policy
    history: tuple[Interval, ...]

    @property
    def window(self) -> tuple[int, int] | None:
        """The first and last fiscal year of the procedure's STEP; None while it is undecided."""
        return {Step.ONE: self.policy.step1, Step.TWO: self.policy.step2}.get(self.standing.verdict.step)


def show_procedure(engine: Engine, code: str, as_of: date) -> Sheet | None:
    """The sheet of the procedure with this code; None when there is none."""
    with reading(engine) as connection:
        procedure = procedures.find(connection, code)
        if procedure is None:
            return None
        policy = basis_on(connection, as_of).policy
    return Sheet(stand(procedure, policy, as_of), policy, history(procedure.records))
