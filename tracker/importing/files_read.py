"""Reading a list of procedures in whatever layout it has, as an officer said or as its headings show."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, islice
from pathlib import Path

from tracker.domain.catalogue import HEADINGS
from tracker.domain.column_mapping import ColumnMapping
from tracker.importing.assignment import OPEN, REQUIRED, TO_MAP, assign
from tracker.importing.catalogue import EMPTY, Reading, Row, Wishes, read_table, rows_read
from tracker.importing.duplicates import note_duplicates
from tracker.importing.files import open_table
from tracker.importing.filled import NO_ROWS, Progress, filled_rows, ragged, while_readable
from tracker.importing.findings import Findings
from tracker.importing.heading_rows import Headings
from tracker.importing.headings import Header, title_skipped, too_wide
from tracker.importing.layouts import NO_HEADINGS
from tracker.importing.limits import MAX_COLUMNS
from tracker.importing.look import Look
from tracker.importing.manner import LayoutName, Manner
from tracker.importing.mapped_rows import MappedRows
from tracker.importing.national_survey import SurveyRows
from tracker.importing.oddities import note_unseen
from tracker.importing.problem import CannotReadOn
from tracker.importing.rows import RowReader
from tracker.importing.sheet_choice import HEAD, SheetChoice
from tracker.importing.source_list import ListRows
from tracker.importing.table import NumberedRow, Table


def read_file(path: Path, manner: Manner, today: date, progress: Progress | None = None) -> Reading:
    """Read a file and check every cell; whatever is wrong with it is among the problems.

    ``progress`` is told now and then how many rows are read. A file in a layout of its own needs a mapping: without
    one ``needs_mapping`` is true of what comes back.
    """
    findings, choice = Findings(), SheetChoice(manner)
    try:
        table = open_table(path, manner.sheet, choose=choice)
    except CannotReadOn as stop:
        return Reading((), frozenset(), (stop.problem,), (), "", "")
    rows = while_readable(table, findings)
    head = list(islice(rows, HEAD))
    table = replace(table, rows=chain(head, rows))
    found = choice.recognised(head, table.oddities)
    if found.layout is LayoutName.CATALOGUE:
        wishes = Wishes(today, manner.fiscal_year, manner.allow_unknown_columns, progress)
        return read_table(table, findings, wishes)
    own = _Own(table, manner, findings, today, progress)
    if found.headings is None:
        if not findings.refusals:
            findings.refuse(None, None, None, NO_HEADINGS if head else EMPTY)
    elif len(found.headings.written) > MAX_COLUMNS:
        findings.refuse(found.headings.row, None, None, too_wide(len(found.headings.written)))
    elif found.layout is LayoutName.NATIONAL_SURVEY:
        return own.survey(found.headings)
    elif found.layout is LayoutName.SOURCE_LIST:
        return own.list(found.headings)
    elif manner.mapping is not None and manner.mapping.columns:
        return own.mapped(found.headings, manner.mapping)
    else:
        findings.refuse(found.headings.row, None, None, TO_MAP)
    return own.reading((), frozenset())


def needs_mapping(found: Reading | Look) -> bool:
    """Whether the columns of a file have to be assigned first: nothing else can be said of it before."""
    if isinstance(found, Look):
        is_open = any(column.identifier is None for column in found.columns)
        return found.problem is None and (found.layout is None or (found.layout is LayoutName.MAPPED and is_open))
    open_ = {notice.ja for notice in OPEN}
    return any(problem.ja in open_ for problem in found.problems)


@dataclass(slots=True)
class _Own:
    """Reads a table that has its own layout."""

    table: Table
    manner: Manner
    findings: Findings
    today: date
    progress: Progress | None

    def survey(self, headings: Headings) -> Reading:
        """The national survey; procedures of one ministry may have one name."""
        survey = SurveyRows(headings, self.manner, self.findings)
        below = self._even(self._below(headings), len(headings.written))
        return self._read(survey.header, survey.rows(below), headings, REQUIRED | {"code"}, names_repeat=True)

    def list(self, headings: Headings) -> Reading:
        """A printed or typed list of procedures."""
        printed = ListRows(headings, self.manner, self.findings)
        rows = printed.rows(self._below(headings))
        return replace(self._read(printed.header, rows, headings, REQUIRED), columns=printed.columns)

    def mapped(self, headings: Headings, mapping: ColumnMapping) -> Reading:
        """A list in somebody's own layout. It is read only once every column is assigned."""
        manner = self.manner
        allowed = manner.allow_unknown_columns
        assignment = assign(headings, mapping, manner.fiscal_year, self.findings, allow_unknown=allowed)
        if self.findings.refusals:
            return self.reading((), frozenset())
        rows = MappedRows(headings, assignment, mapping, self.table, self.findings).rows(self._below(headings))
        header = assignment.header
        places = {place: header.heading_of(name) for name, place in assignment.places.items()}
        note_unseen(self.table.oddities, headings.row, places, self.findings)
        return self._read(header, rows, headings, REQUIRED | ({"code"} & header.positions.keys()))

    def _read(
        self,
        header: Header,
        rows: Iterable[NumberedRow],
        headings: Headings,
        required: frozenset[str],
        *,
        names_repeat: bool = False,
    ) -> Reading:
        for row, text in headings.titles:
            self.findings.warn(row, None, text, title_skipped(headings.row))
        reader = RowReader(header, self.findings, self.today, self.manner.fiscal_year, required)
        found = tuple(rows_read(rows, reader))
        if not found and not self.findings.refusals:
            self.findings.refuse(None, None, None, NO_ROWS)
        note_duplicates(reader.identities, self.findings, header.heading_of, names_repeat=names_repeat)
        own = {HEADINGS[name]: header.heading_of(name) for name in header.positions}
        return replace(self.reading(found, frozenset(header.positions)), headings=own)

    def _below(self, headings: Headings) -> Iterator[NumberedRow]:
        rows = ((number, cells) for number, cells in self.table.rows if number > headings.row)
        return filled_rows(rows, self.findings, self.progress)

    def _even(self, rows: Iterable[NumberedRow], width: int) -> Iterator[NumberedRow]:
        """The rows that are as long as the headings; in a text file others have slipped."""
        for number, cells in rows:
            if self.table.ragged and len(cells) != width:
                self.findings.refuse(number, None, None, ragged(len(cells), width))
            else:
                yield number, cells

    def reading(self, rows: tuple[Row, ...], columns: frozenset[str]) -> Reading:
        """What came of it."""
        findings = self.findings
        return Reading(rows, columns, findings.problems(), findings.warnings(), self.table.encoding, self.table.sheet)
