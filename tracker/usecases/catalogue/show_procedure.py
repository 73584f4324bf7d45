"""手続個票: everything about one procedure."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Engine

from tracker.domain.account import Actor
from tracker.domain.asking import months_since_answer
from tracker.domain.count_report import Count, confirmed_counts
from tracker.domain.fiscal import Precision
from tracker.domain.policy import Policy
from tracker.domain.priority import Step
from tracker.domain.procedure import Procedure
from tracker.domain.standing import Standing, stand
from tracker.domain.status import Interval, history
from tracker.domain.trail import Traced, TracedCount, count_trail, trail
from tracker.storage import count_reports, former, procedures
from tracker.storage.transactions import reading
from tracker.usecases.figures.show_progress import basis_on


@dataclass(frozen=True, slots=True)
class United:
    """What was united with a procedure, with its own history; the confirmed counts of its months, the latest first."""

    procedure: Procedure
    history: tuple[Interval, ...]
    months: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A procedure as of a day, with its history of confirmed statuses, oldest first.

    ``months``: the confirmed counts of months, the latest first. ``trail`` and ``count_trail``: everything that was
    recorded and counted, the latest first; for members of staff only. ``is_kept``: whether keeping the procedure true
    is the reader's work. ``united``: what was registered twice, in the order of the catalogue.
    """

    standing: Standing
    policy: Policy
    history: tuple[Interval, ...]
    months: tuple[Count, ...] = ()
    trail: tuple[Traced, ...] = ()
    count_trail: tuple[TracedCount, ...] = ()
    is_kept: bool = False
    united: tuple[United, ...] = ()

    @property
    def months_since_answer(self) -> int | None:
        """For how many months the division has said nothing; None when it never did."""
        return months_since_answer(self.standing.procedure, self.standing.on)

    @property
    def window(self) -> tuple[int, int] | None:
        """The first and last fiscal year of the procedure's STEP; None while it is undecided."""
        return {Step.ONE: self.policy.step1, Step.TWO: self.policy.step2}.get(self.standing.verdict.step)


def show_procedure(engine: Engine, code: str, as_of: date, reader: Actor | None = None) -> Sheet | None:
    """The sheet of the procedure with this code; None when there is none. ``reader`` None: somebody not signed in."""
    with reading(engine) as connection:
        procedure = procedures.find(connection, code)
        if procedure is None:
            return None
        policy = basis_on(connection, as_of).policy
        reports = count_reports.of_procedures(connection, [procedure.code]).get(procedure.code, ())
        united = _united(connection, procedure.code)
    return Sheet(
        stand(procedure, policy, as_of),
        policy,
        history(procedure.records),
        confirmed_counts(reports, Precision.MONTH),
        trail(procedure.records) if reader else (),
        count_trail(reports) if reader else (),
        reader is not None and reader.keeps(procedure),
        united,
    )


def _united(connection: Connection, code: str) -> tuple[United, ...]:
    ids = former.ids_united_with(connection, code)
    found = list(procedures.in_order(connection, ids))
    reports = count_reports.of_procedures(connection, [item.code for item in found])
    return tuple(
        United(item, history(item.records), confirmed_counts(reports.get(item.code, ()), Precision.MONTH))
        for item in found
    )
