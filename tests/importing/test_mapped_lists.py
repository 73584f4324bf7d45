"""A list in somebody's own layout is read as the mapping says, and nothing is guessed that it does not say."""

from pathlib import Path

import pytest

from tests.importing.mapped_lists import HEADINGS, MAPPING, read_book, read_lines, units
from tracker.domain.column_mapping import LEFT_OUT
from tracker.domain.procedure import VolumeBasis
from tracker.domain.status import OnlineStatus
from tracker.importing.files_read import needs_mapping
from tracker.importing.manner import Manner

CARRIED = ("department", "division")
ROW = ("総務部", "税務課", "申告", "5", "未実施")


def test_blocks_are_carried_down_and_a_new_department_ends_the_division(tmp_path: Path) -> None:
    lines = [
        ("総務部", "税務課", "一", "1", "未実施"),
        ("", "〃", "二", "1", "未実施"),
        ("", "収納課", "三", "1", "未実施"),
        ("福祉部", "介護課", "四", "1", "未実施"),
        ("", "", "五", "1", "未実施"),
    ]
    assert units(read_lines(tmp_path, *lines, carried_down=CARRIED)) == [
        ("総務部", "税務課", "一"),
        ("総務部", "税務課", "二"),
        ("総務部", "収納課", "三"),
        ("福祉部", "介護課", "四"),
        ("福祉部", "介護課", "五"),
    ]
    reading = read_lines(tmp_path, *lines[:3], ("福祉部", "", "四", "1", "未実施"), carried_down=CARRIED)
    [problem] = reading.problems
    assert (problem.row, problem.column) == (5, "課")


def test_only_columns_that_were_named_are_carried_down(tmp_path: Path) -> None:
    [problem] = read_lines(tmp_path, ROW, ("総務部", "", "届出", "", "未実施")).problems
    assert (problem.row, problem.column) == (3, "課")
    second = read_lines(tmp_path, ROW, ("", "", "届出", "", "未実施"), carried_down=CARRIED).rows[1]
    assert second.entry.annual_cases is None


@pytest.mark.parametrize("label", ["小計", "小　計", "合計", "総務部計", "税務課　計", "総計", "Total"])
@pytest.mark.parametrize("place", [0, 1, 2])
def test_totals_are_left_out_on_request_and_end_nothing(tmp_path: Path, label: str, place: int) -> None:
    total = ["", "", "", "5", ""]
    total[place] = label
    lines = [ROW, total, ("", "", "届出", "7", "未実施")]
    reading = read_lines(tmp_path, *lines, carried_down=CARRIED, without_totals=True)
    assert units(reading) == [("総務部", "税務課", "申告"), ("総務部", "税務課", "届出")]
    [warning] = reading.warnings
    assert (warning.row, warning.value) == (3, label)
    [problem] = read_lines(tmp_path, *lines, carried_down=CARRIED).problems
    assert (problem.row, problem.value) == (3, label)
    assert "除いて取り込むことを選ぶ" in problem.ja


def test_a_procedure_whose_division_is_called_like_a_total_stays_one(tmp_path: Path) -> None:
    reading = read_lines(tmp_path, ("総務部", "合計", "申告", "5", "未実施"), without_totals=True)
    assert units(reading) == [("総務部", "合計", "申告")]


def test_notes_below_the_table_are_skipped_and_named(tmp_path: Path) -> None:
    notes = [("※件数は概数", "", "", "", ""), ("", "", "注1）状況は4月現在", "", "")]
    reading = read_lines(tmp_path, ROW, *notes, carried_down=CARRIED)
    assert len(reading.rows) == 1
    [warning] = reading.warnings
    assert (warning.row, warning.value) == (3, "※件数は概数")
    assert warning.ja.endswith("（ほか1か所も同じです。）")


def test_a_single_count_is_no_note(tmp_path: Path) -> None:
    reading = read_lines(tmp_path, ROW, ("", "", "", "5", ""))
    assert {problem.row for problem in reading.problems} == {3}


def test_a_department_alone_in_its_row_heads_its_block(tmp_path: Path) -> None:
    lines = [("総務部", "", "", "", ""), ("", "税務課", "申告", "5", "未実施")]
    reading = read_lines(tmp_path, *lines, carried_down=CARRIED)
    assert units(reading) == [("総務部", "税務課", "申告")]
    assert reading.warnings[0].value == "総務部"
    assert read_lines(tmp_path, *lines).problems


