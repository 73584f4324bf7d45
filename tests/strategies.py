"""Random catalogues: few days, codes and years, so that they collide as often as in years of real use."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from tests.build import NOW, department, entry, policy, procedure, record
from tracker.domain.catalogue import ALL_COLUMNS, Entry
from tracker.domain.fiscal import Period, Precision
from tracker.domain.policy import ExemptTreatment, PartialTreatment, Policy, Target
from tracker.domain.procedure import (
    AnnualVolume,
    Barrier,
    Plan,
    Procedure,
    ProcedureType,
    Theme,
    VolumeBasis,
)
from tracker.domain.status import OnlineStatus, Return, Scope, StatusRecord

FIRST_DAY = date(2024, 1, 22)
LAST_DAY = date(2024, 2, 11)
DAYS = [FIRST_DAY + timedelta(days=number) for number in range((LAST_DAY - FIRST_DAY).days + 1)]
"""Three weeks around the baseline date, in which everything happens."""

ORGANISATION = (
    department("総務部", "人事課", "税務課", code="B01"),
    department("施設部", code="B02"),
    department("福祉部", "国保年金課", "介護保険課", code="B03"),
    department("", "人事課", code="B04"),
)
PLACES = [(unit.name, division.name) for unit in ORGANISATION for division in unit.divisions]

STARTS = (OnlineStatus.IMPLEMENTED, OnlineStatus.PARTIAL)
"""The statuses that begin on a day (オンライン開始日); a reader refuses a day beside any other."""

days = st.sampled_from(DAYS)
fiscal_years = st.integers(2021, 2024)
counted_years = st.sampled_from([2022, 2022, 2022, 2023])
"""Years that a policy looks at: mostly the one that mostly is counted."""
cases = st.one_of(st.sampled_from([0, 1, 9_999, 10_000, 10_001]), st.integers(0, 400_000))
channels = st.sampled_from([(), ("logo_form",), ("conveni",), ("counter",), ("email", "phone"), ("counter", "conveni")])
scopes = st.none() | st.sampled_from(Scope)
urls = st.sampled_from(["", "https://example.jp/a", "https://example.jp/b"])
texts = st.sampled_from(["", "あ", "い"])
some_themes = st.sampled_from([Theme.CHILD_REARING, Theme.EDUCATION, Theme.TAX, Theme.WELFARE])
themes = st.lists(some_themes, unique=True, max_size=3).map(tuple)
shares = st.integers(0, 1_000).map(lambda thousandths: Fraction(thousandths, 1_000))
periods = st.one_of(
    days.map(lambda day: Period(day, Precision.DAY)),
    days.map(lambda day: Period(day.replace(day=1), Precision.MONTH)),
    fiscal_years.map(lambda year: Period(date(year, 4, 1), Precision.FISCAL_YEAR)),
)


AWAITING: dict[str, Any] = {"confirmed_at": None, "confirmed_by": ""}
SENT_BACK = {**AWAITING, "returned": Return(NOW, "dx", "差し戻す理由")}


@st.composite
def histories(draw: st.DrawFn, most: int = 6) -> tuple[StatusRecord, ...]:
    """Records in the order of their numbers: undated, on one day, superseding, withdrawing, awaiting, sent back."""
    records: list[StatusRecord] = []
    for number in range(1, draw(st.integers(0, most)) + 1):
        earlier = st.none() | st.integers(1, number - 1) if number > 1 else st.none()
        supersedes = draw(earlier)
        withdraws = supersedes is not None and draw(st.booleans())
        overrides = draw(st.sampled_from([{}, {}, {}, {}, {}, AWAITING, AWAITING, SENT_BACK]))
        records.append(
            record(
                number,
                None if withdraws else draw(st.none() | days),
                None if withdraws else draw(st.sampled_from(OnlineStatus)),
                scope=None if withdraws else draw(scopes),
                channels=() if withdraws else draw(channels),
                url="" if withdraws else draw(urls),
                supersedes=supersedes,
                **overrides,
            )
        )
    return tuple(records)


@st.composite
def volumes(draw: st.DrawFn, fiscal_year: int) -> AnnualVolume:
    """A count, perhaps with its online part; or none, perhaps with a ceiling."""
    annual = draw(st.none() | cases)
    return AnnualVolume(
        fiscal_year,
        annual,
        online_cases=draw(st.none() | (cases if annual is None else st.integers(0, annual))),
        ceiling=draw(st.none() | cases) if annual is None else None,
        basis=draw(st.sampled_from(VolumeBasis)),
    )


@st.composite
def procedures(draw: st.DrawFn, code: str = "K-001") -> Procedure:
    """Anything that can be stored about a procedure."""
    years = draw(st.lists(fiscal_years, unique=True, max_size=3).map(sorted))
    place = draw(st.sampled_from(PLACES))
    return procedure(
        code,
        department=place[0],
        division=place[1],
        active_from=draw(st.sampled_from([FIRST_DAY, FIRST_DAY, *DAYS[::4]])),
        abolished_on=draw(st.none() | st.none() | days),
        themes=draw(themes),
        designated=draw(st.booleans()),
        volumes=tuple(draw(volumes(year)) for year in years),
        records=draw(histories()),
        plan=Plan(draw(st.none() | periods), draw(st.none() | st.sampled_from(Barrier)), draw(texts)),
        note=draw(texts),
    )


@st.composite
def catalogues(draw: st.DrawFn, most: int = 6) -> list[Procedure]:
    """Procedures with codes of their own, in divisions of ``ORGANISATION``."""
    size = draw(st.sampled_from([0, *range(1, most + 1), most]))
    return [draw(procedures(f"K-{number:03}")) for number in range(1, size + 1)]


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """Any rule, base year and treatment, with up to two targets."""
    targets = draw(st.lists(st.builds(Target, shares, st.just("約８割"), days), max_size=2))
    return policy(
        valid_from=draw(days),
        threshold=draw(st.sampled_from([1, 10_000])),
        themes=draw(st.frozensets(some_themes, max_size=2)),
        step_fiscal_year=draw(counted_years),
        base_fiscal_year=draw(counted_years),
        targets=tuple(targets),
        designation_decides=draw(st.booleans()),
        partial=draw(st.sampled_from(PartialTreatment)),
        exempt=draw(st.sampled_from(ExemptTreatment)),
    )


@st.composite
def entries(draw: st.DrawFn, code: str = "K-001") -> Entry:
    """A row that a reader lets pass: a ceiling only without a count, a start only where something is online."""
    status = draw(st.sampled_from([*OnlineStatus, *STARTS]))
    counted = draw(volumes(2022))
    place = draw(st.sampled_from(PLACES))
    return entry(
        code,
        name=draw(st.sampled_from(["手続", "届出"])),
        department=place[0],
        division=place[1],
        themes=draw(themes),
        procedure_type=draw(st.none() | st.sampled_from(ProcedureType)),
        life_events=draw(st.sampled_from([(), ("妊娠",), ("妊娠", "税金")])),
        annual_cases=counted.annual_cases,
        annual_cases_ceiling=counted.ceiling,
        online_cases=counted.online_cases,
        volume_fiscal_year=draw(st.none() | fiscal_years),
        volume_basis=counted.basis,
        online_status=status,
        online_scope=draw(scopes),
        online_on=draw(st.none() | days) if status in STARTS else None,
        planned_for=draw(st.none() | periods),
        barrier=draw(st.none() | st.sampled_from(Barrier)),
        channels=draw(channels),
        url=draw(urls),
        national_lists=draw(st.sampled_from([(), ("31",), ("31", "59")])),
        designated=draw(st.booleans()),
        legal_basis=draw(texts),
        abolished_on=draw(st.none() | days),
        source=draw(texts),
        note=draw(texts),
    )


@st.composite
def edited(draw: st.DrawFn, row: Entry) -> Entry:
    """The row after an officer has changed a few of its cells, as far as a reader lets it pass."""
    other = replace(draw(entries(row.code)), online_on=draw(days))
    of_the_status = st.sampled_from(["online_status", "online_on", "online_scope", "channels", "url"])
    of_the_row = st.sampled_from(sorted(ALL_COLUMNS - {"code"}))
    cells = draw(st.frozensets(of_the_status, max_size=2)) | draw(st.frozensets(of_the_row, max_size=2))
    row = replace(row, **{name: getattr(other, name) for name in cells})
    if row.online_status not in STARTS:
        row = replace(row, online_on=None)
    if row.annual_cases is not None:
        online_cases = None if row.online_cases is None else min(row.online_cases, row.annual_cases)
        row = replace(row, annual_cases_ceiling=None, online_cases=online_cases)
    return row
