"""Files that are not the workbooks they seem to be; more of them in the table of ``odd_files``."""

import io
import struct
import zlib
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from tests.importing.catalogue_files import entry, problem, row
from tests.importing.workbook_files import (
    MAIN,
    cell,
    package,
    read_workbook,
    relationships,
    sheet_xml,
)
from tracker.importing import package as checks
from tracker.importing.catalogue import Reading

SHEET = "xl/worksheets/sheet1.xml"


def test_the_plain_package_is_accepted(tmp_path: Path) -> None:
    assert entry(read_workbook(tmp_path, package())).code == "K-001"


def refused(reading: Reading, words: str) -> None:
    found = problem(reading)
    assert (found.row, found.column) == (None, None)
    assert words in found.ja
    assert found.en


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("xl/vbaProject.bin", "マクロ"),
        ("xl/VBAPROJECT.BIN", "マクロ"),
        ("xl/macrosheets/sheet1.xml", "マクロ"),
        ("xl/externalLinks/externalLink1.xml", "リンク"),
        ("../evil.xml", "壊れています"),
        ("/etc/passwd", "壊れています"),
        ("xl\\sheet.xml", "壊れています"),
        ("XL/WORKBOOK.XML", "壊れています"),
    ],
)
def test_parts_that_do_not_belong(tmp_path: Path, part: str, words: str) -> None:
    refused(read_workbook(tmp_path, package(more={part: b"<x/>"})), words)


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE a [<!ENTITY b "c">]>',
        '<!DOCTYPE a SYSTEM "http://example.jp/a.dtd">',
        f"<!--{' ' * 300_000}--><!DOCTYPE a>",
    ],
)
@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "docProps/app.xml"])
def test_a_document_type_is_refused(tmp_path: Path, declaration: str, part: str) -> None:
    refused(read_workbook(tmp_path, package(more={part: f"{declaration}<x/>"})), "Excelが作らない記述")


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be"])
def test_xml_in_a_wide_encoding_is_refused(tmp_path: Path, codec: str) -> None:
    refused(read_workbook(tmp_path, package(more={SHEET: sheet_xml(row()).encode(codec)})), "Excelが作らない記述")


@pytest.mark.parametrize(
    "sheet",
    [
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="1">',
        "not xml",
        "",
        f'<worksheet xmlns="{MAIN}"><sheetData>&nothing;</sheetData></worksheet>',
        sheet_xml(row()).replace('<row r="2">', '<row r="1">'),
        sheet_xml(row()).replace("</sheetData>", f'<row r="2">{cell("A2", "K-2")}</row></sheetData>'),
        sheet_xml(row()).replace('r="B2"', 'r="A2"'),
        sheet_xml(row()).replace('r="B2"', 'r="B3"'),
        sheet_xml(row()).replace('r="B2"', 'r="b2"'),
        sheet_xml(row()).replace('<row r="2">', '<row r="-2">'),
        sheet_xml(row()).replace('<row r="2">', '<row r="99999999999999">'),
        sheet_xml(row(), extra_cells='<c r="Y2" t="s"><v>7</v></c>'),
        sheet_xml(row(), more='<mergeCells><mergeCell ref="all"/></mergeCells>'),
    ],
)
def test_a_damaged_sheet_is_refused(tmp_path: Path, sheet: str) -> None:
    refused(read_workbook(tmp_path, package(more={SHEET: sheet})), "壊れています")


@pytest.mark.parametrize("keep", [0.3, 0.6, 0.95])
def test_a_truncated_file_is_refused(tmp_path: Path, keep: float) -> None:
    content = package()
    refused(read_workbook(tmp_path, content[: int(len(content) * keep)]), "壊れています")


def test_a_changed_byte_never_passes_unseen(tmp_path: Path) -> None:
    content = package()
    good = read_workbook(tmp_path, content)
    for place in range(4, len(content), 7):
        reading = read_workbook(tmp_path, content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :])
        assert not reading.accepted or reading == good


def test_a_sheet_that_leads_nowhere_is_refused(tmp_path: Path) -> None:
    links = relationships(("rId1", "worksheet", "worksheets/none.xml"))
    refused(read_workbook(tmp_path, package(more={"xl/_rels/workbook.xml.rels": links})), "壊れています")


def test_other_prefixes_and_absolute_targets_are_read(tmp_path: Path) -> None:
    sheet = sheet_xml(row())
    for name in ("worksheet", "sheetData", "row", "c", "is", "t"):
        sheet = sheet.replace(f"<{name} ", f"<x:{name} ").replace(f"<{name}>", f"<x:{name}>")
        sheet = sheet.replace(f"</{name}>", f"</x:{name}>")
    sheet = sheet.replace("xmlns=", "xmlns:x=")
    links = relationships(("rId1", "worksheet", "/xl/worksheets/sheet1.xml"))
    more: dict[str, str | bytes] = {SHEET: sheet, "xl/_rels/workbook.xml.rels": links}
    assert entry(read_workbook(tmp_path, package(more=more))).code == "K-001"


@pytest.mark.parametrize("content", [b"PK", b"PK\x03\x04", b"PK\x05\x06" + b"\0" * 18, b"PK\x03\x04" + b"\0" * 100])
def test_hardly_a_zip_file(tmp_path: Path, content: bytes) -> None:
    assert not read_workbook(tmp_path, content).accepted


def test_the_stated_size_is_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "MAX_UNPACKED_BYTES", 20_000)
    assert read_workbook(tmp_path, package()).accepted
    refused(read_workbook(tmp_path, package(more={"xl/media/a.bin": b"\0" * 20_000})), "展開すると")


@pytest.mark.parametrize("method", [ZIP_DEFLATED, ZIP_STORED])
@pytest.mark.parametrize("part", [SHEET, "xl/media/picture.bin"])
def test_a_part_larger_than_it_says_is_refused(tmp_path: Path, method: int, part: str) -> None:
    """The archive module stops at the stated size, with a checksum to match; the reader of values would not."""
    large, stated = sheet_xml(row(), more=" " * 1_000_000).encode(), 400
    content = io.BytesIO()
    with ZipFile(io.BytesIO(package(more={part: large}))) as plain, ZipFile(content, "w", method) as archive:
        for name in plain.namelist():
            archive.writestr(name, plain.read(name))
    lying = bytearray(content.getvalue())
    place = lying.rindex(part.encode()) - 46
    struct.pack_into("<I", lying, place + 16, zlib.crc32(large[:stated]))
    struct.pack_into("<I", lying, place + 24, stated)
    refused(read_workbook(tmp_path, bytes(lying)), "壊れています")


def test_text_beyond_all_measure_is_refused_with_its_cell(tmp_path: Path) -> None:
    sheet = sheet_xml(row(), extra_cells=cell("Y2", "字" * 2_000_000))
    found = problem(read_workbook(tmp_path, package(sheet)))
    assert (found.row, found.column) == (2, "備考")
    assert "2,000,000文字" in found.ja
