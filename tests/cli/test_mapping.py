"""Lists that are not in the catalogue's own layout, from the terminal."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.importing.messy_workbook import MAPPING, messy_workbook
from tests.importing.survey_sample import SAMPLE, sample
from tracker.domain.mapping_text import mapping_from_json, mapping_to_json


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "list.xlsx"
    path.write_bytes(messy_workbook())
    return path


@pytest.fixture
def mapping(tmp_path: Path) -> Path:
    path = tmp_path / "mapping.json"
    path.write_text(mapping_to_json(MAPPING), "utf-8")
    return path


def added(run: Run, *arguments: str | Path) -> int:
    count: int = json.loads(run("import", *arguments, "--json").stdout)["changes"]["added"]
    return count


def test_a_list_of_ones_own_says_how_to_map_it(run: Run, workbook: Path) -> None:
    said = run("import", workbook, code=2).stderr
    assert "列の対応付けが必要です" in said
    assert "tracker mapping propose list.xlsx" in said


def test_a_draft_names_what_is_open(run: Run, workbook: Path, tmp_path: Path) -> None:
    proposed = run("mapping", "propose", workbook)
    draft = mapping_from_json(proposed.stdout)
    assert draft.heading_rows == 2
    assert list(draft.columns) == [key for key, name in MAPPING.columns.items() if name]
    assert "「No.」（A列、キー no.）" in proposed.stderr
    assert "「担当者内線」（K列" in proposed.stderr


def test_a_mapping_is_taken_from_a_file_or_by_its_name(run: Run, workbook: Path, mapping: Path) -> None:
    assert added(run, workbook, "--map", mapping, "--dry-run") == 5
    run("mapping", "keep", "電子申請一覧", mapping)
    assert run("mapping", "list").stdout == "電子申請一覧\n"
    assert mapping_from_json(run("mapping", "show", "電子申請一覧").stdout) == MAPPING
    assert added(run, workbook, "--map", "電子申請一覧") == 5
    run("mapping", "remove", "電子申請一覧")
    assert "保存されておらず" in run("import", workbook, "--map", "電子申請一覧", code=1).stderr
    assert "ありません" in run("mapping", "remove", "電子申請一覧", code=1).stderr


def test_sheet_and_heading_row_can_be_said(run: Run, workbook: Path, mapping: Path) -> None:
    assert added(run, workbook, "--map", mapping, "--sheet", "R6一覧", "--header-row", "5", "--dry-run") == 5
    said = run("import", workbook, "--map", mapping, "--header-row", "9", code=2).stderr
    assert "列の対応付けにある見出しですが" in said
    assert "この名前のシートはありません" in run("import", workbook, "--map", mapping, "--sheet", "x", code=2).stderr


@pytest.mark.parametrize("content", ["{}]", '{"columns": {"名称": "nme"}}', '{"column": {}}', "[]"])
def test_what_is_no_mapping_is_refused(run: Run, workbook: Path, mapping: Path, content: str) -> None:
    mapping.write_text(content, "utf-8")
    assert "列の対応付けのファイルではありません" in run("import", workbook, "--map", mapping, code=1).stderr


def test_the_survey_needs_no_mapping(run: Run, tmp_path: Path) -> None:
    path = tmp_path / SAMPLE.stem
    path.write_bytes(sample())
    assert added(run, path, "--municipal-only", "--layout", "national_survey") == 1_500
