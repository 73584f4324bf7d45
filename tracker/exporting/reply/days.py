"""A day as it was typed, read by formulas that Excel and LibreOffice both know: R8.4.1, 令和8年4月1日, 2026/4/1 …

Neither program reads all of these by itself, and what one of them reads depends on its language. The formulas are for
the checks of a workbook alone: what comes back is read by ``importing.times``.
"""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from tracker.domain.fiscal import ERAS, parse_day
from tracker.domain.reply.form import ReplyRow
from tracker.exporting.reply.grid import At

DAY = "日付"
"""The name of what comes out: a number of a day, "" without one, ``UNREADABLE``."""
UNREADABLE = "?"
_MARKED, _DOTTED, _YEAR, _MONTH, _DAY_OF_MONTH = "日付の文字", "日付の区切り", "年", "月", "日"
_ERAS = ERAS[-2:]
_SIGNS = (
    *((era.name, era.letter) for era in _ERAS),
    *(("元", "1"), ("年", "."), ("月", "."), ("日", ""), ("/", "."), ("-", "."), (" ", "")),
)
_EXCEL_DAY_0 = date(1899, 12, 30)
_EARLIEST_YEAR = 1989


class Computed(NamedTuple):
    """Something computed of each row: its name, its formula, and what that gives while nobody has typed anything."""

    name: str
    formula: Callable[[At], str]
    initial: Callable[[ReplyRow], int | str]


def reading_of_day() -> tuple[Computed, ...]:
    """The steps from what stands in オンライン開始日 to ``DAY``."""
    return (
        Computed(_MARKED, _marked, _initial_marked),
        Computed(_DOTTED, _dotted, _initial_marked),
        Computed(_YEAR, lambda at: _or_nothing(_year_in(at.of(_DOTTED))), lambda row: _part(row, "year")),
        Computed(_MONTH, lambda at: _or_nothing(_month_in(at.of(_DOTTED))), lambda row: _part(row, "month")),
        Computed(_DAY_OF_MONTH, lambda at: _or_nothing(_rest_in(at.of(_DOTTED))), lambda row: _part(row, "day")),
        Computed(DAY, _day, _initial_day),
    )


def _marked(at: At) -> str:
    text = f"UPPER(ASC(TRIM({at.now('online_on')})))"
    for sign, instead in _SIGNS:
        text = f'SUBSTITUTE({text},"{sign}","{instead}")'
    return f"={text}"


def _dotted(at: At) -> str:
    """20260401 gets dots, too."""
    text = at.of(_MARKED)
    parted = f'LEFT({text},4)&"."&MID({text},5,2)&"."&RIGHT({text},2)'
    return f'=IF(AND(LEN({text})=8,ISERROR(FIND(".",{text}))),{parted},{text})'


def _year_in(text: str) -> str:
    number = f'FIND(".",{text})'
    year = f"VALUE(LEFT({text},{number}-1))"
    for era in _ERAS:
        in_era = f"{era.first_day.year - 1}+VALUE(MID({text},2,{number}-2))"
        year = f'IF(LEFT({text},1)="{era.letter}",{in_era},{year})'
    return year


def _month_in(text: str) -> str:
    first = f'FIND(".",{text})'
    return f'VALUE(MID({text},{first}+1,FIND(".",{text}&".",{first}+1)-{first}-1))'


def _rest_in(text: str) -> str:
    """The day; the first one where only a month was typed."""
    rest = f'MID({text},FIND(".",{text}&".",FIND(".",{text})+1)+1,9)'
    return f'IF({rest}="",1,VALUE({rest}))'


def _day(at: At) -> str:
    typed = at.now("online_on")
    year, month, day = (at.of(name) for name in (_YEAR, _MONTH, _DAY_OF_MONTH))
    exists = f"AND({year}>={_EARLIEST_YEAR},{month}>=1,{month}<=12,DAY(DATE({year},{month},{day}))={day})"
    read = f'IFERROR(IF({exists},DATE({year},{month},{day}),"{UNREADABLE}"),"{UNREADABLE}")'
    return f'=IF({typed}="","",IF(ISNUMBER({typed}),{typed},{read}))'


def _or_nothing(formula: str) -> str:
    return f'=IFERROR({formula},"")'


def _initial_marked(row: ReplyRow) -> str:
    text = row.cells["online_on"]
    for sign, instead in _SIGNS:
        text = text.replace(sign, instead)
    return text


def _part(row: ReplyRow, name: str) -> int | str:
    text = row.cells["online_on"]
    return int(getattr(parse_day(text), name)) if text else ""


def _initial_day(row: ReplyRow) -> int | str:
    text = row.cells["online_on"]
    return (parse_day(text) - _EXCEL_DAY_0).days if text else ""
