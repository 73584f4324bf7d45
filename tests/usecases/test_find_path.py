"""The smallest set from the database is the one that the rules find in memory."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from sqlalchemy import Engine, delete

from tests.build import NOW, TODAY
from tracker.domain.errors import Refused
from tracker.domain.path import smallest_set
from tracker.domain.policy import BASELINE_DATE, WARD_POLICY
from tracker.storage import policies
from tracker.storage.schema import coverage_changes, placements
from tracker.storage.schema import policies as policy_rows
from tracker.storage.transactions import reading, writing
from tracker.usecases.catalogue.load_demonstration import load_demonstration
from tracker.usecases.figures.find_path import find_path
from tracker.usecases.figures.list_priorities import list_priorities


@pytest.fixture
def ward(engine: Engine) -> Engine:
    assert load_demonstration(engine, NOW, "dx")
    return engine


@pytest.mark.parametrize("day", [BASELINE_DATE, TODAY])
@pytest.mark.parametrize("share", ["0.01", "0.55", "0.8", "0.95", "1"])
def test_the_smallest_set_is_that_of_the_rules(ward: Engine, share: str, day: date) -> None:
    priorities = list_priorities(ward, day)
    candidates = [line.standing.candidate for line in priorities.todo.lines]
    expected = smallest_set(priorities.progress.coverage, filter(None, candidates), Fraction(share))
    assert find_path(ward, day, Fraction(share)) == expected


def test_the_target_is_that_of_the_day_unless_another_is_given(ward: Engine) -> None:
    path = find_path(ward, TODAY)
    assert path.target == Fraction(8, 10)
    assert path.codes == ("K-002", "K-006", "K-007", "K-009")
    assert path == list_priorities(ward, TODAY).todo.smallest


def test_without_a_target_one_has_to_be_given(engine: Engine) -> None:
    with writing(engine) as connection:
        for table in (placements, coverage_changes, policy_rows):
            connection.execute(delete(table))
        policies.add(connection, replace(WARD_POLICY, targets=()))
    with pytest.raises(Refused, match="--target"):
        find_path(engine, TODAY)
    assert find_path(engine, TODAY, Fraction(1)).codes == ()


def test_the_demonstration_fills_an_empty_catalogue_once(engine: Engine) -> None:
    assert load_demonstration(engine, NOW, "dx")
    assert len(list_priorities(engine, TODAY).todo.lines) == 54
    assert not load_demonstration(engine, NOW, "dx")
    with reading(engine) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM status_records").scalar_one() == 54
