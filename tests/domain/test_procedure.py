"""What the catalogue holds about a procedure."""

from datetime import date

import pytest

from tests.build import procedure, volume
from tracker.domain.procedure import AnnualVolume, Theme, code_key

BEGINS, ENDS = date(2024, 4, 1), date(2025, 4, 1)


@pytest.mark.parametrize(
    ("day", "is_active"),
    [(date(2024, 3, 31), False), (BEGINS, True), (date(2025, 3, 31), True), (ENDS, False), (date(2099, 1, 1), False)],
)
def test_a_procedure_exists_from_its_first_day_to_the_eve_of_its_abolition(day: date, is_active: bool) -> None:
    assert procedure(active_from=BEGINS, abolished_on=ENDS).is_active(day) is is_active


def test_what_is_not_abolished_stays() -> None:
    assert procedure(active_from=BEGINS).is_active(date(2099, 1, 1))


def test_a_year_without_a_volume_is_not_counted_and_never_zero() -> None:
    item = procedure(volumes=(volume(0, 2021), volume(500, 2022)))
    assert [item.volume_of(year).annual_cases for year in (2021, 2022, 2023)] == [0, 500, None]
    assert item.volume_of(2023) == AnnualVolume(2023)


@pytest.mark.parametrize(
    ("themes", "main"),
    [((), Theme.OTHER), ((Theme.TAX,), Theme.TAX), ((Theme.WELFARE, Theme.CHILD_REARING), Theme.WELFARE)],
)
def test_breakdowns_use_the_first_theme(themes: tuple[Theme, ...], main: Theme) -> None:
    assert procedure(themes=themes).main_theme is main


@pytest.mark.parametrize(
    "written", ["K-001", "k-001", "Ｋ－００１", " K-001 ", "\u3000K-001", "K-0\u200b01", "\ufeffK-001", "K\u00ad-001"]
)
def test_codes_that_must_not_be_told_apart(written: str) -> None:
    assert code_key(written) == code_key("K-001")


@pytest.mark.parametrize("written", ["K-01", "K001", "K-0010", "K- 001", "Ｋ-００２"])
def test_codes_that_differ(written: str) -> None:
    assert code_key(written) != code_key("K-001")
