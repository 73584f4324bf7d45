"""照会: divisions are asked, as of a day, to say by another day how their procedures stand.

Source: product definition, "Request": quarterly for all procedures, monthly for those planned within three months or
overdue. The DX team sends every inquiry; this module says when the next one is due and what it asks by default.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from tracker.domain.asked import Asked, Topic
from tracker.domain.errors import Refused
from tracker.domain.fiscal import local_day, month_end
from tracker.domain.procedure import Procedure, Unit
from tracker.domain.status import in_force

LONGEST_NOTE = 2_000
DAYS_TO_ANSWER = 14
_SATURDAY = 5
_SOON_MONTHS = 3


class Frequency(Enum):
    """How often the same is asked again (頻度)."""

    QUARTERLY = "quarterly"
    MONTHLY = "monthly"
    ONCE = "once"


class Whom(Enum):
    """Which procedures an inquiry is about: all, those planned soon or overdue, those of chosen divisions."""

    ALL = "all"
    PLANNED = "planned"
    CHOSEN = "chosen"


@dataclass(frozen=True, slots=True)
class Terms:
    """What an inquiry asks. ``reference_on``: 基準日. ``due_on``: 回答期限.

    ``fiscal_year``: of the yearly counts asked for, ``months``: the first days of the months of the monthly ones;
    without these topics None and empty. ``note``: what the DX team adds in its own words.
    """

    reference_on: date
    due_on: date
    topics: tuple[Topic, ...] = (Topic.STATUS,)
    whom: Whom = Whom.ALL
    frequency: Frequency = Frequency.QUARTERLY
    fiscal_year: int | None = None
    months: tuple[date, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Inquiry:
    """An inquiry that was made, numbered from 1."""

    number: int
    terms: Terms
    asked_at: datetime
    asked_by: str

    @property
    def asked(self) -> Asked:
        """What stands with each procedure it is about."""
        return Asked(self.number, self.asked_at, self.terms.due_on, self.terms.topics)

    def is_overdue(self, today: date) -> bool:
        """Whether the last day for answers has passed."""
        return self.terms.due_on < today


def subjects(
    procedures: Iterable[Procedure], whom: Whom, units: Collection[Unit], today: date
) -> tuple[Procedure, ...]:
    """The procedures that an inquiry is about, in their order. ``units``: the divisions chosen."""
    active = (item for item in procedures if item.is_active(today))
    if whom is Whom.PLANNED:
        return tuple(item for item in active if is_planned_soon(item, today))
    return tuple(item for item in active if whom is Whom.ALL or item.unit in units)


def is_planned_soon(procedure: Procedure, today: date) -> bool:
    """Not online yet, and planned to be within three months from now, or overdue."""
    planned_for = procedure.plan.planned_for
    record = in_force(procedure.records, today)
    if planned_for is None or (record is not None and record.is_online):
        return False
    soon = today
    for _month in range(_SOON_MONTHS):
        soon = month_end(soon) + timedelta(days=1)
    return planned_for.last_day <= month_end(soon)


def check(terms: Terms, about: Sequence[Procedure], today: date) -> None:
    """Raise ``Refused`` for an inquiry that cannot be answered."""
    if not terms.topics:
        raise Refused("照会する事項を選んでください。", "Choose what is asked.", "topics")
    if terms.due_on < today:
        raise Refused("回答期限は、今日以後の日を入力してください。", "Enter today or a later day.", "due_on")
    if terms.reference_on > terms.due_on:
        raise Refused(
            "基準日は、回答期限以前の日を入力してください。",
            "The reference date must not be after the last day for answers.",
            "reference_on",
        )
    if (Topic.YEARLY_COUNTS in terms.topics) != (terms.fiscal_year is not None):
        raise Refused("件数を照会する年度を選んでください。", "Choose the year of the counts.", "fiscal_year")
    if (Topic.MONTHLY_COUNTS in terms.topics) != bool(terms.months):
        raise Refused("件数を照会する月を選んでください。", "Choose the months of the counts.", "months")
    if any(month_end(month) >= today for month in terms.months):
        raise Refused(
            "終わっていない月の件数は照会できません。", "Counts can be asked of finished months only.", "months"
        )
    if len(terms.note) > LONGEST_NOTE:
        raise Refused("連絡事項は2,000字以内で入力してください。", "Keep the note to 2,000 characters.", "note")
    if not about:
        raise Refused(
            "照会する手続がありません。照会先を選び直してください。",
            "There is no procedure to ask about. Choose whom to ask again.",
            "whom",
        )


def next_terms(known: Sequence[Inquiry], today: date) -> Terms:
    """What the next inquiry asks unless somebody says otherwise: everything once a quarter, else what is planned."""
    whom = Whom.PLANNED if _asked_in_quarter(known, today) else Whom.ALL
    return Terms(
        reference_on=today.replace(day=1) - timedelta(days=1),
        due_on=_a_working_day(today + timedelta(days=DAYS_TO_ANSWER)),
        whom=whom,
        frequency=Frequency.QUARTERLY if whom is Whom.ALL else Frequency.MONTHLY,
    )


def is_due(known: Sequence[Inquiry], procedures: Iterable[Procedure], today: date) -> bool:
    """Whether it is time for the next regular inquiry: everything is asked each quarter, what is planned each month."""
    if not _asked_in_quarter(known, today):
        return any(item.is_active(today) for item in procedures)
    if any(local_day(each.asked_at) >= today.replace(day=1) for each in known):
        return False
    return bool(subjects(procedures, Whom.PLANNED, (), today))


def last_about(known: Iterable[Inquiry], procedures: Iterable[Procedure], today: date) -> tuple[Inquiry, ...]:
    """The inquiries that were the last about any active procedure, the oldest first."""
    numbers = {item.asked.inquiry for item in procedures if item.asked is not None and item.is_active(today)}
    return tuple(sorted((each for each in known if each.number in numbers), key=lambda each: each.number))


def _asked_in_quarter(known: Iterable[Inquiry], today: date) -> bool:
    """Whether everything was asked in this quarter of the fiscal year."""
    quarter = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
    return any(each.terms.whom is Whom.ALL and local_day(each.asked_at) >= quarter for each in known)


def _a_working_day(day: date) -> date:
    while day.weekday() >= _SATURDAY:
        day += timedelta(days=1)
    return day
