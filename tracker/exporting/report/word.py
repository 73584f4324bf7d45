"""The monthly paper as a Word file to be worked on: real styles, headings numbered as text, tables, pictures."""

import io
import zipfile
from collections.abc import Iterable

from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Cm, Pt, Twips
from docx.text.paragraph import Paragraph

from tracker.domain.report.document import (
    Annex,
    Block,
    FigureBlock,
    Heading,
    MonthlyReport,
    Sentence,
    TableBlock,
)
from tracker.exporting.report.characters import allowed
from tracker.exporting.report.pictures import WIDTH_CM, picture_png
from tracker.exporting.report.word_styles import (
    AFTER,
    BODY,
    BODY_POINTS,
    BOX,
    CAPTION,
    HEADING,
    ITEM,
    NOTE,
    PICTURE,
    RIGHT,
    TITLE,
    is_landscape,
    new_document,
    room,
    turn,
)
from tracker.exporting.report.word_table import table_element

_BLANK = "\u3000"
"""The wide space that stands behind numbers in Japanese papers."""
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


def write_word(report: MonthlyReport) -> bytes:
    """The paper; the same report gives the same bytes."""
    title = allowed(report.heading.title + report.heading.mark)
    document = new_document(title, report.as_of)
    _title_block(document, report.heading)
    for section in report.sections:
        _add(document, HEADING, _numbered(section.number, section.heading))
        _blocks(document, section.blocks, section.heading)
    _notes(document, report.notes)
    for annex in report.annexes:
        _annex(document, annex)
    for line in report.closing:
        _add(document, RIGHT, line)
    return packed(document)


def _title_block(document: Document, heading: Heading) -> None:
    if heading.box:
        _box(document, heading.box)
    for line in heading.right:
        _add(document, RIGHT, line)
    title = _add(document, TITLE, heading.title)
    if heading.mark:
        title.add_run().add_break()
        title.add_run(allowed(heading.mark))


def _box(document: Document, lines: tuple[str, ...]) -> None:
    """A frame at the upper right, as wide as its longest line."""
    table = document.add_table(1, 1)
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.RIGHT, False
    cell = table.cell(0, 0)
    cell.width = Pt((max(map(len, lines)) + 2) * BODY_POINTS)
    table.columns[0].width = cell.width
    for line, paragraph in zip(lines, [cell.paragraphs[0], *(cell.add_paragraph() for _ in lines[1:])], strict=True):
        paragraph.style = document.styles[BOX]
        paragraph.add_run(allowed(line))
    _add(document, AFTER, "")


def _annex(document: Document, annex: Annex) -> None:
    """On a new page, which is turned where the one before is not as wanted."""
    is_turned = is_landscape(document.sections[-1]) != annex.landscape
    if is_turned:
        turn(document.add_section(WD_SECTION.NEW_PAGE), landscape=annex.landscape)
    heading = _add(document, HEADING, _numbered(annex.label, annex.title))
    heading.paragraph_format.page_break_before = not is_turned
    _blocks(document, annex.blocks, annex.title)


def _blocks(document: Document, blocks: Iterable[Block], place: str) -> None:
    """``place``: the heading under which they stand, the name of a table that has none of its own."""
    for block in blocks:
        match block:
            case Sentence(label=""):
                for line in allowed(block.text).split("\n"):
                    _add(document, BODY, line)
            case Sentence():
                _add(document, ITEM, f"{block.label}\t{block.text}")
            case TableBlock():
                _table(document, block, place)
            case FigureBlock():
                _figure(document, block)


def _table(document: Document, block: TableBlock, place: str) -> None:
    width = room(document.sections[-1])
    name = _numbered(block.number, block.name)
    if name or block.table.unit:
        caption = _add(document, CAPTION, name)
        if block.table.unit:
            caption.add_run(f"\t{allowed(block.table.unit)}").bold = False
        caption.paragraph_format.keep_with_next = True
        caption.paragraph_format.tab_stops.add_tab_stop(Twips(width), WD_TAB_ALIGNMENT.RIGHT)
    if block.table.columns:
        after = _add(document, AFTER, "")
        after.paragraph_format.keep_with_next = bool(block.table.notes)
        # A table right after another would become one with it.
        after._p.addprevious(table_element(document, block.table, name or place, width))
    _notes(document, block.table.notes)


def _figure(document: Document, block: FigureBlock) -> None:
    paragraph = _add(document, PICTURE, "")
    picture = paragraph.add_run().add_picture(io.BytesIO(picture_png(block.chart)), Cm(WIDTH_CM))
    about = picture._inline.docPr
    about.set("descr", allowed(block.alt))
    about.set("name", allowed(_numbered(block.number, block.name)))
    _add(document, CAPTION, _numbered(block.number, block.name)).alignment = WD_ALIGN_PARAGRAPH.CENTER


def _notes(document: Document, notes: Iterable[str]) -> None:
    for note in notes:
        _add(document, NOTE, f"※{_BLANK}{note}")


def _add(document: Document, style: str, text: str) -> Paragraph:
    return document.add_paragraph(allowed(text), document.styles[style])


def _numbered(number: str, name: str) -> str:
    return f"{number}{_BLANK}{name}" if number else name


def packed(document: Document) -> bytes:
    """The file with the parts of its archive dated alike, whenever it is made."""
    loose, packed = io.BytesIO(), io.BytesIO()
    document.save(loose)
    with zipfile.ZipFile(loose) as parts, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in parts.namelist():
            archive.writestr(zipfile.ZipInfo(name, _ZIP_EPOCH), parts.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
