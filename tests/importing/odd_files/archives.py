"""Making archives that are not what they say."""

import io
import struct
import warnings
import zlib
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZipFile, ZipInfo

from tests.importing.catalogue_files import row
from tests.importing.workbook_files import package, relationships, sheet_xml

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"


def with_part(name: str | ZipInfo, content: bytes | str, method: int = ZIP_DEFLATED) -> bytes:
    """A harmless workbook with one more part, also one that is there already."""
    archive = io.BytesIO(package())
    with warnings.catch_warnings(action="ignore"), ZipFile(archive, "a") as file:
        file.writestr(name, content, method)
    return archive.getvalue()


def with_strings(xml: str | bytes, cell: str = '<c r="Y2" t="s"><v>0</v></c>') -> bytes:
    """A workbook whose last cell refers to that table of shared strings."""
    links = relationships(
        ("rId1", "worksheet", "worksheets/sheet1.xml"),
        ("rId2", "styles", "styles.xml"),
        ("rId3", "sharedStrings", "sharedStrings.xml"),
    )
    more: dict[str, str | bytes] = {STRINGS: xml, "xl/_rels/workbook.xml.rels": links}
    return package(sheet_xml(row(), extra_cells=cell), more=more)


def link() -> bytes:
    """A workbook with a symbolic link."""
    entry = ZipInfo("xl/link.xml")
    entry.external_attr = 0o120777 << 16
    return with_part(entry, "/etc/passwd")


def lying(stated: int = 400) -> bytes:
    """A workbook whose sheet is much larger than the table of contents says, with a checksum to match."""
    large = sheet_xml(row(), more=" " * 3_000_000).encode()
    content = bytearray(package(large.decode()))
    place = content.rindex(SHEET.encode()) - 46
    struct.pack_into("<I", content, place + 16, zlib.crc32(large[:stated]))
    struct.pack_into("<I", content, place + 24, stated)
    return bytes(content)


def encrypted_part() -> bytes:
    """A workbook whose first part is encrypted as an archive encrypts."""
    content = bytearray(package())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def large_part(name: str, megabytes: int, piece: bytes = b"\0") -> bytes:
    """A workbook with a part that is small only as long as it is packed."""
    archive = io.BytesIO(package())
    with ZipFile(archive, "a", ZIP_DEFLATED, compresslevel=1) as file, file.open(name, "w") as part:
        for _ in range(megabytes):
            part.write(piece * (1_000_000 // len(piece)))
    return archive.getvalue()


def nested(depth: int = 5) -> bytes:
    """A workbook that holds an archive that holds an archive …"""
    inner = b"\0" * 10_000_000
    for level in range(depth):
        archive = io.BytesIO()
        with ZipFile(archive, "w", ZIP_DEFLATED) as file:
            file.writestr(f"{level}.zip", inner)
        inner = archive.getvalue()
    return with_part("xl/media/nested.zip", inner)


def overlapping() -> bytes:
    """A workbook of which many entries share one content, each of them large."""
    content = io.BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as file:
        file.writestr("xl/workbook.xml", b"\0" * 30_000_000)
        first = file.infolist()[0]
        for number in range(150):
            again = ZipInfo(f"xl/media/{number}.bin")
            for name in ("CRC", "compress_size", "file_size", "header_offset", "compress_type"):
                setattr(again, name, getattr(first, name))
            file.filelist.append(again)
            file.NameToInfo[again.filename] = again
        file._didModify = True
    return content.getvalue()


def of_other_kind(**parts: str) -> bytes:
    """An archive that is no workbook."""
    content = io.BytesIO()
    with ZipFile(content, "w") as file:
        for name, text in parts.items():
            file.writestr(name.replace("__", "/"), text)
    return content.getvalue()


def packed_otherwise(method: str) -> bytes:
    """A workbook with a part packed as Excel never packs."""
    return with_part("xl/media/a.xml", "<x/>", {"bzip2": ZIP_BZIP2, "lzma": ZIP_LZMA}[method])
