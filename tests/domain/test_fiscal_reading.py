"""Reading days, months and fiscal years as officers write them, and refusing what is none."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain import labels
from tracker.domain.errors import Refused
from tracker.domain.fiscal import (
    Period,
    Precision,
    parse_day,
    parse_fiscal_year,
    parse_period,
    parse_planned,
    parse_start,
    tidy,
)

SIXTH_APRIL = date(2024, 4, 1)
DAY, MONTH, YEAR = Precision


@pytest.mark.parametrize(
    "text",
    [
        "2024-04-01", "2024-4-1", "2024/4/1", "2024/04/01", "2024.4.1", "2024年4月1日", "2024年04月01日",
        "20240401", "令和6年4月1日", "令和06年04月01日", "令和６年４月１日", "R6.4.1", "r6.4.1", "R6/4/1",
        "R6-4-1", "R06.04.01", "Ｒ６．４．１", "令6.4.1", "㋿6年4月1日", "２０２４／４／１", " 2024-04-01 ",
        "令和 6年 4月 1日", "\u3000令和6年4月1日\n", "平成36年4月1日",
    ],
)  # fmt: skip
def test_a_day_is_read_in_every_form_that_officers_write(text: str) -> None:
    assert parse_day(text) == SIXTH_APRIL
    assert parse_period(text) == Period(SIXTH_APRIL, DAY)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("令和元年5月1日", date(2019, 5, 1)),
        ("令和1年5月1日", date(2019, 5, 1)),
        ("R元.5.1", date(2019, 5, 1)),
        ("平成31年4月30日", date(2019, 4, 30)),
        ("H31.4.30", date(2019, 4, 30)),
        ("昭和64年1月7日", date(1989, 1, 7)),
        ("S64.1.7", date(1989, 1, 7)),
        ("大正15年12月24日", date(1926, 12, 24)),
        ("M45.7.29", date(1912, 7, 29)),
        ("2024-02-29", date(2024, 2, 29)),
        ("令和6年2月29日", date(2024, 2, 29)),
        ("2000-02-29", date(2000, 2, 29)),
        ("2099-12-31", date(2099, 12, 31)),
    ],
)
def test_a_day_of_every_era(text: str, day: date) -> None:
    assert parse_day(text) == day


NOT_A_TIME = [
    "", " ", "いつか", "未定", "4月1日", "6.4.1", "6年4月1日", "24-04-01", "令和", "年度", "令和年度", "R",
    "0", "令和0年4月1日", "R0.4.1", "令和00年4月1日", "令和6年2月30日", "2023-02-29", "令和5年2月29日",
    "2100-02-29", "2024-00-01", "2024-13-01", "2024-04-00", "2024-04-31", "20240431", "2024041", "202404011",
    "2024-4-001", "2024/04-01", "2024-04/01", "2024.04-01", "R6.4-1", "2024,4,1", "2024-04-01T00:00",
    "2024-04-01から", "約2024-04-01", "X6.4.1", "令和100年4月1日", "令和六年四月一日", "01/04/2024",
    "1 Apr 2024", "-2024-04-01", "2024--04-01", "٢٠٢٤-٠٤-٠١", "२०२४-०४-०१", "2024-０४-٠١", "令和٦年4月1日",
    "R6.7", "R6/7", "R6-7", "r6.7", "Ｒ６．７", "令和6.7", "H31.4", "0001-01-01", "1867-12-31", "2118-01-01",
    "9999-12-31",
]  # fmt: skip


@pytest.mark.parametrize("text", [*NOT_A_TIME, "2024-04", "令和6年4月", "令和6年度", "2024"])
def test_what_is_not_a_day_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        parse_day(text)


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("令和7年10月", date(2025, 10, 1)),
        ("令和７年１０月", date(2025, 10, 1)),
        ("R7年10月", date(2025, 10, 1)),
        ("2025年10月", date(2025, 10, 1)),
        ("2025-10", date(2025, 10, 1)),
        ("2025/10", date(2025, 10, 1)),
        ("2025.10", date(2025, 10, 1)),
        ("2025-1", date(2025, 1, 1)),
        ("令和元年5月", date(2019, 5, 1)),
    ],
)
def test_a_month(text: str, month: date) -> None:
    assert parse_period(text) == Period(month, MONTH)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("令和4年度", 2022),
        ("令和４年度", 2022),
        ("令和 4 年度", 2022),
        ("R4年度", 2022),
        ("2022年度", 2022),
        ("令和元年度", 2019),
        ("平成31年度", 2019),
        ("平成元年度", 1989),
    ],
)
def test_a_fiscal_year_as_a_period_and_as_a_year(text: str, year: int) -> None:
    assert parse_period(text) == Period(date(year, 4, 1), YEAR)
    assert parse_fiscal_year(text) == year


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("R4", 2022),
        ("r4", 2022),
        ("Ｒ６", 2024),
        ("令和4", 2022),
        ("2022", 2022),
        ("２０２２", 2022),
        ("令和4(2022)年度", 2022),
        ("令和６（2024）年度", 2024),
        ("R元", 2019),
        ("2099", 2099),
    ],
)
def test_a_fiscal_year_in_short(text: str, year: int) -> None:
    assert parse_fiscal_year(text) == year


@pytest.mark.parametrize(
    "text",
    [
        "", "4", "22", "令和0年度", "R0", "令和4年", "2022年", "令和4(2023)年度", "令和4(2022)", "FY2022",
        "R6.7", "R6・R7", "令和6～7年度", "20222", "٢٠٢٢", "令和٤年度", "0000", "1867", "2118", "9999",
        "2022年度分", "2022-04-01", "不明",
    ],
)  # fmt: skip
def test_what_is_not_a_fiscal_year_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        parse_fiscal_year(text)


@pytest.mark.parametrize(
    "text",
    [
        *NOT_A_TIME, "2024-13", "2024年0月", "令和0年4月", "令和0年度", "2024", "R6", "令和6", "R6.7",
        "9999年度", "2118年度", "10月", "年度内",
    ],
)  # fmt: skip
def test_what_is_not_a_period_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        parse_period(text)


@pytest.mark.parametrize("parse", [parse_day, parse_period, parse_fiscal_year])
def test_a_refusal_says_what_was_found_and_what_to_write(parse: Callable[[str], Any]) -> None:
    with pytest.raises(Refused) as caught:
        parse("らいねん")
    refused = caught.value
    assert str(refused) == refused.ja
    assert "「らいねん」" in refused.ja
    assert refused.ja.endswith("入力してください。")
    assert "“らいねん”" in refused.en
    assert "Write" in refused.en


@given(
    st.text(max_size=12)
    | st.from_regex(r"[令和平成RH元]{0,2}\d{0,4}[年/.-]?\d{0,2}[月/.-]?\d{0,2}[日度]?", fullmatch=True)
)
def test_nothing_that_is_typed_does_anything_but_be_read_or_refused(text: str) -> None:
    for parse, label in (
        (parse_day, labels.day),
        (parse_period, labels.period),
        (parse_fiscal_year, labels.fiscal_year),
    ):
        try:
            found = parse(text)
        except Refused:
            continue
        assert parse(label(found)) == found
        if isinstance(found, Period):
            assert found.last_day >= found.first_day


@pytest.mark.parametrize(("text", "tidied"), [("令和　６ 年", "令和6年"), ("㋿", "令和"), ("Ａ\tb\n", "Ab"), ("", "")])
def test_text_is_tidied_for_reading(text: str, tidied: str) -> None:
    assert tidy(text) == tidied


# Fields that ask for a day or a month


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("R8.10.1", date(2026, 10, 1)),
        ("2026-10-15", date(2026, 10, 15)),
        ("R8.10", date(2026, 10, 1)),
        ("Ｒ８．１０", date(2026, 10, 1)),
        ("R8/4", date(2026, 4, 1)),
        ("令和8年10月", date(2026, 10, 1)),
        ("2026-10", date(2026, 10, 1)),
    ],
)
def test_something_begins_on_a_day_or_with_a_month(text: str, day: date) -> None:
    assert parse_start(text) == day


@pytest.mark.parametrize(
    "text", ["", "R8", "令和8年度", "R8.13", "R8.0", "R0.4", "2026-02-30", "10月", "へいせい", "1" * 400]
)
def test_anything_else_is_no_beginning_and_the_refusal_names_it(text: str) -> None:
    with pytest.raises(Refused, match="日付又は月として読み取れません") as refused:
        parse_start(text)
    assert f"「{text}」" in refused.value.ja
    assert f"“{text}”" in refused.value.en


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("R9.4", Period(date(2027, 4, 1), MONTH)),
        ("令和9年4月", Period(date(2027, 4, 1), MONTH)),
        ("R9年度", Period(date(2027, 4, 1), YEAR)),
        ("fy2027", Period(date(2027, 4, 1), YEAR)),
        ("R9.4.1", Period(date(2027, 4, 1), DAY)),
    ],
)
def test_a_plan_takes_months_in_short_too(text: str, period: Period) -> None:
    assert parse_planned(text) == period


@pytest.mark.parametrize("text", ["", "R9.13", "来年", "FY9999", "FY 27"])
def test_what_is_no_planned_time_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="時期として読み取れません"):
        parse_planned(text)
