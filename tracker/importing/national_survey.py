"""国の行政手続等の調査結果: the national survey of procedures as it is published, for FY R6 (38 columns) and R7 (46).

Every procedure is a row with its codes before their labels ("1 実施済"); several values of a cell are joined by "; ".
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from tracker.domain.catalogue import HEADINGS
from tracker.domain.labels import number as printed
from tracker.importing import national_survey_cells as read
from tracker.importing.findings import Findings, Notice
from tracker.importing.heading_rows import Headings
from tracker.importing.headings import Header, heading_key
from tracker.importing.manner import Manner
from tracker.importing.memory import Memory
from tracker.importing.problem import shown
from tracker.importing.table import Cell, NumberedRow, shown_cell

_CODE, _MINISTRY, _NAME, _LAW, _ARTICLE = "手続ID", "所管府省庁", "手続名", "法令名", "根拠条項号"
_TYPE, _ACTOR, _RECIPIENT = "手続類型", "手続主体", "手続の受け手"
_STATUS, _BARRIER, _PLANNED = (
    "オンライン化の実施状況",
    "オンライン化の実施予定及び検討時の懸念点",
    "オンライン化実施時期",
)
_ALL, _ONLINE, _OFFLINE = "総手続件数", "オンライン手続件数", "非オンライン手続件数"
_PERSONS, _COMPANIES = "手続が行われるイベント(個人)", "手続が行われるイベント(法人)"
_USED = (
    _CODE, _MINISTRY, _NAME, _LAW, _ARTICLE, _TYPE, _ACTOR, _RECIPIENT, _STATUS, _BARRIER, _PLANNED, _ALL, _ONLINE,
    _OFFLINE, _PERSONS, _COMPANIES,
)  # fmt: skip
_UNUSED = (
    "法令番号", "関連条項号", "関連する根拠法令", "手続(類型、主体、受け手等)に関する補足", "経由機関",
    "独立行政法人等の名称", "事務区分", "府省共通手続", "実施府省庁", "実施府省庁(府省共通手続)",
    "オンライン化の実施状況に関する補足", "申請等における本人確認手法", "手数料等の納付有無", "手数料等の納付方法",
    "手数料等に関する補足", "手数料等のオンライン納付時の優遇措置", "処理期間(オンライン)", "処理期間(非オンライン)",
    "情報システム(申請)", "情報システム(申請)複数ある場合", "情報システム(事務処理)", "申請書等に記載させる情報",
    "申請時に添付させる書類", "添付書類等提出の撤廃/省略状況", "添付書類等の提出方法", "添付書類等への電子署名",
    "添付形式等が定められた規定", "添付書類等に関する補足", "申請に関連する士業", "申請を提出する機関",
    "士業、機関に関する補足",
)  # fmt: skip
_KNOWN = {heading_key(heading) for heading in (*_USED, *_UNUSED)}
_ONLY_IN_R7 = heading_key("関連する根拠法令")
_LOCAL = {"3", "4-2", "4-3", "4-4"}
"""地方等, alone or with others, among the codes of 手続主体 and 手続の受け手."""


class _Edition(NamedTuple):
    """Which year's survey it is, and of which fiscal year its counts are."""

    name: str
    counts_of: int


_R6 = _Edition("デジタル庁「行政手続等の悉皆調査結果等」（令和6年度）", 2023)
_R7 = _Edition("デジタル庁「行政手続等の棚卸調査結果」（令和7年度）", 2024)


def survey_score(headings: Headings) -> int:
    """How many of the survey's columns there are; 0 where one that is used is missing."""
    keys = set(headings.keys)
    return len(_KNOWN & keys) if keys.issuperset(map(heading_key, _USED)) else 0


