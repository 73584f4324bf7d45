"""The Word file before anything is written into it: its page, its styles, its language."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, NamedTuple

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, Twips
from docx.styles.style import ParagraphStyle

FONT = "游ゴシック"
BODY_POINTS, TABLE_POINTS = 10.5, 8

TITLE, HEADING, CAPTION, FOOTER, BODY = "Title", "Heading 1", "Caption", "Footer", "Body Text"
BOX, RIGHT, ITEM, PICTURE, NOTE, AFTER = "枠内", "右寄せ", "項目", "図", "注", "表の後"
HEAD_CELL, TEXT_CELL, NUMBER_CELL = "表の見出し", "表の文字", "表の数値"

_SHORT_EDGE, _LONG_EDGE, _BINDING, _MARGIN = Mm(210), Mm(297), Mm(25), Mm(20)
_LEFT, _CENTRE, _AT_RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
_JUSTIFIED = WD_ALIGN_PARAGRAPH.JUSTIFY


class Look(NamedTuple):
    """A paragraph style, in points. ``line`` 0: as high as what stands in it. ``hanging``: all lines but the first."""

    size: float = BODY_POINTS
    line: float = 18
    align: WD_ALIGN_PARAGRAPH = _LEFT
    bold: bool = False
    before: float = 0
    after: float = 0
    left: float = 0
    first: float = 0
    with_next: bool = False


_SMALL = Look(TABLE_POINTS, 12)
_LOOKS = {
    "Normal": Look(),
    BOX: Look(align=_CENTRE),
    RIGHT: Look(align=_AT_RIGHT),
    TITLE: Look(13, 22, _CENTRE, bold=True, before=12, after=12),
    HEADING: Look(11, 18, bold=True, before=14, after=4, with_next=True),
    BODY: Look(align=_JUSTIFIED, left=BODY_POINTS, first=BODY_POINTS, after=3),
    ITEM: Look(align=_JUSTIFIED, left=BODY_POINTS * 3.5, first=-BODY_POINTS * 2.5, after=3),
    CAPTION: Look(9.5, 16, bold=True, before=6, after=3),
    PICTURE: Look(line=0, align=_CENTRE, before=6, with_next=True),
    HEAD_CELL: _SMALL._replace(align=_CENTRE, with_next=True),
    TEXT_CELL: _SMALL,
    NUMBER_CELL: _SMALL._replace(align=_AT_RIGHT),
    AFTER: Look(4, 6),
    NOTE: Look(8.5, 13, left=17, first=-17, before=2),
    FOOTER: Look(9, 14, _CENTRE),
}


def new_document(title: str, made: date, *, numbered: bool = True) -> Document:
    """An upright sheet of A4 with the styles of the paper and nothing on it. ``numbered``: its pages."""
    document = docx.Document()
    for name, look in _LOOKS.items():
        _set(_style(document, name), look)
    _speak_japanese(document)
    _as_word_now_does(document)
    turn(document.sections[0], landscape=False)
    if numbered:
        _number_pages(document.sections[0])
    _say_what_it_is(document, title, made)
    return document


def turn(section: Section, *, landscape: bool) -> None:
    """A page upright or on its side. Bound with upright pages, one on its side has its upper edge at their left."""
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    width, height = (_LONG_EDGE, _SHORT_EDGE) if landscape else (_SHORT_EDGE, _LONG_EDGE)
    section.page_width, section.page_height = width, height
    section.top_margin, section.left_margin = (_BINDING, _MARGIN) if landscape else (_MARGIN, _BINDING)
    section.right_margin = section.bottom_margin = _MARGIN
    section.footer_distance = Mm(10)


def is_landscape(section: Section) -> bool:
    """Whether a page lies on its side."""
    return section.orientation is WD_ORIENT.LANDSCAPE


def room(section: Section) -> int:
    """How wide the text of a section is, in twentieths of a point."""
    assert section.page_width is not None
    assert section.left_margin is not None
    assert section.right_margin is not None
    return (section.page_width - section.left_margin - section.right_margin) // Twips(1)


def _style(document: Document, name: str) -> ParagraphStyle:
    if name in {style.name for style in document.styles}:
        style = document.styles[name]
    else:
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        style.quick_style = True
    assert isinstance(style, ParagraphStyle)
    return style


def _set(style: ParagraphStyle, look: Look) -> None:
    element = style.element
    for old in [*element.findall(qn("w:pPr")), *element.findall(qn("w:rPr"))]:
        # The looks of the template: blue headings, a line below the title.
        element.remove(old)
    style.font.name, style.font.size, style.font.bold = FONT, Pt(look.size), look.bold
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    form = style.paragraph_format
    form.alignment = look.align
    form.space_before, form.space_after = Pt(look.before), Pt(look.after)
    form.line_spacing = Pt(look.line) if look.line else 1.0
    form.left_indent, form.first_line_indent = Pt(look.left), Pt(look.first)
    form.keep_with_next = look.with_next
    form.widow_control = True
    if style.name == HEADING:
        level = OxmlElement("w:outlineLvl")
        level.set(qn("w:val"), "0")
        element.get_or_add_pPr().append(level)


def _speak_japanese(document: Document) -> None:
    for language in document.styles.element.iter(qn("w:lang")):
        # Of the half-width signs among it Word says en-US; if that were Japanese too, numbers might be broken anywhere.
        language.set(qn("w:val"), "en-US")
        language.set(qn("w:eastAsia"), "ja-JP")
    for fonts in document.styles.element.find(qn("w:docDefaults")).iter(qn("w:rFonts")):
        fonts.attrib.clear()
        for script in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(qn(f"w:{script}"), FONT)
    # No gap between Japanese and figures: 令和８年10月.
    for script in ("DE", "DN"):
        gap = OxmlElement(f"w:autoSpace{script}")
        gap.set(qn("w:val"), "0")
        document.styles["Normal"].element.pPr.find(qn("w:spacing")).addprevious(gap)


def _as_word_now_does(document: Document) -> None:
    """Without 互換モード; and a line that a person ended is not stretched to the margin."""
    compatible = document.settings.element.find(qn("w:compat"))
    compatible.insert(0, OxmlElement("w:doNotExpandShiftReturn"))
    for setting in compatible.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


def _number_pages(section: Section) -> None:
    paragraph = section.footer.paragraphs[0]
    for part in _page_of_pages():
        paragraph._p.append(part)


def _page_of_pages() -> Iterator[Any]:
    for field in ("PAGE", "/", "NUMPAGES"):
        run, text = OxmlElement("w:r"), OxmlElement("w:t")
        text.text = "/" if field == "/" else "1"
        run.append(text)
        if field == "/":
            yield run
        else:
            simple = OxmlElement("w:fldSimple")
            simple.set(qn("w:instr"), field)
            simple.append(run)
            yield simple


def _say_what_it_is(document: Document, title: str, made: date) -> None:
    about = document.core_properties
    about.title, about.language = title[:255], "ja-JP"
    about.author = about.last_modified_by = about.comments = about.keywords = ""
    about.created = about.modified = datetime.combine(made, time())
    about.revision = 1
    package = document.part.package
    for key in [key for key, part in package.rels.items() if part.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        # The preview of the empty template.
        del package.rels[key]
