"""What the database derives, held against the definitions of the domain."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from hypothesis import settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from tests import strategies
from tests.strategies import ORGANISATION
from tracker.domain.coverage import NOTHING, Coverage
from tracker.domain.policy import Policy
from tracker.domain.priority import judge, many_cases
from tracker.domain.procedure import Procedure
from tracker.domain.progress import Cell, measure
from tracker.domain.status import history
from tracker.storage import coverage, organisation, policies, procedures, saving
from tracker.storage.saving import Change
from tracker.storage.schema import placements, status_intervals
from tracker.storage.schema import procedures as procedure_rows

on_databases = settings(max_examples=settings().max_examples // 2)
"""Half as many examples as elsewhere: each costs many statements, on both engines."""


def storable(procedure: Procedure) -> Procedure:
    """The procedure, not abolished before it begins."""
    if procedure.abolished_on is None or procedure.active_from <= procedure.abolished_on:
        return procedure
    return replace(procedure, active_from=procedure.abolished_on, abolished_on=procedure.active_from)


def catalogues(most: int = 6) -> st.SearchStrategy[list[Procedure]]:
    """Random catalogues that can be stored, numbered in order."""
    return strategies.catalogues(most).map(
        lambda catalogue: [replace(storable(item), position=n) for n, item in enumerate(catalogue, 1)]
    )


def policy_sets(most: int = 3) -> st.SearchStrategy[list[Policy]]:
    """Policies that are valid from different days."""
    return st.lists(strategies.policies(), min_size=1, max_size=most, unique_by=lambda policy: policy.valid_from)


def fill(connection: Connection, catalogue: Sequence[Procedure], rules: Iterable[Policy]) -> dict[int, Policy]:
    """Store an organisation, policies and a catalogue; the policies by their ids."""
    organisation.add_missing(connection, ORGANISATION)
    for rule in rules:
        policies.add(connection, rule)
    known = policies.load(connection)
    saving.save(connection, [Change(None, item) for item in catalogue], known)
    return known


def assert_agrees(connection: Connection, catalogue: Sequence[Procedure], days: Iterable[date]) -> None:
    """Loaded procedures, intervals, placements and roll-up are what the domain says of the catalogue."""
    ordered, days = sorted(catalogue, key=lambda item: item.position), list(days)
    assert list(procedures.everything(connection)) == ordered
    for day in days:
        assert list(procedures.absent(connection, day)) == [item for item in ordered if not item.is_active(day)]
    assert _stored_intervals(connection) == _defined_intervals(catalogue)
    for policy_id, policy in policies.load(connection).items():
        assert _stored_placements(connection, policy_id) == _defined_placements(catalogue, policy)
        assert_rolls_up(connection, policy_id, policy, catalogue, days)


def assert_rolls_up(
    connection: Connection, policy_id: int, policy: Policy, catalogue: Sequence[Procedure], days: Iterable[date]
) -> None:
    """The roll-up of a policy gives the figures of the domain on each day, cell by cell and over time."""
    days = sorted(days)
    defined = [measure(catalogue, policy, ORGANISATION, day) for day in days]
    for day, progress in zip(days, defined, strict=True):
        cells = coverage.cells(connection, policy_id, day)
        assert len(folded(cells)) == len(cells), "cells are disjoint, and none is empty"
        assert folded(cells) == folded(progress.cells), day
    assert coverage.over_time(connection, policy_id, days) == [progress.coverage for progress in defined]


CellKey = tuple[object, ...]


def folded(cells: Iterable[Cell]) -> dict[CellKey, Coverage]:
    """The coverage by what cells are told apart by, without what is empty."""
    sums: dict[CellKey, Coverage] = {}
    for cell in cells:
        key = (cell.department, cell.division, cell.theme, cell.step, cell.many_cases, cell.designated)
        sums[key] = sums.get(key, NOTHING) + cell.coverage
    return {key: coverage for key, coverage in sums.items() if coverage != NOTHING}


def _stored_intervals(connection: Connection) -> set[tuple[object, ...]]:
    rows = connection.execute(
        select(
            procedure_rows.c.code,
            status_intervals.c.valid_from,
            status_intervals.c.valid_to,
            status_intervals.c.number,
            status_intervals.c.status,
            status_intervals.c.is_online,
            status_intervals.c.is_partly_online,
        ).join_from(status_intervals, procedure_rows)
    )
    return {tuple(row) for row in rows}


def _defined_intervals(catalogue: Sequence[Procedure]) -> set[tuple[object, ...]]:
    return {
        (
            item.code,
            interval.valid_from,
            interval.valid_to,
            interval.record.number,
            interval.record.status.value if interval.record.status else None,
            interval.record.is_online,
            interval.record.is_partly_online,
        )
        for item in catalogue
        for interval in history(item.records)
    }


def _stored_placements(connection: Connection, policy_id: int) -> set[tuple[object, ...]]:
    rows = connection.execute(
        select(procedure_rows.c.code, placements.c.step, placements.c.many_cases, placements.c.cases)
        .join_from(placements, procedure_rows)
        .where(placements.c.policy_id == policy_id)
    )
    return {tuple(row) for row in rows}


def _defined_placements(catalogue: Sequence[Procedure], policy: Policy) -> set[tuple[object, ...]]:
    return {
        (
            item.code,
            judge(item, policy).step.value,
            many_cases(item, policy) is not None,
            item.volume_of(policy.base_fiscal_year).annual_cases,
        )
        for item in catalogue
    }
