"""What the cells of one row must say together."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from tracker.domain import labels
from tracker.domain.catalogue import HEADINGS
from tracker.domain.status import OnlineStatus
from tracker.domain.vocabulary import name_of
from tracker.importing.findings import Notice

Values = Mapping[str, Any]
"""The values of a row by identifier; a cell that was refused is missing."""
Remark = tuple[str, Notice]
"""The identifier of the column to look at, and what to say about it."""

_COUNTS = ("annual_cases", "annual_cases_ceiling", "online_cases")
_BEGINS = (OnlineStatus.IMPLEMENTED, OnlineStatus.PARTIAL)


def lacks_year(values: Values, columns: Collection[str]) -> bool:
    """Whether there is a count or ceiling, but no year that it belongs to."""
    if "volume_fiscal_year" in columns and "volume_fiscal_year" not in values:
        return False
    return values.get("volume_fiscal_year") is None and any(values.get(name) is not None for name in _COUNTS)


def contradictions(values: Values, columns: Collection[str]) -> Iterator[Remark]:
    """What makes the row unacceptable."""
    annual, ceiling, online = (values.get(name) for name in _COUNTS)
    if annual is not None and ceiling is not None:
        yield "annual_cases_ceiling", _CEILING_BESIDE_COUNT
    largest = ceiling if annual is None else annual
    if online is not None and largest is not None and online > largest:
        yield "online_cases", _more_online(online, largest, counted=annual is not None)
    status, start, end = (values.get(name) for name in ("online_status", "online_on", "abolished_on"))
    if start is not None and status is not None and status not in _BEGINS:
        yield "online_on", _start_without_online(status)
    failed_basis = "legal_basis" in columns and "legal_basis" not in values
    if status is OnlineStatus.EXEMPT and not values.get("legal_basis") and not failed_basis:
        yield "legal_basis", _EXEMPT_WITHOUT_BASIS
    if start is not None and end is not None and end < start:
        yield "abolished_on", _ends_before(start)


def doubts(values: Values, today: date) -> Iterator[Remark]:
    """What is accepted, but should be looked at."""
    status, start = values.get("online_status"), values.get("online_on")
    if status in _BEGINS and start is not None and start > today:
        yield "online_on", _future(start)
    if status is OnlineStatus.IMPLEMENTED and values.get("annual_cases") == 0:
        yield "annual_cases", _NO_CASES


def year_taken(fiscal_year: int) -> Notice:
    """The year given with the import stands in for the missing one."""
    return Notice(
        f"件数年度が空欄なので、取込みの際に指定された{labels.fiscal_year(fiscal_year)}の件数として読み取りました。",
        f"No year is given: the counts were read as those of {labels.fiscal_year(fiscal_year, 'en')}, as asked.",
        gathered=True,
    )


def year_missing(columns: Collection[str]) -> Notice:
    """No year for a count: said once where the whole column is missing."""
    if "volume_fiscal_year" not in columns:
        return Notice(
            "件数がありますが、「件数年度」の列がありません。列を加えるか、取込みの際に年度を指定してください。",
            "There are counts but no column 件数年度. Add it, or give the year with the import.",
            gathered=True,
        )
    return Notice(
        "件数がありますが、年度が空欄です。「令和4年度」のように入力してください。",
        "There is a count without its fiscal year. Enter one like 2022 or 令和4年度.",
    )


_CEILING_BESIDE_COUNT = Notice(
    f"「{HEADINGS['annual_cases']}」が入力されているので、件数上限は要りません。どちらかを空欄にしてください。",
    "A count is given, so there can be no ceiling. Leave one of them empty.",
)
_EXEMPT_WITHOUT_BASIS = Notice(
    "適用除外には根拠法令等が必要です。根拠となる法令等を入力してください。",
    "An exemption needs its legal basis. Enter it.",
)
_NO_CASES = Notice(
    "実施済ですが、件数が0件です。件数を集計していない場合は空欄にしてください。",
    "The procedure is online but has 0 cases. Leave the cell empty where nothing was counted.",
)


def _more_online(online: int, largest: int, *, counted: bool) -> Notice:
    of = HEADINGS["annual_cases" if counted else "annual_cases_ceiling"]
    return Notice(
        f"{labels.number(online)}件は「{of}」の{labels.number(largest)}件を超えています。どちらかを直してください。",
        f"{labels.number(online)} is more than the {labels.number(largest)} of “{of}”. Correct one of them.",
    )


def _start_without_online(status: OnlineStatus) -> Notice:
    ja, en = name_of(status), name_of(status, "en")
    return Notice(
        f"「{HEADINGS['online_status']}」が{ja}なのに開始日があります。状況を直すか、開始日を空欄にしてください。"
        "予定であれば「予定時期」に入力してください。",
        f"The status is “{en}”, yet a start date is given. Correct the status, empty this cell, "
        "or enter the date as 予定時期 if it is planned.",
    )


def _ends_before(start: date) -> Notice:
    return Notice(
        f"オンライン開始日（{labels.day(start)}）より前の日です。どちらかを直してください。",
        f"This is before the start ({labels.day(start, 'en')}). Correct one of them.",
    )


def _future(start: date) -> Notice:
    return Notice(
        f"これから来る日です。{labels.day(start)}からオンライン化済みとして集計します。",
        f"This day is still to come: it counts as online from {labels.day(start, 'en')}.",
    )
