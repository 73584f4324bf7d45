"""The month's work: who has answered, when answers are due, and which plans are overdue."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import strategies as some
from tests.build import procedure, record, unconfirmed
from tracker.domain.asking import is_sent_back, needs_answer
from tracker.domain.fiscal import Period, Precision
from tracker.domain.procedure import Answer, Plan, Procedure
from tracker.domain.status import OnlineStatus, Return
from tracker.domain.work import Replies, is_due_for_all, is_plan_overdue, next_due_on, replies, total_of

TODAY = date(2026, 11, 20)
OCTOBER, SEPTEMBER = datetime(2026, 10, 5, tzinfo=UTC), datetime(2026, 9, 30, tzinfo=UTC)
PAST = Plan(Period(date(2026, 10, 1), Precision.MONTH))


@pytest.mark.parametrize(
    ("today", "due", "for_all"),
    [
        (date(2026, 11, 20), date(2026, 12, 10), False),
        (date(2026, 12, 10), date(2026, 12, 10), False),
        (date(2026, 12, 11), date(2027, 1, 10), True),
        (date(2027, 1, 1), date(2027, 1, 10), True),
        (date(2027, 1, 31), date(2027, 2, 10), False),
        (date(2027, 3, 31), date(2027, 4, 10), True),
    ],
)
def test_answers_are_due_on_the_tenth_and_of_everything_once_a_quarter(today: date, due: date, for_all: bool) -> None:
    assert (next_due_on(today), is_due_for_all(next_due_on(today))) == (due, for_all)


def test_every_active_procedure_is_answered_for_or_not_or_sent_back() -> None:
    returned = unconfirmed(1, TODAY, returned=Return(OCTOBER, "dx", "理由"))
    catalogue = [
        procedure("A", answer=Answer(OCTOBER, "x")),
        procedure("B", answer=Answer(SEPTEMBER, "x")),
        procedure("C"),
        procedure("D", records=(returned,)),
        procedure("E", records=(unconfirmed(1, TODAY),)),
        procedure("F", abolished_on=TODAY),
        procedure("G", answer=Answer(OCTOBER, "x"), plan=PAST),
        procedure("H", division="人事課"),
    ]
    tax, staff = replies(catalogue, TODAY)
    assert tax == Replies("総務部", "税務課", asked=6, answered=2, unanswered=3, overdue=3, sent_back=1)
    assert staff == Replies("総務部", "人事課", 1, 0, 1, 1, 0)
    assert total_of([tax, staff]) == Replies("", "", 7, 2, 4, 4, 1)
    assert total_of([]) == Replies("", "", 0, 0, 0, 0, 0)


def test_nothing_is_overdue_before_its_deadline_has_passed() -> None:
    [on_the_day] = replies([procedure()], date(2026, 10, 10))
    [after] = replies([procedure()], date(2026, 10, 11))
    assert (on_the_day.unanswered, on_the_day.overdue, after.overdue) == (1, 0, 1)


@given(some.catalogues(), st.sampled_from(some.DAYS))
def test_the_parts_sum_to_the_whole(catalogue: list[Procedure], day: date) -> None:
    lines = replies(catalogue, day)
    assert all(line.asked == line.answered + line.unanswered + line.sent_back for line in lines)
    assert all(line.overdue <= line.unanswered for line in lines)
    active = [item for item in catalogue if item.is_active(day)]
    everything = total_of(lines)
    assert everything.asked == len(active)
    assert everything.sent_back == sum(is_sent_back(item) for item in active)
    assert everything.unanswered + everything.sent_back == sum(needs_answer(item, day) for item in active)


@pytest.mark.parametrize(
    ("overrides", "is_overdue"),
    [
        ({}, True),
        ({"plan": Plan()}, False),
        ({"plan": Plan(Period(date(2026, 11, 1), Precision.MONTH))}, False),
        ({"plan": Plan(Period(TODAY, Precision.DAY))}, False),
        ({"plan": Plan(Period(date(2025, 4, 1), Precision.FISCAL_YEAR))}, True),
        ({"records": (record(),)}, False),
        ({"records": (unconfirmed(),)}, True),
        ({"records": (record(channels=("email",)),)}, True),
        ({"records": (record(status=OnlineStatus.PARTIAL),)}, True),
        ({"records": (record(status=OnlineStatus.EXEMPT),)}, False),
        ({"abolished_on": TODAY}, False),
    ],
)
def test_a_plan_is_overdue_once_its_time_has_passed(overrides: dict[str, object], is_overdue: bool) -> None:
    item = replace(procedure(plan=PAST), **overrides)
    assert is_plan_overdue(item, TODAY) is is_overdue
