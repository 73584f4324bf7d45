"""The catalogue file, written: what a reader of catalogue files reads back as the same entries."""

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence

from tracker.domain import labels
from tracker.domain.catalogue import COLUMNS, HEADINGS, Entry
from tracker.domain.errors import Refused
from tracker.domain.fiscal import Period, Precision, tidy
from tracker.domain.procedure import VolumeBasis
from tracker.domain.vocabulary import channel_name, name_of
from tracker.exporting.cp932 import CannotHold, Unheld, replaced, unheld_in
from tracker.exporting.table import Column, Kind, Table, csv_blocks, write_xlsx

ALL = tuple(HEADINGS)
"""The identifiers of all columns in the order of the file."""
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


def write_catalogue_csv(entries: Iterable[Entry], columns: Sequence[str] = ALL) -> Iterator[bytes]:
    """The file in blocks, so that a long catalogue never lies in memory as a whole. UTF-8 with BOM.

    ``columns``: by their identifiers, in the order of the file.
    """
    return csv_blocks(_heads(columns), _rows(entries, columns))


def write_catalogue_cp932(
    entries: Iterable[Entry], columns: Sequence[str] = ALL, *, replacing: bool = False
) -> Iterator[bytes]:
    """The same in CP932. ``replacing``: what it does not hold is replaced.

    Otherwise raises ``CannotHold`` with every cell that it does not hold, before the first block is given out.
    """
    unheld: list[Unheld] = []
    rows = _held_rows(entries, columns, unheld)
    blocks = csv_blocks(_heads(columns), rows, "cp932")
    if not replacing:
        blocks = iter(list(blocks))
        if unheld:
            raise CannotHold(tuple(unheld))
    return blocks


def list_unheld(entries: Iterable[Entry], columns: Sequence[str] = ALL) -> tuple[Unheld, ...]:
    """Every cell that CP932 does not hold."""
    unheld: list[Unheld] = []
    deque(_held_rows(entries, columns, unheld), maxlen=0)
    return tuple(unheld)


def write_catalogue_xlsx(entries: Iterable[Entry], columns: Sequence[str] = ALL) -> bytes:
    """The same cells as an Excel file with one sheet."""
    return write_xlsx(Table("手続一覧", _heads(columns), _rows(entries, columns)))


def columns_named(names: Iterable[str]) -> tuple[str, ...]:
    """The identifiers of columns given by heading or identifier, each once. Raises ``Refused`` for what is none."""
    known = {_key(name): column.identifier for column in COLUMNS for name in (column.heading, column.identifier)}
    asked = [name for name in names if _key(name)]
    unknown = [name.strip() for name in asked if _key(name) not in known]
    if unknown or not asked:
        all_ja, all_en = "、".join(HEADINGS.values()), ", ".join(HEADINGS)
        raise Refused(
            f"台帳にない列です：{'、'.join(unknown) or '（指定なし）'}。次の列から選んでください：{all_ja}",
            f"No such column: {', '.join(unknown) or '(none given)'}. Choose from: {all_en}",
        )
    return tuple(dict.fromkeys(known[_key(name)] for name in asked))


def lacking_for_import(columns: Collection[str]) -> tuple[str, ...]:
    """The headings without which a file with these columns cannot be imported as it is."""
    return tuple(each.heading for each in COLUMNS if each.required and each.identifier not in columns)


def _key(name: str) -> str:
    return tidy(name).casefold()


def _heads(columns: Sequence[str]) -> tuple[Column, ...]:
    return tuple(Column(HEADINGS[name], Kind.CASES if name in _IN_CASES else Kind.TEXT) for name in columns)


def _rows(entries: Iterable[Entry], columns: Sequence[str]) -> Iterator[list[str | int | None]]:
    places = [ALL.index(name) for name in columns]
    return ([row[place] for place in places] for row in map(cells, entries))


def _held_rows(
    entries: Iterable[Entry], columns: Sequence[str], unheld: list[Unheld]
) -> Iterator[list[str | int | None]]:
    """The rows as CP932 holds them; every cell that it does not hold is added to the list."""
    places = [ALL.index(name) for name in columns]
    for number, entry in enumerate(entries, 2):
        every = cells(entry)
        row = [every[place] for place in places]
        for across, cell in enumerate(row):
            if isinstance(cell, str) and (characters := unheld_in(cell)):
                unheld.append(Unheld(number, entry.code, entry.name, HEADINGS[columns[across]], characters))
                row[across] = replaced(cell)
        yield row


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
