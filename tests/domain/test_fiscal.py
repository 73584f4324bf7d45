"""Fiscal years, eras, month ends and planned times."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain import labels
from tracker.domain.fiscal import (
    Period,
    Precision,
    era_year,
    fiscal_era_year,
    fiscal_year_of,
    local_day,
    midnight,
    month_end,
    month_ends,
    parse_day,
    parse_fiscal_year,
    parse_period,
)

DAY, MONTH, YEAR = Precision.DAY, Precision.MONTH, Precision.FISCAL_YEAR

# Fiscal years


@pytest.mark.parametrize(
    ("day", "fiscal_year"),
    [
        (date(2024, 3, 31), 2023),
        (date(2024, 4, 1), 2024),
        (date(2024, 12, 31), 2024),
        (date(2025, 1, 1), 2024),
        (date(2024, 2, 29), 2023),
        (date(2025, 3, 31), 2024),
    ],
)
def test_a_fiscal_year_is_named_by_its_april(day: date, fiscal_year: int) -> None:
    assert fiscal_year_of(day) == fiscal_year


@pytest.mark.parametrize("year", range(1989, 2100))
def test_a_fiscal_year_begins_in_april_ends_in_march_and_its_name_is_read_back(year: int) -> None:
    end = date(year + 1, 3, 31)
    assert fiscal_year_of(end) == fiscal_year_of(date(year, 4, 1)) == year
    assert fiscal_year_of(end + timedelta(days=1)) == year + 1
    assert fiscal_year_of(date(year, 4, 1) - timedelta(days=1)) == year - 1
    name = labels.fiscal_year(year)
    assert parse_fiscal_year(name) == year
    assert parse_period(name) == Period(date(year, 4, 1), YEAR)
    assert parse_fiscal_year(f"{name.removesuffix('年度')}({year})年度") == year


@pytest.mark.parametrize(
    ("year", "name"),
    [(1988, ("昭和", 63)), (1989, ("平成", 1)), (2018, ("平成", 30)), (2019, ("令和", 1)), (2022, ("令和", 4))],
)
def test_the_era_of_the_first_of_may_names_a_fiscal_year(year: int, name: tuple[str, int]) -> None:
    assert fiscal_era_year(year) == name


# Eras


@pytest.mark.parametrize(
    ("day", "era", "year"),
    [
        (date(1989, 1, 7), "昭和", 64),
        (date(1989, 1, 8), "平成", 1),
        (date(2019, 4, 30), "平成", 31),
        (date(2019, 5, 1), "令和", 1),
        (date(2019, 12, 31), "令和", 1),
        (date(2020, 1, 1), "令和", 2),
        (date(1912, 7, 29), "明治", 45),
        (date(1912, 7, 30), "大正", 1),
        (date(1926, 12, 25), "昭和", 1),
    ],
)
def test_an_era_begins_on_its_first_day(day: date, era: str, year: int) -> None:
    assert era_year(day) == (era, year)


def test_there_is_no_era_before_the_first() -> None:
    with pytest.raises(ValueError, match="no era"):
        era_year(date(1868, 10, 22))


def test_every_day_of_the_calendar_is_read_back_as_it_is_printed() -> None:
    day, end = date(1989, 1, 1), date(2099, 12, 31)
    while day <= end:
        assert parse_day(labels.day(day)) == day
        day += timedelta(days=1)


# Months


@pytest.mark.parametrize(
    ("day", "end"),
    [
        (date(2024, 2, 1), date(2024, 2, 29)),
        (date(2023, 2, 28), date(2023, 2, 28)),
        (date(2000, 2, 5), date(2000, 2, 29)),
        (date(2100, 2, 5), date(2100, 2, 28)),
        (date(2024, 12, 31), date(2024, 12, 31)),
        (date(2024, 4, 15), date(2024, 4, 30)),
    ],
)
def test_the_end_of_a_month(day: date, end: date) -> None:
    assert month_end(day) == end


@pytest.mark.parametrize(
    ("first", "last", "ends"),
    [
        pytest.param(date(2024, 1, 31), date(2024, 3, 31), [(1, 31), (2, 29), (3, 31)], id="up to a month end"),
        pytest.param(date(2024, 1, 1), date(2024, 3, 30), [(1, 31), (2, 29)], id="the last month is not complete"),
        pytest.param(date(2024, 2, 10), date(2024, 2, 20), [], id="within one month"),
        pytest.param(date(2024, 3, 1), date(2024, 1, 31), [], id="the wrong way round"),
    ],
)
def test_the_months_that_are_complete(first: date, last: date, ends: list[tuple[int, int]]) -> None:
    assert month_ends(first, last) == [date(2024, month, day) for month, day in ends]


@given(st.dates(date(1989, 1, 1), date(2099, 12, 31)), st.integers(0, 1_000))
def test_every_complete_month_is_there_once(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    days = [first.replace(day=1) + timedelta(days=number) for number in range((last - first.replace(day=1)).days + 1)]
    assert month_ends(first, last) == [day for day in days if (day + timedelta(days=1)).day == 1]


# The clock of Japan


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 3, 31, 14, 59, tzinfo=UTC), date(2026, 3, 31)),
        (datetime(2026, 3, 31, 15, 0, tzinfo=UTC), date(2026, 4, 1)),
        (datetime(2026, 3, 31, 10, 0, tzinfo=timezone(timedelta(hours=-5))), date(2026, 4, 1)),
    ],
)
def test_a_day_begins_at_midnight_in_japan(moment: datetime, day: date) -> None:
    assert local_day(moment) == day


@given(st.dates(min_value=date(1868, 10, 23)))
def test_midnight_is_the_first_moment_of_its_day(day: date) -> None:
    begins = midnight(day)
    assert (begins.tzinfo, local_day(begins)) == (UTC, day)
    assert local_day(begins - timedelta(microseconds=1)) == day - timedelta(days=1)


def test_a_moment_without_a_zone_has_no_day() -> None:
    with pytest.raises(ValueError, match="time zone"):
        local_day(datetime(2026, 4, 1))  # noqa: DTZ001


# Planned times


@pytest.mark.parametrize(
    ("period", "last_day"),
    [
        (Period(date(2026, 10, 5), DAY), date(2026, 10, 5)),
        (Period(date(2028, 2, 1), MONTH), date(2028, 2, 29)),
        (Period(date(2026, 12, 1), MONTH), date(2026, 12, 31)),
        (Period(date(2026, 4, 1), YEAR), date(2027, 3, 31)),
    ],
)
def test_a_planned_time_lasts_to_its_last_day(period: Period, last_day: date) -> None:
    assert period.last_day == last_day
