"""What the catalogue holds about an administrative procedure (手続)."""

import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum

from tracker.domain.asked import Asked
from tracker.domain.fiscal import Period
from tracker.domain.status import OnBehalf, StatusRecord


class Theme(Enum):
    """分野. The rule reads child-rearing and education; the first theme of a procedure is used for breakdowns."""

    CHILD_REARING = "child_rearing"
    EDUCATION = "education"
    TAX = "tax"
    RESIDENCE = "residence"
    INSURANCE_PENSION = "insurance_pension"
    LONG_TERM_CARE = "long_term_care"
    WELFARE = "welfare"
    HEALTH = "health"
    ENVIRONMENT = "environment"
    TOWN_PLANNING = "town_planning"
    INDUSTRY = "industry"
    DISASTER = "disaster"
    INTERNAL = "internal"
    OTHER = "other"


class ProcedureType(Enum):
    """手続類型, by the codes of the national survey."""

    APPLICATION = "1"
    DECISION_ON_APPLICATION = "2-1"
    DECISION = "2-2"
    PRIVATE_ISSUE = "2-3"
    INSPECTION = "3"
    RECORD_KEEPING = "4"


class VolumeBasis(Enum):
    """件数区分: how firm a count is."""

    FINAL = "final"
    PRELIMINARY = "preliminary"
    EXPECTED = "expected"
    APPROXIMATE = "approximate"


class Barrier(Enum):
    """未実施の理由, by the national codes. For use inside the ward only: never printed in a paper by itself."""

    PLANNED = "0"
    LAW_TAKES_TIME = "1"
    LOW_PRIORITY = "2"
    NO_SYSTEM = "3"
    PAPER_ORIGINALS = "4"
    UNSUITABLE = "5"
    COST = "6"
    OTHER = "7"


@dataclass(frozen=True, slots=True)
class AnnualVolume:
    """年間受付件数 of one fiscal year. ``annual_cases`` None is *not counted* (件数未集計), never 0.

    ``ceiling`` is the largest the count can be, and stands only where there is no count.
    """

    fiscal_year: int
    annual_cases: int | None = None
    online_cases: int | None = None
    ceiling: int | None = None
    basis: VolumeBasis = VolumeBasis.FINAL
    source: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """オンライン化予定: when, and why not yet (the reason stays inside the ward)."""

    planned_for: Period | None = None
    barrier: Barrier | None = None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The last time that the division in charge said something about a procedure, be it 「変更なし」 (回答)."""

    at: datetime
    by: str
    on_behalf: OnBehalf | None = None


Unit = tuple[str, str]
"""A division by the names of its department and itself."""


@dataclass(frozen=True, slots=True)
class Procedure:
    """One row of the catalogue (台帳) with its yearly volumes and its history of statuses.

    ``department`` and ``division`` are names; a division without a department has "".
    ``active_from``: the first day on which it is part of the catalogue; ``abolished_on``: the first on which it is not.
    ``shared_with``: the second division in charge (共管), for the work only: figures count the first.
    ``merged_into``: the code of the procedure that an abolished one became a part of; "" otherwise.
    ``asked``: what the last inquiry about it asks; None while there was none.
    """

    code: str
    name: str
    department: str
    division: str
    active_from: date
    themes: tuple[Theme, ...] = ()
    procedure_type: ProcedureType | None = None
    life_events: tuple[str, ...] = ()
    national_lists: tuple[str, ...] = ()
    designated: bool = False
    legal_basis: str = ""
    abolished_on: date | None = None
    source: str = ""
    note: str = ""
    volumes: tuple[AnnualVolume, ...] = ()
    records: tuple[StatusRecord, ...] = ()
    plan: Plan = field(default_factory=Plan)
    position: int = 0
    shared_with: Unit | None = None
    merged_into: str = ""
    answer: Answer | None = None
    asked: Asked | None = None

    @property
    def unit(self) -> Unit:
        """The division in charge (所管課)."""
        return self.department, self.division

    @property
    def units(self) -> tuple[Unit, ...]:
        """Every division that keeps the procedure true: the one in charge, and the second one where it is shared."""
        return (self.unit, self.shared_with) if self.shared_with else (self.unit,)

    def volume_of(self, fiscal_year: int) -> AnnualVolume:
        """The volume of a fiscal year; not counted when there is none."""
        for volume in self.volumes:
            if volume.fiscal_year == fiscal_year:
                return volume
        return AnnualVolume(fiscal_year)

    def is_active(self, on: date) -> bool:
        """Whether the procedure exists on that day."""
        return self.active_from <= on and (self.abolished_on is None or on < self.abolished_on)

    @property
    def main_theme(self) -> Theme:
        """The theme used for breakdowns, so that the parts sum to the whole."""
        return self.themes[0] if self.themes else Theme.OTHER


INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))


def code_key(code: str) -> str:
    """What two codes must not share: the code after NFKC, case folding, trimming and dropping zero-width characters."""
    return unicodedata.normalize("NFKC", code.translate(INVISIBLE)).casefold().strip()
