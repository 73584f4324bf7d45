"""Reading a catalogue file (台帳): CSV, TSV or Excel, to entries in the rules' terms. Nothing is stored here."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain
from pathlib import Path

from tracker.domain.catalogue import HEADINGS, Entry
from tracker.importing.duplicates import note_duplicates
from tracker.importing.files import open_table
from tracker.importing.filled import NO_ROWS, Progress, filled_rows, ragged, while_readable
from tracker.importing.findings import Findings, Notice
from tracker.importing.headings import Header, find_header, note_unknown
from tracker.importing.oddities import note_oddities
from tracker.importing.problem import CannotReadOn, Problem
from tracker.importing.rows import RowReader
from tracker.importing.strays import refuse_stray
from tracker.importing.table import NumberedRow, Table


@dataclass(frozen=True, slots=True)
class Row:
    """A row that could be read, with its number as a spreadsheet counts."""

    number: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says. ``rows`` are those without a problem; with any problem the file as a whole is refused.

    ``columns``: the identifiers of the columns that the file has. ``encoding``: "UTF-8 (BOM)", "UTF-8", "CP932",
    "xlsx", or "" for a file that could not be opened. ``sheet``: "" for a text file. ``headings``: what a file with
    headings of its own calls the columns, by those of the catalogue.
    """

    rows: tuple[Row, ...]
    columns: frozenset[str]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    encoding: str
    sheet: str
    headings: Mapping[str, str] = field(default_factory=dict)

    @property
    def accepted(self) -> bool:
        """Whether the file may be taken in."""
        return not self.problems

    def in_its_words(self, problem: Problem) -> Problem:
        """What was found later about a row, under the heading that the file has."""
        heading = self.headings.get(problem.column or "")
        return replace(problem, column=heading) if heading else problem


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a catalogue file is read: see ``read_catalogue``."""

    today: date
    fiscal_year: int | None
    allow_unknown_columns: bool
    progress: Progress | None


def read_catalogue(
    path: Path,
    *,
    today: date,
    sheet: str | None = None,
    fiscal_year: int | None = None,
    allow_unknown_columns: bool = False,
    progress: Progress | None = None,
) -> Reading:
    """Read a catalogue file and check every cell; whatever is wrong with it is among the problems.

    ``sheet``: which one of a workbook, needed where several would do. ``fiscal_year``: the year of counts that state
    none. ``allow_unknown_columns``: leave out columns that the format does not have, with a warning.
    """
    try:
        table = open_table(path, sheet)
    except CannotReadOn as stop:
        return Reading((), frozenset(), (stop.problem,), (), "", "")
    return read_table(table, Findings(), Wishes(today, fiscal_year, allow_unknown_columns, progress))


def read_table(table: Table, findings: Findings, wishes: Wishes) -> Reading:
    """The same for a table that was opened already."""
    rows, columns = _read(table, findings, wishes)
    return Reading(rows, columns, findings.problems(), findings.warnings(), table.encoding, table.sheet)


def _read(table: Table, findings: Findings, wishes: Wishes) -> tuple[tuple[Row, ...], frozenset[str]]:
    readable = while_readable(table, findings)
    header, read_ahead = find_header(readable, findings)
    if header is None:
        if not findings.refusals:
            findings.refuse(None, None, None, _NO_HEADINGS if read_ahead else EMPTY)
        return (), frozenset()
    note_unknown(header, findings, allowed=wishes.allow_unknown_columns)
    note_oddities(table.oddities, header, findings)
    reader = RowReader(header, findings, wishes.today, wishes.fiscal_year)
    filled = filled_rows(chain(read_ahead, readable), findings, wishes.progress)
    rows = tuple(rows_read(_procedures(filled, table, header, findings), reader))
    if not rows and not findings.refusals:
        findings.refuse(None, None, None, NO_ROWS)
    note_duplicates(reader.identities, findings)
    return rows, frozenset(header.positions)


def _procedures(
    filled: Iterable[NumberedRow], table: Table, header: Header, findings: Findings
) -> Iterator[NumberedRow]:
    """The rows that can be a procedure; what is none is refused."""
    width = len(header.written)
    for number, cells in filled:
        if table.ragged and len(cells) != width:
            findings.refuse(number, None, None, ragged(len(cells), width))
        elif not refuse_stray(number, cells, header, findings):
            yield number, cells


def rows_read(numbered: Iterable[NumberedRow], reader: RowReader) -> Iterator[Row]:
    """The rows in which nothing is refused."""
    for number, cells in numbered:
        entry = reader.read(number, cells)
        if entry is not None:
            yield Row(number, entry)


EMPTY = Notice("ファイルが空です。", "The file is empty.")
_NO_HEADINGS = Notice(
    f"見出しの行が見つかりません。1行目に「{HEADINGS['code']}」「{HEADINGS['name']}」「{HEADINGS['division']}」などの"
    "見出しを入れてください。文字が化けている場合は、「CSV UTF-8（コンマ区切り）」で保存し直してください。",
    f"There is no row of headings. Put {HEADINGS['code']}, {HEADINGS['name']}, {HEADINGS['division']} and so on into "
    "the first row. If the text looks garbled, save the file as “CSV UTF-8”.",
)
