"""The lists of procedures that a plan prints are read as they are printed, and the same in one table."""

from pathlib import Path

import pytest

from tests.build import TODAY
from tests.importing.catalogue_files import csv_text
from tests.importing.workbook_files import workbook
from tracker.domain.status import OnlineStatus
from tracker.importing.catalogue import Reading
from tracker.importing.files_read import read_file
from tracker.importing.look import look_at
from tracker.importing.manner import LayoutName, Manner

HIGH_VOLUME = [
    ["(参考) 年間手続件数10,000件以上の手続一覧"],
    ["※手続名の横の(✓)はオンライン化対応済"],
    ["番号", "所管課名", "手続名", "手続件数 (令和4年度)"],
    ["1", "税務課", "給与支払報告書の提出 (✓)", "311,240"],
    ["2", "戸籍住民課", "住民票の交付(除票・改製前住民票の発行も含む)", "284,125"],
    ["番号", "所管課名", "手続名", "手続件数 (令和4年度)"],
    ["15", "税務課", "特別区民税・都民税の申告", "24,029"],
]
PRIORITY = [
    ["(参考) 令和6年度以降優先してオンライン化を進める主な対象手続一覧"],
    ["番号", "所管課名", "手続名"],
    ["総務部"],
    ["1", "人事課", "退職者向け在職証明発行"],
    ["5", "税務課", "特別区民税・都民税の申告"],
    ["教育委員会事務局"],
    ["32", "学務課", "指定校（編入学）手続"],
]
TYPED = [
    ["source_list", "number", "department", "division", "name", "annual_cases", "online_mark"],
    ["high_volume", "15", "", "税務課", "特別区民税・都民税の申告", "24029", ""],
    ["high_volume", "24", "", "保健予防課", "自立支援医療(精神通院)申請", "13000", "✓"],
    ["priority", "5", "総務部", "税務課", "特別区民税・都民税の申告", "", ""],
    ["priority", "15", "健康部", "保健予防課", "自立支援医療（精神通院）申請", "", ""],
    ["priority", "30", "都市整備部", "建築課", "建築確認申請", "", ""],
]


def read(folder: Path, lines: list[list[str]], *, as_workbook: bool = False) -> Reading:
    path = folder / "list"
    path.write_bytes(workbook(一覧=lines) if as_workbook else csv_text(lines).encode("utf-8-sig"))
    assert look_at(path, Manner()).layout is LayoutName.SOURCE_LIST
    reading = read_file(path, Manner(), TODAY)
    assert reading.problems == ()
    assert "code" not in reading.columns
    return reading


@pytest.mark.parametrize("as_workbook", [False, True])
def test_a_printed_list_with_counts(tmp_path: Path, as_workbook: bool) -> None:
    reading = read(tmp_path, HIGH_VOLUME, as_workbook=as_workbook)
    entries = [row.entry for row in reading.rows]
    assert [entry.name for entry in entries] == [
        "給与支払報告書の提出",
        "住民票の交付(除票・改製前住民票の発行も含む)",
        "特別区民税・都民税の申告",
    ]
    assert [entry.annual_cases for entry in entries] == [311_240, 284_125, 24_029]
    assert {entry.volume_fiscal_year for entry in entries} == {2022}
    assert [entry.online_status is OnlineStatus.IMPLEMENTED for entry in entries] == [True, False, False]
    assert "designated" not in reading.columns
    assert entries[0].source == "(参考) 年間手続件数10,000件以上の手続一覧 ※手続名の横の(✓)はオンライン化対応済 No.1"


@pytest.mark.parametrize("as_workbook", [False, True])
def test_a_printed_list_by_department(tmp_path: Path, as_workbook: bool) -> None:
    reading = read(tmp_path, PRIORITY, as_workbook=as_workbook)
    assert [(row.entry.department, row.entry.division, row.entry.designated) for row in reading.rows] == [
        ("総務部", "人事課", True),
        ("総務部", "税務課", True),
        ("教育委員会事務局", "学務課", True),
    ]
    assert not reading.columns & {"annual_cases", "volume_fiscal_year", "online_status"}, "what is known of them stays"


def test_a_list_without_that_title_designates_nothing(tmp_path: Path) -> None:
    reading = read(tmp_path, PRIORITY[1:])
    assert "designated" not in reading.columns


def test_what_stands_in_both_lists_is_one_procedure(tmp_path: Path) -> None:
    reading = read(tmp_path, TYPED)
    first, second, third = (row.entry for row in reading.rows)
    assert (first.department, first.annual_cases, first.designated) == ("総務部", 24_029, True)
    assert first.source == (
        "年間手続件数10,000件以上の手続一覧（令和4年度）No.15"
        "／令和6年度以降優先してオンライン化を進める主な対象手続一覧 No.5"
    )
    assert (second.name, second.online_status, second.designated) == (
        "自立支援医療(精神通院)申請",
        OnlineStatus.IMPLEMENTED,
        True,
    )
    assert (third.name, third.annual_cases, third.volume_fiscal_year) == ("建築確認申請", None, None)
    assert [row.number for row in reading.rows] == [2, 3, 6]


def test_a_list_with_further_columns_is_one_to_be_mapped(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(csv_text([["番号", "所管課名", "手続名", "状況"], ["1", "税務課", "申告", "実施済"]]), "utf-8-sig")
    assert look_at(path, Manner()).layout is None
