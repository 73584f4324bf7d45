"""What a new fiscal year asks for, and how far each step has come."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.build import NOW, policy, procedure, target
from tracker.domain.account import Account, Role
from tracker.domain.new_year import (
    Checked,
    Leftover,
    NewYear,
    State,
    Step,
    leftovers,
    reorganised_on,
    without_division,
    without_people,
    year_in_view,
)
from tracker.domain.organisation import Department, Division

APRIL = date(2027, 4, 1)
TAX, NEW_TAX, CARE = ("総務部", "税務課"), ("総務部", "納税課"), ("福祉部", "介護課")
ORGANISATION = (
    Department(
        "B01",
        "総務部",
        (
            Division("B01-01", "税務課", valid_to=APRIL, successor="B01-02"),
            Division("B01-02", "納税課", valid_from=APRIL),
        ),
    ),
    Department("B02", "福祉部", (Division("B02-01", "介護課"),)),
)
LATER = policy(targets=(target(due_on=date(2030, 3, 31)),), step2=(2026, 2029))


def known(today: date = APRIL, **facts: Any) -> NewYear:
    return NewYear(2027, today, **{"policy": LATER, **facts})


def checked(step: Step, today: date = APRIL, **facts: Any) -> Checked:
    return next(each for each in known(today, **facts).steps if each.step is step)


@pytest.mark.parametrize(
    ("today", "year"),
    [
        (date(2026, 12, 31), 2026),
        (date(2027, 1, 1), 2027),
        (date(2027, 3, 31), 2027),
        (date(2027, 4, 1), 2027),
        (date(2027, 11, 20), 2027),
    ],
)
def test_from_january_on_the_year_in_view_is_the_next(today: date, year: int) -> None:
    assert year_in_view(today) == year


def test_the_steps_stand_in_the_order_in_which_they_are_done() -> None:
    assert [each.step for each in known().steps] == list(Step)
    assert known().march == date(2027, 3, 1)
    assert known().counted_year == 2026


def test_before_april_nothing_can_be_left_that_april_brings() -> None:
    found = {each.step: each.state for each in known(date(2027, 3, 31)).steps}
    assert found.pop(Step.BASIS) is State.DONE
    assert found.pop(Step.HANDOVER) is State.AS_NEEDED
    assert set(found.values()) == {State.NOT_YET}
    assert known(date(2027, 3, 31)).next_step is None


def test_a_year_without_reorganisation_transfers_or_new_procedures_is_no_omission() -> None:
    for step in (Step.ORGANISATION, Step.TRANSFERS, Step.PROCEDURES):
        assert checked(step).state is State.NOTHING_RECORDED
    assert checked(Step.ORGANISATION, reorganised=1).state is State.DONE
    assert checked(Step.TRANSFERS, accounts_changed=1).state is State.DONE
    assert checked(Step.PROCEDURES, added=1).state is checked(Step.PROCEDURES, abolished=1).state is State.DONE


@pytest.mark.parametrize("today", [date(2027, 3, 31), APRIL])
def test_what_is_left_is_counted_whatever_was_recorded(today: date) -> None:
    left = (Leftover("B01-01", TAX, 2, 0), Leftover("B01-03", CARE, 0, 1))
    nobody = (Account("a", "x", Role.EDITOR),)
    assert checked(Step.ORGANISATION, today, reorganised=1, leftovers=left) == Checked(Step.ORGANISATION, State.LEFT, 2)
    assert checked(Step.TRANSFERS, today, without_division=nobody) == Checked(Step.TRANSFERS, State.LEFT, 1)
    assert checked(Step.PROCEDURES, today, overdue=(procedure(),)) == Checked(Step.PROCEDURES, State.LEFT, 1)


def test_divisions_that_answer_by_excel_are_nothing_left_to_do() -> None:
    assert checked(Step.TRANSFERS, accounts_changed=1, without_people=(TAX,)).state is State.DONE


def test_march_is_closed_or_not_yet() -> None:
    assert checked(Step.CLOSE_MARCH).state is State.NOT_YET
    assert checked(Step.CLOSE_MARCH, march_closed=True).state is State.DONE


def test_a_year_needs_a_target_to_come_and_a_step() -> None:
    assert checked(Step.BASIS).state is State.DONE
    passed = replace(LATER, targets=(target(due_on=date(2027, 3, 31)),))
    assert checked(Step.BASIS, policy=passed) == Checked(Step.BASIS, State.LEFT, 1)
    assert checked(Step.BASIS, date(2027, 2, 1), policy=passed).left == 1
    assert known(policy=replace(LATER, targets=(target(due_on=APRIL),))).target is not None
    assert checked(Step.BASIS, policy=replace(LATER, targets=(), step2=(2025, 2026))).left == 2
    assert checked(Step.BASIS, policy=replace(LATER, step1=(2028, 2029), step2=(2030, 2031))).left == 1


@pytest.mark.parametrize(
    ("counted", "countable", "state", "left"),
    [(0, 54, State.NOT_YET, 0), (1, 54, State.LEFT, 53), (54, 54, State.DONE, 0), (0, 0, State.DONE, 0)],
)
def test_the_counts_of_the_year_before(counted: int, countable: int, state: State, left: int) -> None:
    found = checked(Step.COUNTS, counted=counted, countable=countable)
    assert (found.state, found.left) == (state, left)


def test_all_divisions_are_asked_once_the_year_has_begun() -> None:
    assert checked(Step.INQUIRY).state is State.NOT_YET
    assert checked(Step.INQUIRY, asked_on=APRIL).state is State.DONE


def test_the_next_step_is_the_first_that_is_not_done() -> None:
    assert known().next_step is Step.CLOSE_MARCH
    assert known(march_closed=True).next_step is Step.INQUIRY
    assert known(march_closed=True, asked_on=APRIL).next_step is None
    assert known(date(2027, 3, 1), without_division=(Account("a", "x", Role.EDITOR),)).next_step is Step.TRANSFERS


# The facts


def test_what_began_or_ended_on_the_day_is_a_reorganisation() -> None:
    assert reorganised_on(ORGANISATION, APRIL) == 2
    assert reorganised_on(ORGANISATION, date(2027, 4, 2)) == 0
    assert reorganised_on((replace(ORGANISATION[1], valid_to=APRIL),), APRIL) == 1


def at(unit: tuple[str, str], **overrides: Any) -> Any:
    return procedure(department=unit[0], division=unit[1], **overrides)


def test_an_ended_division_that_still_has_something_is_left() -> None:
    people = [
        Account("a", "x", Role.EDITOR, (TAX, CARE)),
        Account("b", "x", Role.EDITOR, (TAX,), disabled_at=NOW),
        Account("c", "x", Role.VIEWER, (NEW_TAX,)),
    ]
    shared = at(CARE, shared_with=TAX)
    assert leftovers(ORGANISATION, [at(TAX), shared, at(CARE)], people) == (Leftover("B01-01", TAX, 2, 1),)
    assert leftovers(ORGANISATION, [at(NEW_TAX)], []) == ()


def test_who_may_answer_and_for_which_divisions_nobody_may() -> None:
    people = [
        Account("a", "x", Role.EDITOR, (CARE,)),
        Account("b", "x", Role.VIEWER, (NEW_TAX,)),
        Account("c", "x", Role.EDITOR),
        Account("d", "x", Role.EDITOR, disabled_at=NOW),
        Account("e", "x", Role.DX),
    ]
    assert without_people(ORGANISATION, [at(CARE), at(NEW_TAX)], people) == (NEW_TAX,)
    assert [account.login for account in without_division(people)] == ["c"]
