"""The facts behind 新年度の作業, from what is stored."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine

from tests.build import procedure, target, volume
from tests.people import TAX, account, actor, register
from tests.statements import sent
from tests.usecases.asking import ask
from tests.usecases.catalogues import hold
from tests.usecases.test_accounts import editing
from tracker.domain.account import Role
from tracker.domain.fiscal import Period, Precision, midnight
from tracker.domain.inquiry import Whom
from tracker.domain.new_year import NewYear, State, Step
from tracker.domain.policy import WARD_POLICY
from tracker.domain.procedure import Plan
from tracker.storage.transactions import reading
from tracker.usecases.people.edit_account import edit_account
from tracker.usecases.reports.close_month import close_month
from tracker.usecases.reports.release_month import release_month
from tracker.usecases.settings.see_new_year import new_year_on, see_new_year

MARCH, APRIL, MAY = date(2027, 3, 20), date(2027, 4, 5), date(2027, 5, 10)
NOON = datetime(2027, 4, 5, 3, tzinfo=UTC)


def states(found: NewYear) -> dict[Step, State]:
    return {each.step: each.state for each in found.steps}


def test_the_ward_in_march_and_in_april(ward: Engine) -> None:
    found = see_new_year(ward, MARCH)
    assert (found.fiscal_year, found.has_begun, found.countable) == (2027, False, 54)
    assert found.target is None, "the promise was about 令和7年度"
    found = see_new_year(ward, APRIL)
    assert states(found) == {
        Step.CLOSE_MARCH: State.NOT_YET,
        Step.ORGANISATION: State.NOTHING_RECORDED,
        Step.TRANSFERS: State.NOTHING_RECORDED,
        Step.PROCEDURES: State.NOTHING_RECORDED,
        Step.BASIS: State.LEFT,
        Step.COUNTS: State.NOT_YET,
        Step.INQUIRY: State.NOT_YET,
        Step.HANDOVER: State.AS_NEEDED,
    }
    assert len(found.without_people) == 20


def test_march_is_done_once_it_is_closed(ward: Engine) -> None:
    team = actor(at=NOON)
    close_month(ward, team, date(2027, 3, 1), "照会の前のため")
    found = see_new_year(ward, APRIL)
    assert (found.march_closed, found.march_released) == (True, False)
    release_month(ward, team, date(2027, 3, 1), APRIL)
    assert see_new_year(ward, APRIL).march_released


def test_accounts_changed_in_the_new_year_are_counted_once(ward: Engine) -> None:
    person = register(ward, account(Role.EDITOR, TAX))
    register(ward, account(Role.EDITOR))
    for name, at in (("前年度 一子", midnight(MARCH)), ("新年度 二子", NOON), ("新年度 三子", NOON)):
        edit_account(ward, actor(at=at), person.login, editing(ward, person, name=name))
    earlier = register(ward, account(Role.EDITOR, TAX))
    edit_account(ward, actor(at=midnight(MARCH)), earlier.login, editing(ward, earlier, name="前年度 四子"))
    found = see_new_year(ward, APRIL)
    assert (found.accounts_changed, len(found.without_division)) == (1, 1)
    assert TAX not in found.without_people


def test_only_an_inquiry_to_all_divisions_in_the_new_year_counts(ward: Engine) -> None:
    due_on = date(2027, 6, 15)
    ask(ward, midnight(MARCH), due_on)
    ask(ward, NOON, due_on, [TAX], whom=Whom.CHOSEN)
    assert see_new_year(ward, APRIL).asked_on is None
    for day in (MAY, date(2027, 6, 1)):
        ask(ward, midnight(day), due_on)
    assert see_new_year(ward, date(2027, 6, 2)).asked_on == MAY


def test_procedures_of_the_day_their_counts_and_their_plans(engine: Engine) -> None:
    old, new = Plan(Period(date(2026, 4, 1), Precision.FISCAL_YEAR)), Plan(Period(date(2027, 4, 1), Precision.DAY))
    catalogue = [
        procedure("A", active_from=date(2027, 4, 1), volumes=(volume(5, 2026),)),
        procedure("B", abolished_on=date(2027, 4, 1), volumes=(volume(5, 2026),)),
        procedure("C", plan=old, volumes=(volume(None, 2026, ceiling=9),)),
        procedure("D", plan=new, volumes=(volume(0, 2026),)),
        procedure("E", plan=old, online=True, volumes=(volume(5, 2025),)),
    ]
    hold(engine, [replace(item, position=place) for place, item in enumerate(catalogue)], WARD_POLICY)
    found = see_new_year(engine, APRIL)
    assert (found.added, found.abolished) == (1, 1)
    assert (found.counted, found.countable) == (2, 4)
    assert [item.code for item in found.overdue] == ["C"]


def test_the_policy_of_the_first_day_is_looked_at_before_it_comes(engine: Engine) -> None:
    later = replace(WARD_POLICY, valid_from=date(2027, 4, 1), targets=(target(due_on=date(2030, 3, 31)),))
    hold(engine, [], WARD_POLICY, later)
    for day in (MARCH, APRIL):
        found = see_new_year(engine, day)
        assert found.target is not None
        assert found.has_step


@pytest.mark.parametrize("count", [0, 1, 40])
def test_the_page_costs_as_many_statements_for_forty_as_for_one(engine: Engine, count: int) -> None:
    hold(engine, [procedure(f"K-{number:03}", position=number) for number in range(count)], WARD_POLICY)
    with sent(engine) as statements, reading(engine) as connection:
        new_year_on(connection, APRIL)
    assert len(statements) <= 20
