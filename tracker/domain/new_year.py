"""新年度の作業: what a new fiscal year asks of the DX team, in order, and how far each step has come by the data."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from tracker.domain.account import Account, Role
from tracker.domain.fiscal import fiscal_year_of
from tracker.domain.organisation import Organisation, heir, units_by_code
from tracker.domain.policy import Policy, Target
from tracker.domain.procedure import Procedure, Unit


class Step(Enum):
    """The steps, in their order."""

    CLOSE_MARCH = "close_march"
    ORGANISATION = "organisation"
    TRANSFERS = "transfers"
    PROCEDURES = "procedures"
    BASIS = "basis"
    COUNTS = "counts"
    INQUIRY = "inquiry"
    HANDOVER = "handover"


class State(Enum):
    """How far a step has come. Nothing recorded is no omission: a year may bring no reorganisation.

    ``AS_NEEDED``: nobody records whether it was done.
    """

    DONE = "done"
    LEFT = "left"
    NOT_YET = "not_yet"
    NOTHING_RECORDED = "nothing_recorded"
    AS_NEEDED = "as_needed"


@dataclass(frozen=True, slots=True)
class Checked:
    """A step, how far it has come, and how many things are left of it."""

    step: Step
    state: State
    left: int = 0


@dataclass(frozen=True, slots=True)
class Leftover:
    """A division that has ended, and what it still has: active procedures, people who may use their accounts."""

    code: str
    unit: Unit
    procedures: int
    people: int


@dataclass(frozen=True, slots=True)
class NewYear:
    """What is known of a fiscal year's beginning. ``today`` may be before its first day.

    ``reorganised``: units that began or ended on the first day. ``accounts_changed``: registered or changed since then.
    ``without_division``: editors who can do nothing. ``without_people``: divisions with procedures and no editor; they
    answer by Excel. ``added``, ``abolished``: procedures of the first day. ``overdue``: planned for a time that has
    passed. ``policy``: the one of today, or of the first day while that is to come. ``counted`` of ``countable``
    procedures have a count of the year before. ``asked_on``: when all divisions were first asked in the year.
    """

    fiscal_year: int
    today: date
    policy: Policy
    march_closed: bool = False
    march_released: bool = False
    reorganised: int = 0
    leftovers: tuple[Leftover, ...] = ()
    accounts_changed: int = 0
    without_division: tuple[Account, ...] = ()
    without_people: tuple[Unit, ...] = ()
    added: int = 0
    abolished: int = 0
    overdue: tuple[Procedure, ...] = ()
    counted: int = 0
    countable: int = 0
    asked_on: date | None = None

    @property
    def steps(self) -> tuple[Checked, ...]:
        """Every step in its order."""
        return tuple(Checked(step, *_STATES[step](self)) for step in Step)

    @property
    def next_step(self) -> Step | None:
        """The first step of which something can be done now; None where there is none."""
        wanted = (State.LEFT, State.NOT_YET) if self.has_begun else (State.LEFT,)
        return next((each.step for each in self.steps if each.state in wanted), None)

    @property
    def begins_on(self) -> date:
        """1 April."""
        return first_day(self.fiscal_year)

    @property
    def has_begun(self) -> bool:
        """Whether the fiscal year has begun."""
        return self.begins_on <= self.today

    @property
    def march(self) -> date:
        """The first day of the last month of the year before."""
        return date(self.fiscal_year, 3, 1)

    @property
    def counted_year(self) -> int:
        """The fiscal year whose counts are the newest: the one before."""
        return self.fiscal_year - 1

    @property
    def uncounted(self) -> int:
        """Procedures whose count of the year before is not known yet."""
        return self.countable - self.counted

    @property
    def target(self) -> Target | None:
        """The target that is still to come; None once all have passed."""
        day = max(self.today, self.begins_on)
        target = self.policy.target_on(day)
        return target if target is not None and day <= target.due_on else None

    @property
    def has_step(self) -> bool:
        """Whether the fiscal year lies in the windows of STEP 1 and 2."""
        return self.policy.step1[0] <= self.fiscal_year <= self.policy.step2[1]


def year_in_view(today: date) -> int:
    """The fiscal year that the page is about: from January on the next one, otherwise the present one."""
    return today.year if today.month < 4 else fiscal_year_of(today)


def first_day(fiscal_year: int) -> date:
    """1 April."""
    return date(fiscal_year, 4, 1)


def reorganised_on(organisation: Organisation, day: date) -> int:
    """How many departments and divisions began or ended on a day."""
    return sum(
        (department.valid_from, department.valid_to).count(day)
        + sum((division.valid_from, division.valid_to).count(day) for division in department.divisions)
        for department in organisation
    )


def leftovers(
    organisation: Organisation, procedures: Iterable[Procedure], people: Iterable[Account]
) -> tuple[Leftover, ...]:
    """The divisions that have ended and still have something, in 建制順. ``procedures``: those that are active."""
    busy = [unit for item in procedures for unit in item.units]
    staffed = [unit for account in people if account.is_enabled for unit in account.units]
    ended = {code: unit for code, unit in units_by_code(organisation).items() if heir(organisation, unit) != unit}
    found = (Leftover(code, unit, busy.count(unit), staffed.count(unit)) for code, unit in ended.items())
    return tuple(left for left in found if left.procedures or left.people)


def without_people(
    organisation: Organisation, procedures: Iterable[Procedure], people: Iterable[Account]
) -> tuple[Unit, ...]:
    """The divisions in charge of active procedures that no editor answers for, in 建制順."""
    busy = {item.unit for item in procedures}
    staffed = {unit for account in people if _edits(account) for unit in account.units}
    return tuple(unit for unit in units_by_code(organisation).values() if unit in busy - staffed)


def without_division(people: Iterable[Account]) -> tuple[Account, ...]:
    """Editors who may use their accounts and belong to no division."""
    return tuple(account for account in people if _edits(account) and not account.units)


def _edits(account: Account) -> bool:
    return account.role is Role.EDITOR and account.is_enabled


_Found = tuple[State] | tuple[State, int]


def _once_begun(known: NewYear, left: int, recorded: int) -> _Found:
    """Of what is recorded from 1 April on, but may already have left something behind."""
    if left:
        return State.LEFT, left
    if not known.has_begun:
        return (State.NOT_YET,)
    return (State.DONE if recorded else State.NOTHING_RECORDED,)


def _close_march(known: NewYear) -> _Found:
    return (State.DONE if known.march_closed else State.NOT_YET,)


def _organisation(known: NewYear) -> _Found:
    return _once_begun(known, len(known.leftovers), known.reorganised)


def _transfers(known: NewYear) -> _Found:
    return _once_begun(known, len(known.without_division), known.accounts_changed)


def _procedures(known: NewYear) -> _Found:
    return _once_begun(known, len(known.overdue), known.added + known.abolished)


def _basis(known: NewYear) -> _Found:
    missing = (known.target is None) + (not known.has_step)
    return (State.LEFT, missing) if missing else (State.DONE,)


def _counts(known: NewYear) -> _Found:
    if not known.has_begun or (known.countable and not known.counted):
        return (State.NOT_YET,)
    return (State.LEFT, known.uncounted) if known.uncounted else (State.DONE,)


def _inquiry(known: NewYear) -> _Found:
    return (State.DONE if known.asked_on else State.NOT_YET,)


def _handover(_known: NewYear) -> _Found:
    return (State.AS_NEEDED,)


_STATES = {
    Step.CLOSE_MARCH: _close_march,
    Step.ORGANISATION: _organisation,
    Step.TRANSFERS: _transfers,
    Step.PROCEDURES: _procedures,
    Step.BASIS: _basis,
    Step.COUNTS: _counts,
    Step.INQUIRY: _inquiry,
    Step.HANDOVER: _handover,
}
