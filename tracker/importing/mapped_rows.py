"""The rows of somebody's own list as rows of a catalogue, as the mapping says; nothing in the file is edited for it."""

from collections.abc import Iterable, Iterator, Sequence

from tracker.domain.catalogue import HEADINGS
from tracker.domain.column_mapping import ColumnMapping
from tracker.domain.procedure import VolumeBasis
from tracker.domain.status import OnlineStatus
from tracker.domain.vocabulary import name_of
from tracker.importing import row_kinds as kinds
from tracker.importing.assignment import COUNTS, Assignment
from tracker.importing.code_lists import STATUS_MARKS, STATUSES, label_key
from tracker.importing.filled import ragged
from tracker.importing.findings import Findings, Notice
from tracker.importing.heading_rows import Headings
from tracker.importing.headings import heading_key
from tracker.importing.memory import Memory
from tracker.importing.merged_cells import MergedCells
from tracker.importing.problem import shown
from tracker.importing.rounded import NOT_ALLOWED, TAKEN, UNIT_REMOVED, rounded
from tracker.importing.table import Cell, Faulty, NumberedRow, Table, column_letters, shown_cell

_DITTO = frozenset(map(heading_key, ("〃", "々", "同上", "″", '"')))


class MappedRows:
    """Goes through the rows under the headings."""

    def __init__(
        self, headings: Headings, assignment: Assignment, mapping: ColumnMapping, table: Table, findings: Findings
    ) -> None:
        self._assignment = assignment
        self._mapping = mapping
        self._findings = findings
        self._width = len(headings.written)
        self._is_ragged = table.ragged
        self._headings = [kinds.ways_to_write(heading) for heading in headings.written]
        self._name = assignment.places.get("name")
        self._nameless = [
            place
            for place, heading in enumerate(headings.written)
            if not heading and place not in {*assignment.places.values(), *assignment.left_out}
        ]
        self._carried = sorted(
            assignment.places[name] for name in set(mapping.carried_down) if name in assignment.places
        )
        self._held: dict[int, Cell] = {}
        self._merged = MergedCells(table.oddities.merges, assignment.places, self._carried)
        self._columns = [_Column(name, assignment, mapping) for name in assignment.header.positions]

    def rows(self, numbered: Iterable[NumberedRow]) -> Iterator[NumberedRow]:
        """Row by row: what is no procedure is left out or refused, the rest is put in the order of the header."""
        for number, found in numbered:
            cells = [*found, *[""] * (self._width - len(found))]
            filled = kinds.filled_places(cells)
            if self._is_aside(number, cells, filled):
                continue
            if self._is_ragged and len(found) != self._width:
                self._findings.refuse(number, None, None, ragged(len(found), self._width))
                continue
            self._refuse_nameless(number, cells)
            self._merged.refuse(number, self._assignment.header, self._findings)
            yield number, self._translated(number, self._carry_down(cells))

    def _is_aside(self, number: int, cells: Sequence[Cell], filled: Sequence[int]) -> bool:
        """Whether a row is no procedure; said so, or refused where it may only be left out on request."""
        only = filled[0] if len(filled) == 1 else None
        if kinds.is_total(cells, filled, self._name):
            wanted = self._mapping.without_totals
            label = shown_cell(cells[filled[0]])
            (self._findings.warn if wanted else self._findings.refuse)(
                number, None, label, kinds.TOTALS_LEFT_OUT if wanted else kinds.A_TOTAL
            )
        elif kinds.repeats(cells, filled, self._headings):
            self._findings.warn(number, None, None, kinds.HEADINGS_AGAIN)
        elif only is not None and self._is_beside(cells[only], only):
            self._findings.warn(number, None, shown_cell(cells[only]), kinds.A_NOTE)
        elif only is not None and only in self._carried:
            self._carry_down(cells)
            self._findings.warn(number, None, shown_cell(cells[only]), kinds.HEAD_OF_BLOCK)
        else:
            return False
        return True

    def _is_beside(self, cell: Cell, place: int) -> bool:
        """Whether the only cell of a row is a note: by its words, or because nothing of its column is read."""
        return kinds.is_note(cell) or place not in self._assignment.places.values()

    def _carry_down(self, cells: Sequence[Cell]) -> Sequence[Cell]:
        """The row with what the blocks that it belongs to say; a new block ends those of the columns right of it."""
        if not self._carried:
            return cells
        row = list(cells)
        for place in self._carried:
            cell = row[place]
            if kinds.is_empty(cell) or (isinstance(cell, str) and heading_key(cell) in _DITTO):
                row[place] = self._held.get(place, "")
            else:
                for right in self._carried:
                    if right > place:
                        self._held.pop(right, None)
                self._held[place] = cell
        return row

    def _refuse_nameless(self, number: int, cells: Sequence[Cell]) -> None:
        for place in self._nameless:
            if not kinds.is_empty(cells[place]):
                self._findings.refuse(number, None, shown_cell(cells[place]), _under_no_heading(place))

    def _translated(self, number: int, cells: Sequence[Cell]) -> Sequence[Cell]:
        row, is_rounded = [], False
        for column in self._columns:
            cell, notice = column.read(cells)
            is_rounded |= notice is TAKEN
            if notice is not None and column.place is not None:
                self._findings.warn(number, column.heading, shown_cell(cells[column.place]), notice)
            row.append(cell)
        if is_rounded:
            row[self._assignment.header.positions["volume_basis"]] = _APPROXIMATE
        return row


