"""The catalogue file in the rules' terms: what a row states, and what taking it in changes."""

from contextlib import nullcontext
from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest

from tests.build import BASE_YEAR, NOW, TODAY, circumstances, entry, procedure, record, unconfirmed, volume, withdrawal
from tracker.domain.catalogue import ALL_COLUMNS, COLUMNS, HEADINGS, Entry, apply, entry_of
from tracker.domain.errors import Refused
from tracker.domain.fiscal import Period, Precision
from tracker.domain.policy import BASELINE_DATE
from tracker.domain.procedure import Barrier, Plan, Procedure, Theme
from tracker.domain.status import OnlineStatus, Scope, StatusRecord

REQUIRED = frozenset(column.identifier for column in COLUMNS if column.required)
IMPLEMENTED, PARTIAL = OnlineStatus.IMPLEMENTED, OnlineStatus.PARTIAL
NOT, EXEMPT = OnlineStatus.NOT_IMPLEMENTED, OnlineStatus.EXEMPT


def take_in(before: Procedure | None, row: Entry, columns: frozenset[str] = ALL_COLUMNS) -> Procedure:
    return apply(before, row, columns, 7, circumstances())


def stated(procedure: Procedure) -> Entry:
    return entry_of(procedure, BASE_YEAR, TODAY)


# The columns


def test_a_row_has_a_field_for_every_column_and_nothing_else() -> None:
    assert {field.name for field in fields(Entry)} == ALL_COLUMNS == {column.identifier for column in COLUMNS}
    assert len(set(HEADINGS.values())) == len(COLUMNS) == 25


def test_what_a_file_must_have() -> None:
    assert [HEADINGS[column.identifier] for column in COLUMNS if column.required] == [
        "手続ID",
        "手続名",
        "所管課",
        "年間受付件数",
        "オンライン化状況",
    ]


# A row of a new procedure


def test_a_new_procedure_exists_from_the_baseline_date_with_what_the_row_says() -> None:
    row = entry("K-009", name="届出", department="総務部", themes=(Theme.TAX,), annual_cases=120, note="要確認")
    added = take_in(None, row)
    assert (added.code, added.name, added.department, added.division) == ("K-009", "届出", "総務部", "税務課")
    assert (added.active_from, added.position) == (BASELINE_DATE, 7)
    assert (added.themes, added.note) == ((Theme.TAX,), "要確認")
    assert added.volumes == (volume(120, 2022),)


@pytest.mark.parametrize("status", OnlineStatus)
def test_a_new_procedure_without_a_day_has_its_status_since_before_the_baseline_date(status: OnlineStatus) -> None:
    (first,) = take_in(None, entry(online_status=status)).records
    assert first == record(1, None, status, recorded_at=NOW, recorded_by="dx")


def test_a_new_procedure_with_a_day_has_its_status_from_that_day() -> None:
    row = entry(online_status=IMPLEMENTED, online_on=date(2025, 4, 1), channels=("logo_form",), url="https://a.jp")
    (first,) = take_in(None, row).records
    assert (first.effective_on, first.channels, first.url) == (date(2025, 4, 1), ("logo_form",), "https://a.jp")


def test_a_new_procedure_without_a_count_has_a_volume_only_where_something_is_said_of_it() -> None:
    assert take_in(None, entry(volume_fiscal_year=2022)).volumes == ()
    assert take_in(None, entry(volume_fiscal_year=2022, annual_cases_ceiling=9_999)).volumes == (
        volume(None, 2022, ceiling=9_999),
    )
    assert take_in(None, entry(volume_fiscal_year=2022, annual_cases=0)).volumes == (volume(0, 2022),)


# A row of a procedure that the catalogue has


def test_an_empty_cell_clears_and_an_absent_column_keeps() -> None:
    planned = Plan(Period(date(2026, 4, 1), Precision.FISCAL_YEAR), Barrier.COST, "検討中")
    stored = procedure(
        legal_basis="条例第1条", note="要確認", plan=planned, volumes=(volume(500, online_cases=200, source="統計"),)
    )
    cleared = take_in(stored, entry())
    kept = take_in(stored, entry(), REQUIRED)
    assert (cleared.legal_basis, cleared.note, cleared.plan) == ("", "", Plan(comment="検討中"))
    assert cleared.volumes == (volume(None, source="統計"),)
    assert (kept.legal_basis, kept.note, kept.plan) == ("条例第1条", "要確認", planned)
    assert kept.volumes == (volume(None, online_cases=200, source="統計"),)


def test_a_file_without_statuses_states_none() -> None:
    stored = procedure(online=True)
    assert take_in(stored, entry(online_status=NOT), REQUIRED - {"online_status"}).records == stored.records
    assert take_in(None, entry(online_status=NOT), REQUIRED - {"online_status"}).records == (record(1, None, NOT),)


