"""The national survey goes in as it is published, and the figures are those that plain pandas works out of the file."""

import io
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pandas
import pytest
from sqlalchemy import Engine

from tests.build import NOW, TODAY
from tests.importing.survey_sample import as_r7, csv_bytes, sample, sample_rows, workbook
from tests.usecases.catalogues import hold
from tracker.domain.coverage import Rate
from tracker.domain.policy import WARD_POLICY
from tracker.importing.files_read import read_file
from tracker.importing.manner import Manner
from tracker.usecases.catalogue.import_catalogue import Options, Outcome, Source, import_reading, preview_reading
from tracker.usecases.figures.show_progress import show_progress

BY_THE_SURVEY = replace(WARD_POLICY, base_fiscal_year=2023)
"""Figures are of the year that the counts of the survey are of."""


def take_in(engine: Engine, path: Path, shown: str | None = None) -> Outcome:
    read = read_file(path, Manner(), TODAY)
    return import_reading(engine, read, Options(), NOW, "dx", Source(path.name, "0" * 64, "a test"), shown)


def recomputed(content: bytes) -> tuple[Rate, Rate, Rate, Rate]:
    """By kind, by cases, usage of all and of those online. An unknown count had become 0 in the file."""
    table = pandas.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False)
    cases, online, offline = (
        table[name].astype(int) for name in ("総手続件数", "オンライン手続件数", "非オンライン手続件数")
    )
    is_online = table["オンライン化の実施状況"] == "1 実施済"
    known = cases > 0
    used = known & ((online > 0) | (offline == cases))
    return (
        Rate(int(is_online.sum()), len(table)),
        Rate(int(cases[known & is_online].sum()), int(cases[known].sum())),
        Rate(int(online[used].sum()), int(cases[used].sum())),
        Rate(int(online[used & is_online].sum()), int(cases[used & is_online].sum())),
    )


@pytest.mark.parametrize("make", [sample, lambda: workbook(sample_rows())], ids=["csv", "xlsx"])
def test_the_figures_are_those_of_plain_pandas(engine: Engine, tmp_path: Path, make: Callable[[], bytes]) -> None:
    hold(engine, [], BY_THE_SURVEY)
    path = tmp_path / "procedures-survey-results"
    path.write_bytes(make())
    seen = preview_reading(engine, read_file(path, Manner(), TODAY), Options(), NOW, "dx")
    outcome = take_in(engine, path, seen.digest)
    assert (outcome.problems, len(outcome.added)) == ((), 1_500)
    found = show_progress(engine, TODAY).coverage
    by_kind, by_cases, usage, usage_of_online = recomputed(sample())
    assert found.availability_rate_by_procedures == by_kind
    assert found.availability_rate_by_cases == by_cases
    assert found.usage_rate_all == usage
    assert found.usage_rate_enabled == usage_of_online
    assert (by_kind.share, by_cases.share) == (Fraction(639, 1_500), Fraction(by_cases.numerator, by_cases.denominator))
    assert found.uncounted == 1_211
    again = take_in(engine, path)
    assert (len(again.added), len(again.changed), again.unchanged) == (0, 0, 1_500)


def test_next_years_survey_keeps_the_counts_of_this_one(engine: Engine, tmp_path: Path) -> None:
    hold(engine, [], BY_THE_SURVEY)
    path = tmp_path / "survey.csv"
    path.write_bytes(sample())
    take_in(engine, path)
    before = show_progress(engine, TODAY).coverage
    path.write_bytes(csv_bytes(as_r7(sample_rows())))
    outcome = take_in(engine, path)
    assert (len(outcome.added), outcome.problems) == (0, ())
    counted = [change for change in outcome.changed if change.after.volume_of(2024).annual_cases is not None]
    assert len(counted) == 289
    assert show_progress(engine, TODAY).coverage == before
