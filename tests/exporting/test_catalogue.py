"""The catalogue file, written: its form cell by cell, and that reading it back changes nothing."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.build import TODAY, entry
from tests.exporting.test_neutral import DANGEROUS, HARMLESS
from tests.strategies import entries
from tracker.domain.catalogue import COLUMNS, Entry
from tracker.domain.errors import Refused
from tracker.domain.fiscal import Period, Precision
from tracker.domain.procedure import Barrier, ProcedureType, Theme, VolumeBasis
from tracker.domain.status import OnlineStatus, Scope
from tracker.exporting.catalogue import (
    ALL,
    cells,
    columns_named,
    lacking_for_import,
    write_catalogue_csv,
    write_catalogue_xlsx,
)
from tracker.files import WARD_CATALOGUE
from tracker.importing.catalogue import Reading, read_catalogue

FULL = Entry(
    code="K-001",
    name="転出届",
    department="地域振興部",
    division="戸籍住民課",
    themes=(Theme.RESIDENCE, Theme.OTHER),
    procedure_type=ProcedureType.APPLICATION,
    life_events=("引越し", "就職・転職"),
    annual_cases=20_859,
    annual_cases_ceiling=None,
    online_cases=0,
    volume_fiscal_year=2022,
    volume_basis=VolumeBasis.PRELIMINARY,
    online_status=OnlineStatus.IMPLEMENTED,
    online_scope=Scope.INFORMATION,
    online_on=date(2024, 4, 1),
    planned_for=Period(date(2025, 10, 1), Precision.MONTH),
    barrier=Barrier.PLANNED,
    channels=("myna_move", "kintone"),
    url="https://example.jp/?a=1;b=2",
    national_lists=("31", "59"),
    designated=True,
    legal_basis="住民基本台帳法第24条",
    abolished_on=date(2027, 3, 31),
    source="一覧 No.18",
    note='1行目\n2行目、"引用"',
)


def cell(identifier: str, of: Entry) -> str | int | None:
    return cells(of)[[column.identifier for column in COLUMNS].index(identifier)]


def read(path: Path, content: Iterable[bytes], today: date = TODAY) -> Reading:
    path.write_bytes(b"".join(content))
    return read_catalogue(path, today=today)


def entries_of(reading: Reading) -> list[Entry]:
    assert reading.problems == ()
    return [row.entry for row in reading.rows]


def test_every_cell_of_a_full_row() -> None:
    assert cells(FULL) == [
        "K-001",
        "転出届",
        "地域振興部",
        "戸籍住民課",
        "住民・戸籍;その他",
        "申請等",
        "引越し;就職・転職",
        20_859,
        None,
        0,
        "令和4年度",
        "速報値",
        "実施済",
        "案内・様式のみ",
        "2024-04-01",
        "令和7年10月",
        "オンライン化実施予定",
        "引越し手続（マイナポータル）;kintone / フォームブリッジ",
        "https://example.jp/?a=1;b=2",
        "31;59",
        "該当",
        "住民基本台帳法第24条",
        "2027-03-31",
        "一覧 No.18",
        '1行目\n2行目、"引用"',
    ]


def test_what_is_not_stated_is_an_empty_cell() -> None:
    said = {"code": "K-001", "name": "手続K-001", "division": "税務課", "online_status": "未実施"}
    for column, found in zip(COLUMNS, cells(entry()), strict=True):
        assert (found or "") == said.get(column.identifier, ""), column.heading


def test_not_counted_is_empty_and_none_is_zero() -> None:
    assert cell("annual_cases", entry(annual_cases=None)) is None
    assert cell("annual_cases", entry(annual_cases=0)) == 0


def test_how_firm_a_count_is_stands_only_where_there_is_a_count_unless_it_would_be_lost() -> None:
    assert cell("volume_basis", entry(annual_cases=5)) == "確定値"
    assert cell("volume_basis", entry(annual_cases_ceiling=9_999)) == ""
    assert cell("volume_basis", entry(online_cases=5, volume_basis=VolumeBasis.EXPECTED)) == "見込み"


@pytest.mark.parametrize(
    ("planned_for", "printed"),
    [
        (Period(date(2019, 5, 1), Precision.DAY), "2019-05-01"),
        (Period(date(2019, 4, 1), Precision.MONTH), "平成31年4月"),
        (Period(date(2019, 5, 1), Precision.MONTH), "令和元年5月"),
        (Period(date(2019, 4, 1), Precision.FISCAL_YEAR), "令和元年度"),
        (Period(date(2026, 4, 1), Precision.FISCAL_YEAR), "令和8年度"),
    ],
)
def test_a_planned_time_is_as_exact_as_it_was_given(planned_for: Period, printed: str) -> None:
    assert cell("planned_for", entry(planned_for=planned_for)) == printed


def test_csv_is_streamed() -> None:
    taken = []

    def endless() -> Iterator[Entry]:
        for number in range(10**9):
            taken.append(number)
            yield entry(f"K-{number}")

    blocks = write_catalogue_csv(endless())
    assert next(blocks) + next(blocks)
    assert len(taken) < 2_000


def test_excel_has_one_sheet_with_typed_counts_and_days_as_text() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_catalogue_xlsx([FULL])))
    assert book.sheetnames == ["手続一覧"]
    heading, row = [[cell.value for cell in line] for line in book["手続一覧"].iter_rows()]
    assert heading == [column.heading for column in COLUMNS]
    assert row == [found if found != "" else None for found in cells(FULL)]


# The columns chosen


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_only_the_columns_chosen_are_written_in_their_order(suffix: str) -> None:
    chosen = ("name", "annual_cases", "code")
    if suffix == ".csv":
        rows = list(csv.reader(io.StringIO(b"".join(write_catalogue_csv([FULL], chosen)).decode("utf-8-sig"))))
    else:
        book = openpyxl.load_workbook(io.BytesIO(write_catalogue_xlsx([FULL], chosen)))
        rows = [[str(cell) for cell in row] for row in book.active.iter_rows(values_only=True)]
    assert rows == [["手続名", "年間受付件数", "手続ID"], ["転出届", "20859", "K-001"]]


@pytest.mark.parametrize(
    "names",
    [["手続ID", "手続名", "部"], ["code", "name", "department"], [" 手続ＩＤ", "NAME", "部", "手続名", ""]],
)
def test_columns_are_named_by_heading_or_identifier(names: list[str]) -> None:
    assert columns_named(names) == ("code", "name", "department")


@pytest.mark.parametrize("names", [["手続ID", "担当者"], [""], []])
def test_what_is_no_column_is_refused_with_those_that_there_are(names: list[str]) -> None:
    with pytest.raises(Refused, match="台帳にない列") as refused:
        columns_named(names)
    assert "備考" in refused.value.ja
    assert "annual_cases" in refused.value.en
    assert ("担当者" in refused.value.ja) == ("担当者" in names)


def test_what_an_import_would_miss_is_known() -> None:
    assert lacking_for_import(ALL) == ()
    assert lacking_for_import(("code", "name", "online_status")) == ("所管課", "年間受付件数")


# What is written is read back


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_full_row_is_read_back(tmp_path: Path, suffix: str) -> None:
    content = [write_catalogue_xlsx([FULL])] if suffix == ".xlsx" else write_catalogue_csv([FULL])
    assert entries_of(read(tmp_path / f"catalogue{suffix}", content)) == [FULL]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@pytest.mark.parametrize("text", sorted({text.strip() for text in (*DANGEROUS, *HARMLESS)} - {"", "-", "－"}))
def test_text_is_read_back_as_stored(tmp_path: Path, suffix: str, text: str) -> None:
    stored = [entry("K-001", name=text, note=text, source=f"出典{text}")]
    content = [write_catalogue_xlsx(stored)] if suffix == ".xlsx" else write_catalogue_csv(stored)
    assert entries_of(read(tmp_path / f"catalogue{suffix}", content)) == stored


TROUBLE = st.text(st.sampled_from("'=+-@－＝;,\"\n\\_x0D表ｶ髙𠮷 　"), max_size=8)


@given(TROUBLE, TROUBLE, st.sampled_from([".csv", ".xlsx"]))
def test_troublesome_text_is_read_back(name: str, note: str, suffix: str) -> None:
    stored = [entry(name="届" + " ".join(name.split()), note=note.strip("\n 　"))]
    content = [write_catalogue_xlsx(stored)] if suffix == ".xlsx" else write_catalogue_csv(stored)
    with TemporaryDirectory() as folder:
        assert entries_of(read(Path(folder) / f"catalogue{suffix}", content)) == stored


@given(st.lists(entries(), min_size=1, max_size=5), st.sampled_from([".csv", ".xlsx"]))
def test_whatever_a_reader_lets_pass_is_read_back(drawn: list[Entry], suffix: str) -> None:
    stored = [acceptable(each, number) for number, each in enumerate(drawn)]
    content = [write_catalogue_xlsx(stored)] if suffix == ".xlsx" else write_catalogue_csv(stored)
    with TemporaryDirectory() as folder:
        assert entries_of(read(Path(folder) / f"catalogue{suffix}", content)) == stored


def acceptable(drawn: Entry, number: int) -> Entry:
    """The row with what a reader asks for besides: a name of its own, a year, a ground for exemption, days in order."""
    most = drawn.annual_cases_ceiling
    return replace(
        drawn,
        code=f"K-{number:03}",
        name=f"{drawn.name}{number}",
        online_cases=drawn.online_cases
        if most is None or drawn.online_cases is None
        else min(drawn.online_cases, most),
        volume_fiscal_year=drawn.volume_fiscal_year or 2022,
        legal_basis=drawn.legal_basis or "条例",
        abolished_on=drawn.abolished_on and max(drawn.abolished_on, drawn.online_on or drawn.abolished_on),
    )


def test_the_wards_catalogue_is_written_as_it_was_read(tmp_path: Path) -> None:
    first = entries_of(read_catalogue(WARD_CATALOGUE, today=TODAY))
    assert len(first) == 54
    assert b"".join(write_catalogue_csv(first)) == WARD_CATALOGUE.read_bytes()
    assert entries_of(read(tmp_path / "again.xlsx", [write_catalogue_xlsx(first)])) == first