def test_headings_that_are_repeated_on_every_page_are_skipped(tmp_path: Path) -> None:
    reading = read_lines(tmp_path, ROW, HEADINGS, ("総務部", "税務課", "届出", "", "未実施"))
    assert [row.number for row in reading.rows] == [2, 4]
    assert reading.warnings[0].row == 3


def test_words_mean_what_was_said_also_where_nothing_is_written(tmp_path: Path) -> None:
    words = {"online_status": {"◎": "実施済", "": "未実施"}, "annual_cases": {"僅少": "不明"}}
    lines = [("総務部", "税務課", "一", "僅少", "◎"), ("総務部", "税務課", "二", "3", "")]
    reading = read_lines(tmp_path, *lines, words=words)
    assert [row.entry.online_status for row in reading.rows] == [OnlineStatus.IMPLEMENTED, OnlineStatus.NOT_IMPLEMENTED]
    assert reading.rows[0].entry.annual_cases is None
    problems = read_lines(tmp_path, *lines).problems
    assert [(problem.row, problem.value) for problem in problems] == [(2, "僅少"), (2, "◎"), (3, "")]
    assert "「◎」が何を表すかが決まっていません" in problems[1].ja


def test_a_heading_that_nobody_assigned_is_asked_for(tmp_path: Path) -> None:
    headings = [[*HEADINGS, "担当"]]
    reading = read_lines(tmp_path, (*ROW, "田中"), headings=headings)
    assert needs_mapping(reading)
    [problem] = reading.problems
    assert (problem.row, problem.column) == (1, "担当")
    columns = {**MAPPING.columns, "担当": LEFT_OUT}
    assert read_lines(tmp_path, (*ROW, "田中"), headings=headings, columns=columns).warnings == ()
    allowed = read_lines(tmp_path, (*ROW, "田中"), headings=headings, manner=Manner(allow_unknown_columns=True))
    assert [warning.column for warning in allowed.warnings] == ["担当"]
    assert allowed.accepted


@pytest.mark.parametrize("missing", ["name", "division", "online_status"])
def test_what_a_procedure_cannot_do_without_is_asked_for(tmp_path: Path, missing: str) -> None:
    columns = {key: LEFT_OUT if name == missing else name for key, name in MAPPING.columns.items()}
    reading = read_lines(tmp_path, ROW, columns=columns)
    assert needs_mapping(reading)
    assert len(reading.problems) == 1
    given = read_lines(tmp_path, ROW, columns=columns, constants={**MAPPING.constants, missing: "未実施"})
    assert given.accepted


def test_a_list_without_counts_leaves_what_is_stored(tmp_path: Path) -> None:
    columns = {**MAPPING.columns, "件数": LEFT_OUT}
    reading = read_lines(tmp_path, ROW, columns=columns, constants={})
    assert reading.accepted
    assert "annual_cases" not in reading.columns


def test_without_codes_and_without_a_beginning_for_them_it_is_asked_for(tmp_path: Path) -> None:
    reading = read_lines(tmp_path, ROW, code_prefix="")
    assert needs_mapping(reading)
    assert [problem.column for problem in reading.problems] == ["手続ID"]


def test_a_column_of_codes_is_read(tmp_path: Path) -> None:
    reading = read_lines(
        tmp_path,
        (*ROW, "A-1"),
        headings=[[*HEADINGS, "番号"]],
        columns={**MAPPING.columns, "番号": "code"},
        code_prefix="",
    )
    assert [row.entry.code for row in reading.rows] == ["A-1"]
    [problem] = read_lines(
        tmp_path, (*ROW, ""), headings=[[*HEADINGS, "番号"]], columns={**MAPPING.columns, "番号": "code"}
    ).problems
    assert problem.column == "番号"


def test_two_columns_for_one_are_refused_and_the_same_heading_twice_can_be_told_apart(tmp_path: Path) -> None:
    headings = [[*HEADINGS, "件数"]]
    twice = {**MAPPING.columns, "件数(2)": "annual_cases"}
    [problem] = read_lines(tmp_path, (*ROW, "3"), headings=headings, columns=twice).problems
    assert "D列とF列" in problem.ja
    both = {**MAPPING.columns, "件数(2)": "online_cases"}
    [row] = read_lines(tmp_path, (*ROW, "3"), headings=headings, columns=both).rows
    assert (row.entry.annual_cases, row.entry.online_cases) == (5, 3)