class SurveyRows:
    """The rows of a survey as rows of a catalogue. ``header``: of the latter, called by the headings of the survey.

    The ministry stands in for the division, unless a constant says which division it is to be.
    """

    def __init__(self, headings: Headings, manner: Manner, findings: Findings) -> None:
        keys = headings.keys
        self._findings = findings
        self._municipal_only = manner.municipal_only
        self._places = {name: keys.index(heading_key(name)) for name in _USED}
        self._below = headings.row + 1
        constants = manner.mapping.constants if manner.mapping else {}
        edition = _R7 if _ONLY_IN_R7 in keys else _R6
        self._year = str(manner.fiscal_year or edition.counts_of)
        self._source = edition.name
        self._division = constants.get("division", "")
        self._department = constants.get("department", "")
        self.header = _header(headings.row, department=bool(self._department))
        self._is_local = Memory(_is_local)
        self._status = Memory(read.status)
        self._counts = Memory(read.counts)
        self._events = Memory(read.life_events)
        self._type = Memory(read.coded)
        self._planned = Memory(read.planned_for)
        self._barrier = Memory(read.barrier)
        for heading, key in zip(headings.written, keys, strict=True):
            if heading and key not in _KNOWN:
                findings.warn(headings.row, shown(heading), None, _LEFT_OUT)

    def rows(self, numbered: Iterable[NumberedRow]) -> Iterator[NumberedRow]:
        """Row by row, without those that were not asked for."""
        left_out = 0
        actor, recipient = self._places[_ACTOR], self._places[_RECIPIENT]
        for number, cells in numbered:
            if number == self._below and not read.plain(cells[self._places[_CODE]]):
                self._findings.warn(number, None, None, _MORE_HEADINGS)
            elif self._municipal_only and not (self._is_local[cells[actor]] or self._is_local[cells[recipient]]):
                left_out += 1
            else:
                yield number, self._translated(number, cells)
        if left_out:
            self._findings.warn(None, None, None, _not_local(left_out))

    def _translated(self, number: int, cells: Sequence[Cell]) -> Sequence[Cell]:
        places = self._places
        found = {heading: cells[place] for heading, place in places.items()}
        name = read.name(found[_NAME])
        if isinstance(name, read.Told):
            name = self._told(number, _NAME, found, name)
        counts = self._counts[found[_ALL], found[_ONLINE], found[_OFFLINE]]
        self._note(number, _ALL, found, counts.of_annual)
        self._note(number, _ONLINE, found, counts.of_online)
        status = self._told(number, _STATUS, found, self._status[found[_STATUS]])
        return (
            found[_CODE],
            name,
            self._division or found[_MINISTRY],
            self._type[found[_TYPE]],
            self._told(number, _PERSONS, found, self._events[found[_PERSONS], found[_COMPANIES]]),
            counts.annual,
            counts.online,
            self._year,
            counts.basis,
            status,
            "" if status == "1" else self._told(number, _PLANNED, found, self._planned[found[_PLANNED]]),
            "" if status == "1" else self._told(number, _BARRIER, found, self._barrier[found[_BARRIER]]),
            read.plain(found[_LAW]) + read.plain(found[_ARTICLE]),
            self._source,
            self._department,
        )

    def _told(self, number: int, heading: str, found: Mapping[str, Cell], told: read.Told) -> str:
        self._note(number, heading, found, told.notices)
        return told.text

    def _note(self, number: int, heading: str, found: Mapping[str, Cell], notices: Iterable[Notice]) -> None:
        for notice in notices:
            self._findings.warn(number, heading, shown_cell(found[heading]), notice)


_COLUMNS = {
    "code": _CODE,
    "name": _NAME,
    "division": _MINISTRY,
    "procedure_type": _TYPE,
    "life_events": _PERSONS,
    "annual_cases": _ALL,
    "online_cases": _ONLINE,
    "volume_fiscal_year": HEADINGS["volume_fiscal_year"],
    "volume_basis": HEADINGS["volume_basis"],
    "online_status": _STATUS,
    "planned_for": _PLANNED,
    "barrier": _BARRIER,
    "legal_basis": _LAW,
    "source": HEADINGS["source"],
    "department": HEADINGS["department"],
}


SURVEY_COLUMNS = {heading_key(heading): name for name, heading in _COLUMNS.items() if heading in _USED}
"""The columns of the catalogue that headings of the survey fill."""


def _is_local(cell: Cell) -> bool:
    return read.coded(cell) in _LOCAL


def _header(row: int, *, department: bool) -> Header:
    positions = {name: place for place, name in enumerate(_COLUMNS) if department or name != "department"}
    return Header(row, positions, tuple(_COLUMNS.values()), own=True)


_LEFT_OUT = Notice(
    "国の調査の様式にない列なので、取り込みません。",
    "The survey has no such column as far as is known: it is left out.",
)
_MORE_HEADINGS = Notice(
    "見出しの続きの行として、読み飛ばしました。", "This row continues the headings and was skipped."
)


def _not_local(count: int) -> Notice:
    return Notice(
        f"手続主体も手続の受け手も地方公共団体でない{printed(count)}手続は、取り込みません。",
        f"{printed(count)} procedures that local governments neither receive nor do are left out.",
    )
