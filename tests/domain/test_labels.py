"""Numbers, dates and periods as text: one rounding, and the marks that say there is no number."""

from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain import labels
from tracker.domain.coverage import Coverage, Rate
from tracker.domain.fiscal import Period, Precision

# Rounding: 四捨五入, on the exact value


@pytest.mark.parametrize(
    ("value", "places", "printed"),
    [
        (Fraction(1, 20), 1, "0.1"),
        (Fraction(-1, 20), 1, "-0.1"),
        (Fraction(49, 1000), 1, "0.0"),
        (Fraction(-49, 1000), 1, "0.0"),
        (Fraction(15, 100), 1, "0.2"),
        (Fraction(25, 100), 1, "0.3"),
        (Fraction(35, 100), 1, "0.4"),
        (Fraction(2, 3), 1, "0.7"),
        (Fraction(1, 2), 0, "1"),
        (Fraction(3, 2), 0, "2"),
        (Fraction(5, 2), 0, "3"),
        (Fraction(-5, 2), 0, "-3"),
        (Fraction(1, 3), 2, "0.33"),
        (7, 1, "7.0"),
        (0, 1, "0.0"),
        (100, 1, "100.0"),
        (Fraction(99_95, 100), 1, "100.0"),
    ],
)
def test_halves_are_rounded_away_from_zero(value: Fraction | int, places: int, printed: str) -> None:
    assert str(labels.rounded(value, places)) == printed


@given(st.fractions(-1_000, 1_000, max_denominator=10**7), st.integers(0, 4))
def test_rounding_is_that_of_the_decimal_module_on_the_exact_value(value: Fraction, places: int) -> None:
    with localcontext() as context:
        context.prec = 60  # far more than it takes to tell a half from its neighbours
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        expected = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    assert labels.rounded(value, places) == expected
    assert str(labels.rounded(value, places)) == str(expected if expected else abs(expected))


@given(st.integers(-(10**6), 10**6), st.integers(0, 3))
def test_exact_halves_too(number: int, places: int) -> None:
    value = Fraction(2 * number + 1, 2 * 10**places)
    up = (abs(2 * number + 1) + 1) // 2
    assert labels.rounded(value, places) * 10**places == (up if value > 0 else -up)


# Shares


@pytest.mark.parametrize(
    ("value", "ja", "en"),
    [
        (Rate(989_181, 1_824_178), "54.2％", "54.2%"),
        (Rate(7, 26), "26.9％", "26.9%"),
        (Rate(7, 54), "13.0％", "13.0%"),
        (Fraction(8, 10), "80.0％", "80.0%"),
        (Fraction(1), "100.0％", "100.0%"),
        (Fraction(0), "0.0％", "0.0%"),
        (Rate(0, 5), "0.0％", "0.0%"),
        (Rate(0, 0), "－", "－"),
        (None, "－", "－"),
    ],
)
def test_a_share_has_one_decimal_and_none_of_nothing_is_a_dash(value: Rate | Fraction | None, ja: str, en: str) -> None:
    assert labels.percent(value) == ja
    assert labels.percent(value, "en") == en
    share = value.share if isinstance(value, Rate) else value
    assert labels.percent_digits(share) == (None if ja == "－" else ja.removesuffix("％"))


def test_79_96_percent_prints_as_80_and_has_not_reached_80() -> None:
    coverage = Coverage(known_cases=100_000, online_cases=79_960)
    assert labels.percent(coverage.availability_rate_by_cases) == "80.0％"
    assert not coverage.reaches(Fraction(8, 10))
    assert coverage.cases_needed(Fraction(8, 10)) == 40


def test_the_numbers_behind_a_share() -> None:
    rate = Rate(989_181, 1_824_178)
    assert labels.fraction(rate) == "989,181件／1,824,178件"
    assert labels.fraction(Rate(7, 54), unit="手続") == "7手続／54手続"
    assert labels.fraction(rate, "en") == "989,181 / 1,824,178"


@pytest.mark.parametrize(
    ("difference", "size", "ja", "en"),
    [
        (Fraction(24, 1000), "2.4", "＋2.4ポイント", "+2.4 points"),
        (Fraction(-3, 1000), "0.3", "△0.3ポイント", "−0.3 points"),
        (Fraction(0), "0.0", "±0.0ポイント", "±0.0 points"),
        (Fraction(49, 100_000), "0.0", "±0.0ポイント", "±0.0 points"),
        (Fraction(-49, 100_000), "0.0", "±0.0ポイント", "±0.0 points"),
        (Fraction(5, 10_000), "0.1", "＋0.1ポイント", "+0.1 points"),
        (Fraction(-5, 10_000), "0.1", "△0.1ポイント", "−0.1 points"),
        (Fraction(8, 10) - Fraction(989_181, 1_824_178), "25.8", "＋25.8ポイント", "+25.8 points"),
    ],
)
def test_a_change_is_in_points_with_its_sign(difference: Fraction, size: str, ja: str, en: str) -> None:
    assert labels.change_in_points(difference) == ja
    assert labels.change_in_points(difference, "en") == en
    assert labels.points(difference) == f"{size}ポイント"
    assert labels.points(difference, "en") == f"{size} points"


