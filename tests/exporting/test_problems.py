"""What was found in a file, as a table: every place with its row, heading, value, and what to do."""

import csv
import io

import openpyxl

from tracker.exporting.problems import problem_tables
from tracker.exporting.table import write_csv, write_xlsx
from tracker.importing.problem import Problem

PROBLEMS = [
    Problem(None, None, None, "見出しがありません。", "There is no heading row."),
    Problem(12, "年間受付件数", "約500", "整数で入力してください。", "Enter a whole number."),
]
WARNINGS = [Problem(7, "オンライン化状況", "=○", "「実施済」と読みました。", "Read as implemented.")]


def lines(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_what_must_be_put_right_comes_before_what_to_look_at() -> None:
    (table,) = problem_tables(PROBLEMS, WARNINGS)
    assert lines(write_csv(table)) == [
        ["区分", "行", "見出し", "値", "内容と直し方"],
        ["要修正", "", "", "", "見出しがありません。"],
        ["要修正", "12", "年間受付件数", "約500", "整数で入力してください。"],
        ["要確認", "7", "オンライン化状況", "'=○", "「実施済」と読みました。"],
    ]


def test_excel_says_in_a_sheet_of_its_own_how_to_read_it() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(*problem_tables(PROBLEMS, WARNINGS))))
    assert book.sheetnames == ["点検結果", "説明"]
    assert [cell.value for cell in book["点検結果"][3]][:4] == ["要修正", 12, "年間受付件数", "約500"]


def test_the_list_is_complete_in_english() -> None:
    (table,) = problem_tables(PROBLEMS, WARNINGS, "en")
    assert lines(write_csv(table))[2] == ["To fix", "12", "年間受付件数", "約500", "Enter a whole number."]
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(table)))
    assert book.sheetnames == ["Findings", "Notes"]
