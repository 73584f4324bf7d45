"""What has changed since the last closed month, from the stored catalogue."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from sqlalchemy import Engine

from tests.build import TODAY, procedure
from tests.engines import Scratch
from tests.people import actor
from tests.statements import sent
from tests.storage.agreement import catalogues, fill, on_databases, policy_sets
from tests.strategies import LAST_DAY, ORGANISATION
from tests.usecases.catalogues import LATER_POLICY, hold
from tests.usecases.statements import chosen, desk, stated, withdrawn
from tracker.domain.bridge import Bridge, Cause
from tracker.domain.policy import WARD_POLICY, Policy, policy_on
from tracker.domain.procedure import Procedure
from tracker.domain.snapshot import take
from tracker.storage.belonging import by_division
from tracker.storage.transactions import reading
from tracker.usecases.closing.bridge_to import bridge_to
from tracker.usecases.closing.last_closing import last_closing
from tracker.usecases.confirmation.confirm_records import confirm_records
from tracker.usecases.confirmation.see_work import see_work
from tracker.usecases.figures.show_progress import show_progress
from tracker.usecases.reports.close_month import close_month
from tracker.usecases.settings.end_procedure import end_procedure, merger
from tracker.usecases.settings.save_policy import known_policies, save_policy

RESIDENCE, HEALTH = "K-002", "K-006"
OCTOBER = date(2026, 10, 1)
MOST = 11


def close(engine: Engine) -> None:
    close_month(engine, actor(), OCTOBER, "照会中のため")


def confirm_all(engine: Engine) -> None:
    confirm_records(engine, actor(), [chosen(item) for item in desk(engine).items])


def seen(engine: Engine, today: date = TODAY) -> Bridge:
    found = see_work(engine, today).bridge
    assert found is not None
    assert found.after.coverage == show_progress(engine, today).coverage
    return found


@on_databases
@given(catalogue=catalogues(), rules=policy_sets())
def test_a_catalogue_that_stayed_as_it_was_did_not_move(
    scratch: Scratch, catalogue: list[Procedure], rules: list[Policy]
) -> None:
    with scratch() as connection:
        rule = policy_on(fill(connection, catalogue, rules).values(), LAST_DAY)
        before = take(catalogue, rule, ORGANISATION, LAST_DAY)
        found = bridge_to(connection, before, by_division(connection), LAST_DAY)
    assert found.after.coverage == before.coverage
    assert found.lines == ()


def test_before_the_first_month_is_closed_there_is_nothing_to_compare_with(ward: Engine) -> None:
    assert see_work(ward, TODAY).bridge is None


def test_what_changed_since_and_nothing_else(ward: Engine) -> None:
    stated(ward, HEALTH, effective_on=OCTOBER)
    confirm_all(ward)
    close(ward)
    assert seen(ward).lines == ()
    stated(ward, RESIDENCE, effective_on=date(2026, 11, 1))
    assert seen(ward).lines == ()
    confirm_all(ward)
    (line,) = seen(ward).lines
    assert (line.cause, line.change.online_cases, line.points) == (Cause.ONLINE, 284_125, Fraction(284_125, 1_824_178))
    assert [part.code for part in line.parts] == [RESIDENCE]


def test_a_late_confirmation_does_not_change_the_closed_month_but_shows_as_a_move(ward: Engine) -> None:
    stated(ward, RESIDENCE, effective_on=OCTOBER)
    close(ward)
    confirm_all(ward)
    assert [(line.cause, line.change.online_cases) for line in seen(ward).lines] == [(Cause.ONLINE, 284_125)]


def test_what_is_withdrawn_and_confirmed_so_is_no_longer_online(ward: Engine) -> None:
    stated(ward, RESIDENCE, effective_on=OCTOBER)
    confirm_all(ward)
    close(ward)
    withdrawn(ward, RESIDENCE, 2)
    confirm_all(ward)
    assert [(line.cause, line.change.online_cases) for line in seen(ward).lines] == [(Cause.REVERTED, -284_125)]


def test_another_policy_comes_first(ward: Engine) -> None:
    close(ward)
    new = replace(LATER_POLICY, valid_from=date(2026, 11, 1))
    save_policy(ward, actor(), new, known_policies(ward).version, correcting=False)
    found = seen(ward)
    assert [line.cause for line in found.lines] == [Cause.POLICY]
    assert (found.points, found.change.known_cases) == (None, -1_824_178)


def test_what_was_merged_since_says_into_what(engine: Engine) -> None:
    hold(engine, [procedure(f"K-{number}", 100, position=number) for number in (1, 2)], WARD_POLICY)
    close(engine)
    merge = merger("K-1", "K-2", date(2026, 11, 1), "制度の統合", add_cases=True)
    end_procedure(engine, actor(), merge, {"K-1": 0, "K-2": 0})
    abolished, revised = seen(engine).lines
    assert (abolished.cause, revised.cause) == (Cause.ABOLISHED, Cause.VOLUMES)
    (part,) = abolished.parts
    assert part.merged_into is not None
    assert (part.code, part.merged_into.code, part.change.known_cases) == ("K-1", "K-2", -100)
    assert revised.change.known_cases == 100


@pytest.mark.parametrize("count", [1, 40])
def test_it_costs_as_many_statements_for_forty_as_for_one(engine: Engine, count: int) -> None:
    hold(engine, [procedure(f"K-{number:03}", position=number) for number in range(count)], WARD_POLICY)
    close(engine)
    with sent(engine) as statements, reading(engine) as connection:
        before = last_closing(connection, TODAY)
        assert before is not None
        bridge_to(connection, before, by_division(connection), TODAY)
    assert len(statements) <= MOST


@pytest.mark.parametrize("today", [date(2026, 10, 31), OCTOBER])
def test_a_month_that_has_not_ended_by_then_is_not_the_last_one(ward: Engine, today: date) -> None:
    close(ward)
    assert see_work(ward, today).bridge is None


def test_figures_and_bridge_are_read_from_one_state(engine: Engine) -> None:
    """The page's sum is the page's difference, also when somebody writes meanwhile: there is one transaction."""
    hold(engine, [procedure("K-1", position=1)], WARD_POLICY)
    close(engine)
    with sent(engine) as statements:
        work = see_work(engine, TODAY)
    assert sum(statement.startswith("BEGIN") for statement in statements) <= 1
    assert work.bridge is not None
    assert work.bridge.after.coverage == work.progress.coverage
