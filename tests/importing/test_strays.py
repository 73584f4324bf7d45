"""Rows that are not procedures are recognised and named, and real procedures are not taken for them."""

from pathlib import Path
from typing import Any

import pytest

from tests.importing.catalogue_files import csv_text, entry, problem, read_rows, read_text, row, several, table


@pytest.mark.parametrize(
    ("cells", "column", "label"),
    [
        ({"code": "合計", "annual_cases": "1,824,178"}, "手続ID", "合計"),
        ({"code": "小 計", "annual_cases": "10"}, "手続ID", "小 計"),
        ({"code": "", "name": "計", "annual_cases": "10"}, "手続名", "計"),
        ({"code": "", "name": "総務部 小計", "annual_cases": "10"}, "手続名", "総務部 小計"),
        ({"code": "", "name": "", "division": "税務課計", "annual_cases": "10"}, "所管課", "税務課計"),
        ({"code": "", "department": "総計", "annual_cases": "10"}, "部", "総計"),
        ({"code": "Total", "annual_cases": "10"}, "手続ID", "Total"),
    ],
)
def test_a_row_of_totals_is_refused_with_advice(tmp_path: Path, cells: dict[str, Any], column: str, label: str) -> None:
    found = problem(read_rows(tmp_path, row(), cells))
    assert (found.row, found.column, found.value) == (3, column, label)
    assert "合計や小計の行" in found.ja


@pytest.mark.parametrize("name", ["会計年度任用職員の合計", "統計", "家計", "会計", "計画の届出", "小計"])
def test_a_procedure_with_a_code_is_a_procedure(tmp_path: Path, name: str) -> None:
    assert entry(read_rows(tmp_path, row(name=name))).name == name


def test_headings_repeated_on_a_later_page_are_refused(tmp_path: Path) -> None:
    lines = table(several(row(), row()))
    found = problem(read_text(tmp_path, csv_text([*lines[:2], lines[0], lines[2]])))
    assert (found.row, found.column) == (3, "手続ID")
    assert "繰り返されています" in found.ja


def test_a_note_below_the_table_is_refused_in_one_sentence(tmp_path: Path) -> None:
    found = problem(read_rows(tmp_path, row(), {"code": "※件数は令和4年度"}))
    assert (found.row, found.column, found.value) == (3, "手続ID", "※件数は令和4年度")
    assert "注記" in found.ja
