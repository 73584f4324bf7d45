"""Finding the heading row of a table, and matching its cells with the columns of a file's layout."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.domain.catalogue import COLUMNS, HEADINGS
from tracker.domain.fiscal import tidy
from tracker.domain.labels import number as printed
from tracker.domain.procedure import INVISIBLE
from tracker.importing.findings import Findings, Notice
from tracker.importing.limits import HEADER_SEARCH, MAX_COLUMNS
from tracker.importing.problem import shown
from tracker.importing.table import Cell, NumberedRow, column_letters


def heading_key(text: str) -> str:
    """What a heading is matched by: NFKC, without white space and zero-width characters, in one case.

    Of a text that is far too long for a heading the beginning counts.
    """
    return _key(text[:_LONGEST]) or _key(text[_LONGEST:])


def _key(text: str) -> str:
    return tidy(text.translate(INVISIBLE)).casefold()


_LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class Layout:
    """The headings that a kind of table is known by: the column that each key names, and the columns it must have."""

    columns: Mapping[str, str]
    required: tuple[str, ...]


CATALOGUE = Layout(
    {heading_key(name): column.identifier for column in COLUMNS for name in (column.heading, column.identifier)},
    tuple(column.identifier for column in COLUMNS if column.required),
)
REQUIRED = frozenset(CATALOGUE.required)


def identifiers(cells: Sequence[Cell], layout: Layout = CATALOGUE) -> list[str | None]:
    """For each cell of a heading row the column that it names."""
    return [layout.columns.get(heading_key(cell)) if isinstance(cell, str) else None for cell in cells]


def heading_score(cells: Sequence[Cell], layout: Layout = CATALOGUE) -> int:
    """How many different columns of its layout a row names."""
    return len({name for name in identifiers(cells, layout) if name})


def names_all_required(cells: Sequence[Cell], layout: Layout = CATALOGUE) -> bool:
    """Whether a row names every required column."""
    return set(layout.required).issubset(identifiers(cells, layout))


@dataclass(frozen=True, slots=True)
class Header:
    """The heading row: its number, where each column stands (from 0), and every heading as written.

    ``own``: the file has headings of its own, and is spoken of by them.
    """

    row: int
    positions: dict[str, int]
    written: tuple[str, ...]
    own: bool = False

    def heading_of(self, identifier: str) -> str:
        """What a column is called when it is spoken of."""
        place = self.positions.get(identifier) if self.own else None
        return HEADINGS[identifier] if place is None else shown(self.written[place])

    def heading_at(self, position: int) -> str | None:
        """The heading of a place in the row: the catalogue's own where it is known, None where there is none."""
        for identifier, place in self.positions.items():
            if place == position:
                return HEADINGS[identifier]
        return shown(self.written[position]) or None if position < len(self.written) else None


def is_blank(cells: Sequence[Cell]) -> bool:
    """Whether a row is empty throughout; white space is nothing."""
    return not any(cells) or all(isinstance(cell, str) and not heading_key(cell) for cell in cells)


def find_header(rows: Iterator[NumberedRow], findings: Findings) -> tuple[Header | None, list[NumberedRow]]:
    """The heading row, None in a table without any known heading, and the rows read beyond it while looking."""
    read: list[NumberedRow] = []
    for number, cells in rows:
        if is_blank(cells):
            continue
        read.append((number, cells))
        if names_all_required(cells) or len(read) == HEADER_SEARCH:
            break
    scores = [heading_score(cells) for _, cells in read]
    if not any(scores):
        return None, read
    place = scores.index(max(scores))
    complete = names_all_required(read[place][1])
    for number, cells in read[:place]:
        if complete:
            findings.warn(number, None, first_text(cells), title_skipped(read[place][0]))
        else:
            findings.refuse(number, None, first_text(cells), _title_above(read[place][0]))
    return _header(*read[place], findings), read[place + 1 :]


def first_text(cells: Sequence[Cell]) -> str:
    """What a row is named by where it is spoken of."""
    return next((shown(cell) for cell in cells if isinstance(cell, str) and heading_key(cell)), "")


def _header(number: int, cells: Sequence[Cell], findings: Findings) -> Header | None:
    if len(cells) > MAX_COLUMNS:
        findings.refuse(number, None, None, too_wide(len(cells)))
        return None
    positions: dict[str, int] = {}
    for position, identifier in enumerate(identifiers(cells)):
        if identifier is None:
            continue
        if identifier in positions:
            findings.refuse(number, HEADINGS[identifier], None, _twice(positions[identifier], position))
        else:
            positions[identifier] = position
    for column in COLUMNS:
        if column.required and column.identifier not in positions:
            findings.refuse(number, column.heading, None, _missing(column.heading))
    return Header(number, positions, tuple(cell.strip() if isinstance(cell, str) else "" for cell in cells))


def note_unknown(header: Header, findings: Findings, *, allowed: bool) -> None:
    """Refuse the columns that the format does not know, or warn that they are left out."""
    known = {*header.positions.values()}
    for position, heading in enumerate(header.written):
        key = heading_key(heading)
        if position in known or not key or key in CATALOGUE.columns:
            continue
        (findings.warn if allowed else findings.refuse)(
            header.row, shown(heading), None, _LEFT_OUT if allowed else _unknown(heading)
        )


def too_wide(columns: int) -> Notice:
    """More columns than are read."""
    return Notice(
        f"列が{printed(columns)}列あります。{MAX_COLUMNS}列までにしてください。",
        f"There are {printed(columns)} columns. Keep to {MAX_COLUMNS}.",
    )


def _title_above(header_row: int) -> Notice:
    return Notice(
        f"見出しの行（{header_row}行目）より上に表題などの行があります。この行を削除し、見出しを1行目にしてください。",
        f"This row stands above the headings (row {header_row}). Delete it, so that the headings come first.",
    )


def title_skipped(header_row: int) -> Notice:
    """A row above the headings that is not read."""
    return Notice(
        f"見出しの行（{header_row}行目）より上にある表題などの行として、読み飛ばしました。",
        f"This row stands above the headings (row {header_row}) and was skipped.",
    )


def _twice(first: int, second: int) -> Notice:
    places = column_letters(first + 1), column_letters(second + 1)
    return Notice(
        f"この見出しの列が2つあります（{places[0]}列と{places[1]}列）。どちらかを削除してください。",
        f"Two columns have this heading ({places[0]} and {places[1]}). Delete one of them.",
    )


def _missing(heading: str) -> Notice:
    return Notice(
        f"必要な列「{heading}」がありません。見出しに「{heading}」の列を加えてください。",
        f"The required column “{heading}” is missing. Add it.",
    )


_LEFT_OUT = Notice("台帳の形式にない列なので、取り込みません。", "The format has no such column: it is left out.")


def _unknown(heading: str) -> Notice:
    key = heading_key(heading)
    near = next(
        (
            column.heading
            for column in COLUMNS
            if len(column.heading) > 1 and (column.heading in key or (len(key) > 2 and key in column.heading))
        ),
        "",
    )
    hint = f"「{near}」の列であれば、見出しを直してください。" if near else ""
    return Notice(
        f"台帳の形式にない見出しです。{hint}取り込まない列であれば、列を削除するか、取り込まないことを指定してください。",
        "The format has no such column. "
        + (f"If it is “{near}”, correct the heading. " if near else "")
        + "Otherwise delete the column, or say that it is to be left out.",
    )
