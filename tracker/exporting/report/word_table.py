"""A table in Word: its rows whole on a page, its head on every page.

It is written as XML at once, so that lists of some thousand procedures are quick.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tracker.domain.report.document import Column, Kind, Table
from tracker.exporting.report.characters import allowed
from tracker.exporting.report.word_styles import HEAD_CELL, NUMBER_CELL, TABLE_POINTS, TEXT_CELL

_PADDING = 60
"""Left and right of a cell, like all widths here in twentieths of a point."""
_PADDED = "".join(
    f'<w:{side} w:w="{width}" w:type="dxa"/>'
    for side, width in (("top", 30), ("left", _PADDING), ("bottom", 30), ("right", _PADDING))
)
_SIGN = TABLE_POINTS * 20 * 5 // 8
"""The width of a half-width sign, rather too much than too little."""
_UNBROKEN = 12
"""Words of so many signs are not broken: a column is made wide enough for them."""
_WORD = re.compile(r"[!-~]+")
_FEW_ROWS = 15
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def table_element(document: Document, table: Table, name: str, room: int) -> Any:
    """The table as an element for the body of a document, so many twentieths of a point wide. ``name``: for readers
    who have it read to them.
    """
    styles = {style: document.styles[style].style_id for style in (HEAD_CELL, TEXT_CELL, NUMBER_CELL)}
    widths = _widths(table, room)
    below = [styles[TEXT_CELL if column.kind is Kind.TEXT else NUMBER_CELL] for column in table.columns]
    head = [column.heading for column in table.columns]
    rows = [_row(head, widths, [styles[HEAD_CELL]] * len(head), "<w:tblHeader/>", shade=True)]
    last = len(table.rows) - 1
    for number, row in enumerate(table.rows):
        # A short table stays on one page, a sum with the row above it, and notes with the last row.
        is_kept = len(table.rows) <= _FEW_ROWS or (table.has_total and number == last - 1)
        is_kept = is_kept if number < last else bool(table.notes)
        is_total = table.has_total and number == last
        rows.append(_row(row, widths, below, bold=is_total, with_next=is_kept))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return parse_xml(
        f"<w:tbl {nsdecls('w')}><w:tblPr>"
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{_BORDERS}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{_PADDED}</w:tblCellMar>"
        f'<w:tblLook w:firstRow="1" w:lastRow="{int(table.has_total)}" w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={quoteattr(allowed(name))}/>"
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _row(
    cells: Iterable[str],
    widths: Sequence[int],
    styles: Sequence[str],
    kind: str = "",
    *,
    shade: bool = False,
    bold: bool = False,
    with_next: bool = False,
) -> str:
    about = '<w:shd w:val="clear" w:color="auto" w:fill="EEEEEE"/>' if shade else ""
    if bold:
        about = '<w:tcBorders><w:top w:val="single" w:sz="12" w:space="0" w:color="auto"/></w:tcBorders>'
    form, look = "<w:keepNext/>" if with_next else "", "<w:rPr><w:b/></w:rPr>" if bold else ""
    written = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{about}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{form}</w:pPr>{_run(cell, look)}</w:p></w:tc>'
        for cell, width, style in zip(cells, widths, styles, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{kind}</w:trPr>{written}</w:tr>"


def _run(cell: str, look: str) -> str:
    if not cell:
        return ""
    lines = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in allowed(cell).split("\n"))
    return f"<w:r>{look}{'<w:br/>'.join(lines)}</w:r>"


def _widths(table: Table, room: int) -> list[int]:
    """By their shares, but none narrower than the longest of what cannot be broken in it."""
    across = list(zip(*table.rows, strict=True)) or [()] * len(table.columns)
    least = [_least(column, cells) for column, cells in zip(table.columns, across, strict=True)]
    shares = [column.share for column in table.columns]
    fixed: set[int] = set()
    while True:
        free = [place for place in range(len(shares)) if place not in fixed]
        rest = room - sum(least[place] for place in fixed)
        unit = rest / max(1, sum(shares[place] for place in free))
        tight = [place for place in free if least[place] > unit * shares[place]]
        if not tight or len(tight) == len(free):
            return [least[place] if place in fixed else int(unit * share) for place, share in enumerate(shares)]
        fixed.update(tight)


def _least(column: Column, cells: Sequence[str]) -> int:
    words = [word for text in (column.heading, *cells) for word in _WORD.findall(text)]
    signs = min(max(map(len, words), default=0), _UNBROKEN)
    if column.kind is not Kind.TEXT:
        signs = max([signs, *(_signs(cell) for cell in cells)])
    # Two full-width characters of a heading stay together.
    return max(signs, min(_signs(column.heading), 4)) * _SIGN + 2 * _PADDING


def _signs(text: str) -> int:
    return sum(1 if character < "\u0100" else 2 for character in text)
