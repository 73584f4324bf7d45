"""Files that are not what they seem: archives, declarations in XML, other programs' files."""

import random

from tests.importing.catalogue_files import row, table
from tests.importing.odd_files import archives
from tests.importing.odd_files.odd_file import OddFile, accepted, bytes_of, refused
from tests.importing.workbook_files import MAIN, package, sheet_xml, workbook

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BROKEN, DANGEROUS, MACROS, LINKS = "壊れています", "Excelが作らない記述", "マクロ", "リンク"
NO_HEADINGS, NO_WORKBOOK = "見出しの行が見つかりません", "Excelブック（.xlsx）ではありません"
NO_TEXT = "文字のファイルでもExcelブック（.xlsx）でもありません"

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0\x90wS\xde" + bytes(range(256)) * 8
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\0\x01" + bytes(range(255, -1, -1)) * 8
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<</Type/Catalog>>\nendobj\n%%EOF\n"
HTML = "<html><head><meta charset=utf-8></head><body><table><tr><td>手続ID</td></tr></table></body></html>"
BLOB = random.Random(1).randbytes(50_000)


def declared(declaration: str, part: str = archives.SHEET, content: str = "<x/>") -> bytes:
    """A workbook of which one part begins with a declaration."""
    return package(more={part: f'<?xml version="1.0"?>{declaration}{content}'})


FILES: list[OddFile] = [
    accepted("a plain package", package, says={"code": "K-001"}),
    refused(
        "a bomb by ratio: 600 MB in a picture", lambda: archives.large_part("xl/media/a.bin", 600), "展開すると500MB"
    ),
    refused(
        "a bomb by ratio: 600 MB of strings", lambda: archives.large_part(archives.STRINGS, 600, b"<si/>"), "500MB"
    ),
    refused(
        "a bomb by count: 300 parts", lambda: package(more={f"xl/media/{n}.png": "" for n in range(300)}), "多すぎ"
    ),
    accepted("an archive in an archive in a picture", archives.nested),
    refused("many parts over one content", archives.overlapping, "展開すると500MB"),
    refused("a size that lies", archives.lying, BROKEN),
    refused("a part twice", lambda: archives.with_part(archives.SHEET, sheet_xml()), BROKEN),
    refused("a part twice in another case", lambda: archives.with_part("XL/WORKBOOK.XML", "<x/>"), BROKEN),
    refused("a part above the archive", lambda: archives.with_part("../evil.xml", "<x/>"), BROKEN),
    refused("a part with an absolute path", lambda: archives.with_part("/etc/passwd", "<x/>"), BROKEN),
    refused("a part with backslashes", lambda: archives.with_part("xl\\..\\evil.xml", "<x/>"), BROKEN),
    refused("a symbolic link", archives.link, BROKEN),
    refused("a part packed by bzip2", lambda: archives.packed_otherwise("bzip2"), BROKEN),
    refused("a part packed by lzma", lambda: archives.packed_otherwise("lzma"), BROKEN),
    refused("an encrypted part", archives.encrypted_part, "パスワード"),
    refused("a DTD", lambda: declared("<!DOCTYPE a>"), DANGEROUS),
    refused("a DTD elsewhere", lambda: declared('<!DOCTYPE a SYSTEM "http://example.jp/a.dtd">'), DANGEROUS),
    refused("a DTD in a part nobody reads", lambda: declared("<!DOCTYPE a>", "docProps/app.xml"), DANGEROUS),
    refused("a DTD behind a long comment", lambda: declared(f"<!--{' ' * 400_000}--><!DOCTYPE a>"), DANGEROUS),
    refused(
        "billion laughs",
        lambda: declared(f'<!DOCTYPE l [<!ENTITY l0 "ha">{LAUGHS}]>', content="<x>&l9;</x>"),
        DANGEROUS,
    ),
    refused(
        "quadratic blow-up",
        lambda: declared(f'<!DOCTYPE a [<!ENTITY b "{"b" * 100_000}">]>', content=f"<x>{'&b;' * 10_000}</x>"),
        DANGEROUS,
    ),
    refused(
        "an external entity",
        lambda: declared('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>', content="<x>&b;</x>"),
        DANGEROUS,
    ),
    refused(
        "an external entity in the strings",
        lambda: archives.with_strings(f'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><sst xmlns="{MAIN}"/>'),
        DANGEROUS,
    ),
    refused("XML in UTF-16", lambda: package(more={archives.SHEET: sheet_xml(row()).encode("utf-16")}), DANGEROUS),
    refused("XML that ends too early", lambda: package(sheet_xml(row())[:-30]), BROKEN),
    refused("XML nested a hundred thousand deep", lambda: package(f"<a>{'<a>' * 100_000}"), BROKEN),
    refused("no XML at all", lambda: package("手続ID,手続名"), BROKEN),
    refused("a workbook cut off", lambda: package()[:-200], BROKEN),
    refused("half a workbook", lambda: package()[: len(package()) // 2], BROKEN),
    refused("the first bytes of an archive", bytes_of(b"PK\x03\x04"), BROKEN),
    refused("an empty archive", bytes_of(b"PK\x05\x06" + b"\0" * 18), NO_WORKBOOK),
    refused(
        "a workbook with a password",
        bytes_of(COMPOUND + b"\0" * 5_000 + "EncryptedPackage".encode("utf-16-le")),
        "パスワード",
    ),
    refused("an old workbook (.xls)", bytes_of(COMPOUND + b"\0" * 5_000), "古い形式"),
    refused("an .xlsm renamed", lambda: archives.with_part("xl/vbaProject.bin", b"\0"), MACROS),
    refused("macros of Excel 4", lambda: archives.with_part("xl/macrosheets/sheet1.xml", "<x/>"), MACROS),
    refused("a dialogue sheet", lambda: archives.with_part("xl/dialogsheets/sheet1.xml", "<x/>"), MACROS),
    refused("links to other files", lambda: archives.with_part("xl/externalLinks/externalLink1.xml", "<x/>"), LINKS),
    refused("a document of Word", lambda: archives.of_other_kind(word__document="<x/>"), NO_WORKBOOK),
    refused(
        "an OpenDocument spreadsheet",
        lambda: archives.of_other_kind(mimetype="application/vnd.oasis.opendocument.spreadsheet"),
        NO_WORKBOOK,
    ),
    refused("a binary workbook (.xlsb)", lambda: archives.of_other_kind(xl__workbook="x"), NO_WORKBOOK),
    refused("a picture renamed .csv (PNG)", bytes_of(PNG), NO_TEXT),
    refused("a picture renamed .csv (JPEG)", bytes_of(JPEG), NO_TEXT),
    refused("a PDF", bytes_of(PDF), NO_TEXT),
    refused("a page of the web", bytes_of(HTML.encode()), NO_HEADINGS),
    refused("a list in JSON", bytes_of('[{"手続ID": "K-1"}]'.encode()), NO_HEADINGS),
    refused("a random blob", bytes_of(BLOB), NO_TEXT),
    refused("a program", bytes_of(b"\x7fELF" + b"\1\2\1" * 2_000), NO_TEXT),
    refused("a gzip file", bytes_of(b"\x1f\x8b\x08\0" + BLOB[:3_000]), NO_TEXT),
    accepted("a workbook called .csv", lambda: workbook(台帳=table([row()]))),
]
