"""依頼文 and 督促文 as a Word file, one letter after the other, and as plain text."""

from collections.abc import Iterable, Iterator, Sequence

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.text.paragraph import Paragraph

from tracker.domain.letters import ANNEX, Letter, Point
from tracker.domain.report.digits import Digits, in_width
from tracker.domain.report.document import Table
from tracker.exporting.report.characters import allowed
from tracker.exporting.report.word import packed
from tracker.exporting.report.word_styles import AFTER, BODY, HEADING, ITEM, RIGHT, TITLE, new_document, room
from tracker.exporting.report.word_table import table_element

_BLANK = "\u3000"
_BELOW, _END = "記", "以上"
_PLAIN = "Normal"
_ACROSS = 38
"""How many full-width characters a line of plain text has."""
_BETWEEN = "－" * _ACROSS


def write_word(letters: Sequence[Letter]) -> bytes:
    """Each letter on a page of its own; the same letters give the same bytes. At least one."""
    document = new_document(allowed(letters[0].title), letters[0].written_on, numbered=False)
    for number, letter in enumerate(letters):
        _letter(document, letter).paragraph_format.page_break_before = number > 0
    return packed(document)


def _letter(document: Document, letter: Letter) -> Paragraph:
    first = _add(document, RIGHT, letter.dated)
    for line in letter.to:
        _add(document, _PLAIN, line)
    _add(document, RIGHT, letter.sender)
    _add(document, TITLE, letter.title)
    _add(document, BODY, letter.opening)
    _add(document, _PLAIN, _BELOW).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for number, point in enumerate(letter.points, 1):
        _add(document, ITEM, f"{_numbered(number)}\t{_headed(point)}")
        for line in point.lines:
            _add(document, ITEM, f"\t{line}")
        if point.table is not None:
            _table(document, point.table, point.heading)
    _add(document, RIGHT, _END)
    if letter.annex is not None:
        _add(document, HEADING, ANNEX).paragraph_format.page_break_before = True
        _table(document, letter.annex, ANNEX)
    return first


def _table(document: Document, table: Table, name: str) -> None:
    after = _add(document, AFTER, "")
    after._p.addprevious(table_element(document, table, name, room(document.sections[-1])))


def _add(document: Document, style: str, text: str) -> Paragraph:
    return document.add_paragraph(allowed(text), document.styles[style])


def write_text(letters: Iterable[Letter]) -> bytes:
    """As a file that every editor of Windows opens: UTF-8 with its mark, lines ended by \\r\\n."""
    text = f"\n{_BETWEEN}\n\n".join(as_text(letter) for letter in letters)
    return text.replace("\n", "\r\n").encode("utf-8-sig")


def as_text(letter: Letter) -> str:
    """One letter as lines of text, for a file or a mail."""
    return "".join(f"{line}\n" for line in _lines(letter))


def _lines(letter: Letter) -> Iterator[str]:
    yield _at_right(letter.dated)
    yield from map(allowed, letter.to)
    yield _at_right(letter.sender)
    yield ""
    yield f"{_BLANK * 3}{letter.title}"
    yield ""
    yield f"{_BLANK}{letter.opening}"
    yield ""
    yield f"{_BLANK * (_ACROSS // 2)}{_BELOW}"
    yield ""
    for number, point in enumerate(letter.points, 1):
        yield f"{_numbered(number)}{_BLANK}{_headed(point)}"
        yield from (f"{_BLANK * 2}{allowed(line)}" for line in point.lines)
        if point.table is not None:
            yield from _rows(point.table)
    yield _at_right(_END)
    if letter.annex is not None:
        yield ""
        yield ANNEX
        yield from _rows(letter.annex)


def _rows(table: Table) -> Iterator[str]:
    for row in ([column.heading for column in table.columns], *table.rows):
        yield f"{_BLANK * 2}{_BLANK.join(' '.join(allowed(cell).split()) for cell in row)}"


def _headed(point: Point) -> str:
    return f"{point.heading}{_BLANK}{point.text}" if point.text else point.heading


def _numbered(number: int) -> str:
    return in_width(str(number), Digits.SINGLE_FULL)


def _at_right(text: str) -> str:
    return f"{_BLANK * max(0, _ACROSS - len(text))}{text}"
