"""Days, months and fiscal years in the cells of a file, between 1989 and 2099."""

import re
from collections.abc import Callable
from datetime import date

from tracker.domain import labels
from tracker.domain.errors import Refused
from tracker.domain.fiscal import Period, Precision, fiscal_year_of, parse_day, parse_fiscal_year, parse_period
from tracker.importing.findings import Notice
from tracker.importing.problem import shown
from tracker.importing.table import Cell
from tracker.importing.texts import Parser, Read, has_odd_digit, text_of

FIRST_YEAR = 1989
LAST_DAY = date(2099, 12, 31)
_LONGEST_DATE = 40


def fiscal_year(today: date) -> Parser:
    """A fiscal year from 1989 to the one after the present one."""
    last = fiscal_year_of(today) + 1

    def parse(cell: Cell) -> Read:
        value, notices = text_of(cell)
        if not value:
            return Read(None, notices)
        year = parse_fiscal_year(_with_plain_digits(value))
        if not FIRST_YEAR <= year <= last:
            raise Refused(
                f"「{shown(value)}」は{FIRST_YEAR}年度から{labels.fiscal_year(last)}までの年度ではありません。年度を確かめてください。",
                f"“{shown(value)}” is not between {labels.fiscal_year(FIRST_YEAR, 'en')} and "
                f"{labels.fiscal_year(last, 'en')}. Check the year.",
            )
        return Read(year, notices)

    return parse


def start_day(cell: Cell) -> Read:
    """A day; a month is taken as its first day, with a warning."""
    read = _time(cell, _day_or_month)
    if read.value is None or read.value.precision is Precision.DAY:
        return Read(read.value and read.value.first_day, read.notices)
    first = read.value.first_day
    month = Notice(
        f"日がないので、{first.year}年{first.month}月1日と読み取りました。",
        f"There is no day: it was read as {first.isoformat()}.",
    )
    return Read(first, (*read.notices, month))


def day(cell: Cell) -> Read:
    """A day and nothing less exact."""
    read = _time(cell, _exact_day)
    if read.value is not None and read.value.precision is not Precision.DAY:
        raise Refused(
            "日まで入力してください。「2026-04-01」や「R8.4.1」のように入力します。",
            "Give the day as well, like 2026-04-01 or R8.4.1.",
        )
    return Read(read.value and read.value.first_day, read.notices)


def period(cell: Cell) -> Read:
    """A day, a month or a fiscal year."""
    return _time(cell, parse_period)


def _time(cell: Cell, parse: Callable[[str], Period]) -> Read:
    """A cell read as a time between 1989 and 2099; a date of a workbook is one already."""
    notices: tuple[Notice, ...] = ()
    if isinstance(cell, Period):
        found = cell
    else:
        value, notices = text_of(cell)
        if not value:
            return Read(None, notices)
        found = parse(_with_plain_digits(value))
    if found.first_day > LAST_DAY or found.first_day.year < FIRST_YEAR:
        raise Refused(
            f"{FIRST_YEAR}年から{LAST_DAY.year}年までの日付ではありません。年を確かめてください。",
            f"This is not between {FIRST_YEAR} and {LAST_DAY.year}. Check the year.",
        )
    return Read(found, notices)


def _day_or_month(value: str) -> Period:
    try:
        found = parse_period(value)
    except Refused:
        found = None
    return found if found and found.precision is not Precision.FISCAL_YEAR else _exact_day(value)


def _exact_day(value: str) -> Period:
    if re.fullmatch(r"[0-9]{5}", value):
        raise Refused(
            f"「{value}」はExcelの日付の番号と思われます。セルの表示形式を「日付」にしてください。",
            f"“{value}” seems to be Excel's number of a day. Format the cell as a date.",
        )
    return Period(parse_day(value), Precision.DAY)


def _with_plain_digits(value: str) -> str:
    """A value short enough to be a date, and safe to normalise: 「²」 must not become 2."""
    if len(value) > _LONGEST_DATE or has_odd_digit(value):
        raise Refused(
            f"「{shown(value)}」は日付や年度として読み取れません。「R8.4.1」「令和8年度」のように入力してください。",
            f"“{shown(value)}” is not a date or a fiscal year. Write it like 2026-04-01 or 2026年度.",
        )
    return value
