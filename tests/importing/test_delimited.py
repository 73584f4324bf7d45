"""CSV and TSV: line ends, separators, quotation marks, rows of other lengths, empty rows."""

from pathlib import Path

import pytest

from tests.importing.catalogue_files import (
    csv_text,
    entry,
    places,
    problem,
    read_bytes,
    read_rows,
    read_text,
    row,
    several,
    table,
)

THREE = table(several(row(), row(), row()))


@pytest.mark.parametrize("newline", ["\r\n", "\n"])
@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_line_ends_and_separators(tmp_path: Path, newline: str, delimiter: str) -> None:
    reading = read_text(tmp_path, csv_text(THREE, delimiter, newline))
    assert reading.problems == reading.warnings == ()
    assert [found.number for found in reading.rows] == [2, 3, 4]


def test_the_last_line_need_not_end(tmp_path: Path) -> None:
    assert len(read_text(tmp_path, csv_text(THREE).rstrip()).rows) == 3


def test_the_name_of_a_file_means_nothing(tmp_path: Path) -> None:
    assert read_bytes(tmp_path, csv_text(THREE).encode(), name="catalogue.xlsx").encoding == "UTF-8"


def test_tabs_inside_a_comma_file_do_not_separate(tmp_path: Path) -> None:
    assert problem(read_rows(tmp_path, row(note="a\tb"))).column == "備考"


def test_a_comma_in_a_tab_file_is_text(tmp_path: Path) -> None:
    text = csv_text(table([row(name="新規、更新, 変更")]), "\t")
    assert entry(read_text(tmp_path, text)).name == "新規、更新, 変更"


def test_quoted_commas_quotes_and_lines(tmp_path: Path) -> None:
    note = 'a,"b"\nc'
    assert entry(read_rows(tmp_path, row(note=note))).note == note


def test_lines_in_a_cell_do_not_shift_the_row_numbers(tmp_path: Path) -> None:
    rows = several(row(note="一\n二\n三"), row(annual_cases="約500"))
    assert places(read_rows(tmp_path, *rows).problems) == [(3, "年間受付件数")]


def test_old_line_ends_are_refused_with_advice(tmp_path: Path) -> None:
    found = problem(read_text(tmp_path, csv_text(THREE, newline="\r")))
    assert found.row == 1
    assert "CR" in found.ja


@pytest.mark.parametrize("broken", ['"住民票', '"住民票"の写し', '"住民票" ', '"a""'])
def test_quotes_that_do_not_match_are_refused_with_their_row(tmp_path: Path, broken: str) -> None:
    text = csv_text(table(several(row(), row(), row(note="@@"))))
    found = problem(read_text(tmp_path, text.replace("@@", broken)))
    assert (found.row, found.column) == (4, None)
    assert '引用符「"」の対応が崩れています' in found.ja


def test_a_quote_left_open_does_not_swallow_the_file(tmp_path: Path) -> None:
    text = csv_text(THREE) + 'K-9,"' + "住民票の写しの交付\r\n" * 200_000
    found = problem(read_text(tmp_path, text))
    assert found.row == 5
    assert '引用符「"」が閉じていない' in found.ja


def test_a_row_without_end_is_refused(tmp_path: Path) -> None:
    found = problem(read_text(tmp_path, csv_text(THREE) + "K-9," + "," * 2_000_000))
    assert found.row == 5
    assert "1行が長すぎます" in found.ja


@pytest.mark.parametrize(("change", "count"), [(lambda cells: cells[:-1], 24), (lambda cells: [*cells, ""], 26)])
def test_a_row_of_another_length_is_refused_with_its_row(tmp_path: Path, change, count: int) -> None:  # type: ignore[no-untyped-def]
    lines = [THREE[0], THREE[1], change(THREE[2]), THREE[3]]
    reading = read_text(tmp_path, csv_text(lines))
    found = problem(reading)
    assert (found.row, found.column) == (3, None)
    assert f"セルが{count}個あり、見出しの25個と合いません" in found.ja
    assert [kept.number for kept in reading.rows] == [2, 4]


def test_a_shifted_row_is_never_taken_in(tmp_path: Path) -> None:
    shifted = ["", *THREE[2]][: len(THREE[0])]
    reading = read_text(tmp_path, csv_text([THREE[0], THREE[1], shifted]))
    assert not reading.accepted
    assert {found.row for found in reading.problems} == {3}


def test_empty_rows_are_skipped_and_counted(tmp_path: Path) -> None:
    lines = [THREE[0], [], THREE[1], [""] * 25, ["　", " "], THREE[2], [""] * 3]
    reading = read_text(tmp_path, csv_text(lines))
    assert reading.accepted
    assert [found.number for found in reading.rows] == [3, 6]


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\r\n\r\n", ",,,\r\n　,\r\n".encode()])
def test_an_empty_file_is_refused(tmp_path: Path, content: bytes) -> None:
    found = problem(read_bytes(tmp_path, content))
    assert (found.row, found.ja) == (None, "ファイルが空です。")


def test_headings_alone_are_no_catalogue(tmp_path: Path) -> None:
    assert "手続の行がありません" in problem(read_text(tmp_path, csv_text(THREE[:1]))).ja


def test_a_row_with_several_faults_names_them_all_in_order(tmp_path: Path) -> None:
    rows = several(
        row(url="x", annual_cases="約", online_status=""), row(), row(volume_fiscal_year="1", themes="x", division="")
    )
    assert places(read_rows(tmp_path, *rows).problems) == [
        (2, "年間受付件数"),
        (2, "オンライン化状況"),
        (2, "申請URL"),
        (4, "所管課"),
        (4, "分野"),
        (4, "件数年度"),
    ]
