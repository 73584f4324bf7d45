"""The gate of every benchmark: a figure that is not that of its events is noticed, to the case."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from benchmarks.data import write_catalogue
from benchmarks.places import Place, check, take_in
from benchmarks.recomputation import Breakdown, Figures, Mismatch, compare, facts, recomputed
from benchmarks.statements import replay, sent_by
from tracker.domain.policy import WARD_POLICY
from tracker.storage.transactions import reading
from tracker.usecases.figures.show_progress import show_progress

LAST = "day = (SELECT max(day) FROM coverage_changes)"
PLANTED = {
    "a case": f"UPDATE coverage_changes SET known_cases = known_cases + 1 WHERE {LAST}",
    "a procedure": f"UPDATE coverage_changes SET online_procedures = online_procedures - 1 WHERE {LAST}",
    "another theme": "UPDATE coverage_changes SET theme = 'disaster' WHERE theme = 'tax'",
    "another month": "UPDATE coverage_changes SET day = '2026-09-30' WHERE day > '2026-09-30'",
}


@pytest.fixture
def place(engine: Engine, tmp_path: Path) -> Place:
    file = write_catalogue(tmp_path / "catalogue.csv", 120)
    take_in(engine, file)
    return Place(engine.dialect.name, str(engine.url), engine, tmp_path, (file,), 120)


def test_the_figures_are_those_of_the_events(place: Place) -> None:
    check(place)


@pytest.mark.parametrize("planted", PLANTED)
def test_a_planted_wrong_figure_is_caught(place: Place, planted: str) -> None:
    with place.engine.begin() as connection:
        connection.execute(text(PLANTED[planted]))
    with pytest.raises(Mismatch):
        check(place)


def test_the_breakdowns_of_the_events_each_sum_to_the_whole(place: Place) -> None:
    with reading(place.engine) as connection:
        found = recomputed(facts(connection, WARD_POLICY), WARD_POLICY, date(2026, 10, 31))
    whole = found.pop("whole")[""]
    assert whole.procedures == 120
    for groups in found.values():
        assert Figures(*map(sum, zip(*groups.values(), strict=True))) == whole


@pytest.mark.parametrize("missing", ["product", "events"])
def test_a_group_that_only_one_of_them_has_is_a_difference(missing: str) -> None:
    group: dict[str, Breakdown] = {"theme": {"tax": Figures(1, 0, 10, 0)}}
    nothing: dict[str, Breakdown] = {"theme": {}}
    with pytest.raises(Mismatch, match="theme tax"):
        compare(*((nothing, group) if missing == "product" else (group, nothing)))


def test_the_same_seed_gives_the_same_catalogue(tmp_path: Path) -> None:
    one, other = (write_catalogue(tmp_path / name, 50) for name in ("one.csv", "other.csv"))
    assert one.read_bytes() == other.read_bytes()


def test_the_statements_of_a_page_can_be_sent_again(place: Place) -> None:
    statements = sent_by(place.engine, lambda: show_progress(place.engine, date(2026, 10, 31)))
    assert any("coverage_changes" in statement.text for statement in statements)
    replay(place.engine, statements)
