"""Which sheet of a workbook is meant: the only one that can be, or the one that was named."""

import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.build import TODAY
from tests.importing.catalogue_files import row, table
from tests.importing.mapped_lists import HEADINGS, MAPPING
from tracker.importing.files_read import needs_mapping, read_file
from tracker.importing.look import look_at
from tracker.importing.manner import LayoutName, Manner

LIST = [HEADINGS, ["総務部", "税務課", "申告", 5, "未実施"]]
CATALOGUE = table([row()])
NOTES = [["来年度の様式は検討中"]]
OTHER = [["年月日", "担当", "内容"], ["4/1", "田中", "確認"]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "book.xlsx"


def write(path: Path, *hidden: str, **sheets: Sequence[Sequence[Any]]) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(list(line))
        if name in hidden:
            sheet.sheet_state = "hidden"
    content = io.BytesIO()
    book.save(content)
    path.write_bytes(content.getvalue())


def test_the_only_sheet_with_headings_is_meant(path: Path) -> None:
    write(path, 説明=NOTES, 一覧=LIST)
    look = look_at(path, Manner())
    assert (look.sheet, look.problem) == ("一覧", None)
    assert [(sheet.name, sheet.has_headings) for sheet in look.sheets] == [("説明", False), ("一覧", True)]


def test_a_sheet_in_a_known_layout_comes_before_others(path: Path) -> None:
    write(path, 経過=OTHER, 台帳=CATALOGUE)
    look = look_at(path, Manner())
    assert (look.sheet, look.layout) == ("台帳", LayoutName.CATALOGUE)
    reading = read_file(path, Manner(), TODAY)
    assert (reading.sheet, len(reading.rows)) == ("台帳", 1)


def test_the_sheet_with_the_headings_of_the_mapping_is_meant(path: Path) -> None:
    write(path, 台帳=CATALOGUE, 一覧=LIST)
    reading = read_file(path, Manner(mapping=MAPPING), TODAY)
    assert (reading.sheet, len(reading.rows)) == ("一覧", 1)


def test_which_of_several_is_asked(path: Path) -> None:
    write(path, R5=LIST, R6=LIST, R7=LIST)
    look = look_at(path, Manner())
    assert look.problem is not None
    assert "3枚あります（「R5」「R6」「R7」）。取り込むシートを指定してください。" in look.problem.ja
    assert [sheet.name for sheet in look.sheets] == ["R5", "R6", "R7"]
    reading = read_file(path, Manner(mapping=MAPPING), TODAY)
    assert not needs_mapping(look)
    assert reading.problems == (look.problem,)
    assert look_at(path, Manner(sheet="R6")).sheet == "R6"
    assert read_file(path, Manner(mapping=MAPPING, sheet="R6"), TODAY).sheet == "R6"


def test_a_hidden_sheet_is_never_meant_and_cannot_be_named(path: Path) -> None:
    write(path, "R5", R5=LIST, R6=LIST)
    look = look_at(path, Manner())
    assert (look.sheet, [sheet.hidden for sheet in look.sheets]) == ("R6", [True, False])
    named = look_at(path, Manner(sheet="R5"))
    assert named.problem is not None
    assert "非表示" in named.problem.ja


def test_a_workbook_without_anything_that_is_a_list_is_refused(path: Path) -> None:
    write(path, 説明=NOTES)
    look = look_at(path, Manner())
    assert look.problem is not None
    assert "見出しの行が見つかりません" in look.problem.ja
    assert not needs_mapping(look)
    assert [problem.ja for problem in read_file(path, Manner(), TODAY).problems] == [look.problem.ja]


def test_a_row_that_is_said_to_be_the_headings_is_taken(path: Path) -> None:
    write(path, 一覧=[["一", "二", "三", "四", "五"], *LIST])
    for manner in (Manner(header_row=2, mapping=MAPPING), Manner(mapping=replace(MAPPING, header_row=2))):
        look = look_at(path, manner)
        assert (look.header_row, look.layout) == (2, LayoutName.MAPPED)
        assert read_file(path, manner, TODAY).accepted
    missing = look_at(path, Manner(header_row=90, mapping=MAPPING))
    assert missing.problem is not None
