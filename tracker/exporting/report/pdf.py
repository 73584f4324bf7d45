"""The monthly paper as PDF: A4, with the product's own fonts, tagged for those who have it read to them.

``paper.typ`` lays it out. It gets the words as data, so that nothing in them can be a command to it.
"""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from threading import Lock

import typst

from tracker.domain.report.document import (
    Annex,
    Block,
    Column,
    FigureBlock,
    Heading,
    Kind,
    MonthlyReport,
    Section,
    Sentence,
    Table,
    TableBlock,
)
from tracker.exporting.report.pictures import picture_svg
from tracker.files import FONTS

_LAYOUT = Path(__file__).with_name("paper.typ")
_UNBROKEN = 14
"""Words of so many signs are not broken in a table: its columns are made wide enough for them."""
_WORD = re.compile(r"[!-~]+")
# A table of thousands of rows takes hundreds of megabytes while it is laid out.
_ONE_AT_A_TIME = Lock()
_KEPT = 10
"""How many of its last papers Typst remembers, all their parts, in case the next resembles them."""

Json = dict[str, object]


def write_pdf(report: MonthlyReport) -> bytes:
    """The paper; the same report gives the same bytes."""
    words = json.dumps(_paper(report), ensure_ascii=False)
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
    with _ONE_AT_A_TIME:
        made = typst.compile(_LAYOUT, root=_LAYOUT.parent, font_paths=fonts, sys_inputs={"report": words})
        for _ in range(_KEPT + 1):
            typst.compile(b"", font_paths=fonts)
    return made


def _paper(report: MonthlyReport) -> Json:
    return {
        "heading": _heading(report.heading),
        "sections": [_section(section) for section in report.sections],
        "notes": report.notes,
        "annexes": [_annex(annex) for annex in report.annexes],
        "closing": report.closing,
    }


def _heading(heading: Heading) -> Json:
    return {"title": heading.title, "mark": heading.mark, "box": heading.box, "right": heading.right}


def _section(section: Section) -> Json:
    return {"number": section.number, "heading": section.heading, "blocks": _blocks(section.blocks)}


def _annex(annex: Annex) -> Json:
    return {
        "label": annex.label,
        "title": annex.title,
        "landscape": annex.landscape,
        "blocks": _blocks(annex.blocks),
    }


def _blocks(blocks: Iterable[Block]) -> list[Json]:
    return [_block(block) for block in blocks]


def _block(block: Block) -> Json:
    match block:
        case Sentence():
            return {"kind": "sentence", "label": block.label, "text": block.text}
        case TableBlock():
            return {"kind": "table", "number": block.number, "name": block.name, **_table(block.table)}
        case FigureBlock():
            svg = picture_svg(block.chart).decode()
            return {"kind": "figure", "number": block.number, "name": block.name, "alt": block.alt, "svg": svg}


def _table(table: Table) -> Json:
    columns = [
        {
            "heading": column.heading,
            "share": column.share,
            "is_number": column.kind is not Kind.TEXT,
            "longest": _longest(column, [row[place] for row in table.rows]),
        }
        for place, column in enumerate(table.columns)
    ]
    return {
        "columns": columns,
        "rows": table.rows,
        "totals": int(table.has_total and bool(table.rows)),
        "unit": table.unit,
        "notes": table.notes,
        "unbroken": _UNBROKEN,
    }


def _longest(column: Column, cells: list[str]) -> str:
    """What a column must at least have room for: its longest number, or word in half-width signs."""
    words = (word for text in (column.heading, *cells) for word in _WORD.findall(text))
    numbers = cells if column.kind is not Kind.TEXT else ()
    return max((*words, *numbers), key=len, default="")[:_UNBROKEN]
