"""A workbook whose long sheets are written apart: XlsxWriter makes all but their rows, which come in at the end."""

import io
import re
from collections.abc import Iterator, Sequence
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import xlsxwriter

from tracker.exporting.packed_rows import PackedRows

_END_OF_ROWS = b"</sheetData>"
_HEADINGS = re.compile(rb'<dimension ref="(?:A1:)?([A-Z]+)1"/>')
"""All that XlsxWriter knows of the sheet."""


class PackedWorkbook(xlsxwriter.Workbook):  # type: ignore[misc]  # XlsxWriter has no types
    """As XlsxWriter's; ``pack`` gives a sheet of which the headings are written its rows."""

    def __init__(self, file: IO[bytes], options: dict[str, Any]) -> None:
        self._file = file
        self._without_rows = io.BytesIO()
        self._rows: dict[str, Sequence[PackedRows]] = {}
        super().__init__(self._without_rows, options)

    def pack(self, sheet: Any, rows: Sequence[PackedRows]) -> None:
        """The rows that follow the headings of a sheet."""
        number = self.worksheets().index(sheet) + 1
        self._rows[f"xl/worksheets/sheet{number}.xml"] = rows

    def close(self) -> None:
        """Write the file: the parts in their order, each at the same fixed time."""
        super().close()
        with ZipFile(self._without_rows) as made, ZipFile(self._file, "w") as archive:
            for part in made.infolist():
                with archive.open(_part(part.filename), "w") as written:
                    content = made.read(part)
                    written.writelines(_with_rows(content, self._rows.get(part.filename, ())))


def _part(name: str) -> ZipInfo:
    part = ZipInfo(name)
    part.compress_type = ZIP_DEFLATED
    part.external_attr = 0o600 << 16
    return part


def _with_rows(content: bytes, rows: Sequence[PackedRows]) -> Iterator[bytes]:
    if rows:
        content = _HEADINGS.sub(rb'<dimension ref="A1:\g<1>%d"/>' % rows[-1].last, content, count=1)
    above, end, below = content.partition(_END_OF_ROWS)
    yield above
    for part in rows:
        yield from part.blocks()
    yield end + below
