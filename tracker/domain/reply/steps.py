"""What a row of a returned workbook comes to: steps that a division could have taken on its own pages, too."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.domain import recording
from tracker.domain.account import Actor
from tracker.domain.count_report import Count
from tracker.domain.procedure import Plan, Procedure
from tracker.domain.recording import Statement
from tracker.domain.status import OnBehalf

REASON = "返送された回答用Excelによる訂正"


@dataclass(frozen=True, slots=True)
class Recorded:
    """オンライン化を登録する."""

    statement: Statement


@dataclass(frozen=True, slots=True)
class Corrected:
    """前の登録を訂正する: the record with this number was wrong."""

    number: int
    statement: Statement


@dataclass(frozen=True, slots=True)
class Planned:
    """予定を登録する."""

    plan: Plan


@dataclass(frozen=True, slots=True)
class Unchanged:
    """変更なしで回答する."""


Step = Recorded | Corrected | Planned | Unchanged


@dataclass(frozen=True, slots=True)
class Work:
    """Everything that is to be stored of a procedure."""

    row: int
    procedure: Procedure
    steps: tuple[Step, ...] = ()
    counts: tuple[Count, ...] = ()

    @property
    def changes(self) -> bool:
        """Whether anything new is said, besides 変更なし."""
        return bool(self.counts) or any(not isinstance(step, Unchanged) for step in self.steps)


def taken(procedure: Procedure, step: Step, actor: Actor, on_behalf: OnBehalf) -> Procedure:
    """How the procedure stands afterwards. Raises ``Refused``."""
    match step:
        case Recorded(statement):
            return recording.record(procedure, statement, actor, on_behalf)
        case Corrected(number, statement):
            return recording.correct(procedure, number, statement, REASON, actor, on_behalf)
        case Planned(plan):
            return recording.plan(procedure, plan, actor, on_behalf)
        case Unchanged():
            return recording.unchanged(procedure, actor, on_behalf)


def all_taken(procedure: Procedure, steps: Sequence[Step], actor: Actor, on_behalf: OnBehalf) -> Procedure:
    """The same for several steps."""
    for step in steps:
        procedure = taken(procedure, step, actor, on_behalf)
    return procedure
