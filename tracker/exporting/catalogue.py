"""The catalogue file, written: what a reader of catalogue files reads back as the same entries."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from tracker.domain import labels
from tracker.domain.catalogue import COLUMNS, Entry
from tracker.domain.fiscal import Period, Precision
from tracker.domain.procedure import VolumeBasis
from tracker.domain.vocabulary import channel_name, name_of
from tracker.exporting import table
from tracker.exporting.table import Kind, Table, csv_blocks, write_xlsx

DESIGNATED = "該当"
_SEPARATOR = ";"
_IN_CASES = {"annual_cases", "annual_cases_ceiling", "online_cases"}


def cells(entry: Entry) -> list[str | int | None]:
    """The cells of a row in the order of ``COLUMNS``, in Japanese. Not counted is an empty cell, never 0."""
    return [
        entry.code,
        entry.name,
        entry.department,
        entry.division,
        _SEPARATOR.join(name_of(theme) for theme in entry.themes),
        name_of(entry.procedure_type) if entry.procedure_type else "",
        _SEPARATOR.join(entry.life_events),
        entry.annual_cases,
        entry.annual_cases_ceiling,
        entry.online_cases,
        labels.fiscal_year(entry.volume_fiscal_year) if entry.volume_fiscal_year is not None else "",
        _basis(entry),
        name_of(entry.online_status),
        name_of(entry.online_scope) if entry.online_scope is not None else "",
        entry.online_on.isoformat() if entry.online_on else "",
        _planned_time(entry.planned_for),
        name_of(entry.barrier) if entry.barrier else "",
        _SEPARATOR.join(channel_name(code) for code in entry.channels),
        entry.url,
        _SEPARATOR.join(entry.national_lists),
        DESIGNATED if entry.designated else "",
        entry.legal_basis,
        entry.abolished_on.isoformat() if entry.abolished_on else "",
        entry.source,
        entry.note,
    ]


def write_catalogue_csv(entries: Iterable[Entry], leaving_out: Collection[str] = ()) -> Iterator[bytes]:
    """The file in blocks, so that a long catalogue never lies in memory as a whole, without some of the columns."""
    return csv_blocks(*_columns_and_rows(entries, leaving_out))


def write_catalogue_xlsx(entries: Iterable[Entry], leaving_out: Collection[str] = ()) -> bytes:
    """The same cells as an Excel file with one sheet."""
    return write_xlsx(Table("手続一覧", *_columns_and_rows(entries, leaving_out)))


def _columns_and_rows(entries: Iterable[Entry], leaving_out: Collection[str]) -> tuple[tuple[table.Column, ...], Any]:
    kept = [place for place, column in enumerate(COLUMNS) if column.identifier not in leaving_out]
    columns = tuple(
        table.Column(COLUMNS[place].heading, Kind.CASES if COLUMNS[place].identifier in _IN_CASES else Kind.TEXT)
        for place in kept
    )
    return columns, ([row[place] for place in kept] for row in map(cells, entries))


def _basis(entry: Entry) -> str:
    """How firm the count is; where there is no count, only what a reader would not assume by itself."""
    if entry.annual_cases is None and entry.volume_basis is VolumeBasis.FINAL:
        return ""
    return name_of(entry.volume_basis)


def _planned_time(planned_for: Period | None) -> str:
    if planned_for is None:
        return ""
    if planned_for.precision is Precision.DAY:
        return planned_for.first_day.isoformat()
    return labels.period(planned_for)
