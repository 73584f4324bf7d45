"""CSV and TSV files, read row by row."""

import csv
from collections.abc import Iterator
from pathlib import Path

from tracker.importing.decoding import CP932, Lines, choose_encoding
from tracker.importing.headings import CATALOGUE, Layout, heading_score, too_wide
from tracker.importing.limits import HEADER_SEARCH, WIDEST_ROW
from tracker.importing.problem import CannotReadOn
from tracker.importing.table import NumberedRow, Table

_SAMPLE_BYTES = 1 << 16

_QUOTES = (
    '引用符「"」の対応が崩れています。引用符を閉じるか、文中の引用符は2つ重ねて（""）入力してください。',
    "Quotation marks do not match. Close the quotation, or double a quotation mark inside a cell.",
)
_LINE_ENDS = (
    "改行が CR だけのファイルは読み取れません。「CSV UTF-8（コンマ区切り）」で保存し直してください。",
    "Lines that end in CR alone cannot be read. Save the file as “CSV UTF-8”.",
)
_OPEN_QUOTE = (
    '引用符「"」が閉じていないか、1つのセルの文字が多すぎます。この行の引用符を確かめてください。',
    "A quotation mark is not closed, or a cell is far too long. Check the quotation marks of this row.",
)


def open_delimited(path: Path, layout: Layout = CATALOGUE) -> Table:
    """The table of a text file; comma or tab, whichever separates the headings, or else whichever there is more of."""
    with path.open("rb") as file:
        encoding = choose_encoding(file)
        start = file.tell()
        delimiter = _delimiter(
            file.read(_SAMPLE_BYTES).decode("cp932" if encoding == CP932 else "utf-8", "replace"), layout
        )
    return Table(encoding, "", _rows(path, encoding, start, delimiter), ragged=True)


def _delimiter(sample: str, layout: Layout) -> str:
    lines = sample.splitlines()[:HEADER_SEARCH]

    def likelihood(mark: str) -> tuple[int, int]:
        found = max((heading_score(line.replace('"', "").split(mark), layout) for line in lines), default=0)
        return found, sum(line.count(mark) for line in lines)

    return max((",", "\t"), key=likelihood)


def _rows(path: Path, encoding: str, start: int, delimiter: str) -> Iterator[NumberedRow]:
    number = 0
    with path.open("rb") as file:
        file.seek(start)
        lines = Lines(file, encoding)
        try:
            for number, cells in enumerate(csv.reader(lines, delimiter=delimiter, strict=True), start=1):
                lines.begin_row()
                if len(cells) > WIDEST_ROW:
                    raise CannotReadOn(*too_wide(len(cells))[:2], row=number)
                yield number, cells
        except CannotReadOn as stop:
            raise CannotReadOn(stop.problem.ja, stop.problem.en, row=stop.problem.row or number + 1) from None
        except csv.Error as error:
            raise CannotReadOn(*_sentence(str(error)), row=number + 1) from None


def _sentence(error: str) -> tuple[str, str]:
    """What the csv module's words mean for an officer."""
    if "new-line" in error:
        return _LINE_ENDS
    return _OPEN_QUOTE if "limit" in error else _QUOTES
