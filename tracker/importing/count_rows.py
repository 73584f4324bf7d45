"""From the cells of one row to the count of a procedure in a year: each cell by itself, then what they say together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from tracker.domain.catalogue import HEADINGS
from tracker.domain.errors import Refused
from tracker.domain.procedure import VolumeBasis
from tracker.importing import cells as read
from tracker.importing import code_lists as lists
from tracker.importing import count_notices as said
from tracker.importing import rules, times
from tracker.importing.findings import Findings, Notice
from tracker.importing.headings import Header
from tracker.importing.table import Cell, shown_cell
from tracker.importing.texts import Parser


@dataclass(frozen=True, slots=True)
class CountRow:
    """A row that could be read, with its number as a spreadsheet counts.

    ``code`` and ``name``: one of them at least. ``annual_cases`` None: the row says that nothing was counted.
    ``online_cases`` and ``basis`` say something only where the list has their columns.
    """

    number: int
    code: str
    name: str
    department: str
    division: str
    fiscal_year: int
    annual_cases: int | None
    online_cases: int | None = None
    basis: VolumeBasis = VolumeBasis.FINAL


class Years(NamedTuple):
    """What years are checked against. ``given``: of counts that state none."""

    today: date
    given: int | None


def _is_running(values: dict[str, Any]) -> bool:
    return values.get("volume_basis") in (VolumeBasis.PRELIMINARY, VolumeBasis.EXPECTED)


def _parsers(today: date) -> dict[str, Parser]:
    return {
        "code": read.text(64),
        "name": read.text(500),
        "department": read.text(100),
        "division": read.text(100),
        "annual_cases": read.count,
        "online_cases": read.count,
        "volume_fiscal_year": times.fiscal_year(today),
        "volume_basis": read.code(lists.VOLUME_BASES, VolumeBasis.FINAL),
    }


class CountRowReader:
    """Reads the rows under one heading row."""

    def __init__(self, header: Header, findings: Findings, years: Years) -> None:
        self.header = header
        self._findings = findings
        self._years = years
        parsers = _parsers(years.today)
        self._columns = [(name, place, parsers[name]) for name, place in header.positions.items()]

    def read(self, number: int, cells: Sequence[Cell]) -> CountRow | None:
        """The count of a row, or None when something in it is refused."""
        known = self._findings.refusals
        values: dict[str, Any] = {}
        for name, place, parse in self._columns:
            try:
                found = parse(cells[place])
            except Refused as refused:
                self._refuse(number, cells, name, Notice(refused.ja, refused.en))
                continue
            values[name] = found.value
            for notice in found.notices:
                self._findings.warn(number, HEADINGS[name], shown_cell(cells[place]), notice)
        if self._findings.refusals == known:
            self._check(number, cells, values)
        if self._findings.refusals > known:
            return None
        return CountRow(
            number,
            values.get("code", ""),
            values.get("name", ""),
            values.get("department", ""),
            values.get("division", ""),
            self._year(values) or 0,
            values["annual_cases"],
            values.get("online_cases"),
            values.get("volume_basis", VolumeBasis.FINAL),
        )

    def _year(self, values: dict[str, Any]) -> int | None:
        stated: int | None = values.get("volume_fiscal_year")
        return self._years.given if stated is None else stated

    def _check(self, number: int, cells: Sequence[Cell], values: dict[str, Any]) -> None:
        """What the cells say together."""
        if not values.get("code") and not values.get("name"):
            self._refuse(number, cells, "code" if "code" in values else "name", said.NOT_NAMED)
        for name, notice in rules.contradictions(values, self.header.positions):
            self._refuse(number, cells, name, notice)
        if values.get("online_cases") is not None and values["annual_cases"] is None:
            self._refuse(number, cells, "online_cases", said.ONLINE_WITHOUT_TOTAL)
        self._check_year(number, cells, values)

    def _check_year(self, number: int, cells: Sequence[Cell], values: dict[str, Any]) -> None:
        year, today = self._year(values), self._years.today
        if year is None:
            self._refuse(number, cells, "volume_fiscal_year", rules.year_missing(self.header.positions))
        elif self._years.given is not None and year != self._years.given:
            self._refuse(number, cells, "volume_fiscal_year", said.another_year(year, self._years.given))
        elif date(year, 4, 1) > today:
            self._refuse(number, cells, "volume_fiscal_year", said.not_begun(year, today))
        elif date(year + 1, 4, 1) > today and values["annual_cases"] is not None and not _is_running(values):
            self._refuse(number, cells, "volume_basis", said.YEAR_NOT_OVER)

    def _refuse(self, number: int, cells: Sequence[Cell], name: str, notice: Notice) -> None:
        place = self.header.positions.get(name)
        self._findings.refuse(number, HEADINGS[name], None if place is None else shown_cell(cells[place]), notice)
