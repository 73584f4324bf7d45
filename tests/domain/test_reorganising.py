"""Reorganisation: who carries on what, in which order, and what is refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.build import TODAY, department, procedure
from tracker.domain import reorganising as change
from tracker.domain.errors import NotThere, Refused
from tracker.domain.organisation import (
    Department,
    Organisation,
    changed_since,
    heir,
    is_valid,
    shown,
    stood_on,
    unit_of,
    valid_on,
)
from tracker.domain.reorganising import Reorganisation, Situation
from tracker.domain.siblings import LONGEST_NAME

APRIL = date(2026, 4, 1)
JULY = date(2026, 7, 1)
WARD = (
    department("総務部", "人事課", "税務課", code="B01"),
    department("施設部", code="B02"),
    department("福祉部", "国保年金課", "介護保険課", "人事課", code="B03"),
)
OCCUPIED = frozenset({("総務部", "税務課"), ("福祉部", "介護保険課")})


def now(organisation: Organisation = WARD) -> Situation:
    return Situation(organisation, TODAY, OCCUPIED)


def names(organisation: Organisation, on: date = TODAY) -> list[tuple[str, list[str]]]:
    return [(unit.name, [division.name for division in unit.divisions]) for unit in valid_on(organisation, on)]


def test_a_new_department_and_division_stand_where_they_are_put() -> None:
    first = change.create_department(now(), "政策部", APRIL, after="").organisation
    after = change.create_department(now(first), "環境部", APRIL, "B-X", after="B01").organisation
    last = change.create_division(now(after), "B02", "営繕課", JULY).organisation
    assert [name for name, _ in names(last)] == ["政策部", "総務部", "環境部", "施設部", "福祉部"]
    assert names(last)[3] == ("施設部", ["営繕課"])
    assert [unit.code for unit in last] == ["B04", "B01", "B-X", "B02", "B03"]
    assert unit_of(last, "B02-01") == ("施設部", "営繕課")
    assert [name for name, _ in names(last, date(2026, 3, 31))] == ["総務部", "施設部", "福祉部"]


def test_a_renamed_division_is_carried_on_in_its_place() -> None:
    done = change.rename_division(now(), "B01-01", "職員課", APRIL)
    assert done.moves == {("総務部", "人事課"): ("総務部", "職員課")}
    assert names(done.organisation)[0] == ("総務部", ["職員課", "税務課"])
    assert names(done.organisation, date(2026, 3, 31))[0] == ("総務部", ["人事課", "税務課"])
    assert heir(done.organisation, ("総務部", "人事課")) == ("総務部", "職員課")
    assert heir(done.organisation, ("総務部", "税務課")) == ("総務部", "税務課")


def test_a_renamed_department_takes_its_divisions_along() -> None:
    done = change.rename_department(now(), "B01", "総務企画部", APRIL)
    assert names(done.organisation)[0] == ("総務企画部", ["人事課", "税務課"])
    assert names(done.organisation, date(2026, 3, 31)) == names(WARD)
    assert done.moves == {("総務部", unit): ("総務企画部", unit) for unit in ("人事課", "税務課")}


def test_a_name_that_was_left_can_be_taken_up_again_and_is_the_same_unit() -> None:
    there = change.rename_department(now(), "B01", "総務企画部", APRIL)
    back = change.rename_department(now(there.organisation), "B04", "総務部", JULY)
    assert names(back.organisation) == names(WARD)
    assert unit_of(back.organisation, "B01-02") == ("総務部", "税務課")
    assert heir(back.organisation, ("総務企画部", "税務課")) == ("総務部", "税務課")
    with pytest.raises(Refused, match="までの組織の名称"):
        change.rename_department(now(there.organisation), "B04", "総務部", date(2026, 3, 31))


def test_a_division_moves_to_the_end_of_another_department() -> None:
    done = change.move_division(now(), "B03-02", "B01", APRIL)
    assert names(done.organisation)[0] == ("総務部", ["人事課", "税務課", "介護保険課"])
    assert done.moves == {("福祉部", "介護保険課"): ("総務部", "介護保険課")}


def test_what_has_procedures_is_abolished_only_in_favour_of_another() -> None:
    with pytest.raises(Refused, match=r"手続を所管しています（税務課）"):
        change.abolish_division(now(), "B01-02", APRIL)
    with pytest.raises(Refused, match=r"手続を所管しています（税務課）"):
        change.abolish_department(now(), "B01", APRIL)
    done = change.abolish_division(now(), "B01-02", APRIL, "B03-01")
    assert done.moves == {("総務部", "税務課"): ("福祉部", "国保年金課")}
    without = change.abolish_division(now(), "B01-01", APRIL)
    assert (without.moves, without.emptied) == ({}, (("総務部", "人事課"),))
    assert heir(without.organisation, ("総務部", "人事課")) is None
    assert names(change.abolish_department(now(), "B02", APRIL).organisation) == [names(WARD)[0], names(WARD)[2]]


def test_a_department_is_abolished_in_favour_of_another_division_by_division() -> None:
    done = change.abolish_department(now(), "B01", APRIL, "B03")
    assert names(done.organisation)[1] == ("福祉部", ["国保年金課", "介護保険課", "人事課", "税務課"])
    assert done.moves == {("総務部", unit): ("福祉部", unit) for unit in ("人事課", "税務課")}


def test_the_order_is_moved_among_what_has_not_ended() -> None:
    ended = change.abolish_department(now(), "B02", APRIL).organisation
    up = change.shift_department(now(ended), "B03", change.UP).organisation
    assert [unit.name for unit in up] == ["福祉部", "総務部", "施設部"]
    assert [unit.name for unit in change.shift_department(now(up), "B03", change.DOWN).organisation] == [
        "総務部",
        "福祉部",
        "施設部",
    ]
    down = change.shift_division(now(), "B03-01", change.DOWN).organisation
    assert names(down)[2] == ("福祉部", ["介護保険課", "国保年金課", "人事課"])
    for code, step in (("B01", change.UP), ("B03", change.DOWN)):
        with pytest.raises(Refused, match="これ以上は動かせません"):
            change.shift_department(now(), code, step)


def test_a_misspelt_name_is_corrected_without_anything_moving() -> None:
    done = change.correct_division(now(), "B01-02", "納税課")
    assert (done.moves, names(done.organisation)[0]) == ({}, ("総務部", ["人事課", "納税課"]))
    assert names(change.correct_department(now(), "B02", "施設整備部").organisation)[1] == ("施設整備部", [])


ENDED = change.abolish_department(now(), "B02", APRIL).organisation


@pytest.mark.parametrize(
    ("attempt", "told"),
    [
        (lambda: change.create_department(now(), "環境部", date(2026, 11, 21)), "今日以前の日"),
        (lambda: change.rename_division(now(), "B01-01", "職員課", date(2026, 11, 21)), "今日以前の日"),
        (lambda: change.create_department(now(), "", APRIL), "名称を入力"),
        (lambda: change.create_department(now(), "　", APRIL), "名称を入力"),
        (lambda: change.create_department(now(), "部" * (LONGEST_NAME + 1), APRIL), "200文字以内"),
        (lambda: change.create_department(now(), "総務部", APRIL), "既にあります"),
        (lambda: change.rename_division(now(), "B01-01", "税務課", APRIL), "既にあります"),
        (lambda: change.rename_division(now(), "B01-01", "人事課", APRIL), "既にあります"),
        (lambda: change.move_division(now(), "B01-01", "B03", APRIL), "既にあります"),
        (lambda: change.correct_division(now(), "B01-01", "税務課"), "既にあります"),
        (lambda: change.create_department(now(), "環境部", APRIL, "b01"), "使われています"),
        (lambda: change.create_department(now(), "環境部", APRIL, "部１"), "半角の英数字"),
        (lambda: change.create_division(now(), "B02", "課", APRIL, "B03-01"), "使われています"),
        (lambda: change.move_division(now(), "B01-01", "B01", APRIL), "別の部"),
        (lambda: change.abolish_division(now(), "B01-01", APRIL, "B01-01"), "別の組織"),
        (lambda: change.abolish_department(now(), "B01", APRIL, "B01"), "別の組織"),
        (lambda: change.abolish_department(now(ENDED), "B02", JULY), "廃止されています"),
        (lambda: change.abolish_department(now(ENDED), "B01", JULY, "B02"), "廃止されています"),
        (lambda: change.create_division(now(ENDED), "B02", "営繕課", JULY), "廃止されています"),
        (lambda: change.move_division(now(ENDED), "B01-01", "B02", JULY), "廃止されています"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do(attempt: Callable[[], Reorganisation], told: str) -> None:
    with pytest.raises(Refused, match=told):
        attempt()


def test_nothing_ends_before_it_began() -> None:
    young = change.create_division(now(), "B02", "営繕課", JULY).organisation
    with pytest.raises(Refused, match="できた日"):
        change.abolish_division(now(young), "B02-01", APRIL)
    with pytest.raises(Refused, match="まだ「営繕課」がありません"):
        change.abolish_division(now(young), "B01-02", APRIL, "B02-01")


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: change.rename_department(now(), "B99", "部", APRIL),
        lambda: change.rename_division(now(), "B01", "課", APRIL),
        lambda: change.abolish_division(now(), "B01-02", APRIL, "B99-01"),
        lambda: change.create_department(now(), "環境部", APRIL, after="B99"),
    ],
)
def test_codes_that_nobody_has_are_not_there(attempt: Callable[[], Reorganisation]) -> None:
    with pytest.raises(NotThere):
        attempt()


def test_a_procedure_goes_with_both_of_its_divisions() -> None:
    shared = replace(procedure(), shared_with=("福祉部", "介護保険課"))
    apart = change.moved(shared, Reorganisation((), {("福祉部", "介護保険課"): ("福祉部", "高齢課")}))
    assert (apart.unit, apart.shared_with) == (("総務部", "税務課"), ("福祉部", "高齢課"))
    together = change.moved(shared, Reorganisation((), {("総務部", "税務課"): ("福祉部", "介護保険課")}))
    assert (together.unit, together.shared_with) == (("福祉部", "介護保険課"), None)
    assert change.moved(shared, Reorganisation((), {("施設部", "営繕課"): ("総務部", "人事課")})) == shared


def test_figures_show_what_has_not_ended_and_what_still_has_something() -> None:
    done = change.rename_division(now(), "B01-02", "納税課", APRIL).organisation
    assert [unit.name for unit in shown(done, [])[0].divisions] == ["人事課", "納税課"]
    with_old = shown(done, [("総務部", "税務課")])
    assert [unit.name for unit in with_old[0].divisions] == ["人事課", "税務課", "納税課"]
    assert [unit.name for unit in shown(ENDED, [])] == ["総務部", "福祉部"]


def test_the_organisation_of_an_earlier_day_knows_nothing_of_what_came_later() -> None:
    after = change.rename_division(now(), "B01-02", "納税課", APRIL).organisation
    assert stood_on(after, date(2026, 3, 31), [("総務部", "税務課")]) == WARD
    assert stood_on(after, APRIL, []) == after
    later = change.abolish_department(now(after), "B02", JULY).organisation
    assert stood_on(later, date(2026, 6, 30), []) == after
    assert (changed_since(later, date(2026, 6, 30)), changed_since(later, JULY)) == (True, False)


def test_a_unit_that_began_again_is_there_on_earlier_days_where_it_had_something() -> None:
    there = change.rename_division(now(), "B01-02", "納税課", APRIL).organisation
    back = change.rename_division(now(there), "B01-03", "税務課", JULY).organisation
    march = date(2026, 3, 31)
    assert [unit.name for unit in stood_on(back, march, [("総務部", "税務課")])[0].divisions] == ["人事課", "税務課"]
    assert [unit.name for unit in stood_on(back, march, [])[0].divisions] == ["人事課"]


days = st.sampled_from([date(2026, month, 1) for month in range(1, 13)])
some_names = st.sampled_from(["総務部", "福祉部", "環境部", "人事課", "税務課", "職員課"])
codes = st.sampled_from(["B01", "B02", "B03", "B04", "B05"])
division_codes = st.sampled_from([f"B0{number}-0{other}" for number in (1, 2, 3, 4) for other in (1, 2, 3)])
steps = st.sampled_from([change.UP, change.DOWN])
operations = st.one_of(
    st.tuples(st.just(change.create_department), some_names, days),
    st.tuples(st.just(change.create_division), codes, some_names, days),
    st.tuples(st.just(change.rename_department), codes, some_names, days),
    st.tuples(st.just(change.rename_division), division_codes, some_names, days),
    st.tuples(st.just(change.move_division), division_codes, codes, days),
    st.tuples(st.just(change.abolish_department), codes, days, st.just("") | codes),
    st.tuples(st.just(change.abolish_division), division_codes, days, st.just("") | division_codes),
    st.tuples(st.just(change.shift_department), codes, steps),
    st.tuples(st.just(change.shift_division), division_codes, steps),
    st.tuples(st.just(change.correct_division), division_codes, some_names),
)


@given(st.lists(operations, max_size=12))
def test_whatever_is_done_the_organisation_stays_sound(done: list[tuple]) -> None:  # type: ignore[type-arg]
    organisation: Organisation = WARD
    for operation, *arguments in done:
        before = {unit.code: unit for unit in every(organisation)}
        try:
            after = operation(now(organisation), *arguments)
        except (Refused, NotThere):
            continue
        assert_sound(after.organisation, {code: unit.name for code, unit in before.items()})
        for old, new in after.moves.items():
            assert heir(after.organisation, old) == new
        organisation = after.organisation


def every(organisation: Organisation) -> list[Department]:
    return [unit for item in organisation for unit in (item, *item.divisions)]  # type: ignore[list-item]


def assert_sound(organisation: Organisation, before: dict[str, str]) -> None:
    units = every(organisation)
    known = {unit.code: unit for unit in units}
    assert len(known) == len(units), "codes are unique"
    assert before.keys() <= known.keys(), "nothing is lost"
    assert len({item.name for item in organisation}) == len(organisation)
    for item in organisation:
        assert len({unit.name for unit in item.divisions}) == len(item.divisions)
        assert item.is_open or not any(unit.is_open for unit in item.divisions)
    for unit in units:
        assert unit.valid_from is None or unit.valid_to is None or unit.valid_from <= unit.valid_to
        assert not (unit.is_open and unit.successor)
        assert unit.is_open == is_valid(unit, TODAY)
        seen, last = {unit.code}, unit
        while last.successor:
            last = known[last.successor]
            assert last.code not in seen, "nobody is their own heir"
            seen.add(last.code)
        assert last.is_open or not last.successor
