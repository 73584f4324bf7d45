"""The national survey is read as it is published, in both editions, and is taken for no more than it says."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.build import TODAY
from tests.importing.survey_sample import Rows, as_r7, csv_bytes, sample, sample_rows, workbook
from tracker.domain.column_mapping import ColumnMapping
from tracker.domain.fiscal import Period, Precision
from tracker.domain.procedure import Barrier, ProcedureType, VolumeBasis
from tracker.domain.status import OnlineStatus
from tracker.importing.catalogue import Reading
from tracker.importing.files_read import read_file
from tracker.importing.look import look_at
from tracker.importing.manner import LayoutName, Manner

Survey = Callable[..., Reading]


@pytest.fixture
def read(tmp_path: Path) -> Survey:
    """Reads a survey of rows that are like the first of the sample but for the cells given."""

    def read(*changed: dict[str, str], r7: bool = False, **manner: object) -> Reading:
        headings, first, *_ = sample_rows()
        rows: Rows = [headings]
        for number, cells in enumerate(changed, start=1):
            known = dict(zip(headings, first, strict=True)) | {"手続ID": str(number), "手続名": f"手続{number}"} | cells
            rows.append([known[heading] for heading in headings])
        path = tmp_path / "survey.csv"
        path.write_bytes(csv_bytes(as_r7(rows) if r7 else rows))
        return read_file(path, Manner(**manner), TODAY)  # type: ignore[arg-type]

    return read


def test_the_sample_is_recognised_and_read_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "survey.csv"
    path.write_bytes(sample())
    look = look_at(path, Manner())
    assert (look.layout, look.header_row, look.heading_rows, len(look.columns)) == (
        LayoutName.NATIONAL_SURVEY,
        1,
        1,
        38,
    )
    told: list[int] = []
    reading = read_file(path, Manner(), TODAY, progress=told.append)
    assert reading.problems == ()
    assert len(reading.rows) == 1_500
    assert told == [1_000]
    [repeated] = [warning for warning in reading.warnings if warning.column == "手続名" and "同じ名称" in warning.ja]
    assert repeated.ja.endswith("（ほか9か所も同じです。）")
    entry = reading.rows[0].entry
    assert (entry.code, entry.division, entry.procedure_type) == (
        "1818",
        "国家公安委員会・警察庁",
        ProcedureType.APPLICATION,
    )
    assert (entry.online_status, entry.barrier) == (OnlineStatus.OTHER, Barrier.PLANNED)
    assert entry.planned_for is not None
    assert (entry.planned_for.precision, entry.planned_for.first_day.year) == (Precision.FISCAL_YEAR, 2025)
    assert entry.legal_basis == "聴聞及び弁明の機会の付与に関する規則第4条第1項"
    assert entry.life_events == ("その他イベント(個人)",)
    assert "令和6年度" in entry.source


def test_a_workbook_gives_what_the_text_gives(tmp_path: Path) -> None:
    text, book = tmp_path / "survey.csv", tmp_path / "survey.xlsx"
    text.write_bytes(sample())
    book.write_bytes(workbook(sample_rows()))
    assert read_file(book, Manner(), TODAY).rows == read_file(text, Manner(), TODAY).rows


def test_the_46_columns_of_r7_are_of_the_year_after(tmp_path: Path) -> None:
    path = tmp_path / "survey.csv"
    path.write_bytes(csv_bytes(as_r7(sample_rows())))
    assert len(look_at(path, Manner()).columns) == 46
    reading = read_file(path, Manner(), TODAY)
    assert reading.problems == ()
    assert {row.entry.volume_fiscal_year for row in reading.rows} == {2024}
    assert "令和7年度" in reading.rows[0].entry.source


SPLIT = {
    "処理期間(オンライン)": ("処理期間", "(オンライン)"),
    "処理期間(非オンライン)": ("", "(非オンライン)"),
    "手続が行われるイベント(個人)": ("手続が行われるイベント", "(個人)"),
    "手続が行われるイベント(法人)": ("", "(法人)"),
}


@pytest.mark.parametrize(
    "above",
    [
        lambda headings: [["基本情報", *[""] * (len(headings) - 1)], headings],
        lambda headings: [headings, ["", *["（選択）"] * (len(headings) - 1)]],
        lambda headings: [list(line) for line in zip(*(SPLIT.get(name, (name, "")) for name in headings), strict=True)],
    ],
    ids=["groups above", "explanations below", "names in two rows"],
)
def test_two_rows_of_headings(tmp_path: Path, above: Callable[[list[str]], Rows]) -> None:
    headings, *rows = as_r7(sample_rows())[:21]
    path = tmp_path / "survey.csv"
    path.write_bytes(csv_bytes([*above(headings), *rows]))
    reading = read_file(path, Manner(), TODAY)
    assert reading.problems == ()
    assert len(reading.rows) == 20
    assert reading.rows[0].entry.code == "1818"
    assert reading.rows[0].number == 3


@pytest.mark.parametrize(
    ("written", "annual", "online"),
    [
        (("120", "20", "100"), 120, 20),
        (("1,200", "20", ""), 1_200, 20),
        (("120", "0", "120"), 120, 0),
        (("120", "0", "0"), 120, None),
        (("120", "0", ""), 120, None),
        (("120", "", "120"), 120, None),
        (("0", "0", "0"), None, None),
        (("", "", ""), None, None),
        (("", "20", ""), None, None),
        (("120", "130", "0"), 120, None),
        (("約100", "5", ""), None, None),
    ],
)
def test_an_unknown_count_is_never_zero(
    read: Survey, written: tuple[str, str, str], annual: int | None, online: int | None
) -> None:
    names = ("総手続件数", "オンライン手続件数", "非オンライン手続件数")
    reading = read(dict(zip(names, written, strict=True)))
    [row] = reading.rows
    assert (row.entry.annual_cases, row.entry.online_cases) == (annual, online)
    assert row.entry.volume_basis is (VolumeBasis.FINAL if annual is None else VolumeBasis.APPROXIMATE)
    is_doubtful = written in {
        ("120", "0", "0"),
        ("120", "0", ""),
        ("0", "0", "0"),
        ("120", "130", "0"),
        ("約100", "5", ""),
    }
    assert any("未集計とします" in warning.ja for warning in reading.warnings) is is_doubtful


def test_the_year_of_the_counts_can_be_said(read: Survey) -> None:
    [row] = read({"総手続件数": "5"}, fiscal_year=2021).rows
    assert row.entry.volume_fiscal_year == 2021


def test_only_what_local_governments_receive_or_do(read: Survey) -> None:
    others = {"手続主体": "6 民間事業者等", "手続の受け手": "1 国"}
    rows = [
        {"手続の受け手": "3 地方等"},
        others,
        others | {"手続主体": "3 地方等"},
        others | {"手続の受け手": "4-2 独立行政法人等又は地方等"},
        others | {"手続の受け手": "4-1 国又は独立行政法人等"},
        others | {"手続の受け手": "4-4 国、独立行政法人等又は地方等"},
        others | {"手続の受け手": ""},
    ]
    reading = read(*rows, municipal_only=True)
    assert [row.entry.code for row in reading.rows] == ["1", "3", "4", "6"]
    [said] = [warning for warning in reading.warnings if "地方公共団体でない" in warning.ja]
    assert "3手続" in said.ja
    assert len(read(*rows).rows) == 7


def test_a_constant_division_stands_in_for_the_ministry(read: Survey) -> None:
    constants = {"department": "政策経営部", "division": "DX推進担当"}
    [row] = read({}, mapping=ColumnMapping(constants=constants)).rows
    assert (row.entry.department, row.entry.division) == ("政策経営部", "DX推進担当")


def test_what_the_catalogue_has_no_words_for_is_said_and_left_out(read: Survey) -> None:
    reading = read(
        {"オンライン化の実施状況": ""},
        {"オンライン化の実施状況": "5 一部実施済"},
        {"オンライン化実施時期": "7 2030年度以降"},
        {"オンライン化実施時期": "検討中"},
        {"オンライン化の実施予定及び検討時の懸念点": "0 オンライン化実施予定; 7 上記に該当しない"},
        {"手続が行われるイベント(法人)": "新設のイベント; 法人の情報変更・役員変更"},
        {"手続名": "届出\n（変更）"},
    )
    assert reading.problems == ()
    entries = [row.entry for row in reading.rows]
    assert [entry.online_status for entry in entries[:2]] == [OnlineStatus.OTHER, OnlineStatus.PARTIAL]
    assert [entry.planned_for and entry.planned_for.first_day.year for entry in entries[2:4]] == [2030, None]
    assert isinstance(entries[2].planned_for, Period)
    assert entries[4].barrier is Barrier.PLANNED
    assert entries[5].life_events == ("その他イベント(個人)", "情報変更・役員変更")
    assert entries[6].name == "届出 （変更）"
    said = " ".join(warning.ja for warning in reading.warnings)
    for word in ("空欄", "一部の府省", "以降", "年度として読み取れない", "最初のもの", "一覧にない", "改行"):
        assert word in said


def test_names_of_one_ministry_may_repeat_and_be_alike(read: Survey) -> None:
    reading = read({"手続名": "届出（甲）"}, {"手続名": "届出（甲）"}, {"手続名": "届出(甲)"})
    assert len(reading.rows) == 3
    assert [warning.row for warning in reading.warnings if warning.column == "手続名"] == [3]


def test_two_rows_with_one_id_are_refused(read: Survey) -> None:
    [problem] = read({"手続ID": "P1"}, {"手続ID": "ｐ１"}).problems
    assert (problem.row, problem.column) == (3, "手続ID")


def test_a_row_that_has_slipped_is_refused(tmp_path: Path) -> None:
    headings, first, second, *_ = sample_rows()
    path = tmp_path / "survey.csv"
    path.write_bytes(csv_bytes([headings, first, second[:-1]]))
    [problem] = read_file(path, Manner(), TODAY).problems
    assert problem.row == 3


def test_a_column_that_the_survey_did_not_have_is_named(tmp_path: Path) -> None:
    rows = [[*row, extra] for row, extra in zip(sample_rows()[:3], ["新しい項目", "", ""], strict=True)]
    path = tmp_path / "survey.csv"
    path.write_bytes(csv_bytes(rows))
    reading = read_file(path, Manner(), TODAY)
    assert reading.accepted
    assert "新しい項目" in [warning.column for warning in reading.warnings]
