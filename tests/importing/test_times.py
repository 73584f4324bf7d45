"""Years, days and planned times: read as officers write them, refused where they cannot be."""

from datetime import date

import pytest

from tests.importing.catalogue_files import ReadCell, entry, problem, warning
from tracker.domain.fiscal import Period, Precision

APRIL = date(2024, 4, 1)
DAYS = [
    "2024-04-01",
    "2024/4/1",
    "2024.4.1",
    "2024年4月1日",
    "20240401",
    "令和6年4月1日",
    "R6.4.1",
    "Ｒ６．４．１",
    " 2024-04-01 ",
]
NO_DAYS = [
    "2024-02-30",
    "2024-13-01",
    "令和0年4月1日",
    "R6.4",
    "2024",
    "令和6年度",
    "4月1日",
    "来年",
    "45383",
    "2024-04-0²",
    "٢٠٢٤-٠٤-٠١",
    "2024-04-01 10:00",
    "2" * 500,
]
OUTSIDE = ["1988-12-31", "2100-01-01", "昭和63年4月1日", "1900-01-01"]


@pytest.mark.parametrize("text", DAYS)
def test_a_start_day_is_read(read_cell: ReadCell, text: str) -> None:
    assert entry(read_cell(online_status="実施済", online_on=text)).online_on == APRIL


@pytest.mark.parametrize("text", NO_DAYS + OUTSIDE)
@pytest.mark.parametrize("column", ["online_on", "abolished_on"])
def test_what_is_no_day_is_refused_with_its_place(read_cell: ReadCell, text: str, column: str) -> None:
    found = problem(read_cell(**{"online_status": "実施済", column: text}))
    assert (found.row, found.column) == (2, {"online_on": "オンライン開始日", "abolished_on": "廃止日"}[column])
    assert found.value is not None
    assert len(found.value) <= 60
    assert len(found.ja) < 200


def test_a_number_that_excel_made_of_a_day_is_explained(read_cell: ReadCell) -> None:
    assert "Excelの日付の番号" in problem(read_cell(online_status="実施済", online_on="45383")).ja


@pytest.mark.parametrize("text", ["2024年4月", "令和6年4月", "2024-04", "2024/4"])
def test_a_month_as_start_is_its_first_day_with_a_warning(read_cell: ReadCell, text: str) -> None:
    reading = read_cell(online_status="一部実施済", online_on=text)
    assert entry(reading).online_on == APRIL
    found = warning(reading)
    assert (found.row, found.column, found.value) == (2, "オンライン開始日", text)
    assert "2024年4月1日と読み取りました" in found.ja


def test_a_month_does_not_say_when_a_procedure_ended(read_cell: ReadCell) -> None:
    found = problem(read_cell(abolished_on="2024年4月"))
    assert (found.row, found.column, found.value) == (2, "廃止日", "2024年4月")


def test_without_a_start_it_is_since_before_the_baseline(read_cell: ReadCell) -> None:
    assert entry(read_cell(online_status="実施済")).online_on is None


@pytest.mark.parametrize("status", ["未実施", "適用除外", "その他", "×"])
def test_what_is_not_online_has_no_start(read_cell: ReadCell, status: str) -> None:
    found = problem(read_cell(online_status=status, online_on="2024-04-01", legal_basis="○○法"))
    assert (found.row, found.column, found.value) == (2, "オンライン開始日", "2024-04-01")


def test_a_start_to_come_counts_from_that_day(read_cell: ReadCell) -> None:
    assert read_cell(online_status="実施済", online_on="2026-11-20").warnings == ()
    found = warning(read_cell(online_status="実施済", online_on="2026-11-21"))
    assert (found.row, found.column) == (2, "オンライン開始日")
    assert "令和8年11月21日からオンライン化済みとして集計します" in found.ja


def test_the_end_is_not_before_the_start(read_cell: ReadCell) -> None:
    cells = {"online_status": "実施済", "online_on": "2024-04-01"}
    assert entry(read_cell(**cells, abolished_on="R6.4.1")).abolished_on == APRIL
    found = problem(read_cell(**cells, abolished_on="2024-03-31"))
    assert (found.row, found.column, found.value) == (2, "廃止日", "2024-03-31")
    assert "令和6年4月1日" in found.ja


@pytest.mark.parametrize(
    ("text", "first_day", "precision"),
    [
        ("2026-04-01", date(2026, 4, 1), Precision.DAY),
        ("令和7年10月", date(2025, 10, 1), Precision.MONTH),
        ("令和7年度", date(2025, 4, 1), Precision.FISCAL_YEAR),
        ("2099-12-31", date(2099, 12, 31), Precision.DAY),
    ],
)
def test_a_planned_time_keeps_how_exact_it_is(
    read_cell: ReadCell, text: str, first_day: date, precision: Precision
) -> None:
    assert entry(read_cell(planned_for=text)).planned_for == Period(first_day, precision)


@pytest.mark.parametrize("text", ["未定", "R6.7", "2100年度", "令和82年4月", "②年度"])
def test_what_is_no_planned_time_is_refused(read_cell: ReadCell, text: str) -> None:
    found = problem(read_cell(planned_for=text))
    assert (found.row, found.column, found.value) == (2, "予定時期", text)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("令和4年度", 2022),
        ("R4", 2022),
        ("2022", 2022),
        ("2022年度", 2022),
        ("令和元年度", 2019),
        ("平成元年度", 1989),
        ("令和9年度", 2027),
    ],
)
def test_a_fiscal_year_is_read(read_cell: ReadCell, text: str, year: int) -> None:
    assert entry(read_cell(volume_fiscal_year=text)).volume_fiscal_year == year


@pytest.mark.parametrize(
    "text", ["1988", "昭和63年度", "2028", "令和10年度", "4", "2022-04-01", "昨年度", "202²", "R0"]
)
def test_a_year_that_cannot_be_is_refused(read_cell: ReadCell, text: str) -> None:
    found = problem(read_cell(volume_fiscal_year=text))
    assert (found.row, found.column, found.value) == (2, "件数年度", text)


def test_the_year_after_the_present_one_moves_with_the_day(read_cell: ReadCell) -> None:
    options = {"today": date(2027, 3, 31)}
    assert read_cell(options, volume_fiscal_year="2027").accepted
    assert not read_cell(options, volume_fiscal_year="2028").accepted
    assert read_cell({"today": date(2027, 4, 1)}, volume_fiscal_year="2028").accepted


@pytest.mark.parametrize(
    "counts",
    [{}, {"annual_cases": "", "annual_cases_ceiling": "9999"}, {"annual_cases": "", "online_cases": "3"}],
)
def test_a_count_needs_its_year(read_cell: ReadCell, counts: dict[str, str]) -> None:
    found = problem(read_cell(volume_fiscal_year="", **counts))
    assert (found.row, found.column, found.value) == (2, "件数年度", "")


def test_no_count_needs_no_year(read_cell: ReadCell) -> None:
    assert entry(read_cell(volume_fiscal_year="", annual_cases="…")).volume_fiscal_year is None


def test_the_year_of_the_file_may_be_given_with_the_import(read_cell: ReadCell) -> None:
    reading = read_cell({"fiscal_year": 2023}, volume_fiscal_year="")
    assert entry(reading).volume_fiscal_year == 2023
    found = warning(reading)
    assert (found.row, found.column) == (2, "件数年度")
    assert "令和5年度" in found.ja
    assert entry(read_cell({"fiscal_year": 2023}, volume_fiscal_year="R4")).volume_fiscal_year == 2022
