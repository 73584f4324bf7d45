"""The rows of a data sheet as the XML of a workbook: written at once, many times faster than cell by cell.

They are kept packed until the workbook is closed, so that a long list never lies in memory as a whole.
"""

import re
import zlib
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from xlsxwriter.utility import xl_col_to_name

from tracker.exporting.neutral import neutral
from tracker.exporting.widths import lines_in

Cell = str | int | Decimal | date | None
"""None is an empty cell."""
Row = Sequence[Cell]

LINE_HEIGHT, HIGHEST = 18.75, 409
"""Of rows, in points."""
_BLOCK = 500
_FASTEST = 1
_REMEMBERED = 5_000
_DAY_0 = date(1899, 12, 30).toordinal()
_LONGEST = 32_767
"""In UTF-16, as Excel counts."""
_SPECIAL = re.compile(r"[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_x|^\s|\s$")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")

_Column = tuple[str, str, int, dict[str, tuple[str, int]]]
"""How the address of a cell begins, its style, the width, and what was written before."""


class PackedRows:
    """Rows from the one with the number ``first`` on, counted from 1.

    ``styles``: of the columns, by their numbers in the workbook; ``widths``: of the columns, for the line breaks.
    ``ruled``: empty cells have their style too.
    """

    def __init__(self, first: int, styles: Sequence[int], widths: Sequence[int], *, ruled: bool = False) -> None:
        self._number = first
        self._ruled = ruled
        # Most columns repeat a few texts: what they are in the file, and into how many lines they break.
        self._columns: list[_Column] = [
            (f'<c r="{xl_col_to_name(across)}', f'" s="{style}"', width, {})
            for across, (style, width) in enumerate(zip(styles, widths, strict=True))
        ]
        self._block: list[str] = []
        self._packed: list[bytes] = []

    def add(self, row: Row) -> None:
        """One row, as high as its wrapped text: not every program finds that height by itself; a print would cut it."""
        number, lines = self._number, 1
        cells: list[str] = []
        for cell, (opening, style, width, known) in zip(row, self._columns, strict=True):
            if isinstance(cell, str) and cell:
                found = known.get(cell)
                if found is None:
                    text = neutral(cell)
                    found = f'{style} t="inlineStr"><is>{_text(text)}</is></c>', lines_in(text, width)
                    if len(known) < _REMEMBERED:
                        known[cell] = found
                cells.append(f"{opening}{number}{found[0]}")
                if found[1] > lines:
                    lines = found[1]
            elif cell is None or cell == "":
                if self._ruled:
                    cells.append(f"{opening}{number}{style}/>")
            else:
                value = cell.toordinal() - _DAY_0 if isinstance(cell, date) else cell
                cells.append(f"{opening}{number}{style}><v>{value}</v></c>")
        height = min(lines * LINE_HEIGHT, HIGHEST)
        self._block.append(f'<row r="{number}" ht="{height:g}" customHeight="1">{"".join(cells)}</row>')
        self._number += 1
        if len(self._block) == _BLOCK:
            self._pack()

    @property
    def last(self) -> int:
        """The number of the last row so far."""
        return self._number - 1

    def blocks(self) -> Iterator[bytes]:
        """The XML of all rows."""
        self._pack()
        return map(zlib.decompress, self._packed)

    def _pack(self) -> None:
        self._packed.append(zlib.compress("".join(self._block).encode(), _FASTEST))
        self._block.clear()


def _text(text: str) -> str:
    """A text in its element. What XML cannot hold is written as Excel does, _x000D_, and so is what looks like that."""
    if len(text) > _LONGEST // 2:
        text = text.encode("utf-16-le")[: 2 * _LONGEST].decode("utf-16-le", "ignore")
    if not _SPECIAL.search(text):
        return f"<t>{text}</t>"
    kept = ' xml:space="preserve"' if text.strip() != text else ""
    text = _CONTROL.sub(lambda match: f"_x{ord(match[0]):04X}_", _LOOKS_ESCAPED.sub("_x005F_", text))
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<t{kept}>{text}</t>"
