"""When a division is asked, by when it is to answer, and when it has."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.build import NOW, TODAY, procedure, record, unconfirmed
from tests.people import TAX, actor
from tracker.domain import recording
from tracker.domain.account import Role
from tracker.domain.asking import (
    asked_since,
    due_on,
    is_asked_monthly,
    is_sent_back,
    last_return,
    months_since_answer,
    needs_answer,
)
from tracker.domain.fiscal import Period, Precision
from tracker.domain.procedure import Answer, Plan, Procedure

MONTH, YEAR = Precision.MONTH, Precision.FISCAL_YEAR
EDITOR, DX = actor(Role.EDITOR, TAX), actor()


def planned(first_day: date, precision: Precision = MONTH, *, online: bool = False) -> Procedure:
    return procedure(plan=Plan(Period(first_day, precision)), online=online)


def answered_at(moment: datetime) -> Procedure:
    return procedure(answer=Answer(moment, "税務課"))


@pytest.mark.parametrize(
    ("item", "monthly"),
    [
        (procedure(), False),
        (planned(date(2026, 10, 1)), True),
        (planned(date(2027, 2, 1)), True),
        (planned(date(2027, 3, 1)), False),
        (planned(date(2026, 4, 1), YEAR), False),
        (planned(date(2025, 4, 1), YEAR), True),
        (planned(date(2027, 2, 1), online=True), False),
    ],
)
def test_what_is_planned_soon_or_overdue_is_asked_every_month(item: Procedure, monthly: bool) -> None:
    assert is_asked_monthly(item, TODAY) is monthly
    assert asked_since(item, TODAY) == date(2026, 11 if monthly else 10, 1)
    assert due_on(item, TODAY) == date(2026, 11 if monthly else 10, 10)


@pytest.mark.parametrize(
    ("today", "since"),
    [
        (date(2026, 3, 31), date(2026, 1, 1)),
        (date(2026, 4, 1), date(2026, 4, 1)),
        (date(2026, 9, 30), date(2026, 7, 1)),
        (date(2026, 12, 31), date(2026, 10, 1)),
    ],
)
def test_everything_else_is_asked_every_quarter_of_the_fiscal_year(today: date, since: date) -> None:
    assert asked_since(procedure(), today) == since


def test_an_answer_of_the_period_is_enough_by_the_day_in_japan() -> None:
    first_moment = datetime(2026, 9, 30, 15, tzinfo=UTC)
    assert needs_answer(procedure(), TODAY)
    assert not needs_answer(answered_at(first_moment), TODAY)
    assert needs_answer(answered_at(first_moment - timedelta(seconds=1)), TODAY)


def test_only_what_exists_is_asked_for() -> None:
    assert not needs_answer(procedure(abolished_on=TODAY), TODAY)
    assert not needs_answer(procedure(active_from=TODAY + timedelta(days=1)), TODAY)


def test_what_awaits_confirmation_was_said() -> None:
    assert not needs_answer(procedure(records=(unconfirmed(1, date(2026, 6, 1)),)), TODAY)


def test_what_was_sent_back_needs_another_answer_until_something_is_said() -> None:
    stated = recording.Statement(recording.OnlineStatus.IMPLEMENTED, date(2026, 10, 1), channels=("email",))
    said = recording.record(procedure(), stated, replace(EDITOR, at=NOW - timedelta(days=2)))
    back = recording.send_back(said, 1, "メールだけでよいですか", replace(DX, at=NOW - timedelta(days=1)))
    assert is_sent_back(back)
    assert needs_answer(back, TODAY)
    returned = last_return(back)
    assert returned is not None
    assert returned.comment == "メールだけでよいですか"
    for again in (recording.record(back, stated, EDITOR), recording.plan(back, Plan(), EDITOR)):
        assert not is_sent_back(again)
        assert not needs_answer(again, TODAY)


def test_what_was_sent_back_is_not_forgotten_over_what_was_recorded_after_it() -> None:
    earlier = replace(EDITOR, at=NOW - timedelta(days=2))
    item = procedure()
    for day in (date(2026, 9, 1), date(2026, 10, 1)):
        item = recording.record(item, recording.Statement(recording.OnlineStatus.IMPLEMENTED, day), earlier)
    assert is_sent_back(recording.send_back(item, 1, "日付の確認", DX))


@pytest.mark.parametrize(
    ("last", "months"),
    [(date(2026, 11, 20), 0), (date(2026, 10, 21), 0), (date(2026, 10, 20), 1), (date(2025, 11, 20), 12)],
)
def test_whole_months_without_an_answer(last: date, months: int) -> None:
    item = answered_at(datetime(last.year, last.month, last.day, 3, tzinfo=UTC))
    assert months_since_answer(item, TODAY) == months
    assert months_since_answer(procedure(online=True), TODAY) is None


@given(st.dates(date(2024, 2, 1), date(2040, 12, 31)))
def test_whoever_answers_today_is_not_asked_again_in_this_period(today: date) -> None:
    noon = datetime(today.year, today.month, today.day, 3, tzinfo=UTC)
    item = procedure(records=(record(),))
    after = recording.unchanged(item, replace(EDITOR, at=noon))
    assert needs_answer(item, today)
    assert not needs_answer(after, today)
    assert asked_since(item, today) <= today
