"""Reading a list of counts of a year (年間受付件数): CSV, TSV or Excel, a row per procedure. Nothing is stored here.

The list is kept by people for people: titles above the headings are left out, headings stand in any order, and one may
name the year (令和6年度受付件数). What a count is, is never guessed.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path

from tracker.domain.catalogue import HEADINGS
from tracker.domain.errors import Refused
from tracker.domain.fiscal import parse_fiscal_year, tidy
from tracker.importing import count_notices as said
from tracker.importing import list_notices as notices
from tracker.importing.count_rows import CountRow, CountRowReader, Years
from tracker.importing.files import open_table
from tracker.importing.filled import NO_ROWS, Progress, filled_rows, ragged, while_readable
from tracker.importing.findings import Findings
from tracker.importing.headings import (
    Header,
    Layout,
    first_text,
    heading_key,
    identifiers,
    is_blank,
    title_skipped,
)
from tracker.importing.limits import HEADER_SEARCH, MAX_COLUMNS
from tracker.importing.manner import Manner
from tracker.importing.oddities import note_oddities
from tracker.importing.problem import CannotReadOn, Problem, shown
from tracker.importing.strays import refuse_stray
from tracker.importing.table import Cell, NumberedRow, Table

_WORDS = {
    "code": ("手続ID", "code"),
    "name": ("手続名", "手続名称", "name"),
    "department": ("部", "department"),
    "division": ("所管課", "課", "division"),
    "annual_cases": ("年間受付件数", "年間件数", "受付件数", "総件数", "総手続件数", "件数", "annual_cases"),
    "online_cases": ("オンライン手続件数", "オンライン件数", "うちオンライン件数", "うちオンライン", "online_cases"),
    "volume_fiscal_year": ("件数年度", "年度", "volume_fiscal_year"),
    "volume_basis": ("件数区分", "volume_basis"),
}
_LEFT_OUT = frozenset(map(heading_key, ("備考", "note")))
COUNTS = Layout(
    {
        heading_key(word + unit): identifier
        for identifier, words in _WORDS.items()
        for word in words
        for unit in (("", "（件）") if identifier.endswith("_cases") else ("",))
    },
    ("annual_cases",),
)
_WITH_YEAR = re.compile(r"(?P<year>[^年]{1,12}年度)の?(?P<rest>.+)")


@dataclass(frozen=True, slots=True)
class CountsReading:
    """What a list says. ``rows`` are those without a problem; with any problem the list as a whole is refused.

    ``columns``: the identifiers of the columns that it has. ``encoding`` and ``sheet``: as of a catalogue file.
    """

    rows: tuple[CountRow, ...]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    encoding: str
    sheet: str
    columns: frozenset[str] = frozenset()

    @property
    def accepted(self) -> bool:
        """Whether the list may be taken in."""
        return not self.problems


def read_counts(
    path: Path,
    *,
    today: date,
    fiscal_year: int | None,
    sheet: str | None = None,
    progress: Progress | None = None,
) -> CountsReading:
    """Read a list and check every cell; whatever is wrong with it is among the problems.

    ``fiscal_year``: of counts that state none. ``progress``: told now and then how many rows have been read.
    """
    findings = Findings()
    try:
        table = open_table(path, sheet, COUNTS)
    except CannotReadOn as stop:
        return CountsReading((), (stop.problem,), (), "", "")
    rows, columns = _read(table, findings, Years(today, fiscal_year), progress)
    return CountsReading(rows, findings.problems(), findings.warnings(), table.encoding, table.sheet, columns)


def read_counts_file(path: Path, manner: Manner, today: date, progress: Progress | None = None) -> CountsReading:
    """The same in the manner that an officer chose."""
    return read_counts(path, today=today, fiscal_year=manner.fiscal_year, sheet=manner.sheet, progress=progress)


def _read(
    table: Table, findings: Findings, years: Years, progress: Progress | None
) -> tuple[tuple[CountRow, ...], frozenset[str]]:
    readable = while_readable(table, findings)
    header, years, read_ahead = _find_header(readable, years, findings)
    if header is None:
        return (), frozenset()
    note_oddities(table.oddities, header, findings)
    filled = filled_rows(chain(read_ahead, readable), findings, progress)
    rows = tuple(_rows(filled, table, CountRowReader(header, findings, years), findings))
    if not rows and not findings.refusals:
        findings.refuse(None, None, None, NO_ROWS)
    return rows, frozenset(header.positions)


def _rows(
    filled: Iterable[NumberedRow], table: Table, reader: CountRowReader, findings: Findings
) -> Iterator[CountRow]:
    width = len(reader.header.written)
    for number, cells in filled:
        if table.ragged and len(cells) != width:
            findings.refuse(number, None, None, ragged(len(cells), width))
        elif not refuse_stray(number, cells, reader.header, findings, may_stand_alone=("code", "name")):
            row = reader.read(number, cells)
            if row is not None:
                yield row


def _find_header(
    rows: Iterator[NumberedRow], years: Years, findings: Findings
) -> tuple[Header | None, Years, list[NumberedRow]]:
    """The row of headings with the year that it names, and the rows read beyond it while looking."""
    ahead: list[NumberedRow] = []
    for number, cells in rows:
        if is_blank(cells):
            continue
        ahead.append((number, cells))
        if _is_complete(identifiers(_without_years(cells)[0], COUNTS)) or len(ahead) == HEADER_SEARCH:
            break
    found = [identifiers(_without_years(cells)[0], COUNTS) for _number, cells in ahead]
    if not any(any(each) for each in found):
        if not findings.refusals:
            findings.refuse(None, None, None, said.NO_HEADINGS if ahead else said.EMPTY)
        return None, years, []
    place = max(range(len(found)), key=lambda at: (_is_complete(found[at]), len({*found[at]} - {None}), -at))
    number, cells = ahead[place]
    for above, title in ahead[:place]:
        findings.warn(above, None, first_text(title), title_skipped(number))
    header = _header(number, cells, found[place], findings)
    return header, _named_year(number, cells, years, findings), ahead[place + 1 :]


def _is_complete(names: Sequence[str | None]) -> bool:
    return "annual_cases" in names and ("code" in names or "name" in names)


def _header(number: int, cells: Sequence[Cell], names: Sequence[str | None], findings: Findings) -> Header | None:
    """The heading row, None where it cannot be read by."""
    known = findings.refusals
    if len(cells) > MAX_COLUMNS:
        findings.refuse(number, None, None, said.too_wide(len(cells)))
    if "annual_cases" not in names:
        findings.refuse(number, HEADINGS["annual_cases"], None, notices.missing(HEADINGS["annual_cases"]))
    if "code" not in names and "name" not in names:
        findings.refuse(number, HEADINGS["code"], None, said.NO_CODE_AND_NO_NAME)
    written = tuple(cell.strip() if isinstance(cell, str) else "" for cell in cells)
    for name, heading in zip(names, written, strict=True):
        if name is not None and names.count(name) > 1:
            findings.refuse(number, shown(heading), None, said.twice(HEADINGS[name]))
        elif name is None and heading:
            _note_unknown(number, heading, findings)
    positions = {name: place for place, name in enumerate(names) if name is not None}
    return Header(number, positions, written) if findings.refusals == known else None


def _note_unknown(number: int, heading: str, findings: Findings) -> None:
    """A column that is not taken; one that may hold counts is asked about instead."""
    key = heading_key(heading)
    if key not in _LEFT_OUT and ("件数" in key or "オンライン" in key or "cases" in key):
        findings.refuse(number, shown(heading), None, said.MAY_BE_COUNTS)
    else:
        findings.warn(number, shown(heading), None, said.LEFT_OUT)


def _without_years(cells: Sequence[Cell]) -> tuple[list[str], set[int]]:
    """The headings without the fiscal year that stands before one of counts, and the years that were there."""
    texts, years = [], set()
    for cell in cells:
        text = cell if isinstance(cell, str) else ""
        match = _WITH_YEAR.fullmatch(tidy(text))
        if match and COUNTS.columns.get(heading_key(match["rest"]), "").endswith("_cases"):
            try:
                years.add(parse_fiscal_year(match["year"]))
                text = match["rest"]
            except Refused:
                pass
        texts.append(text)
    return texts, years


def _named_year(number: int, cells: Sequence[Cell], years: Years, findings: Findings) -> Years:
    """The year of the headings, where they name one and only one and nothing else was given."""
    named = _without_years(cells)[1]
    given = {years.given} if years.given is not None else set()
    if len(named | given) > 1:
        findings.refuse(number, HEADINGS["volume_fiscal_year"], None, said.several_years(sorted(named), years.given))
    return Years(years.today, next(iter(named | given), None))