def test_the_code_is_never_rewritten_and_a_department_never_emptied() -> None:
    after = take_in(procedure("K-001", department="総務部"), entry("ｋ-００１", department=""))
    assert (after.code, after.department) == ("K-001", "総務部")


@pytest.mark.parametrize(
    ("cells", "columns", "department"),
    [
        pytest.param({"division": "介護保険課", "department": "福祉部"}, REQUIRED, "福祉部", id="with its division"),
        pytest.param({"division": "介護保険課"}, REQUIRED, "総務部", id="nothing known of the new division's"),
        pytest.param({"department": "福祉部"}, REQUIRED, "総務部", id="the same division, no column"),
        pytest.param({"department": "福祉部"}, ALL_COLUMNS, "福祉部", id="the same division, as the row says"),
    ],
)
def test_a_department_changes_with_its_division_or_where_the_file_says_so(
    cells: dict[str, Any], columns: frozenset[str], department: str
) -> None:
    stored = procedure(department="総務部", division="税務課")
    assert take_in(stored, entry(**cells), columns).department == department


@pytest.mark.parametrize(("cases", "is_refused"), [(799, True), (800, False), (None, False)])
def test_a_count_below_the_online_cases_that_stay_on_record_is_refused(cases: int | None, is_refused: bool) -> None:
    stored = procedure(volumes=(volume(1_000, online_cases=800),))
    with pytest.raises(Refused) if is_refused else nullcontext() as caught:
        take_in(stored, entry(annual_cases=cases), REQUIRED)
    if caught:
        assert "オンライン手続件数（800件）" in caught.value.ja
        assert "800 online cases" in caught.value.en
    assert take_in(stored, entry(annual_cases=cases, online_cases=None)).volumes == (volume(cases),)


def test_a_count_takes_the_place_of_a_ceiling() -> None:
    stored = procedure(volumes=(volume(None, ceiling=9_999),))
    assert take_in(stored, entry(annual_cases=700), REQUIRED).volumes == (volume(700),)


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (None, {2021: 100, 2022: 9}),
        (2022, {2021: 100, 2022: 9}),
        (2021, {2021: 9, 2022: 200}),
        (2024, {2021: 100, 2022: 200, 2024: 9}),
        (2020, {2020: 9, 2021: 100, 2022: 200}),
    ],
)
def test_a_count_is_stored_for_the_year_it_names_or_else_the_stated_one(
    year: int | None, expected: dict[int, int]
) -> None:
    stored = procedure(volumes=(volume(100, 2021), volume(200, 2022)))
    after = take_in(stored, entry(annual_cases=9, volume_fiscal_year=year))
    assert [(each.fiscal_year, each.annual_cases) for each in after.volumes] == list(expected.items())


@pytest.mark.parametrize(
    ("years", "stated_year"), [((), None), ((2020, 2021), 2021), ((2021, 2022, 2023), 2022), ((2023, 2024), 2024)]
)
def test_a_file_states_the_volume_of_the_base_year_or_else_the_latest(
    years: tuple[int, ...], stated_year: int | None
) -> None:
    stored = procedure(volumes=tuple(volume(year, year) for year in years))
    said = stated(stored)
    assert (said.volume_fiscal_year, said.annual_cases) == (stated_year, stated_year)


# What a row does to the history of statuses; today is 20 November 2026

