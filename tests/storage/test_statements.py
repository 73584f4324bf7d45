"""Fifty procedures cost as many statements as one: nothing asks the database once per row."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Connection

from tests.build import policy, procedure
from tests.engines import Scratch
from tests.statements import sent
from tests.storage.agreement import fill
from tracker.domain.procedure import Procedure, Theme
from tracker.domain.selection import Order, Selection
from tracker.storage import coverage, listing, procedures, saving
from tracker.storage.listing import Basis
from tracker.storage.saving import Change
from tracker.usecases.figures.show_progress import basis_on, progress_on
from tracker.usecases.figures.whole_catalogue import standings_of

TODAY = date(2026, 11, 20)


def catalogue(count: int) -> list[Procedure]:
    """Procedures with everything that is kept in tables of its own."""
    return [
        procedure(f"K-{number:03}", online=True, themes=(Theme.TAX, Theme.HEALTH), position=number)
        for number in range(1, count + 1)
    ]


def progress(connection: Connection, _basis: Basis) -> None:
    progress_on(connection, basis_on(connection, TODAY))


def page(connection: Connection, basis: Basis) -> None:
    found = listing.page(connection, basis, Selection(words="手続"), Order.PRIORITY, 50)
    assert list(procedures.in_order(connection, found.ids))


def one(connection: Connection, _basis: Basis) -> None:
    assert procedures.find(connection, "K-001")


def candidates(connection: Connection, basis: Basis) -> None:
    listing.largest_candidates(connection, basis, 1)
    assert listing.cases_to_gain(connection, basis) >= 0


def over_time(connection: Connection, basis: Basis) -> None:
    coverage.over_time(connection, basis.policy_id, [date(2024, month, 1) for month in range(1, 13)])


def breakdown(connection: Connection, basis: Basis) -> None:
    assert standings_of(connection, basis, Selection(), Order.DIVISION)


def change(connection: Connection, basis: Basis) -> None:
    stored = list(procedures.everything(connection))
    changes = [Change(item, replace(item, volumes=(), themes=(), records=(), note="改")) for item in stored]
    saving.save(connection, changes, {basis.policy_id: basis.policy})


@pytest.mark.parametrize(
    ("work", "most"),
    [(progress, 3), (page, 7), (one, 6), (candidates, 2), (over_time, 1), (breakdown, 6), (change, 18)],
)
def test_fifty_procedures_cost_as_many_statements_as_one(
    scratch: Scratch, work: Callable[[Connection, Basis], None], most: int
) -> None:
    numbers = []
    for count in (1, 50):
        with scratch() as connection:
            ((policy_id, rule),) = fill(connection, catalogue(count), [policy()]).items()
            with sent(connection.engine) as statements:
                work(connection, Basis(TODAY, rule, policy_id))
            numbers.append(len(statements))
    assert numbers[0] == numbers[1] <= most