def test_a_value_under_no_heading_is_refused_unless_that_column_is_left_out(tmp_path: Path) -> None:
    headings = [[*HEADINGS, ""]]
    [problem] = read_lines(tmp_path, (*ROW, "x"), (*ROW[:2], "届出", "", "未実施", "y"), headings=headings).problems
    assert (problem.row, problem.value) == (2, "x")
    assert "F列" in problem.ja
    columns = {**MAPPING.columns, "(f列)": LEFT_OUT}
    assert read_lines(tmp_path, (*ROW, "x"), headings=headings, columns=columns).accepted
    assert read_lines(tmp_path, (*ROW, ""), headings=headings).accepted


def test_a_heading_of_the_mapping_that_is_gone_is_named(tmp_path: Path) -> None:
    reading = read_lines(tmp_path, ROW, columns={**MAPPING.columns, "備考": "note"})
    assert reading.accepted
    assert [warning.column for warning in reading.warnings] == ["備考"]


def test_the_year_in_the_heading_of_the_counts_is_theirs(tmp_path: Path) -> None:
    headings = [["部", "課", "手続", "件数（令和6年度）", "状況"]]
    columns = {
        **{key: name for key, name in MAPPING.columns.items() if key != "件数"},
        "件数(令和6年度)": "annual_cases",
    }
    [row] = read_lines(tmp_path, ROW, headings=headings, columns=columns, constants={}).rows
    assert row.entry.volume_fiscal_year == 2024
    [row] = read_lines(tmp_path, ROW, headings=headings, columns=columns).rows
    assert row.entry.volume_fiscal_year == 2022, "what was said counts for more"
    given = Manner(fiscal_year=2020)
    [row] = read_lines(tmp_path, ROW, headings=headings, columns=columns, constants={}, manner=given).rows
    assert row.entry.volume_fiscal_year == 2020


def test_a_row_that_has_slipped_is_refused(tmp_path: Path) -> None:
    [problem] = read_lines(tmp_path, ROW, ROW[:4]).problems
    assert problem.row == 3


def test_two_rows_of_one_name_are_refused_by_the_heading_of_the_file(tmp_path: Path) -> None:
    [problem] = read_lines(tmp_path, ROW, ROW).problems
    assert (problem.row, problem.column) == (3, "手続")


def test_cells_merged_over_a_block_hold_for_its_rows(tmp_path: Path) -> None:
    lines = [("総務部", "税務課", "一", 1, "未実施"), (None, None, "二", 2, "未実施"), (None, None, "三", 3, "未実施")]
    reading = read_book(tmp_path, *lines, merges=["A2:A4", "B2:B4"], carried_down=CARRIED)
    assert units(reading) == [("総務部", "税務課", name) for name in "一二三"]


def test_other_merged_cells_are_refused_once_with_what_to_do(tmp_path: Path) -> None:
    lines = [("総務部", "税務課", "一", 1, "未実施"), ("総務部", "税務課", "二", None, "未実施")]
    [problem] = read_book(tmp_path, *lines, merges=["D2:D3"]).problems
    assert (problem.row, problem.column, problem.value) == (2, "件数", "D2:D3")
    assert "下の行にも当てはめる列として指定する" in problem.ja


def test_merged_totals_and_notes_do_no_harm(tmp_path: Path) -> None:
    one = ("総務部", "税務課", "一", 1, "未実施")
    lines = [one, ("合　計", None, None, 1, None), ("※注記", None, None, None, None), (*one[:2], "二", *one[3:])]
    reading = read_book(tmp_path, *lines, merges=["A3:C3", "A4:E4"], without_totals=True)
    assert reading.accepted
    assert len(reading.rows) == 2


def test_rounded_counts_are_taken_as_approximate_on_request(tmp_path: Path) -> None:
    lines = [("総務部", "税務課", "一", "約1,200", "未実施"), ("総務部", "税務課", "二", "30件", "未実施")]
    [first, second] = read_lines(tmp_path, *lines, rounded_counts=True).rows
    assert (first.entry.annual_cases, first.entry.volume_basis) == (1_200, VolumeBasis.APPROXIMATE)
    assert (second.entry.annual_cases, second.entry.volume_basis) == (30, VolumeBasis.FINAL)
    assert [problem.value for problem in read_lines(tmp_path, *lines).problems] == ["約1,200", "30件"]
