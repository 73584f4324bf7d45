"""From the bytes of a text file to its lines. The encoding is decided by strict decoding, never guessed."""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from tracker.importing.limits import MAX_RECORD_BYTES
from tracker.importing.problem import CannotReadOn

UTF8_BOM = "UTF-8 (BOM)"
UTF8 = "UTF-8"
CP932 = "CP932"
_CODECS = {UTF8_BOM: "utf-8", UTF8: "utf-8", CP932: "cp932"}
_PIECE = 1 << 20

_UNDECODABLE = (
    "文字コードが混ざっているか、UTF-8 でも CP932（シフトJIS）でもない文字があります。"
    "Excelで開いて文字を確かめ、「CSV UTF-8（コンマ区切り）」で保存し直してください。",
    "Encodings are mixed here, or there are characters in neither UTF-8 nor CP932 (Shift JIS). "
    "Open the file in Excel, check the text, and save it as “CSV UTF-8”.",
)
_UTF_16 = (
    "文字コードが UTF-16 のテキストは読み取れません。「CSV UTF-8（コンマ区切り）」で保存し直してください。",
    "Text in UTF-16 cannot be read. Save the file as “CSV UTF-8”.",
)
_NO_TEXT = (
    "文字のファイルでもExcelブック（.xlsx）でもありません（画像やPDFなど）。取り込むファイルを確かめてください。",
    "This is neither text nor an .xlsx workbook but, say, a picture or a PDF. Check which file to take in.",
)
_TOO_LONG = (
    '1行が長すぎます。引用符「"」が閉じていないか、改行のないファイルです。Excelで開いて確かめ、保存し直してください。',
    "The row is too long: a quotation mark is not closed, or the file has no line breaks. "
    "Open it in Excel, check it, and save it again.",
)
# Bytes that Python's cp932 turns into private-use characters although Windows leaves them undefined.
_UNDEFINED_IN_CP932 = re.compile("[\uf8f0-\uf8f3]")
_WIDE_LINE_ENDS = (b"\r\0\n\0", b"\0\r\0\n")
_CONTROLS = bytes(byte for byte in range(0x20) if byte not in b"\t\n\x0b\x0c\r\x1b")
_LIKE_UTF8 = re.compile(rb"[\xe3-\xef][\x80-\xbf]{2}")
_BETWEEN_CELLS = re.compile(rb'[,\t\r\n"]')


def choose_encoding(file: BinaryIO) -> str:
    """UTF-8 where every byte of the file is; otherwise CP932, unless the text begins as UTF-8 and breaks later.

    The file is left at the first byte of its text.
    """
    head = file.read(_PIECE)
    if _is_wide(head):
        raise CannotReadOn(*_UTF_16)
    if _is_no_text(head):
        raise CannotReadOn(*_NO_TEXT)
    bom = head.startswith(codecs.BOM_UTF8)
    encoding = UTF8_BOM if bom else UTF8 if _is_utf8(head, file) or _begins_as_utf8(head) else CP932
    file.seek(len(codecs.BOM_UTF8) if bom else 0)
    return encoding


def _is_wide(head: bytes) -> bool:
    """UTF-16: by its mark, its line ends, or a NUL beside every other character and never two."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or any(end in head for end in _WIDE_LINE_ENDS):
        return True
    return head.count(0) * 4 > len(head) and b"\0\0" not in head


def _is_no_text(head: bytes) -> bool:
    """A picture or a program: every twentieth byte is a control that no text has; ESC is one of older encodings."""
    return head.startswith(b"%PDF-") or (len(head) - len(head.translate(None, _CONTROLS))) * 20 > len(head)


def _is_utf8(head: bytes, file: BinaryIO) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    piece = head
    try:
        while piece:
            decoder.decode(piece)
            piece = file.read(_PIECE)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _begins_as_utf8(head: bytes) -> bool:
    line = next((line for line in head.splitlines() if not line.isascii()), b"")
    return _is_japanese_utf8(line)


def _is_japanese_utf8(text: bytes) -> bool:
    """Whether bytes are UTF-8 with a character of three bytes: those of two can be half-width katakana of CP932."""
    try:
        return max(text.decode("utf-8"), default="") >= "\u0800"
    except UnicodeDecodeError:
        return False


class Lines(Iterator[str]):
    """The decoded lines of a file, with their ends. ``begin_row`` is called after each row of the table."""

    def __init__(self, file: BinaryIO, encoding: str) -> None:
        self._file = file
        self._codec = _CODECS[encoding]
        self._room = MAX_RECORD_BYTES

    def begin_row(self) -> None:
        """A row of the table is complete; the next one may be as long again."""
        self._room = MAX_RECORD_BYTES

    def __next__(self) -> str:
        line = self._file.readline(self._room + 1)
        self._room -= len(line)
        if self._room < 0:
            raise CannotReadOn(*_TOO_LONG)
        if not line:
            raise StopIteration
        try:
            text = line.decode(self._codec)
        except UnicodeDecodeError:
            raise CannotReadOn(*_UNDECODABLE) from None
        if self._codec == "cp932" and (_UNDEFINED_IN_CP932.search(text) or _has_utf8_cell(line)):
            raise CannotReadOn(*_UNDECODABLE)
        return text


def _has_utf8_cell(line: bytes) -> bool:
    """Whether a cell of a CP932 line is UTF-8: it would be read as 「縺ゅ＞」."""
    return _LIKE_UTF8.search(line) is not None and any(map(_is_japanese_utf8, _BETWEEN_CELLS.split(line)))
