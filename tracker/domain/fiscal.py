"""Fiscal years, Japanese eras, and dates as officers write them.

A fiscal year (年度) runs from 1 April to 31 March and is named by the year of its April.
"""

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import Enum
from typing import NamedTuple

from tracker.domain.errors import Refused


class Era(NamedTuple):
    """A Japanese era and its first day. A new era is one more line in ``ERAS``."""

    name: str
    letter: str
    short: str
    first_day: date


ERAS = (
    Era("明治", "M", "明", date(1868, 10, 23)),
    Era("大正", "T", "大", date(1912, 7, 30)),
    Era("昭和", "S", "昭", date(1926, 12, 25)),
    Era("平成", "H", "平", date(1989, 1, 8)),
    Era("令和", "R", "令", date(2019, 5, 1)),
)
_ERA_BY_SIGN = {sign: era for era in ERAS for sign in (era.name, era.letter, era.short)}


class Precision(Enum):
    """How exactly a time was given."""

    DAY = "day"
    MONTH = "month"
    FISCAL_YEAR = "fiscal_year"


@dataclass(frozen=True, slots=True)
class Period:
    """A day, a month or a fiscal year, by its first day (a planned time: 予定時期)."""

    first_day: date
    precision: Precision

    @property
    def last_day(self) -> date:
        """The last day of the period: it is overdue once this day has passed."""
        if self.precision is Precision.DAY:
            return self.first_day
        if self.precision is Precision.MONTH:
            return month_end(self.first_day)
        return date(self.first_day.year + 1, 3, 31)


JAPAN = timezone(timedelta(hours=9), "JST")
"""Japan has had no summer time since 1951, so no time zone database is needed."""


def local_day(moment: datetime) -> date:
    """The calendar day in Japan at a moment, whatever the server's time zone. Raises ``ValueError`` without a zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return moment.astimezone(JAPAN).date()


def midnight(day: date) -> datetime:
    """The moment at which a calendar day begins in Japan, in UTC."""
    return datetime.combine(day, time(), JAPAN).astimezone(UTC)


def month_end(day: date) -> date:
    """The last day of the month of ``day``."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def month_ends(first: date, last: date) -> list[date]:
    """The month ends from the month of ``first`` up to ``last``; the month of ``last`` only if complete."""
    ends = []
    end = month_end(first)
    while end <= last:
        ends.append(end)
        end = month_end(end + timedelta(days=1))
    return ends


def fiscal_year_of(day: date) -> int:
    """The fiscal year that ``day`` belongs to, as the Western year of its April."""
    return day.year if day.month >= 4 else day.year - 1


def era_year(day: date) -> tuple[str, int]:
    """Era name and year in the era, 1 for 元年. Days before 明治 raise ``ValueError``."""
    for era in reversed(ERAS):
        if day >= era.first_day:
            return era.name, day.year - era.first_day.year + 1
    raise ValueError(f"no era for {day}")


def fiscal_era_year(fiscal_year: int) -> tuple[str, int]:
    """Era and year that name a fiscal year. FY 2019 is 令和元年度: the era of 1 May decides (domain notes 1.4)."""
    return era_year(date(fiscal_year, 5, 1))


def tidy(text: str) -> str:
    """The text for reading only: NFKC, without white space."""
    if text.isascii():  # most codes, numbers and dates: NFKC leaves it as it is
        return "".join(text.split())
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


_ERA_SIGNS = "|".join(sorted(_ERA_BY_SIGN, key=len, reverse=True))
_YEAR = rf"(?:(?P<era>{_ERA_SIGNS})(?P<era_year>元|\d{{1,2}})|(?P<year>\d{{4}}))"


def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.ASCII)


_DAY_FORMS = (
    _form(rf"{_YEAR}(?P<mark>[-/.])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}})"),
    _form(rf"{_YEAR}年(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})日"),
    _form(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})"),
)
# 「R6.7」 is deliberately not a month: the source document writes FY R6 and R7 that way.
_MONTH_FORMS = (
    _form(rf"{_YEAR}年(?P<month>\d{{1,2}})月"),
    _form(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})"),
)
_MONTH_IN_SHORT = _form(rf"{_YEAR}(?P<mark>[-/.])(?P<month>\d{{1,2}})")
"""For a field that asks for a month: there 「R8.10」 can mean nothing else."""
_FISCAL_YEAR_IN_ENGLISH = _form(r"FY(?P<year>\d{4})")
_FISCAL_YEAR_FORM = _form(rf"{_YEAR}年度")
_FISCAL_YEAR_SHORT = _form(rf"{_YEAR}(?:年度)?")
_FISCAL_YEAR_BOTH = _form(rf"{_YEAR}[(](?P<western>\d{{4}})[)]年度")
_YEARS = range(ERAS[0].first_day.year + 1, ERAS[-1].first_day.year + 99)
"""The years that can be read: from the first whole year of an era on, as long as two digits count the present one."""