YEAR_2020, YEAR_2023, YEAR_2024, YEAR_2025 = (date(year, 4, 1) for year in (2020, 2023, 2024, 2025))
LATER = date(2027, 4, 1)
STATUS_CASES = {
    "nothing said anew": ([record(1, None)], {"online_status": IMPLEMENTED}, []),
    "not online, and still not": ([record(1, None, NOT)], {}, []),
    "nothing stated, and not online": ([], {}, []),
    "only a record that awaits confirmation, and not online": ([unconfirmed(1)], {}, []),
    "nothing stated, now online: from today": ([], {"online_status": IMPLEMENTED}, [(TODAY, IMPLEMENTED, None)]),
    "everything withdrawn, now online: from today": (
        [record(1), withdrawal(2, 1)],
        {"online_status": IMPLEMENTED},
        [(TODAY, IMPLEMENTED, None)],
    ),
    "online, without a day: from today": (
        [record(1, None, NOT)],
        {"online_status": IMPLEMENTED},
        [(TODAY, IMPLEMENTED, None)],
    ),
    "online, from a day": (
        [record(1, None, NOT)],
        {"online_status": IMPLEMENTED, "online_on": YEAR_2025},
        [(YEAR_2025, IMPLEMENTED, None)],
    ),
    "online, from a day to come": (
        [record(1, None, NOT)],
        {"online_status": IMPLEMENTED, "online_on": LATER},
        [(LATER, IMPLEMENTED, None)],
    ),
    "partly online, from a day to come": (
        [record(1, None, EXEMPT)],
        {"online_status": PARTIAL, "online_on": LATER},
        [(LATER, PARTIAL, None)],
    ),
    "no longer online: from today": ([record(1, None)], {}, [(TODAY, NOT, None)]),
    "an empty day keeps the start": ([record(1, YEAR_2024)], {"online_status": IMPLEMENTED}, []),
    "the same start": ([record(1, YEAR_2024)], {"online_status": IMPLEMENTED, "online_on": YEAR_2024}, []),
    "online earlier than thought": (
        [record(1, YEAR_2024)],
        {"online_status": IMPLEMENTED, "online_on": YEAR_2023},
        [(YEAR_2023, IMPLEMENTED, None)],
    ),
    "online later than thought: the wrong start is taken back": (
        [record(1, YEAR_2024)],
        {"online_status": IMPLEMENTED, "online_on": YEAR_2025},
        [(YEAR_2025, IMPLEMENTED, None), (None, None, 1)],
    ),
    "another channel: from today": (
        [record(1, YEAR_2024)],
        {"online_status": IMPLEMENTED, "channels": ("logo_form",)},
        [(TODAY, IMPLEMENTED, None)],
    ),
    "another channel and an earlier start: what says otherwise since is taken back": (
        [record(1, YEAR_2024)],
        {"online_status": IMPLEMENTED, "channels": ("logo_form",), "online_on": YEAR_2023},
        [(YEAR_2023, IMPLEMENTED, None), (None, None, 1)],
    ),
    "only partly, since the day that stays in the row": (
        [record(1, YEAR_2024)],
        {"online_status": PARTIAL, "online_on": YEAR_2024},
        [(YEAR_2024, PARTIAL, None)],
    ),
    "what was to come is called off, and the past stays": (
        [record(1, YEAR_2020, EXEMPT), record(2, LATER)],
        {"online_status": EXEMPT},
        [(TODAY, EXEMPT, None), (None, None, 2)],
    ),
    "another channel for what is to come: from its day": (
        [record(1, None, NOT), record(2, LATER)],
        {"online_status": IMPLEMENTED, "channels": ("logo_form",)},
        [(LATER, IMPLEMENTED, None)],
    ),
}


@pytest.mark.parametrize(("records", "cells", "added"), STATUS_CASES.values(), ids=STATUS_CASES)
def test_a_row_and_the_history_of_statuses(
    records: list[StatusRecord], cells: dict[str, Any], added: list[tuple[date | None, OnlineStatus | None, int | None]]
) -> None:
    stored = procedure(records=tuple(records))
    after = take_in(stored, replace(stated(stored), **{"online_on": None, "online_status": NOT, **cells}))
    new = after.records[len(records) :]
    assert [(each.effective_on, each.status, each.supersedes) for each in new] == added


def test_what_belongs_to_a_status_ends_with_it() -> None:
    online = record(1, YEAR_2024, scope=Scope.END_TO_END, channels=("logo_form",), url="https://a.jp")
    (_, new) = take_in(procedure(records=(online,)), entry(), REQUIRED).records
    assert (new.scope, new.channels, new.url) == (None, (), "")


STATED_CASES = {
    "nothing": ([], (NOT, None)),
    "since before the baseline date": ([record(1)], (IMPLEMENTED, None)),
    "since a day": ([record(1, YEAR_2024)], (IMPLEMENTED, YEAR_2024)),
    "since the first of several of one status": (
        [record(1, YEAR_2024), record(2, YEAR_2025)],
        (IMPLEMENTED, YEAR_2024),
    ),
    "since it came back": (
        [record(1, YEAR_2020), record(2, YEAR_2023, NOT), record(3, YEAR_2024)],
        (IMPLEMENTED, YEAR_2024),
    ),
    "a status that does not begin has no day": ([record(1, YEAR_2020, EXEMPT)], (EXEMPT, None)),
    "what comes online later": ([record(1, None, NOT), record(2, LATER)], (IMPLEMENTED, LATER)),
    "what comes partly online later": ([record(1, None, NOT), record(2, LATER, PARTIAL)], (PARTIAL, LATER)),
    "what is partly online comes wholly online later": (
        [record(1, YEAR_2024, PARTIAL), record(2, LATER)],
        (IMPLEMENTED, LATER),
    ),
    "what ends later is online still": ([record(1, YEAR_2024), record(2, LATER, NOT)], (IMPLEMENTED, YEAR_2024)),
}


@pytest.mark.parametrize(("records", "said"), STATED_CASES.values(), ids=STATED_CASES)
def test_the_status_that_a_file_states(records: list[StatusRecord], said: tuple[OnlineStatus, date | None]) -> None:
    row = stated(procedure(records=tuple(records)))
    assert (row.online_status, row.online_on) == said
