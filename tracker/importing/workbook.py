"""Excel workbooks: the sheet is chosen, looked over, and then read by calamine."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from python_calamine import CalamineSheet, CalamineWorkbook

from tracker.domain.fiscal import Period, Precision
from tracker.importing.headings import CATALOGUE, Layout, heading_key, heading_score, is_blank, names_all_required
from tracker.importing.limits import HEADER_SEARCH
from tracker.importing.package import BROKEN, check_package
from tracker.importing.problem import CannotReadOn, shown
from tracker.importing.sheet_names import listed
from tracker.importing.sheet_xml import SheetPart, month_styles, worksheets
from tracker.importing.survey import Survey, survey_sheet
from tracker.importing.table import Cell, Choose, Faulty, NumberedRow, Sheet, Table

_EXACT_DIGITS = 10**15
"""Excel keeps 15 digits of a number."""
_HEAD = 100
"""So many rows of a sheet are looked at to choose it."""


def open_workbook(path: Path, wanted: str | None, layout: Layout = CATALOGUE) -> Table:
    """The table of one sheet: the one wanted by name, or the only visible one with the headings of the layout."""
    check_package(path)
    with _as_damage(), ZipFile(path) as archive:
        book = _Book(archive, CalamineWorkbook.from_path(path))
        sheet = book.named(wanted) if wanted is not None else book.only_one(layout)
        survey = book.survey(sheet)
        return Table("xlsx", sheet.name, book.rows(sheet), ragged=False, oddities=survey.oddities)


def open_chosen(path: Path, wanted: str | None, choose: Choose) -> Table:
    """The table of the sheet wanted by name, or of the one chosen among those to be seen."""
    check_package(path)
    with _as_damage(), ZipFile(path) as archive:
        book = _Book(archive, CalamineWorkbook.from_path(path))
        seen = [book.named(wanted)] if wanted is not None else [part for part in book.worksheets if not part.hidden]
        part = book.named(choose(tuple(book.head(part, _HEAD if part in seen else 0) for part in book.worksheets)))
        return Table("xlsx", part.name, book.rows(part), ragged=False, oddities=book.survey(part).oddities)


def read_sheets(path: Path, most_rows: int) -> tuple[Sheet, ...]:
    """All worksheets in their order, hidden ones too, each with its first ``most_rows`` rows."""
    check_package(path)
    with _as_damage(), ZipFile(path) as archive:
        book = _Book(archive, CalamineWorkbook.from_path(path))
        return tuple(book.head(part, most_rows) for part in book.worksheets)


@contextmanager
def _as_damage() -> Iterator[None]:
    """Whatever the reader of workbooks cannot cope with is a damaged file, even where it panics."""
    try:
        yield
    except (CannotReadOn, OSError, MemoryError):
        raise
    except Exception:
        raise CannotReadOn(*BROKEN) from None
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # of the library's own language, no Exception
            raise CannotReadOn(*BROKEN) from None
        raise


class _Book:
    """A workbook opened twice: as an archive, and by the library that reads the values."""

    def __init__(self, archive: ZipFile, values: CalamineWorkbook) -> None:
        self._archive = archive
        self._values = values
        self.worksheets = worksheets(archive)
        self._months = month_styles(archive)
        self._surveys: dict[str, Survey] = {}
        self._sheets: dict[str, CalamineSheet] = {}

    def named(self, name: str) -> SheetPart:
        """The sheet of that name, if it is there to be seen."""
        key = heading_key(name)
        sheet = next((sheet for sheet in self.worksheets if heading_key(sheet.name) == key), None)
        if sheet is None:
            raise CannotReadOn(*_no_sheet(self._names()), value=shown(name))
        if sheet.hidden:
            raise CannotReadOn(*_HIDDEN_SHEET, value=shown(name))
        return sheet

    def only_one(self, layout: Layout) -> SheetPart:
        """The one visible sheet that has the headings. Which of several is asked, never guessed."""
        visible = [sheet for sheet in self.worksheets if not sheet.hidden]
        if not visible:
            raise CannotReadOn(*_NO_VISIBLE_SHEET)
        if len(visible) == 1:
            return visible[0]
        matching = self._with_headings(visible, lambda cells: names_all_required(cells, layout))
        matching = matching or self._with_headings(visible, lambda cells: heading_score(cells, layout) > 1)
        if len(matching) == 1:
            return matching[0]
        which = _which_sheet if layout is CATALOGUE else _too_many_sheets
        raise CannotReadOn(*(which(matching) if matching else _no_headings(self._names())))

    def survey(self, sheet: SheetPart) -> Survey:
        """What is to be known of a sheet before its values are read."""
        if sheet.name not in self._surveys:
            with self._archive.open(sheet.part) as stream:
                try:
                    self._surveys[sheet.name] = survey_sheet(stream, self._months)
                except CannotReadOn as stop:
                    raise CannotReadOn(stop.problem.ja, stop.problem.en, value=shown(sheet.name)) from None
        return self._surveys[sheet.name]

    def rows(self, sheet: SheetPart) -> Iterator[NumberedRow]:
        """The rows of a sheet from its first, each as wide as the sheet."""
        return _rows(self._sheet, sheet.name, self.survey(sheet))

    def head(self, sheet: SheetPart, most_rows: int) -> Sheet:
        """The first rows of a sheet, with what else is to be known of it."""
        if not most_rows:
            return Sheet(sheet.name, sheet.hidden, ())
        rows = tuple(islice(self.rows(sheet), most_rows))
        return Sheet(sheet.name, sheet.hidden, rows, self.survey(sheet).oddities)

    def _sheet(self, name: str) -> CalamineSheet:
        if name not in self._sheets:
            self._sheets[name] = self._values.get_sheet_by_name(name)
        return self._sheets[name]

    def _names(self) -> list[str]:
        return [sheet.name for sheet in self.worksheets if not sheet.hidden]

    def _with_headings(self, sheets: list[SheetPart], test: Callable[[Sequence[Cell]], bool]) -> list[SheetPart]:
        return [sheet for sheet in sheets if any(test(cells) for cells in self._head(sheet))]

    def _head(self, sheet: SheetPart) -> list[Sequence[Cell]]:
        filled = (cells for _, cells in self.rows(sheet) if not is_blank(cells))
        return list(islice(filled, HEADER_SEARCH))


def _rows(values: Callable[[str], CalamineSheet], name: str, survey: Survey) -> Iterator[NumberedRow]:
    with _as_damage():
        sheet = values(name)
        before: list[Cell] = [""] * (sheet.start[1] if sheet.start else 0)
        special = {row for row, _ in (*survey.faulty, *survey.months)}
        last = 0
        for last, found in enumerate(sheet.iter_rows() if sheet.start else (), start=1):
            cells = before + [value if type(value) is str else _cell(value) for value in found]
            cells += [""] * (survey.last_column - len(cells))
            yield last, _corrected(last, cells, survey) if last in special else cells
        for number in range(last + 1, survey.last_row + 1):
            yield number, _corrected(number, [""] * survey.last_column, survey)


def _corrected(row: int, cells: list[Cell], survey: Survey) -> list[Cell]:
    """The cells of a row with what the library leaves out: errors, missing results, dates shown as months."""
    for place, cell in enumerate(cells):
        where = (row, place + 1)
        if where in survey.faulty:
            cells[place] = survey.faulty[where]
        elif where in survey.months and isinstance(cell, Period) and cell.first_day.day == 1:
            cells[place] = Period(cell.first_day, Precision.MONTH)
    return cells


def _cell(value: Any) -> Cell:
    """A value of a workbook as a cell; whole numbers lose the fraction that Excel gives every number."""
    if isinstance(value, (str, bool)):
        return value
    if isinstance(value, (int, float)):
        return _number(value)
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        return Period(day, Precision.DAY)
    if isinstance(value, (time, timedelta)):
        return Faulty(str(value), *_TIME)
    return Faulty(str(value), *_UNKNOWN)


def _number(value: float) -> Cell:
    if abs(value) >= _EXACT_DIGITS:
        return Faulty(f"{value:.0f}", *_TOO_MANY_DIGITS)
    return str(int(value)) if value == int(value) else repr(value)


_TIME = (
    "時刻になっています。セルの表示形式を確かめ、入力し直してください。",
    "The cell holds a time of day. Check its format and type the value again.",
)
_UNKNOWN = ("読み取れない値です。入力し直してください。", "This value cannot be read. Type it again.")
_TOO_MANY_DIGITS = (
    "桁数が多いため、Excelが下の桁を0に変えています。セルの表示形式を「文字列」にして、入力し直してください。",
    "The number has more digits than Excel keeps. Format the cell as text and type it again.",
)
_HIDDEN_SHEET = (
    "このシートは非表示です。Excelで再表示してから取り込んでください。",
    "This sheet is hidden. Show it in Excel first.",
)
_NO_VISIBLE_SHEET = ("表示されているシートがありません。", "The workbook has no visible sheet.")


def _no_sheet(names: Sequence[str]) -> tuple[str, str]:
    return (
        f"この名前のシートはありません。シートは{listed(names)}です。",
        f"There is no sheet of this name. There are: {listed(names)}.",
    )


def _no_headings(names: Sequence[str]) -> tuple[str, str]:
    return (
        f"見出しの行があるシートがありません（{listed(names)}）。取り込むシートの1行目に見出しを入れてください。",
        f"No sheet has the row of headings ({listed(names)}). Put the headings into the first row.",
    )


def _which_sheet(sheets: Sequence[SheetPart]) -> tuple[str, str]:
    names = listed([sheet.name for sheet in sheets])
    return (
        f"台帳の見出しのあるシートが{len(sheets)}枚あります（{names}）。"
        "取り込むシートを指定してください（コマンドでは --sheet）。",
        f"{len(sheets)} sheets have the headings of a catalogue ({names}). "
        "Say which one to take (on the command line --sheet).",
    )


def _too_many_sheets(sheets: Sequence[SheetPart]) -> tuple[str, str]:
    names = listed([sheet.name for sheet in sheets])
    return (
        f"見出しのあるシートが{len(sheets)}枚あります（{names}）。取り込むシートだけを残してください。",
        f"{len(sheets)} sheets have the headings ({names}). Leave only the one to take in.",
    )
