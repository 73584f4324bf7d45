"""The first page: the same figures as everywhere, what would help most, and how it came about."""

from datetime import date
from fractions import Fraction

import pytest
from sqlalchemy import Engine

from tests.build import TODAY, policy, procedure, record, unconfirmed
from tests.strategies import ORGANISATION
from tests.usecases.catalogues import LATER_POLICY, dated, hold
from tracker.domain import labels
from tracker.domain.coverage import Rate
from tracker.domain.fiscal import month_ends
from tracker.domain.path import smallest_set
from tracker.domain.policy import WARD_POLICY, policy_on
from tracker.domain.priority import Step
from tracker.domain.procedure import Procedure
from tracker.domain.progress import measure
from tracker.domain.standing import in_priority_order, standings
from tracker.usecases.figures.see_overview import FIRST_TO_DO, TREND_MONTHS, see_overview, trend_on
from tracker.usecases.figures.show_progress import show_progress


def test_the_overview_of_the_ward(ward: Engine) -> None:
    overview = see_overview(ward, TODAY)
    progress = overview.progress
    assert progress == show_progress(ward, TODAY)
    assert progress.target is not None
    assert progress.coverage.cases_needed(progress.target.share) == 470_162
    assert [labels.percent(share) for share in (progress.coverage.bounds.lower, progress.coverage.bounds.upper)] == [
        "47.0％",
        "54.2％",
    ]
    assert [group.coverage.procedures for group in progress.by_step()] == [45, 9, 0]
    assert overview.path is not None
    assert overview.path.codes == ("K-002", "K-006", "K-007", "K-009")
    assert labels.percent(overview.path.rate.share) == "82.3％"
    assert labels.percent(overview.designated_reach.share) == "71.1％"
    assert overview.at_target_date == progress.coverage.availability_rate_by_cases
    assert (overview.many_cases.procedures, overview.designated.procedures) == (26, 37)


def test_no_trend_where_nobody_stated_a_day(ward: Engine) -> None:
    assert see_overview(ward, TODAY).trend == ()


@pytest.mark.parametrize("day", [date(2024, 6, 20), date(2025, 3, 31), date(2025, 6, 1), TODAY])
def test_a_catalogue_with_a_past_is_seen_as_the_rules_say(past_to_read: Engine, day: date) -> None:
    catalogue = dated()
    rule = policy_on((WARD_POLICY, LATER_POLICY), day)
    overview = see_overview(past_to_read, day)
    defined = measure(catalogue, rule, ORGANISATION, day)
    open_ = [item for item in standings(catalogue, rule, day) if item.can_go_online]
    candidates = [item.candidate for item in open_ if item.candidate]

    assert overview.progress.coverage == defined.coverage
    assert overview.first_to_do == tuple(in_priority_order(open_)[:FIRST_TO_DO])
    assert overview.path == smallest_set(defined.coverage, candidates, Fraction(8, 10))
    designated = sum(item.candidate.cases for item in open_ if item.candidate and item.procedure.designated)
    assert overview.designated_reach == Rate(defined.coverage.online_cases + designated, defined.coverage.known_cases)


def test_the_trend_follows_the_statuses_and_the_policy_of_each_month(past_to_read: Engine) -> None:
    catalogue = dated()
    found = see_overview(past_to_read, date(2025, 8, 15)).trend
    assert [day for day, _rate in found] == month_ends(date(2024, 6, 30), date(2025, 7, 31))
    assert found == tuple((day, _rate(catalogue, day)) for day, _ in found)
    assert len({rate for _day, rate in found}) > 4
    assert trend_on(past_to_read, date(2025, 8, 15)) == found


def test_the_trend_holds_finished_months_and_no_more_than_fit(engine: Engine) -> None:
    hold(engine, [procedure(records=(record(1, date(2024, 2, 10)),), position=1)], policy())
    days = [day for day, _rate in see_overview(engine, date(2024, 4, 29)).trend]
    assert days == [date(2024, 2, 29), date(2024, 3, 31)]
    days = [day for day, _rate in see_overview(engine, date(2040, 4, 30)).trend]
    assert (len(days), days[-1]) == (TREND_MONTHS, date(2040, 4, 30))
    assert see_overview(engine, date(2024, 2, 9)).trend == ()


def test_after_the_target_date_the_figure_of_that_day_is_kept(engine: Engine) -> None:
    before = procedure("K-001", 1_000, records=(record(1, date(2026, 3, 31)),), position=1)
    after = procedure("K-002", 3_000, records=(record(1, date(2026, 4, 1)),), position=2)
    hold(engine, [before, after], policy())
    assert see_overview(engine, date(2026, 3, 31)).at_target_date is None
    overview = see_overview(engine, date(2026, 4, 1))
    assert overview.at_target_date == Rate(1_000, 4_000)
    assert overview.progress.coverage.availability_rate_by_cases == Rate(4_000, 4_000)


def test_without_a_target_there_is_no_path(engine: Engine) -> None:
    hold(engine, dated(), policy(targets=()))
    overview = see_overview(engine, TODAY)
    assert (overview.path, overview.at_target_date, overview.progress.target) == (None, None, None)


def test_an_empty_catalogue_has_an_overview(engine: Engine) -> None:
    overview = see_overview(engine, TODAY)
    assert overview.progress.coverage.availability_rate_by_cases.share is None
    assert (overview.trend, overview.first_to_do) == ((), ())
    assert [group.coverage.procedures for group in overview.progress.by_step()] == [0] * len(Step)


def test_what_awaits_confirmation_changes_no_figure(engine: Engine) -> None:
    hold(engine, [procedure(records=(unconfirmed(1, date(2024, 2, 1)),), position=1)], policy())
    overview = see_overview(engine, TODAY)
    assert overview.progress.coverage.online_procedures == 0
    assert [item.procedure.code for item in overview.first_to_do] == ["K-001"]


def _rate(catalogue: list[Procedure], day: date) -> Rate:
    rule = policy_on((WARD_POLICY, LATER_POLICY), day)
    return measure(catalogue, rule, ORGANISATION, day).coverage.availability_rate_by_cases
