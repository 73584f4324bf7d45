"""手続一覧: the lists of procedures that a plan prints (番号・所管課名・手続名), and the same typed into one table.

A list has neither codes nor statuses: a 「(✓)」 beside a name says that the procedure is online. A department stands
in a row by itself above its procedures, if at all. What stands in two lists is one procedure.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from tracker.domain.catalogue import HEADINGS
from tracker.domain.status import OnlineStatus
from tracker.domain.vocabulary import name_of
from tracker.importing.findings import Findings, Notice
from tracker.importing.heading_rows import Headings
from tracker.importing.headings import Header, heading_key
from tracker.importing.manner import Manner
from tracker.importing.stated_year import stated_year
from tracker.importing.table import Cell, NumberedRow

_PRINTED = {"番号": "number", "所管課名": "division", "手続名": "name"}
_TYPED = ("source_list", "number", "department", "division", "name", "annual_cases", "online_mark")
_CASES = "手続件数"
_TICK = re.compile(r"\s*[(（]✓[)）]\s*$")
_DEPARTMENT = re.compile(r"\D+[部局室]")
_HIGH_VOLUME, _PRIORITY = "high_volume", "priority"
_NAMES = {
    _HIGH_VOLUME: "年間手続件数10,000件以上の手続一覧（令和4年度）",
    _PRIORITY: "令和6年度以降優先してオンライン化を進める主な対象手続一覧",
}
_COUNTED = "2022"
"""The counts of the table of both lists are of FY R4."""


def list_score(headings: Headings) -> int:
    """How many columns of a printed or typed list there are; 0 where one is missing."""
    columns = list_columns(headings)
    return len(columns) if columns.keys() >= {"number", "division", "name"} else 0


def list_columns(headings: Headings) -> dict[str, int]:
    """Where the columns stand. The heading of the counts names their year as well."""
    keys = headings.keys
    if set(keys) == set(_TYPED):
        return {name: keys.index(name) for name in _TYPED}
    found = {_PRINTED[key]: place for place, key in enumerate(keys) if key in _PRINTED}
    counted = [place for place, key in enumerate(keys) if key.startswith(_CASES)]
    if len(found) + len(counted) != len(list(filter(None, headings.written))) or len(counted) > 1:
        return {}
    return found | ({"annual_cases": counted[0]} if counted else {})


@dataclass(slots=True)
class _Item:
    """A procedure of the lists, with the number of the row that it stands in first."""

    row: int
    department: str
    division: Cell
    name: str
    annual_cases: Cell
    ticked: bool
    sources: list[str] = field(default_factory=list)
    designated: bool = False


class ListRows:
    """The rows of a list as rows of a catalogue; ``header`` is of the latter.

    ``columns``: what the list states. One without ticks and counts says nothing of what is known of them.
    """

    def __init__(self, headings: Headings, manner: Manner, findings: Findings) -> None:
        self._places = list_columns(headings)
        self._width = len(headings.written)
        self._findings = findings
        self._year = str(manner.fiscal_year or stated_year(headings.written) or _COUNTED)
        self._title = " ".join(text for _, text in headings.titles)
        self.columns = self._stated()
        written = {name: headings.written[place] for name, place in self._places.items()}
        self.header = Header(
            headings.row,
            {name: place for place, name in enumerate(_COLUMNS)},
            tuple(written.get(name) or HEADINGS[name] for name in _COLUMNS),
            own=True,
        )

    def rows(self, numbered: Iterable[NumberedRow]) -> Iterator[NumberedRow]:
        """Each procedure once, in the order of the list."""
        items: dict[tuple[str, str], _Item] = {}
        for item in self._items(numbered):
            first = items.setdefault((heading_key(str(item.division)), heading_key(item.name)), item)
            if first is not item:
                self._unite(first, item)
        for item in items.values():
            yield item.row, self._row(item)

    def _stated(self) -> frozenset[str]:
        stated = {"name", "department", "division", "source"}
        if "annual_cases" in self._places:
            stated |= {"annual_cases", "volume_fiscal_year", "online_status"}
        if "source_list" in self._places or self._is_of_priorities:
            stated.add("designated")
        return frozenset(stated)

    @property
    def _is_of_priorities(self) -> bool:
        return "annual_cases" not in self._places and "優先" in self._title

    def _items(self, numbered: Iterable[NumberedRow]) -> Iterator[_Item]:
        department = ""
        for number, found in numbered:
            cells = [*found, *[""] * (self._width - len(found))]
            filled = [cell for cell in cells if not isinstance(cell, str) or heading_key(cell)]
            if self._repeats_headings(cells):
                self._findings.warn(number, None, None, _REPEATED)
            elif len(filled) == 1 and isinstance(filled[0], str) and _DEPARTMENT.fullmatch(filled[0].strip()):
                department = filled[0].strip()
            elif len(filled) == 1 and isinstance(filled[0], str):
                self._findings.warn(number, None, filled[0], _A_NOTE)
            else:
                yield self._item(number, cells, department)

    def _item(self, number: int, cells: Sequence[Cell], department: str) -> _Item:
        cell = {name: cells[place] for name, place in self._places.items()}
        written = cell["name"] if isinstance(cell["name"], str) else ""
        name = _TICK.sub("", written).strip()
        item = _Item(
            number,
            str(cell.get("department") or department).strip(),
            cell["division"],
            name,
            cell.get("annual_cases", ""),
            ticked=name != written.strip() or bool(cell.get("online_mark")),
        )
        which = str(cell.get("source_list", "")).strip()
        item.designated = which == _PRIORITY or self._is_of_priorities
        title = _NAMES.get(which, which) or self._title or "手続一覧"
        item.sources.append(f"{title}{'' if title.endswith('）') else ' '}No.{cell['number']}")
        if not item.ticked:
            self._findings.warn(number, self.header.heading_of("name"), None, _NOT_TICKED)
        return item

    def _unite(self, first: _Item, again: _Item) -> None:
        self._findings.warn(again.row, self.header.heading_of("name"), again.name, _IN_BOTH)
        first.department = first.department or again.department
        first.annual_cases = first.annual_cases or again.annual_cases
        first.ticked |= again.ticked
        first.designated |= again.designated
        first.sources += again.sources

    def _row(self, item: _Item) -> tuple[Cell, ...]:
        status = OnlineStatus.IMPLEMENTED if item.ticked else OnlineStatus.NOT_IMPLEMENTED
        year = self._year if item.annual_cases else ""
        designated = "該当" if item.designated else ""
        source = "／".join(item.sources)
        return item.name, item.department, item.division, item.annual_cases, year, name_of(status), designated, source

    def _repeats_headings(self, cells: Sequence[Cell]) -> bool:
        return all(cells[self._places[name]] == self.header.heading_of(name) for name in ("division", "name"))


_COLUMNS = (
    "name",
    "department",
    "division",
    "annual_cases",
    "volume_fiscal_year",
    "online_status",
    "designated",
    "source",
)

_REPEATED = Notice(
    "見出しの繰返しなので、読み飛ばしました。", "The headings are repeated here: the row was skipped.", gathered=True
)
_A_NOTE = Notice(
    "1つの列にしか入力がないので、表の外の注記として、読み飛ばしました。",
    "Only one cell of this row is filled: it was skipped as a note beside the table.",
    gathered=True,
)
_NOT_TICKED = Notice(
    "「(✓)」がない手続は、「未実施」と読み取りました。",
    "A procedure without “(✓)” was read as not online.",
    gathered=True,
)
_IN_BOTH = Notice(
    "同じ課の同じ名称の手続が上の行にあるので、1つの手続として読み取りました。",
    "The division has this name in a row above: both were read as one procedure.",
    gathered=True,
)
