"""Many rows at once are stored like single ones, on every engine: values, sums, and what must not be."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import IntegrityError

from tracker.domain.coverage import MEASURES
from tracker.domain.status import ALWAYS
from tracker.storage.bulk import FEW, insert_rows, new_ids
from tracker.storage.schema import coverage_changes, departments, divisions, policies, procedures
from tracker.storage.transactions import writing

NUMBERS = [1, FEW, FEW + 1, 5 * FEW]


def cells(connection: Connection, count: int) -> list[dict[str, Any]]:
    """Rows of the roll-up of a division of their own, one a day since the first day there is."""
    department = {"id": 9_000, "code": "D", "name": "新設部", "position": 99}
    insert_rows(connection, departments, [department])
    insert_rows(connection, divisions, [{**department, "name": "新設課", "department_id": 9_000}])
    key = {"division_id": 9_000, "theme": "tax", "step": "1", "many_cases": True, "designated": False}
    policy = connection.execute(select(policies.c.id)).scalars().first()
    return [
        {"policy_id": policy, "day": ALWAYS + timedelta(number), **key, **dict.fromkeys(MEASURES, number)}
        for number in range(count)
    ]


@pytest.mark.parametrize("count", NUMBERS)
def test_values_come_back_and_the_same_key_adds_up(engine: Engine, count: int) -> None:
    with writing(engine) as connection:
        rows = cells(connection, count)
        insert_rows(connection, coverage_changes, rows)
        insert_rows(connection, coverage_changes, rows, added_up=MEASURES)
        insert_rows(connection, coverage_changes, rows, added_up=MEASURES)
        theirs = select(coverage_changes).where(coverage_changes.c.division_id == 9_000)
        found = [dict(row._mapping) for row in connection.execute(theirs.order_by(coverage_changes.c.day))]
    assert found == [row | {name: 3 * row[name] for name in MEASURES} for row in rows]


@pytest.mark.parametrize("count", NUMBERS)
def test_a_row_that_is_there_already_is_refused(engine: Engine, count: int) -> None:
    with engine.connect() as connection:
        rows = cells(connection, count)
        with pytest.raises(IntegrityError):
            insert_rows(connection, coverage_changes, [*rows, rows[0]])


def test_ids_are_handed_out_once(engine: Engine) -> None:
    with writing(engine) as connection:
        cells(connection, 1)
        ids: list[int] = []
        for start in (0, 2):
            fresh = new_ids(connection, procedures, 2)
            ids += fresh
            insert_rows(connection, procedures, [named(id_, start + place) for place, id_ in enumerate(fresh)])
        assert sorted(connection.execute(select(procedures.c.id)).scalars()) == sorted(set(ids))


def named(id_: int, position: int) -> dict[str, Any]:
    return {
        "id": id_,
        "code": f"K-{position}",
        "code_key": f"k-{position}",
        "name": "住民票の写しの交付",
        "search_key": "",
        "division_id": 9_000,
        "position": position,
        "life_events": ("引越し",),
        "national_lists": (),
        "designated": False,
        "active_from": date(2024, 4, 1),
    }
