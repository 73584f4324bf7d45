"""The month's work: who has answered, and which plans are overdue."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import cycle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import strategies as some
from tests.build import asked, procedure, record, unconfirmed
from tracker.domain.asked import Asked, Topic
from tracker.domain.asking import is_sent_back, needs_answer
from tracker.domain.fiscal import Period, Precision
from tracker.domain.procedure import Plan, Procedure
from tracker.domain.status import OnlineStatus, Return
from tracker.domain.work import Replies, is_plan_overdue, replies, total_of

TODAY = date(2026, 11, 20)
OCTOBER = datetime(2026, 10, 5, tzinfo=UTC)
PAST = Plan(Period(date(2026, 10, 1), Precision.MONTH))


def test_everything_asked_is_answered_or_not_or_sent_back() -> None:
    returned = unconfirmed(1, TODAY, returned=Return(OCTOBER, "dx", "理由"))
    answered = asked(answered=frozenset({Topic.STATUS}))
    catalogue = [
        procedure("A", asked=answered),
        procedure("B", asked=asked()),
        procedure("C", asked=asked(due_on=TODAY)),
        procedure("D", asked=asked(), records=(returned,)),
        procedure("E", asked=asked(), records=(unconfirmed(1, TODAY),)),
        procedure("F", asked=asked(), abolished_on=TODAY),
        procedure("G"),
        procedure("H", asked=asked(), division="人事課"),
        procedure("I", records=(returned,), division="人事課"),
        procedure("J", division="契約管財課"),
    ]
    tax, staff = replies(catalogue, TODAY)
    assert tax == Replies("総務部", "税務課", asked=5, answered=2, unanswered=2, overdue=1, sent_back=1)
    assert staff == Replies("総務部", "人事課", asked=2, answered=0, unanswered=1, overdue=1, sent_back=1)
    assert total_of([tax, staff]) == Replies("", "", 7, 2, 3, 2, 2)
    assert total_of([]) == Replies("", "", 0, 0, 0, 0, 0)


OPEN, SAID = asked(due_on=some.DAYS[9]), asked(answered=frozenset({Topic.STATUS}))


@given(some.catalogues(), st.lists(st.sampled_from([None, OPEN, SAID]), min_size=1), st.sampled_from(some.DAYS))
def test_the_parts_sum_to_the_whole(plain: list[Procedure], asked_in_turn: list[Asked | None], day: date) -> None:
    catalogue = [replace(item, asked=each) for item, each in zip(plain, cycle(asked_in_turn))]
    lines = replies(catalogue, day)
    assert all(line.asked == line.answered + line.unanswered + line.sent_back for line in lines)
    assert all(line.overdue <= line.unanswered for line in lines)
    active = [item for item in catalogue if item.is_active(day)]
    everything = total_of(lines)
    assert everything.asked == sum(bool(item.asked) or is_sent_back(item) for item in active)
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
