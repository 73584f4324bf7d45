"""A workbook as the archive it is: checked before anything in it is believed."""

import re
import stat
import struct
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from tracker.importing.limits import MAX_PARTS, MAX_UNPACKED_BYTES
from tracker.importing.problem import CannotReadOn

_PIECE = 1 << 18
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_ENCRYPTED = 0x1
_XML = (".xml", ".rels")
_DOCTYPE = re.compile(rb"<!(DOCTYPE|ENTITY)")
_WIDE_XML = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_FOREIGN = re.compile(r"xl/(vbaProject|macrosheets/|dialogsheets/)", re.IGNORECASE)
_LINKED = re.compile(r"xl/externalLinks/", re.IGNORECASE)

BROKEN = (
    "Excelファイルが壊れています。Excelで開き、「Excelブック（.xlsx）」で保存し直してください。",
    "The workbook is damaged. Open it in Excel and save it again as .xlsx.",
)
_NO_WORKBOOK = (
    "Excelブック（.xlsx）ではありません。「Excelブック（.xlsx）」か「CSV UTF-8」で保存し直してください。",
    "This is not an .xlsx workbook. Save it as .xlsx or as “CSV UTF-8”.",
)
_MACROS = (
    "マクロを含むExcelファイルは取り込めません。「Excelブック（.xlsx）」で保存し直してください。",
    "A workbook with macros cannot be taken in. Save it as .xlsx.",
)
_LINKS = (
    "ほかのファイルへのリンクを含むExcelファイルは取り込めません。リンクを解除し、値だけにして保存してください。",
    "A workbook with links to other files cannot be taken in. Break the links and keep the values.",
)
_PASSWORD = (
    "パスワードの付いたExcelファイルは読み取れません。パスワードを外して保存し直してください。",
    "A workbook with a password cannot be read. Save it without one.",
)
_TOO_LARGE = (
    f"展開すると{MAX_UNPACKED_BYTES // 1_000_000}MBを超えるExcelファイルです。不要なシートや書式を削除してください。",
    f"Unpacked, the workbook exceeds {MAX_UNPACKED_BYTES // 1_000_000} MB. Delete sheets and formats not needed.",
)
_TOO_MANY_PARTS = (
    "Excelファイルに含まれる部品（シートや画像など）が多すぎます。不要なものを削除してください。",
    "The workbook has too many parts (sheets, pictures). Delete what is not needed.",
)
_DANGEROUS_XML = (
    "Excelが作らない記述（DTDなど）を含むファイルです。Excelで開き、「Excelブック（.xlsx）」で保存し直してください。",
    "The file holds what Excel never writes (a DTD, for one). Open it in Excel and save it again as .xlsx.",
)


def check_package(path: Path) -> None:
    """Refuse an archive that is not a plain workbook of a bearable size. Raises ``CannotReadOn``."""
    try:
        with ZipFile(path) as archive:
            parts = archive.infolist()
        _check_parts(parts)
        with path.open("rb") as file:
            _check_content(file, parts)
    except (BadZipFile, zlib.error, struct.error, ValueError, NotImplementedError):
        raise CannotReadOn(*BROKEN) from None


def _check_parts(parts: list[ZipInfo]) -> None:
    """What the table of contents says."""
    names = [part.filename for part in parts]
    if len(parts) > MAX_PARTS:
        raise CannotReadOn(*_TOO_MANY_PARTS)
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise CannotReadOn(*_PASSWORD)
    if any(_is_odd_part(part) for part in parts) or max(Counter(map(str.casefold, names)).values(), default=0) > 1:
        raise CannotReadOn(*BROKEN)
    if "xl/workbook.xml" not in names:
        raise CannotReadOn(*_NO_WORKBOOK)
    if any(map(_FOREIGN.match, names)):
        raise CannotReadOn(*_MACROS)
    if any(map(_LINKED.match, names)):
        raise CannotReadOn(*_LINKS)
    if sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        raise CannotReadOn(*_TOO_LARGE)


def _is_odd_part(part: ZipInfo) -> bool:
    name = part.filename
    return (
        "\\" in name
        or name.startswith("/")
        or ".." in name.split("/")
        or stat.S_ISLNK(part.external_attr >> 16)
        or part.compress_type not in (ZIP_STORED, ZIP_DEFLATED)
    )


def _check_content(file: BinaryIO, parts: list[ZipInfo]) -> None:
    """What is really there: no more than is stated, and no XML that could mean more than it shows."""
    for part in parts:
        is_xml = part.filename.lower().endswith(_XML)
        size, tail = 0, b""
        for piece in _unpacked(file, part):
            if is_xml and (_DOCTYPE.search(tail + piece) or (size == 0 and piece.startswith(_WIDE_XML))):
                raise CannotReadOn(*_DANGEROUS_XML)
            size += len(piece)
            tail = piece[-16:]
            if size > part.file_size:
                raise CannotReadOn(*BROKEN)


def _unpacked(file: BinaryIO, part: ZipInfo) -> Iterator[bytes]:
    """The content of a part, piece by piece. ``zipfile`` itself stops at the stated size; others may not."""
    file.seek(part.header_offset)
    _, name_length, extra_length = _LOCAL_HEADER.unpack(file.read(_LOCAL_HEADER.size))
    file.seek(name_length + extra_length, 1)
    left = part.compress_size
    inflate = zlib.decompressobj(-zlib.MAX_WBITS) if part.compress_type == ZIP_DEFLATED else None
    while left and (packed := file.read(min(left, _PIECE))):
        left -= len(packed)
        while packed:
            if inflate is None:
                piece, packed = packed, b""
            else:
                piece, packed = inflate.decompress(packed, _PIECE), inflate.unconsumed_tail
            if piece:
                yield piece
    if inflate is not None and (rest := inflate.flush()):
        yield rest
