"""The page of the month's work: from the same figures and answers as everywhere."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from tests.build import NOW, TODAY, procedure
from tests.engines import Scratch
from tests.people import actor
from tests.statements import sent
from tests.storage.agreement import catalogues, fill, on_databases, policy_sets
from tests.strategies import DAYS
from tests.usecases.asking import ask
from tests.usecases.catalogues import LATER_POLICY, dated, hold
from tests.usecases.statements import chosen, desk, stated
from tracker.domain.asking import is_sent_back
from tracker.domain.fiscal import Period, Precision
from tracker.domain.inquiry import Inquiry, Terms
from tracker.domain.policy import WARD_POLICY, Policy
from tracker.domain.procedure import Plan, Procedure
from tracker.domain.work import is_plan_overdue, replies
from tracker.storage import inquiries, procedures
from tracker.storage.transactions import reading
from tracker.usecases.confirmation.confirm_records import confirm_records
from tracker.usecases.confirmation.see_work import see_work, work_on
from tracker.usecases.confirmation.send_back_records import send_back_records
from tracker.usecases.reports.close_month import close_month

RESIDENCE, HEALTH = "K-002", "K-006"


@on_databases
@given(catalogue=catalogues(), rules=policy_sets(1), day=st.sampled_from(DAYS), every=st.integers(1, 3))
def test_what_is_loaded_suffices_to_say_who_has_not_answered(
    scratch: Scratch, catalogue: list[Procedure], rules: list[Policy], day: date, every: int
) -> None:
    inquiry = Inquiry(1, Terms(DAYS[0], DAYS[9]), NOW, "dx")
    with scratch() as connection:
        fill(connection, catalogue, rules)
        inquiries.add(connection, inquiry, [item.code for item in catalogue[::every]])
        stored = procedures.all_as_stated(connection)
    asked = {item.code: inquiry.asked for item in catalogue[::every]}
    whole = {item.code: replace(item, asked=asked.get(item.code)) for item in catalogue}
    assert sorted(whole) == sorted(item.code for item in stored)
    assert replies(stored, day) == replies([whole[item.code] for item in stored], day)
    for item in stored:
        assert is_sent_back(item) == is_sent_back(whole[item.code])
        assert is_plan_overdue(item, day) == is_plan_overdue(whole[item.code], day)


def test_what_was_planned_and_is_online_is_not_overdue(engine: Engine) -> None:
    plan = Plan(Period(date(2026, 9, 1), Precision.MONTH))
    online = procedure("K-001", online=True, plan=plan, position=1)
    hold(engine, [online, procedure("K-002", plan=plan, position=2)], WARD_POLICY)
    assert [item.code for item in see_work(engine, TODAY).overdue_plans] == ["K-002"]


def test_the_wards_month_before_anybody_answered(ward: Engine) -> None:
    work = see_work(ward, TODAY)
    assert (work.inquiry, work.inquiry_is_due, work.replies) == (None, True, ())
    made = ask(ward).inquiry
    work = see_work(ward, TODAY)
    assert (work.inquiry, work.inquiry_is_due, work.compared_on) == (made, False, date(2026, 10, 31))
    assert (work.all_replies.asked, work.all_replies.unanswered, work.all_replies.overdue) == (54, 54, 54)
    assert work.divisions_overdue == len(work.replies)
    assert (work.change.cases, work.policy_changed) == (0, False)
    assert (work.waiting.records, work.sent_back, work.overdue_plans) == ((), (), ())


def test_divisions_stand_in_the_order_of_the_ward(ward: Engine) -> None:
    ask(ward)
    work = see_work(ward, TODAY)
    assert len(work.replies) == 20
    order = [(item.name, division.name) for item in work.progress.organisation for division in item.divisions]
    places = [order.index((line.department, line.division)) for line in work.replies]
    assert places == sorted(places)


def test_what_is_stated_is_answered_waits_and_moves_the_month_once_confirmed(ward: Engine) -> None:
    ask(ward)
    stated(ward, RESIDENCE, effective_on=date(2026, 11, 1))
    work = see_work(ward, TODAY)
    assert (work.all_replies.answered, len(work.waiting.records), work.change.cases) == (1, 1, 0)
    confirm_records(ward, actor(), [chosen(item) for item in desk(ward).items])
    work = see_work(ward, TODAY)
    assert (work.change.cases, len(work.waiting.records)) == (284_125, 0)
    assert work.change.before.online_cases == 989_181


def test_what_is_sent_back_is_the_divisions_to_answer(ward: Engine) -> None:
    stated(ward, RESIDENCE)
    later = actor(at=NOW + timedelta(minutes=5))
    send_back_records(ward, later, [chosen(item) for item in desk(ward).items], "URLを添えてください。")
    work = see_work(ward, TODAY)
    assert [item.code for item in work.sent_back] == [RESIDENCE]
    assert (work.all_replies.sent_back, work.all_replies.answered) == (1, 0)


def test_each_month_is_counted_by_its_own_policy(engine: Engine) -> None:
    hold(engine, dated(), WARD_POLICY, LATER_POLICY)
    assert see_work(engine, date(2025, 4, 15)).policy_changed
    assert not see_work(engine, date(2025, 5, 15)).policy_changed


def test_the_last_closed_month_stays_what_it_was(ward: Engine) -> None:
    """What is said later of October is a change since October was closed."""
    close_month(ward, actor(), date(2026, 10, 1), "照会の前のため")
    stated(ward, RESIDENCE, effective_on=date(2026, 10, 1))
    confirm_records(ward, actor(), [chosen(item) for item in desk(ward).items])
    work = see_work(ward, TODAY)
    assert work.closed is not None
    assert (work.compared_on, work.change.cases, work.policy_changed) == (date(2026, 10, 31), 284_125, False)
    assert see_work(ward, date(2026, 10, 31)).closed is None


@pytest.mark.parametrize("count", [0, 1, 40])
@pytest.mark.parametrize("closed", [False, True])
def test_a_page_costs_as_many_statements_for_forty_as_for_one(engine: Engine, count: int, closed: bool) -> None:
    hold(engine, [procedure(f"K-{number:03}", position=number) for number in range(count)], WARD_POLICY)
    for number in range(count):
        stated(engine, f"K-{number:03}", at=datetime(2026, 11, 1, tzinfo=UTC))
    if closed:
        close_month(engine, actor(), date(2026, 10, 1), "照会の前のため")
    with sent(engine) as statements, reading(engine) as connection:
        work_on(connection, TODAY)
    assert len(statements) <= 19
