"""The encoding of a text file is decided by strict decoding; what cannot be decoded is refused with its row."""

from pathlib import Path

import pytest

from tests.importing.catalogue_files import csv_text, entry, problem, read_bytes, row, several, table

NAME = "健(検)診～①塡"
CP932_NAME = "健(検)診～①髙㈱"
LINES = csv_text(table([row(name=CP932_NAME)]))


@pytest.mark.parametrize(("codec", "encoding"), [("utf-8-sig", "UTF-8 (BOM)"), ("utf-8", "UTF-8"), ("cp932", "CP932")])
def test_the_three_encodings(tmp_path: Path, codec: str, encoding: str) -> None:
    reading = read_bytes(tmp_path, LINES.encode(codec))
    assert entry(reading).name == CP932_NAME
    assert (reading.encoding, reading.sheet) == (encoding, "")


def test_a_heading_in_ascii_does_not_decide(tmp_path: Path) -> None:
    lines = [list(row()), list(row(name=CP932_NAME).values())]
    reading = read_bytes(tmp_path, csv_text(lines).encode("cp932"))
    assert (entry(reading).name, reading.encoding) == (CP932_NAME, "CP932")


def test_half_width_katakana_of_cp932_are_not_taken_for_utf_8(tmp_path: Path) -> None:
    first = row(code="K-0", name="ﾃｽ", division="tax", online_status="2", volume_fiscal_year="R4")
    content = csv_text([list(row()), list(first.values()), list(row().values())]).encode("cp932")
    assert b",\xc3\xbd," in content  # also the UTF-8 of one Latin letter
    reading = read_bytes(tmp_path, content)
    assert ([found.entry.name for found in reading.rows], reading.encoding) == (["ﾃｽ", "住民票の写し"], "CP932")


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "cp932"])
def test_a_row_in_another_encoding_is_named(tmp_path: Path, codec: str) -> None:
    lines = csv_text(table(several(row(), row(note="住民\n票"), row(name="転入届"), row()))).split("\r\n")
    other = "utf-8" if codec == "cp932" else "cp932"
    parts = [line.encode(other if number == 3 else codec) for number, line in enumerate(lines)]
    found = problem(read_bytes(tmp_path, b"\r\n".join(parts)))
    assert (found.row, found.column) == (4, None)
    assert "文字コードが混ざっている" in found.ja


def test_one_cell_in_another_encoding_is_enough(tmp_path: Path) -> None:
    hidden = "あい".encode()
    assert hidden.decode("cp932") == "縺ゅ＞"  # decoding alone would not notice
    content = csv_text(table([row(note="@@")])).encode("cp932").replace(b"@@", hidden)
    assert problem(read_bytes(tmp_path, content)).row == 2


@pytest.mark.parametrize("byte", [b"\xff", b"\xa0", b"\xfd", b"\x81"])
def test_bytes_that_are_nothing_are_refused(tmp_path: Path, byte: bytes) -> None:
    content = csv_text(table(several(row(), row(note="@@")))).encode("cp932").replace(b"@@", b"a" + byte)
    assert problem(read_bytes(tmp_path, content)).row == 3


def test_rows_before_the_broken_one_are_still_checked(tmp_path: Path) -> None:
    rows = several(row(annual_cases="約500"), row(note="@@"), row(annual_cases="約600"))
    reading = read_bytes(tmp_path, csv_text(table(rows)).encode().replace(b"@@", b"\xff"))
    assert [(found.row, found.column) for found in reading.problems] == [(2, "年間受付件数"), (3, None)]


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_text_is_refused_with_advice(tmp_path: Path, codec: str) -> None:
    found = problem(read_bytes(tmp_path, csv_text([list(row())]).encode(codec)))
    assert found.row is None
    assert "UTF-16" in found.ja


def test_a_nul_is_refused_with_its_cell(tmp_path: Path) -> None:
    found = problem(read_bytes(tmp_path, LINES.replace(CP932_NAME, "a\0").encode()))
    assert (found.row, found.column, found.value) == (2, "手続名", "a<U+0000>")


def test_another_japanese_encoding_is_not_guessed(tmp_path: Path) -> None:
    assert not read_bytes(tmp_path, LINES.replace(CP932_NAME, "住民票").encode("euc_jp")).accepted
