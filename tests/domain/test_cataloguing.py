"""Describing, merging, abolishing and taking back: what follows, and what is refused field by field."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import strategies
from tests.build import BASE_YEAR, TODAY, policy, procedure, record, volume
from tracker.domain.cataloguing import (
    Flaw,
    Particulars,
    WrongProcedure,
    abolished,
    created,
    described,
    merged,
    particulars_of,
    restored,
)
from tracker.domain.coverage import NOTHING, Coverage
from tracker.domain.effect import effect_of
from tracker.domain.errors import Refused
from tracker.domain.policy import BASELINE_DATE
from tracker.domain.procedure import Procedure, VolumeBasis
from tracker.domain.progress import measure
from tracker.domain.status import OnlineStatus

APRIL = date(2026, 4, 1)
TAX = ("総務部", "税務課")


def flaws(wanted: Particulars, existing: Procedure | None = None) -> list[Flaw]:
    with pytest.raises(WrongProcedure) as caught:
        described(existing or procedure(), wanted, TODAY)
    return list(caught.value.flaws)


@given(strategies.procedures())
def test_a_description_taken_and_given_back_changes_nothing(item: Procedure) -> None:
    item = replace(item, legal_basis="法第1条", volumes=tuple(v for v in item.volumes if fits(v)))
    assert described(item, particulars_of(item), TODAY) == item


def fits(volume) -> bool:  # type: ignore[no-untyped-def]
    largest = volume.ceiling if volume.annual_cases is None else volume.annual_cases
    return volume.online_cases is None or largest is None or volume.online_cases <= largest


def test_volumes_stand_in_the_order_of_their_years() -> None:
    wanted = Particulars("届出", TAX, volumes=(volume(5, 2024), volume(None, 2022, ceiling=9), volume(0, 2023)))
    found = created("M-001", wanted, APRIL, 3, TODAY)
    assert [item.fiscal_year for item in found.volumes] == [2022, 2023, 2024]
    assert (found.records, found.position, found.active_from) == ((), 3, APRIL)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Particulars("", TAX), [("name", None)]),
        (Particulars("　", TAX, shared_with=TAX), [("name", None), ("shared_with", None)]),
        (Particulars("届出", TAX, volumes=(volume(5), volume(6))), [("fiscal_year", BASE_YEAR)]),
        (Particulars("届出", TAX, volumes=(volume(5, ceiling=9),)), [("ceiling", BASE_YEAR)]),
        (Particulars("届出", TAX, volumes=(volume(5, 2023, online_cases=6),)), [("online_cases", 2023)]),
        (
            Particulars("届出", TAX, volumes=(volume(None, 2023, online_cases=6, ceiling=5),)),
            [("online_cases", 2023)],
        ),
    ],
)
def test_what_is_wrong_is_said_of_its_field(wanted: Particulars, expected: list[tuple[str, int | None]]) -> None:
    assert [(flaw.field, flaw.fiscal_year) for flaw in flaws(wanted)] == expected


def test_an_exempt_procedure_keeps_its_law() -> None:
    exempt = procedure(records=(record(1, None, OnlineStatus.EXEMPT),), legal_basis="法第1条")
    assert [flaw.field for flaw in flaws(replace(particulars_of(exempt), legal_basis=" "), exempt)] == ["legal_basis"]


def test_nothing_is_taken_in_from_a_day_to_come() -> None:
    with pytest.raises(WrongProcedure, match="今日以前"):
        created("M-001", Particulars("届出", TAX), date(2026, 11, 21), 1, TODAY)


def test_an_abolition_is_taken_back_without_a_trace() -> None:
    item = procedure()
    gone = abolished(item, APRIL)
    assert (gone.is_active(date(2026, 3, 31)), gone.is_active(APRIL)) == (True, False)
    assert restored(gone) == item
    with pytest.raises(Refused, match="廃止されています"):
        abolished(gone, TODAY)
    with pytest.raises(Refused, match="廃止されていません"):
        restored(item)
    with pytest.raises(Refused, match="最初の日"):
        abolished(item, date(2024, 1, 30))
    assert abolished(item, BASELINE_DATE).abolished_on == BASELINE_DATE


def test_merging_keeps_both_histories() -> None:
    one, other = procedure("K-001", 5, online=True), procedure("K-002", 7)
    gone, grown = merged(one, other, APRIL, TODAY, add_cases=False)
    assert (gone.abolished_on, gone.merged_into, gone.records) == (APRIL, "K-002", one.records)
    assert grown == other
    assert restored(gone) == one


def test_cases_are_added_year_by_year_with_the_weaker_basis() -> None:
    approximate = VolumeBasis.APPROXIMATE
    one = procedure("K-001", volumes=(volume(5, 2022, online_cases=1), volume(3, 2023, basis=approximate)))
    other = procedure(
        "K-002", volumes=(volume(7, 2022, online_cases=2, source="統計"), volume(4, 2023), volume(None, 2024))
    )
    _gone, grown = merged(one, other, APRIL, TODAY, add_cases=True)
    assert [(v.fiscal_year, v.annual_cases, v.online_cases, v.basis) for v in grown.volumes] == [
        (2022, 12, 3, VolumeBasis.FINAL),
        (2023, 7, None, approximate),
        (2024, None, None, VolumeBasis.FINAL),
    ]
    assert grown.volumes[0].source == "統計（K-001 手続K-001の件数を含む）"


@pytest.mark.parametrize("missing_in", ["K-001", "K-002"])
@pytest.mark.parametrize("as_row", [True, False])
def test_cases_are_not_added_where_one_is_not_counted(missing_in: str, as_row: bool) -> None:
    full, lacking = (volume(5, 2022), volume(3, 2023)), (volume(5, 2022), *([volume(None, 2023)] * as_row))
    one = procedure("K-001", volumes=lacking if missing_in == "K-001" else full)
    other = procedure("K-002", volumes=lacking if missing_in == "K-002" else full)
    with pytest.raises(Refused, match=f"令和5年度は「{missing_in} .*件数未集計のため"):
        merged(one, other, APRIL, TODAY, add_cases=True)


def test_merging_needs_another_procedure_that_is_there() -> None:
    one, other = procedure("K-001"), procedure("K-002")
    for target, on, told in (
        (one, APRIL, "別の手続"),
        (abolished(other, TODAY), APRIL, "廃止されています"),
        (replace(other, active_from=TODAY), APRIL, "台帳にない"),
        (other, date(2026, 11, 21), "今日以前"),
        (other, BASELINE_DATE, "同じ手続の候補"),
    ):
        with pytest.raises(Refused, match=told):
            merged(one, target, on, TODAY, add_cases=False)


@given(st.lists(strategies.procedures(), min_size=1, max_size=4), strategies.policies(), strategies.days, st.data())
def test_the_effect_is_what_measuring_anew_gives(items, rule, day, data) -> None:  # type: ignore[no-untyped-def]
    items = [replace(item, code=f"K-{number:03}") for number, item in enumerate(items)]
    new = data.draw(strategies.procedures("K-000"))
    before = measure(items, rule, (), day).coverage
    found = effect_of(before, [(items[0], new)], rule, day)
    assert found.after == measure([new, *items[1:]], rule, (), day).coverage
    added = effect_of(before, [(None, new)], rule, day)
    assert added.after == measure([new, *items], rule, (), day).coverage
    assert effect_of(before, [(items[0], items[0])], rule, day).changes_figures is False


def test_a_change_of_what_is_undefined_is_undefined() -> None:
    found = effect_of(NOTHING, [(None, procedure())], policy(), TODAY)
    assert (found.change_by_cases, found.change_by_procedures) == (None, None)
    assert found.after == Coverage(procedures=1, known_cases=1_000)