_APPROXIMATE = name_of(VolumeBasis.APPROXIMATE)
_Answer = tuple[Cell, Notice | None]
"""The cell to read, and what to point out about it. What is refused is a faulty cell."""


class _Column:
    """A column of the header: where its cells come from, and what they mean. ``place`` is None for a constant."""

    def __init__(self, name: str, assignment: Assignment, mapping: ColumnMapping) -> None:
        self.heading = assignment.header.heading_of(name)
        self.place = assignment.places.get(name)
        self._constant = assignment.constants.get(name, "")
        self._words = {label_key(found): meant for found, meant in mapping.words.get(name, {}).items()}
        self._is_count = name in COUNTS
        self._is_status = name == "online_status"
        self._rounded = mapping.rounded_counts
        self._answers = Memory(self._answer)

    def read(self, cells: Sequence[Cell]) -> _Answer:
        """What a row says in this column."""
        if self.place is None:
            return self._constant, None
        cell = cells[self.place]
        if self._words or self._is_count or self._is_status:
            return self._answers[cell]
        return cell, None

    def _answer(self, cell: Cell) -> _Answer:
        if not isinstance(cell, str):
            return cell, None
        if (meant := self._words.get(label_key(cell))) is not None:
            return meant, None
        if self._is_status:
            return _status(cell)
        if self._is_count and (count := rounded(cell)):
            if not self._rounded:
                return Faulty(cell, NOT_ALLOWED.ja, NOT_ALLOWED.en), None
            return count.digits, UNIT_REMOVED if count.exact else TAKEN
        return cell, None


def _status(text: str) -> _Answer:
    """A status by its name or code stays what it is, a mark is read as everybody means it."""
    if not heading_key(text) or STATUSES.find(text) is not None:
        return text, None
    if (found := STATUS_MARKS.find(text)) is not None:
        return name_of(found), _read_as(text, found)
    return Faulty(text, *_unknown_word(text)), None


def _read_as(mark: str, status: OnlineStatus) -> Notice:
    ja, en = name_of(status), name_of(status, "en")
    return Notice(f"「{mark}」を「{ja}」と読み取りました。", f"“{mark}” was read as “{en}”.", gathered=True)


def _unknown_word(text: str) -> tuple[str, str]:
    found = shown(text)
    return (
        f"「{found}」が何を表すかが決まっていません。この語や印が表す「{HEADINGS['online_status']}」を指定してください。",
        f"It is not said what “{found}” means. Say which status this word or mark stands for.",
    )


def _under_no_heading(place: int) -> Notice:
    letters = column_letters(place + 1)
    return Notice(
        f"見出しのない列（{letters}列）に値があります。この列を割り当てるか、取り込まないことにしてください。",
        f"Column {letters} has a value but no heading. Assign the column, or leave it out.",
        gathered=True,
    )
