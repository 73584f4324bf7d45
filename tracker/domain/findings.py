"""点検事項: what can be found in the data of a procedure, and what people say of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from tracker.domain.procedure import Procedure, Unit


class Severity(Enum):
    """How pressing a finding is, the most pressing first."""

    TO_CORRECT = "to_correct"
    TO_CHECK = "to_check"
    FOR_REFERENCE = "for_reference"


class Check(Enum):
    """点検項目: what is looked for, in the order in which the findings of one procedure are listed."""

    EXEMPT_WITHOUT_BASIS = "exempt_without_basis"
    ONLINE_WITHOUT_TOTAL = "online_without_total"
    LEAP = "leap"
    UNCHANGED = "unchanged"
    UNUSED = "unused"
    NO_CASES = "no_cases"
    ONLINE_CASES_OFFLINE = "online_cases_offline"
    NOT_FINAL = "not_final"
    NOT_COUNTED = "not_counted"
    NOTHING_STATED = "nothing_stated"
    NOTHING_PLANNED = "nothing_planned"
    STEP_DECIDED = "step_decided"
    STARTS_LATER = "starts_later"


Fact = int | str | None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found. ``fiscal_year``: of the count it is about; None where it is about no count.

    ``facts``: the values it rests on, in an order of its check's own; ``said_findings`` puts them in words.
    """

    check: Check
    severity: Severity
    fiscal_year: int | None
    facts: tuple[Fact, ...] = ()

    @property
    def seen(self) -> str:
        """The values that it is about, as a text: with others it is a new finding."""
        parts = (self.fiscal_year, *self.facts)
        return ":".join("" if part is None else str(part) for part in parts)


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """What somebody said of a finding that is no mistake, or that cannot be helped: why, when and who."""

    reason: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Inspected:
    """A finding about a procedure, and what somebody said of it; None while it is open."""

    procedure: Procedure
    finding: Finding
    acknowledged: Acknowledgement | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which findings are asked for: every condition restricts, None does not. ``is_open``: not acknowledged."""

    unit: Unit | None = None
    severity: Severity | None = None
    check: Check | None = None
    fiscal_year: int | None = None
    is_open: bool | None = None

    def covers(self, item: Inspected) -> bool:
        """Whether a finding is one of them; a shared procedure is of both its divisions."""
        finding = item.finding
        return (
            (self.unit is None or self.unit in item.procedure.units)
            and self.severity in (None, finding.severity)
            and self.check in (None, finding.check)
            and self.fiscal_year in (None, finding.fiscal_year)
            and self.is_open in (None, item.acknowledged is None)
        )
