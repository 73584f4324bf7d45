"""Values for tests, with harmless defaults: a test states what matters to it and nothing else."""

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

from tracker.domain.asked import Asked, Topic
from tracker.domain.catalogue import Circumstances, Entry
from tracker.domain.organisation import Department, Division
from tracker.domain.policy import BASELINE_DATE, WARD_POLICY, Policy, Target
from tracker.domain.procedure import AnnualVolume, Procedure
from tracker.domain.status import OnlineStatus, StatusRecord

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
BASE_YEAR = WARD_POLICY.base_fiscal_year


def record(
    number: int = 1,
    effective_on: date | None = None,
    status: OnlineStatus | None = OnlineStatus.IMPLEMENTED,
    **overrides: Any,
) -> StatusRecord:
    """A confirmed record: online since before the baseline date, unless said otherwise."""
    standing: dict[str, Any] = {
        "recorded_at": NOW,
        "recorded_by": "dx",
        "confirmed_at": NOW,
        "confirmed_by": "dx",
    }
    return StatusRecord(number, effective_on, status, **{**standing, **overrides})


def unconfirmed(number: int = 1, effective_on: date | None = None, **overrides: Any) -> StatusRecord:
    """A record that awaits confirmation."""
    return record(number, effective_on, confirmed_at=None, confirmed_by="", **overrides)


def withdrawal(number: int, supersedes: int, **overrides: Any) -> StatusRecord:
    """A confirmed record that takes back an earlier one and says nothing else."""
    return record(number, None, None, supersedes=supersedes, reason="誤登録のため", **overrides)


def volume(annual_cases: int | None = 1_000, fiscal_year: int = BASE_YEAR, **overrides: Any) -> AnnualVolume:
    """A count of the base year."""
    return AnnualVolume(fiscal_year, annual_cases, **overrides)


def procedure(
    code: str = "K-001", annual_cases: int | None = 1_000, *, online: bool = False, **overrides: Any
) -> Procedure:
    """A procedure since the baseline date with ``annual_cases`` in the base year; no theme, not designated.

    ``online`` gives it one record, before the baseline date; ``volumes`` and ``records`` replace either.
    """
    plain: dict[str, Any] = {
        "name": f"手続{code}",
        "department": "総務部",
        "division": "税務課",
        "active_from": BASELINE_DATE,
        "volumes": (volume(annual_cases),),
        "records": (record(),) if online else (),
    }
    return Procedure(code, **{**plain, **overrides})


def asked(**overrides: Any) -> Asked:
    """What an inquiry of the first of October asks: the status, by the tenth. Nothing is answered."""
    usual = {"inquiry": 1, "at": datetime(2026, 10, 1, 1, tzinfo=UTC), "due_on": date(2026, 10, 10)}
    return Asked(**{**usual, "topics": (Topic.STATUS,), **overrides})


def policy(**overrides: Any) -> Policy:
    """The ward's policy."""
    return replace(WARD_POLICY, **overrides)


def target(share: str = "0.8", due_on: date = date(2026, 3, 31), wording: str = "約８割") -> Target:
    """A target; its share is written as a decimal."""
    return Target(Fraction(share), wording, due_on)


def department(name: str = "総務部", *divisions: str, code: str = "B01") -> Department:
    """A department with its divisions, numbered in order."""
    return Department(code, name, tuple(Division(f"{code}-{n:02}", each) for n, each in enumerate(divisions, 1)))


def entry(code: str = "K-001", **overrides: Any) -> Entry:
    """A row of a catalogue file: not online, and nothing stated besides what must be."""
    required: dict[str, Any] = {
        "name": f"手続{code}",
        "division": "税務課",
        "online_status": OnlineStatus.NOT_IMPLEMENTED,
    }
    return Entry(code, **{**required, **overrides})


def circumstances(**overrides: Any) -> Circumstances:
    """A file taken in today by the DX team."""
    usual: dict[str, Any] = {
        "today": TODAY,
        "baseline_on": BASELINE_DATE,
        "base_fiscal_year": BASE_YEAR,
        "recorded_at": NOW,
        "recorded_by": "dx",
    }
    return Circumstances(**{**usual, **overrides})
