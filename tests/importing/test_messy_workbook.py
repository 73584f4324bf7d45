"""A list as an officer keeps it for people goes in through a mapping, or each refusal says what to do."""

from datetime import date
from pathlib import Path

import pytest

from tests.build import TODAY
from tests.importing.messy_workbook import (
    FIRST_ROW,
    HEADER_ROW,
    HIDDEN_ROW,
    MAPPING,
    SHEET,
    WITHOUT_CONSENT,
    messy_workbook,
)
from tracker.domain.column_mapping import ColumnMapping
from tracker.domain.procedure import VolumeBasis
from tracker.domain.status import OnlineStatus
from tracker.importing.catalogue import Reading
from tracker.importing.files_read import needs_mapping, read_file
from tracker.importing.look import Look, look_at, look_from_json, look_to_json
from tracker.importing.manner import LayoutName, Manner


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "電子申請一覧.xlsx"
    path.write_bytes(messy_workbook())
    return path


def read(path: Path, mapping: ColumnMapping | None) -> Reading:
    return read_file(path, Manner(mapping=mapping), TODAY)


def look(path: Path, mapping: ColumnMapping | None = None) -> Look:
    seen = look_at(path, Manner(mapping=mapping))
    assert look_from_json(look_to_json(seen)) == seen
    return seen


def test_a_first_look_finds_the_headings_under_the_title_and_proposes_columns(path: Path) -> None:
    seen = look(path)
    assert (seen.layout, seen.problem, seen.sheet) == (None, None, SHEET)
    assert [(sheet.name, sheet.has_headings) for sheet in seen.sheets] == [(SHEET, True), ("メモ", False)]
    assert (seen.header_row, seen.heading_rows) == (HEADER_ROW, 2)
    assert seen.title_rows == ((1, "オンライン申請ができる手続の一覧"), (2, "令和7年6月1日現在"))
    assert {column.key: column.identifier for column in seen.columns} == {
        key: identifier or None for key, identifier in MAPPING.columns.items()
    }
    assert seen.columns[4].heading == "年間件数 令和6年度"
    assert seen.columns[6].samples == ("△", "◎", "×")
    assert needs_mapping(seen)


def test_without_a_mapping_the_columns_have_to_be_assigned(path: Path) -> None:
    reading = read(path, None)
    [problem] = reading.problems
    assert needs_mapping(reading)
    assert problem.row == HEADER_ROW
    assert "列の対応付けが必要です" in problem.ja


def test_with_the_mapping_it_goes_in_as_it_is(path: Path) -> None:
    seen = look(path, MAPPING)
    assert seen.layout is LayoutName.MAPPED
    assert not needs_mapping(seen)
    reading = read(path, MAPPING)
    assert reading.problems == ()
    assert "code" not in reading.columns
    assert [
        (
            row.entry.department,
            row.entry.division,
            row.entry.annual_cases,
            row.entry.online_cases,
            row.entry.online_status,
        )
        for row in reading.rows
    ] == [
        ("総務部", "税務課", 24_029, 500, OnlineStatus.PARTIAL),
        ("総務部", "税務課", 70_568, 12_000, OnlineStatus.IMPLEMENTED),
        ("福祉部", "介護保険課", 500, None, OnlineStatus.NOT_IMPLEMENTED),
        ("福祉部", "介護保険課", None, None, OnlineStatus.NOT_IMPLEMENTED),
        ("福祉部", "国保年金課", 23_397, 1_000, OnlineStatus.IMPLEMENTED),
    ]
    entries = [row.entry for row in reading.rows]
    assert [entry.volume_basis is VolumeBasis.APPROXIMATE for entry in entries] == [True, False, True, False, False]
    assert {entry.volume_fiscal_year for entry in entries} == {2024}
    assert {entry.source for entry in entries} == {"電子申請一覧"}
    assert entries[4].online_on == date(2024, 4, 1)
    assert entries[2].note == "様式あり"


def test_everything_that_was_not_plain_is_said(path: Path) -> None:
    found = [(warning.row, warning.value) for warning in read(path, MAPPING).warnings]
    assert found == [
        (1, "オンライン申請ができる手続の一覧"),
        (2, "令和7年6月1日現在"),
        (HEADER_ROW, None),  # the year in the heading
        (HEADER_ROW, None),  # the hidden column
        (FIRST_ROW, "約500"),
        (FIRST_ROW + 1, "令和5年10月"),
        (FIRST_ROW + 2, "小　計"),
        (FIRST_ROW + 3, "×"),
        (HIDDEN_ROW, None),
        (FIRST_ROW + 5, "23397件"),
        (FIRST_ROW + 5, "○"),
        (FIRST_ROW + 9, "※　件数は、令和6年度の実績です。"),
    ]
    totals = read(path, MAPPING).warnings[6]
    assert totals.ja == "合計や小計の行なので、取り込みません。（ほか2か所も同じです。）"


def test_without_consent_each_refusal_says_what_to_do(path: Path) -> None:
    reading = read(path, WITHOUT_CONSENT)
    assert not needs_mapping(reading)
    assert [(problem.row, problem.column, problem.value) for problem in reading.problems] == [
        (FIRST_ROW, "年間件数 うちオンライン", "約500"),
        (FIRST_ROW, "オンライン化 状況", "△"),
        (FIRST_ROW + 1, "オンライン化 状況", "◎"),
        (FIRST_ROW + 2, None, "小　計"),
        (FIRST_ROW + 3, "年間件数 令和6年度", "5百件"),
        (FIRST_ROW + 5, "年間件数 令和6年度", "23397件"),
        (FIRST_ROW + 5, "オンライン化 開始年月", "R6.4"),
        (FIRST_ROW + 6, None, "福祉部　計"),
        (FIRST_ROW + 7, None, "合　計"),
    ]
    assert all(problem.ja.endswith("ください。") for problem in reading.problems)