@pytest.mark.parametrize(
    ("before", "after", "differs"),
    [
        (Fraction(5790, 10_000), Fraction(6300, 10_000), False),
        (Fraction(5791, 10_000), Fraction(6305, 10_000), True),
        (Fraction(6305, 10_000), Fraction(5791, 10_000), True),
        (Fraction(1, 2), Fraction(1, 2), False),
        (None, Fraction(1, 2), False),
        (Fraction(1, 2), None, False),
    ],
)
def test_a_change_that_does_not_add_up_as_printed_is_noticed(
    before: Fraction | None, after: Fraction | None, differs: bool
) -> None:
    assert labels.differs_by_rounding(before, after) is differs


@pytest.mark.parametrize(
    ("changes", "whole", "differs"),
    [
        ([], Fraction(0), False),
        ([Fraction(1, 1_000)], Fraction(1, 1_000), False),
        ([Fraction(4, 10_000), Fraction(4, 10_000)], Fraction(8, 10_000), True),
        ([Fraction(6, 10_000), Fraction(-6, 10_000)], Fraction(0), False),
        ([Fraction(1, 1_000), None], Fraction(1, 1_000), False),
        ([Fraction(1, 1_000), None], None, False),
    ],
)
def test_changes_that_do_not_add_up_as_printed_are_noticed(
    changes: list[Fraction | None], whole: Fraction | None, differs: bool
) -> None:
    assert labels.differs_from_sum(changes, whole) is differs


def test_a_change_that_is_undefined_is_no_number() -> None:
    assert labels.change_in_points(None) == "－"


@pytest.mark.parametrize(
    ("difference", "ja", "en"),
    [
        (284_125, "＋284,125件", "+284,125 cases"),
        (1, "＋1件", "+1 case"),
        (0, "±0件", "±0 cases"),
        (-3, "△3件", "−3 cases"),
    ],
)
def test_a_change_in_cases_has_its_sign(difference: int, ja: str, en: str) -> None:
    assert (labels.change_in_cases(difference), labels.change_in_cases(difference, "en")) == (ja, en)


# Counts


@pytest.mark.parametrize(
    ("value", "in_tables", "ja", "en"),
    [
        (None, "…", "件数未集計", "not counted"),
        (0, "0", "0件", "0 cases"),
        (1, "1", "1件", "1 case"),
        (9_999, "9,999", "9,999件", "9,999 cases"),
        (1_824_178, "1,824,178", "1,824,178件", "1,824,178 cases"),
    ],
)
def test_not_counted_is_never_zero(value: int | None, in_tables: str, ja: str, en: str) -> None:
    assert labels.number(value) == in_tables
    assert labels.cases(value) == ja
    assert labels.cases(value, "en") == en


# Days and periods


@pytest.mark.parametrize(
    ("day", "ja", "en"),
    [
        (date(2026, 11, 20), "令和8年11月20日", "20 Nov 2026"),
        (date(2019, 4, 30), "平成31年4月30日", "30 Apr 2019"),
        (date(2019, 5, 1), "令和元年5月1日", "1 May 2019"),
        (date(2024, 2, 29), "令和6年2月29日", "29 Feb 2024"),
        (date(1989, 1, 7), "昭和64年1月7日", "7 Jan 1989"),
    ],
)
def test_a_day(day: date, ja: str, en: str) -> None:
    assert labels.day(day) == ja
    assert labels.day(day, "en") == en


@pytest.mark.parametrize(
    ("period", "ja", "en"),
    [
        (Period(date(2026, 10, 5), Precision.DAY), "令和8年10月5日", "5 Oct 2026"),
        (Period(date(2026, 10, 1), Precision.MONTH), "令和8年10月", "Oct 2026"),
        (Period(date(2026, 4, 1), Precision.FISCAL_YEAR), "令和8年度", "FY2026"),
    ],
)
def test_a_planned_time_is_said_as_exactly_as_it_was_given(period: Period, ja: str, en: str) -> None:
    assert labels.period(period) == ja
    assert labels.period(period, "en") == en


@pytest.mark.parametrize(
    ("year", "ja", "en"),
    [(2022, "令和4年度", "FY2022"), (2019, "令和元年度", "FY2019"), (2018, "平成30年度", "FY2018")],
)
def test_a_fiscal_year(year: int, ja: str, en: str) -> None:
    assert labels.fiscal_year(year) == ja
    assert labels.fiscal_year(year, "en") == en


def test_a_window_of_fiscal_years() -> None:
    assert labels.fiscal_years((2024, 2025)) == "令和6年度～令和7年度"
    assert labels.fiscal_years((2024, 2025), "en") == "FY2024–FY2025"


def test_a_moment_is_told_in_japan_to_the_minute() -> None:
    moment = datetime(2026, 11, 19, 15, 5, tzinfo=UTC)
    assert (labels.moment(moment), labels.moment(moment, "en")) == ("令和8年11月20日 0時05分", "20 Nov 2026 00:05")


@pytest.mark.parametrize(
    ("before", "after", "ja", "en"),
    [
        (1_000, 1_036, "＋3.6％", "+3.6%"),
        (1_000, 880, "△12.0％", "−12.0%"),
        (1_000, 1_000, "±0.0％", "±0.0%"),
        (3, 0, "△100.0％", "−100.0%"),
        (0, 5, "－", "－"),
        (None, 5, "－", "－"),
        (5, None, "－", "－"),
    ],
)
def test_a_change_in_percent_needs_a_count_to_begin_from(
    before: int | None, after: int | None, ja: str, en: str
) -> None:
    assert (labels.change_in_percent(before, after), labels.change_in_percent(before, after, "en")) == (ja, en)
