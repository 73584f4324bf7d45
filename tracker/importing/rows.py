"""From the cells of one row to an entry of the catalogue: each cell by itself, then what cells say together."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from tracker.domain.catalogue import HEADINGS, Entry
from tracker.domain.errors import Refused
from tracker.domain.procedure import VolumeBasis
from tracker.importing import cells as read
from tracker.importing import code_lists as lists
from tracker.importing import rules, times
from tracker.importing.duplicates import Identity
from tracker.importing.findings import Findings, Note, Notice
from tracker.importing.headings import REQUIRED, Header, heading_key
from tracker.importing.table import Cell, column_letters, shown_cell
from tracker.importing.texts import Parser, Read

_REMEMBERED = 5_000
_UNKNOWN: Any = object()


def _parsers(today: date) -> dict[str, Parser]:
    return {
        "code": read.text(64, required=True),
        "name": read.text(500, required=True),
        "department": read.text(100),
        "division": read.text(100, required=True),
        "themes": read.code_list(lists.THEMES),
        "procedure_type": read.code(lists.PROCEDURE_TYPES),
        "life_events": read.code_list(lists.LIFE_EVENT_NAMES),
        "annual_cases": read.count,
        "annual_cases_ceiling": read.count,
        "online_cases": read.count,
        "volume_fiscal_year": times.fiscal_year(today),
        "volume_basis": read.code(lists.VOLUME_BASES, VolumeBasis.FINAL),
        "online_status": read.status,
        "online_scope": read.code(lists.SCOPES),
        "online_on": times.start_day,
        "planned_for": times.period,
        "barrier": read.code(lists.BARRIERS),
        "channels": read.code_list(lists.CHANNEL_NAMES),
        "url": read.url(2_000),
        "national_lists": read.code_list(lists.NATIONAL_LIST_NUMBERS),
        "designated": read.code(lists.DESIGNATED, False),
        "legal_basis": read.text(2_000, lines=True),
        "abolished_on": times.day,
        "source": read.text(2_000, lines=True),
        "note": read.text(10_000, lines=True),
    }


class _Column:
    """Reads the cells of one column, and remembers what it read: most columns repeat a few values.

    ``plain`` are the values of cells about which there is nothing to say.
    """

    def __init__(self, identifier: str, heading: str, place: int, parse: Parser) -> None:
        self.identifier = identifier
        self.heading = heading
        self.place = place
        self.plain: dict[Cell, Any] = {}
        self._parse = parse
        self._others: dict[Cell, Read | Notice] = {}

    def read(self, cell: Cell) -> Read | Notice:
        """What the cell says, or why it is refused."""
        result = self._others.get(cell)
        if result is None:
            try:
                result = self._parse(cell)
            except Refused as refused:
                result = Notice(refused.ja, refused.en)
            self._remember(cell, result)
        return result

    def _remember(self, cell: Cell, result: Read | Notice) -> None:
        if isinstance(result, Read) and not result.notices:
            if len(self.plain) < _REMEMBERED:
                self.plain[cell] = result.value
        elif len(self._others) < _REMEMBERED:
            self._others[cell] = result


class RowReader:
    """Reads the rows under one heading row. ``fiscal_year``: the year of counts that state none.

    ``required``: the columns that a row cannot do without; an entry without a code is given one later.
    ``identities``: what named the procedures in the rows read so far, refused ones included.
    """

    def __init__(
        self,
        header: Header,
        findings: Findings,
        today: date,
        fiscal_year: int | None,
        required: frozenset[str] = REQUIRED,
    ) -> None:
        self._header = header
        self._findings = findings
        self._today = today
        self._fiscal_year = fiscal_year
        self._required = required
        parsers = _parsers(today)
        self._columns = [
            _Column(name, header.heading_of(name), header.positions[name], parsers[name])
            for name in HEADINGS
            if name in header.positions
        ]
        self.identities: list[Identity] = []
        self._nameless = [place for place, heading in enumerate(header.written) if not heading]

    def read(self, number: int, cells: Sequence[Cell]) -> Entry | None:
        """The entry of a row, or None when something in it is refused."""
        refusals = self._findings.refusals
        values: dict[str, Any] = {}
        for column in self._columns:
            cell = cells[column.place]
            value = column.plain.get(cell, _UNKNOWN)
            if value is _UNKNOWN:
                value = self._read_cell(number, column, cell)
            if value is not _UNKNOWN:
                values[column.identifier] = value
        self.identities.append(Identity(number, values.get("code"), values.get("name"), values.get("division")))
        self._refuse_nameless(number, cells)
        self._join(number, cells, values)
        if self._findings.refusals > refusals or not self._required.issubset(values):
            return None
        return Entry(**values) if "code" in values else Entry(code="", **values)

    def _read_cell(self, number: int, column: _Column, cell: Cell) -> Any:
        result = column.read(cell)
        if isinstance(result, Notice):
            self._findings.refuse(number, column.heading, shown_cell(cell), result)
            return _UNKNOWN
        for notice in result.notices:
            self._findings.warn(number, column.heading, shown_cell(cell), notice)
        return result.value

    def _join(self, number: int, cells: Sequence[Cell], values: dict[str, Any]) -> None:
        columns = self._header.positions
        if rules.lacks_year(values, columns):
            if self._fiscal_year is None:
                self._remark(self._findings.refuse, number, cells, ("volume_fiscal_year", rules.year_missing(columns)))
            else:
                values["volume_fiscal_year"] = self._fiscal_year
                taken = rules.year_taken(self._fiscal_year)
                self._remark(self._findings.warn, number, cells, ("volume_fiscal_year", taken))
        for remark in rules.contradictions(values, columns):
            self._remark(self._findings.refuse, number, cells, remark)
        for remark in rules.doubts(values, self._today):
            self._remark(self._findings.warn, number, cells, remark)

    def _remark(self, note: Note, number: int, cells: Sequence[Cell], remark: rules.Remark) -> None:
        identifier, notice = remark
        place = self._header.positions.get(identifier)
        note(number, self._header.heading_of(identifier), None if place is None else shown_cell(cells[place]), notice)

    def _refuse_nameless(self, number: int, cells: Sequence[Cell]) -> None:
        """A value under no heading may be one that has slipped out of its column."""
        for place in self._nameless:
            cell = cells[place]
            if not isinstance(cell, str) or heading_key(cell):
                letters = column_letters(place + 1)
                self._findings.refuse(number, None, shown_cell(cell), _under_no_heading(letters))


def _under_no_heading(letters: str) -> Notice:
    return Notice(
        f"見出しのない列（{letters}列）に値があります。値を正しい列に移すか、列に見出しを付けてください。",
        f"Column {letters} has a value but no heading. Move the value, or give the column a heading.",
    )