def _year(match: re.Match[str]) -> int:
    sign = match.groupdict().get("era")
    if sign is None:
        year = int(match["year"])
    else:
        number = 1 if match["era_year"] == "元" else int(match["era_year"])
        if number == 0:
            raise ValueError("an era begins with year 1")
        year = _ERA_BY_SIGN[sign.upper()].first_day.year + number - 1
    if year not in _YEARS:
        raise ValueError("not a year of the product's calendar")
    return year


def _matching(forms: tuple[re.Pattern[str], ...], text: str) -> re.Match[str] | None:
    return next((match for form in forms if (match := form.fullmatch(text))), None)


def parse_day(text: str) -> date:
    """Read a day: 2024-04-01, 2024/4/1, 2024.4.1, 2024年4月1日, 20240401, 令和6年4月1日, R6.4.1.

    Raises ``Refused`` for anything else and for days that do not exist.
    """
    match = _matching(_DAY_FORMS, tidy(text))
    if match:
        try:
            return date(_year(match), int(match["month"]), int(match["day"]))
        except ValueError:
            pass
    raise Refused(
        f"「{text}」は日付として読み取れません。「R8.4.1」や「2026-04-01」のように入力してください。",
        f"“{text}” is not a date. Write it like 2026-04-01 or R8.4.1.",
    )


def parse_period(text: str) -> Period:
    """Read a day, a month (令和7年10月, 2025-10) or a fiscal year (令和7年度). Raises ``Refused``."""
    tidied = tidy(text)
    try:
        if match := _matching(_MONTH_FORMS, tidied):
            return Period(date(_year(match), int(match["month"]), 1), Precision.MONTH)
        if match := _FISCAL_YEAR_FORM.fullmatch(tidied):
            return Period(date(_year(match), 4, 1), Precision.FISCAL_YEAR)
        return Period(parse_day(text), Precision.DAY)
    except (ValueError, Refused):
        raise Refused(
            f"「{text}」は時期として読み取れません。「令和8年4月1日」「令和8年4月」「令和8年度」のように入力してください。",
            f"“{text}” is not a day, a month or a fiscal year. Write 2026-04-01, 2026-04 or 2026年度.",
        ) from None


def parse_start(text: str) -> date:
    """Read the first day of something, as a day or a month (R8.10 is its first day). Raises ``Refused``."""
    month = _month_in_short(text)
    if month is not None:
        return month.first_day
    try:
        period = parse_period(text)
    except Refused:
        period = None
    if period is None or period.precision is Precision.FISCAL_YEAR:
        raise Refused(
            f"「{text}」は日付又は月として読み取れません。「R8.10.1」「2026-10-01」「R8.10」のように入力してください。",
            f"“{text}” is neither a day nor a month. Write it like 2026-10-01, R8.10.1 or R8.10.",
        )
    return period.first_day


def parse_planned(text: str) -> Period:
    """Read a time that something is planned for: as ``parse_period``, and R9.4 and FY2027. Raises ``Refused``."""
    month = _month_in_short(text)
    if month is not None:
        return month
    english = _FISCAL_YEAR_IN_ENGLISH.fullmatch(tidy(text))
    try:
        return parse_period(f"{english['year']}年度" if english else text)
    except Refused:
        raise Refused(
            f"「{text}」は時期として読み取れません。「R9.4」「令和9年4月」「令和9年度」のように入力してください。",
            f"“{text}” is not a month or a fiscal year. Write it like 2027-04, R9.4 or FY2027.",
        ) from None


def _month_in_short(text: str) -> Period | None:
    match = _MONTH_IN_SHORT.fullmatch(tidy(text))
    if match is None:
        return None
    try:
        return Period(date(_year(match), int(match["month"]), 1), Precision.MONTH)
    except ValueError:
        return None


def parse_fiscal_year(text: str) -> int:
    """Read a fiscal year: 令和4年度, R4, R4年度, 2022, 2022年度, 令和4(2022)年度. Raises ``Refused``."""
    tidied = tidy(text)
    try:
        if match := _FISCAL_YEAR_SHORT.fullmatch(tidied):
            return _year(match)
        if (match := _FISCAL_YEAR_BOTH.fullmatch(tidied)) and _year(match) == int(match["western"]):
            return _year(match)
    except ValueError:
        pass
    raise Refused(
        f"「{text}」は年度として読み取れません。「令和4年度」や「2022」のように入力してください。",
        f"“{text}” is not a fiscal year. Write it like 2022 or 令和4年度.",
    )
