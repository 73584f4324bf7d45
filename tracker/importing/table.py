"""A table as every kind of file delivers it: rows of cells, and what else a workbook told about them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from tracker.domain.fiscal import Period
from tracker.importing.problem import shown


@dataclass(frozen=True, slots=True)
class Faulty:
    """A cell that holds no value that can be read: an error value, a formula that was never calculated."""

    found: str
    ja: str
    en: str


Cell = str | bool | Period | Faulty
"""Text files hold text only. Numbers of a workbook arrive as text, its dates as a day or a month."""


NumberedRow = tuple[int, Sequence[Cell]]
"""A row's number as a spreadsheet counts (the first is 1), and its cells."""


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged area: its name (A5:A7) and its corners, rows and columns counted from 1."""

    area: str
    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Formulas:
    """How many formulas with a stored value a column holds, and the row of the first."""

    first_row: int
    count: int = 0


@dataclass(slots=True)
class Oddities:
    """What a sheet holds besides values. Rows and columns are counted from 1; hidden rows are those with values."""

    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    merges: list[Merge] = field(default_factory=list)
    formulas: dict[int, Formulas] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows, read one by one.

    ``ragged``: rows may differ in length because a separator is missing or too many, which is refused.
    """

    encoding: str
    sheet: str
    rows: Iterator[NumberedRow]
    ragged: bool
    oddities: Oddities = field(default_factory=Oddities)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet and its rows from the first; none where it was not looked into."""

    name: str
    hidden: bool
    rows: tuple[NumberedRow, ...]
    oddities: Oddities = field(default_factory=Oddities)


Choose = Callable[[tuple[Sheet, ...]], str]
"""Says which of the sheets is to be read, by their first rows. Raises ``CannotReadOn``."""


def shown_cell(cell: Cell) -> str:
    """What was found in a cell, for printing."""
    if isinstance(cell, str):
        return shown(cell)
    if isinstance(cell, bool):
        return str(cell).upper()
    return cell.first_day.isoformat() if isinstance(cell, Period) else shown(cell.found)


def column_letters(number: int) -> str:
    """The name of a column as a spreadsheet shows it: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """The number of a column by its letters: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
