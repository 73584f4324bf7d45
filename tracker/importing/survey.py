"""Looking over a worksheet before its values are read: how far it reaches, and what its values do not show."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat

from tracker.domain.labels import number as printed
from tracker.importing.limits import HEADER_SEARCH, MAX_AREA, MAX_COLUMNS, MAX_ROWS
from tracker.importing.package import BROKEN
from tracker.importing.problem import CannotReadOn
from tracker.importing.sheet_xml import local, parse_xml
from tracker.importing.table import Faulty, Formulas, Merge, Oddities, column_letters, column_number

_LAST_ROW = MAX_ROWS + 10 * HEADER_SEARCH
"""Room for a heading, titles and empty rows around the rows of data."""


@dataclass(slots=True)
class Survey:
    """What was seen in a sheet. Cells are (row, column), counted from 1.

    ``faulty``: cells without a value that can be read; ``months``: cells that show a date as a month.
    """

    oddities: Oddities = field(default_factory=Oddities)
    faulty: dict[tuple[int, int], Faulty] = field(default_factory=dict)
    months: set[tuple[int, int]] = field(default_factory=set)
    last_row: int = 0
    last_column: int = 0


def survey_sheet(stream: IO[bytes], month_styles: frozenset[str]) -> Survey:
    """Go through the XML of a worksheet once. Raises ``CannotReadOn`` at the first cell beyond the limits."""
    surveyor = _Surveyor(month_styles)
    parse_xml(stream, surveyor.attach)
    surveyor.settle()
    return surveyor.survey


class _Surveyor:
    """The handlers of the XML parser, with the place they have come to."""

    def __init__(self, month_styles: frozenset[str]) -> None:
        self.survey = Survey()
        self._month_styles = month_styles
        self._row = self._column = 0
        self._row_number = self._kind = self._style = ""
        self._hidden = self._valued = False
        self._text: list[str] | None = None
        self._columns: dict[str, int] = {}
        self._handlers: dict[str, Callable[[dict[str, str]], None] | None] = {
            "row": self._on_row,
            "c": self._on_cell,
            "f": self._on_formula,
            "v": self._on_value,
            "is": self._on_value,
            "col": self._on_column,
            "mergeCell": self._on_merge,
        }

    def attach(self, parser: expat.XMLParserType) -> None:
        """Set the handlers of a parser."""
        self._parser = parser
        parser.StartElementHandler = self._start

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        try:
            handler = self._handlers[name]
        except KeyError:
            handler = self._handlers[name] = self._handlers.get(local(name))
        if handler is not None:
            handler(attributes)

    def _on_row(self, attributes: dict[str, str]) -> None:
        row = whole(attributes.get("r"), self._row + 1)
        if row <= self._row:
            raise CannotReadOn(*BROKEN)
        self.settle()
        self._row, self._column, self._row_number = row, 0, str(row)
        self._hidden = attributes.get("hidden") in _TRUE

    def _on_cell(self, attributes: dict[str, str]) -> None:
        if self._text is not None:
            self.settle()
        column = self._column_of(attributes["r"]) if "r" in attributes else self._column + 1
        if column <= self._column:
            raise CannotReadOn(*BROKEN)
        self._column = column
        self._kind = attributes.get("t", "")
        self._style = attributes.get("s", "")
        if self._kind == "e":
            self._listen()

    def _column_of(self, reference: str) -> int:
        letters = reference.removesuffix(self._row_number)
        column = self._columns.get(letters)
        if column is None:
            column = self._columns[letters] = _place(letters)
        return column

    def _on_formula(self, _: dict[str, str]) -> None:
        self._listen()

    def _on_value(self, _: dict[str, str]) -> None:
        self._reach()
        if self._style in self._month_styles:
            self.survey.months.add((self._row, self._column))
        if self._text is not None:
            self._valued = True
            self._text.clear()  # what was heard before is the formula itself

    def _reach(self) -> None:
        survey = self.survey
        if self._column > survey.last_column:
            survey.last_column = self._column
        if self._row > survey.last_row:
            survey.last_row = self._row
            if self._hidden:
                survey.oddities.hidden_rows.append(self._row)
        if survey.last_column > MAX_COLUMNS or survey.last_row > _LAST_ROW:
            raise CannotReadOn(*_too_far(f"{column_letters(self._column)}{self._row}"))
        if survey.last_row * survey.last_column > MAX_AREA:
            raise CannotReadOn(*_too_many_cells(survey))

    def _listen(self) -> None:
        self._text = []
        self._parser.CharacterDataHandler = self._text.append

    def settle(self) -> None:
        """A cell that was listened to is complete: an error, a formula with its value, or one without."""
        if self._text is None:
            return
        self._parser.CharacterDataHandler = None
        place, text = (self._row, self._column), "".join(self._text).strip()
        if self._kind == "e":
            self.survey.faulty[place] = Faulty(text if self._valued else "", *_ERROR)
        elif not self._valued or (not text and self._kind != "str"):
            self._reach()
            self.survey.faulty[place] = Faulty("", *_NOT_CALCULATED)
        else:
            self.survey.oddities.formulas.setdefault(self._column, Formulas(self._row)).count += 1
        self._text, self._valued = None, False

    def _on_column(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") in _TRUE:
            first = whole(attributes.get("min"), 1)
            last = min(whole(attributes.get("max"), first), MAX_COLUMNS)
            self.survey.oddities.hidden_columns.update(range(first, last + 1))

    def _on_merge(self, attributes: dict[str, str]) -> None:
        area = attributes.get("ref", "")
        match = _AREA.fullmatch(area)
        if match is None:
            raise CannotReadOn(*BROKEN)
        left, top, right, bottom = match.groups()
        merge = Merge(area, int(top), column_number(left), int(bottom), column_number(right))
        self.survey.oddities.merges.append(merge)


_TRUE = ("1", "true")
_AREA = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")
_LETTERS = re.compile("[A-Z]{1,3}")
_ERROR = (
    "エラー値が入っています。数式を直すか、値を入力してください。",
    "The cell holds an error value. Correct the formula, or enter the value.",
)
_NOT_CALCULATED = (
    "数式の計算結果が保存されていません。Excelで開いて上書き保存するか、値を入力してください。",
    "The formula was saved without its result. Open the file in Excel and save it, or enter the value.",
)


def _too_far(cell: str) -> tuple[str, str]:
    rows = printed(MAX_ROWS)
    return (
        f"シートが大きすぎます（{cell}に値があります）。{rows}行、{MAX_COLUMNS}列までにし、離れたセルの値は削除してください。",
        f"The sheet is too large: there is a value in {cell}. Keep to {rows} rows and {MAX_COLUMNS} columns, "
        "and delete what stands far from the table.",
    )


def _too_many_cells(survey: Survey) -> tuple[str, str]:
    rows, last = printed(MAX_AREA // survey.last_column), f"{column_letters(survey.last_column)}{survey.last_row}"
    return (
        f"シートが大きすぎます（A1から{last}まで）。この列数では{rows}行までです。"
        "使わない列を削除するか、「CSV UTF-8」で保存してください。",
        f"The sheet is too large (from A1 to {last}): with so many columns it can have {rows} rows. Delete columns not "
        "needed, or save it as “CSV UTF-8”.",
    )


def whole(text: str | None, otherwise: int) -> int:
    """A whole number of the XML; ``otherwise`` where there is none."""
    if text is None:
        return otherwise
    if not (text.isascii() and text.isdigit() and len(text) <= 7):
        raise CannotReadOn(*BROKEN)
    return int(text)


def _place(letters: str) -> int:
    if not _LETTERS.fullmatch(letters):
        raise CannotReadOn(*BROKEN)
    return column_number(letters)
