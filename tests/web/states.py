"""Catalogues in which everything that a page can say is said somewhere."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from tests.build import policy, procedure, record, target, volume
from tracker.domain.fiscal import Period, Precision
from tracker.domain.policy import ExemptTreatment, Policy
from tracker.domain.procedure import Barrier, Plan, Procedure, ProcedureType, Theme
from tracker.domain.status import OnlineStatus, Scope

EVERYTHING = procedure(
    "K-001",
    12_345,
    themes=(Theme.CHILD_REARING, Theme.TAX),
    procedure_type=ProcedureType.APPLICATION,
    life_events=("引越し", "出生・こども"),
    national_lists=("31", "59"),
    designated=True,
    legal_basis="住民基本台帳法第12条",
    source="公表資料",
    note="単位は要確認。",
    volumes=(volume(11_000, 2023, online_cases=2_000), volume(12_345, online_cases=3_000)),
    records=(
        record(1),
        record(2, date(2025, 5, 1), scope=Scope.END_TO_END, channels=("conveni", "post"), url="https://example.lg.jp/"),
    ),
)
PLANNED = procedure(
    "K-002",
    None,
    department="",
    division="出張所",
    volumes=(volume(None, ceiling=9_999), volume(None, 2023)),
    plan=Plan(Period(date(2027, 4, 1), Precision.FISCAL_YEAR), Barrier.NO_SYSTEM),
)
ABOLISHED = procedure(
    "K-003",
    20_000,
    abolished_on=date(2026, 12, 1),
    records=(record(1, date(2025, 4, 1), scope=Scope.INFORMATION), record(2, date(2025, 6, 1), channels=("email",))),
)
NOT_COUNTED = procedure("K-004", None, volumes=(), designated=True)
EXEMPT = procedure("K-005", 90_000, records=(record(1, status=OnlineStatus.EXEMPT, channels=()),))
PARTLY = procedure("K-006", 5_000, records=(record(1, date(2025, 4, 1), OnlineStatus.PARTIAL),))
TOTAL = policy(
    valid_from=date(2024, 6, 1), total_cases=2_000_000, total_cases_source="行政報告書", designation_decides=True,
    exempt=ExemptTreatment.LEFT_OUT,
)  # fmt: skip


@dataclass(frozen=True)
class State:
    """A catalogue, the rules beside the ward's own, and what these say in Japanese."""

    catalogue: Sequence[Procedure] = ()
    rules: Sequence[Policy] = ()
    also_said: set[str] = field(default_factory=set)


STATES = {
    "nothing": State(),
    "everything": State([EVERYTHING, PLANNED, ABOLISHED, NOT_COUNTED, PARTLY], [TOTAL], {"行政報告書"}),
    "out of reach": State([EVERYTHING, EXEMPT, procedure("K-007", 500)]),
    "nothing left": State([EVERYTHING, EXEMPT]),
    "reached": State([EVERYTHING], [policy(valid_from=date(2024, 6, 1), targets=(target(due_on=date(2027, 3, 31)),))]),
    "ahead": State(
        [EVERYTHING, ABOLISHED], [policy(valid_from=date(2024, 6, 1), targets=(target(due_on=date(2027, 3, 31)),))]
    ),
    "no target": State([PLANNED], [policy(valid_from=date(2024, 6, 1), targets=())]),
    "not counted": State([PLANNED, NOT_COUNTED]),
}
