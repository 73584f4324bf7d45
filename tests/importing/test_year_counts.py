"""Lists of a year's counts as officers keep them: what is read, and what is said of the rest."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.build import TODAY
from tests.importing.workbook_files import workbook
from tracker.domain.procedure import VolumeBasis
from tracker.importing.count_rows import CountRow
from tracker.importing.problem import Problem
from tracker.importing.year_counts import CountsReading, read_counts

Read = Callable[..., CountsReading]
HEAD = "手続ID,年間受付件数\n"


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def reading(content: str | bytes, year: int | None = 2024, **options: Any) -> CountsReading:
        path = tmp_path / "list"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_counts(path, today=TODAY, fiscal_year=year, **options)

    return reading


def rows(found: CountsReading) -> tuple[CountRow, ...]:
    assert found.problems == ()
    return found.rows


def only(problems: tuple[Problem, ...]) -> Problem:
    (problem,) = problems
    assert problem.ja.endswith("。")
    assert problem.en.endswith(".")
    return problem


def test_headings_stand_in_any_order_and_under_any_of_their_names(read: Read) -> None:
    found = read('オンライン件数,件数区分,所管課,総件数（件）,年度,手続名\n1,概数,税務課,"1,200",R6,届出\n', None)
    assert rows(found) == (CountRow(2, "", "届出", "", "税務課", 2024, 1_200, 1, VolumeBasis.APPROXIMATE),)
    assert found.columns == {
        "online_cases", "volume_basis", "division", "annual_cases", "volume_fiscal_year", "name",
    }  # fmt: skip


@pytest.mark.parametrize(
    "heading", ["年間受付件数", "件数", "受付件数", "総件数", "annual_cases", "年間 受付件数 （件）"]
)
def test_what_is_counted_goes_by_several_headings(read: Read, heading: str) -> None:
    assert rows(read(f"手続ID,{heading}\nK-001,５００\n"))[0].annual_cases == 500


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_text_in_either_encoding_with_tabs_too(read: Read, encoding: str) -> None:
    found = read("手続ID\t手続名\t件数\nK-001\t届出\t7\n".encode(encoding))
    assert rows(found) == (CountRow(2, "K-001", "届出", "", "", 2024, 7),)


def test_a_workbook_with_a_title_and_numbers(read: Read) -> None:
    lines: list[list[Any]] = [["令和6年度　手続別件数"], [], ["手続ID", "件数"], ["K-001", 500], ["K-002", "…"]]
    found = read(workbook(件数=lines))
    assert [(row.number, row.annual_cases) for row in rows(found)] == [(4, 500), (5, None)]
    title = only(found.warnings)
    assert (title.row, title.value) == (1, "令和6年度　手続別件数")
    assert "（3行目）より上にある" in title.ja


def test_the_sheet_is_chosen_by_its_headings_and_asked_for_where_several_have_them(read: Read) -> None:
    lines: list[list[Any]] = [["手続ID", "件数"], ["K-001", 500]]
    assert read(workbook(説明=[["読み方"]], 件数=lines)).sheet == "件数"
    both = workbook(R5=lines, R6=[lines[0], ["K-001", 700]])
    assert "シートが2枚あります" in only(read(both).problems).ja
    assert rows(read(both, sheet="R6"))[0].annual_cases == 700


def test_the_year_comes_from_the_row_the_headings_or_the_import(read: Read) -> None:
    assert rows(read("手続ID,件数,件数年度\nK-001,5,令和5年度\n", None))[0].fiscal_year == 2023
    assert rows(read("手続ID,令和5年度受付件数,R5年度のオンライン件数\nK-001,5,1\n", None))[0] == CountRow(
        2, "K-001", "", "", "", 2023, 5, 1
    )
    assert rows(read(HEAD + "K-001,5\n", 2023))[0].fiscal_year == 2023
    assert rows(read("手続ID,件数,件数年度\nK-001,5,\n", 2023))[0].fiscal_year == 2023


@pytest.mark.parametrize(
    ("text", "year", "said"),
    [
        (HEAD + "K-001,5\n", None, "取込みの際に年度を指定してください"),
        ("手続ID,件数,件数年度\nK-001,5,令和5年度\n", 2024, "令和5年度の行ですが、取り込むのは令和6年度の件数です"),
        (
            "手続ID,令和5年度件数\nK-001,5\n",
            2024,
            "見出しの年度（令和5年度）が、取込みの際に指定された令和6年度と異なります",
        ),
        ("手続ID,令和5年度件数,令和6年度オンライン件数\nK-001,5,1\n", None, "見出しに2つ以上の年度があります"),
        (HEAD + "K-001,5\n", 2027, "令和9年度は、今日（令和8年11月20日）の時点で始まっていません"),
        (HEAD + "K-001,5\n", 2026, "年度の途中の件数です"),
        ("手続ID,件数,件数区分\nK-001,5,確定値\n", 2026, "年度の途中の件数です"),
    ],
)
def test_a_year_that_is_not_clear_is_refused(read: Read, text: str, year: int | None, said: str) -> None:
    assert said in only(read(text, year).problems).ja


def test_counts_of_the_year_that_runs_say_that_they_are_not_final(read: Read) -> None:
    assert rows(read("手続ID,件数,件数区分\nK-001,5,見込み\nK-002,,\n", 2026))[0].basis is VolumeBasis.EXPECTED


@pytest.mark.parametrize(
    ("cells", "column", "said"),
    [
        ("K-001,約500,", "年間受付件数", "概数の場合は「件数区分」に「概数」と入力してください"),
        ("K-001,1万,", "年間受付件数", "数値として読み取れません"),
        ("K-001,1.5,", "年間受付件数", "数値として読み取れません"),
        ("K-001,-3,", "年間受付件数", "数値として読み取れません"),
        ("K-001,5,x", "オンライン手続件数", "数値として読み取れません"),
        ("K-001,5,6", "オンライン手続件数", "6件は「年間受付件数」の5件を超えています"),
        ("K-001,,6", "オンライン手続件数", "「年間受付件数」が件数未集計です"),
        (",5,1", "手続ID", "手続が分かりません"),
        ("小計,5,1", "手続ID", "合計や小計の行は取り込めません"),
        (",※速報値,", "年間受付件数", "表の外の注記であれば、この行を削除してください"),
    ],
)
def test_a_cell_that_is_not_clear_is_refused_with_its_place(read: Read, cells: str, column: str, said: str) -> None:
    problem = only(read(f"手続ID,年間受付件数,オンライン手続件数\n{cells}\n").problems)
    assert (problem.row, problem.column) == (2, column)
    assert said in problem.ja


def test_a_total_is_found_by_its_name_too(read: Read) -> None:
    assert "合計や小計の行" in only(read("手続名,件数\n届出,5\n総務部計,5\n").problems).ja


def test_what_is_not_counted_is_none_and_never_zero(read: Read) -> None:
    marks = ["", "…", "－", "-", "不明", "未集計", "0"]
    text = HEAD + "".join(f"K-{n},{mark}\n" for n, mark in enumerate(marks))
    assert [row.annual_cases for row in rows(read(text))] == [None] * 6 + [0]


def test_columns_without_counts_are_left_out_and_named(read: Read) -> None:
    found = read("No.,手続ID,件数,備考\n1,K-001,5,窓口のみ\n")
    assert rows(found)[0].annual_cases == 5
    assert [(warning.row, warning.column) for warning in found.warnings] == [(1, "No."), (1, "備考")]


@pytest.mark.parametrize("heading", ["窓口件数", "電子申請（オンライン）"])
def test_a_column_that_may_hold_counts_is_asked_about(read: Read, heading: str) -> None:
    assert "どの件数か分かりません" in only(read(f"手続ID,件数,{heading}\nK-001,5,1\n").problems).ja


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "ファイルが空です"),
        ("a,b\n1,2\n", "見出しの行が見つかりません"),
        ("手続ID,手続名\nK-001,届出\n", "必要な列「年間受付件数」がありません"),
        ("所管課,件数\n税務課,5\n", "手続が分かる列がありません"),
        (HEAD, "見出しの下に手続の行がありません"),
        (HEAD + "K-001,1,200\n", "セルが3個あり、見出しの2個と合いません"),
    ],
)
def test_a_file_without_what_is_needed_is_refused(read: Read, text: str, said: str) -> None:
    assert said in only(read(text).problems).ja


def test_two_columns_of_one_meaning_are_refused(read: Read) -> None:
    problems = read("手続ID,件数,総件数\nK-001,5,6\n").problems
    assert [problem.column for problem in problems] == ["件数", "総件数"]
    assert "当たる列が2つ以上あります" in problems[0].ja


def test_merged_cells_in_the_rows_are_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (["手続ID", "件数"], ["K-001", 5], ["K-002", None]):
        sheet.append(line)
    sheet.merge_cells("B2:B3")
    book.save(tmp_path / "merged.xlsx")
    found = read_counts(tmp_path / "merged.xlsx", today=TODAY, fiscal_year=2024)
    assert "セルが結合されています" in only(found.problems).ja


def test_somebody_is_told_how_far_it_has_come(read: Read) -> None:
    told: list[int] = []
    text = HEAD + "".join(f"K-{n},{n}\n" for n in range(2_500))
    assert len(rows(read(text, progress=told.append))) == 2_500
    assert told == [1_000, 2_000]


def test_a_file_that_is_no_table_is_refused(read: Read) -> None:
    assert only(read(b"\x89PNG\r\n\x1a\n\x00\x00").problems)
