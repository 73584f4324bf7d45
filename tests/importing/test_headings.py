"""The heading row: found, matched in any order, and complained of where it is not what it should be."""

from pathlib import Path

import pytest

from tests.importing.catalogue_files import (
    PLAIN,
    csv_text,
    entry,
    places,
    problem,
    read_rows,
    read_text,
    row,
    several,
    table,
)
from tracker.domain.catalogue import ALL_COLUMNS, COLUMNS, HEADINGS

REQUIRED = ["code", "name", "division", "annual_cases", "online_status"]


def test_the_columns_of_the_file_are_told(tmp_path: Path) -> None:
    assert read_rows(tmp_path, row()).columns == ALL_COLUMNS
    assert read_rows(tmp_path, row(annual_cases=""), columns=REQUIRED).columns == frozenset(REQUIRED)


def test_any_order_and_identifiers(tmp_path: Path) -> None:
    columns = [column.identifier for column in reversed(COLUMNS)]
    lines = table([row(note="要確認")], columns)
    lines[0] = [name if place % 2 else HEADINGS[name] for place, name in enumerate(columns)]
    assert entry(read_text(tmp_path, csv_text(lines))) == entry(read_rows(tmp_path, row(note="要確認")))


@pytest.mark.parametrize("heading", ["手続ＩＤ", " 手続ID　", "手続id", "CODE", "手続\nID", "\u200b手続ID", "ｃｏｄｅ"])
def test_headings_are_matched_as_officers_write_them(tmp_path: Path, heading: str) -> None:
    lines = table([row()])
    lines[0][0] = heading
    assert entry(read_text(tmp_path, csv_text(lines))).code == "K-001"


@pytest.mark.parametrize("missing", REQUIRED)
def test_a_missing_required_column_is_named(tmp_path: Path, missing: str) -> None:
    found = problem(read_rows(tmp_path, row(), columns=[name for name in PLAIN if name != missing]))
    assert (found.row, found.column) == (1, HEADINGS[missing])
    assert f"必要な列「{HEADINGS[missing]}」がありません" in found.ja


def test_rows_are_checked_without_a_required_column(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, row(annual_cases="約500"), columns=[name for name in PLAIN if name != "code"])
    assert places(reading.problems) == [(1, "手続ID"), (2, "年間受付件数")]
    assert reading.rows == ()


def test_a_column_twice_is_refused(tmp_path: Path) -> None:
    lines = table([row()], [*PLAIN, "name"])
    found = problem(read_text(tmp_path, csv_text(lines)))
    assert (found.row, found.column) == (1, "手続名")
    assert "B列とG列" in found.ja


def test_a_heading_and_its_identifier_are_one_column(tmp_path: Path) -> None:
    lines = table([row()], [*PLAIN, "name"])
    lines[0][-1] = "name"
    assert problem(read_text(tmp_path, csv_text(lines))).column == "手続名"


def test_an_unknown_column_is_refused_unless_left_out_on_purpose(tmp_path: Path) -> None:
    lines = [[*cells, extra] for cells, extra in zip(table([row()]), ["担当者", "田中\0"], strict=True)]
    found = problem(read_text(tmp_path, csv_text(lines)))
    assert (found.row, found.column, found.value) == (1, "担当者", None)
    reading = read_text(tmp_path, csv_text(lines), allow_unknown_columns=True)
    assert entry(reading).code == "K-001"
    assert places(reading.warnings) == [(1, "担当者")]


def test_a_heading_much_like_a_known_one_is_recognised(tmp_path: Path) -> None:
    lines = table([row()])
    lines[0][7] = "年間受付件数（件）"
    first, second = read_text(tmp_path, csv_text(lines)).problems
    assert (
        "「年間受付件数」の列であれば、見出しを直して"
        in {first.column: first, second.column: second}["年間受付件数（件）"].ja
    )


def test_a_column_without_heading_must_be_empty(tmp_path: Path) -> None:
    lines = [[*cells, ""] for cells in table(several(row(), row()))]
    assert read_text(tmp_path, csv_text(lines)).accepted
    lines[2][-1] = "メモ"
    found = problem(read_text(tmp_path, csv_text(lines)))
    assert (found.row, found.column, found.value) == (3, None, "メモ")
    assert "見出しのない列（Z列）" in found.ja


TITLES = [["手続台帳"], [], ["令和8年11月現在", "所管課"]]


def test_titles_above_complete_headings_are_skipped_and_named(tmp_path: Path) -> None:
    reading = read_text(tmp_path, csv_text([*TITLES, *table([row()])]))
    assert reading.accepted
    assert [(found.row, found.value) for found in reading.warnings] == [(1, "手続台帳"), (3, "令和8年11月現在")]
    assert "見出しの行（4行目）より上" in reading.warnings[0].ja


def test_titles_above_headings_that_lack_a_column_are_refused(tmp_path: Path) -> None:
    lines = [*TITLES, *table([row()], [name for name in PLAIN if name != "name"])]
    reading = read_text(tmp_path, csv_text(lines))
    assert [(found.row, found.value) for found in reading.problems] == [
        (1, "手続台帳"),
        (3, "令和8年11月現在"),
        (4, None),
    ]
    assert "見出しの行（4行目）より上" in reading.problems[0].ja


def test_empty_rows_above_the_headings_do_no_harm(tmp_path: Path) -> None:
    reading = read_text(tmp_path, csv_text([[], *table([row()])]))
    assert [found.number for found in reading.rows] == [3]


@pytest.mark.parametrize("text", ["氏名,住所\r\n田中,港区\r\n", "K-001,住民票\r\n"])
def test_a_file_of_something_else_is_refused(tmp_path: Path, text: str) -> None:
    found = problem(read_text(tmp_path, text))
    assert found.row is None
    assert "見出しの行が見つかりません" in found.ja


def test_too_many_columns_are_refused(tmp_path: Path) -> None:
    lines = [[*cells, *[""] * 176] for cells in table([row()])]
    found = problem(read_text(tmp_path, csv_text(lines)))
    assert found.row == 1
    assert "201列あります。200列までに" in found.ja


def test_a_missing_year_column_is_said_once(tmp_path: Path) -> None:
    columns = [name for name in PLAIN if name != "volume_fiscal_year"]
    found = problem(read_rows(tmp_path, *several(row(), row(annual_cases=""), row(), row()), columns=columns))
    assert (found.row, found.column, found.value) == (2, "件数年度", None)
    assert found.ja.endswith("（ほか2か所も同じです。）")
    reading = read_rows(tmp_path, *several(row(), row()), columns=columns, fiscal_year=2022)
    assert [found.entry.volume_fiscal_year for found in reading.rows] == [2022, 2022]
    assert reading.columns == frozenset(columns)
