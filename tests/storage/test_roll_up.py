"""The roll-up gives exactly what the domain defines: on random catalogues, days and policies."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from tests.build import policy, procedure
from tests.engines import Scratch
from tests.storage.agreement import assert_agrees, catalogues, fill, on_databases, policy_sets
from tests.strategies import DAYS, FIRST_DAY, LAST_DAY
from tracker.domain.coverage import MEASURES
from tracker.domain.policy import Policy
from tracker.domain.procedure import Procedure
from tracker.storage import coverage, derivation, organisation, policies, procedures, saving
from tracker.storage.saving import Change
from tracker.storage.schema import coverage_changes
from tracker.storage.schema import procedures as procedure_rows

EDGES = [date.min, FIRST_DAY - timedelta(days=1), LAST_DAY + timedelta(days=1), date(2100, 1, 1)]
some_days = st.lists(st.sampled_from(DAYS), min_size=1, max_size=4).map(lambda days: [*EDGES, *days])


@on_databases
@given(catalogue=catalogues(), rules=policy_sets(), days=some_days)
def test_everything_derived_is_what_the_domain_defines(
    scratch: Scratch, catalogue: list[Procedure], rules: list[Policy], days: list[date]
) -> None:
    with scratch() as connection:
        fill(connection, catalogue, rules)
        assert_agrees(connection, catalogue, days)


@on_databases
@given(before=catalogues(), after=catalogues(), rules=policy_sets(2), days=some_days)
def test_a_catalogue_that_turns_into_another_is_as_if_it_had_always_been_so(
    scratch: Scratch, before: list[Procedure], after: list[Procedure], rules: list[Policy], days: list[date]
) -> None:
    """Records stay: what was stated is taken over from before, everything else from after."""
    stored = {item.code: item for item in before}
    changes = [Change(stored.get(item.code), _on_top_of(item, stored.get(item.code))) for item in after]
    with scratch() as connection:
        known = fill(connection, before, rules)
        saving.save(connection, changes, known)
        assert_agrees(connection, [*(change.after for change in changes), *before[len(after) :]], days)


@on_databases
@given(catalogue=catalogues(), rules=policy_sets(), late=policy_sets(1), days=some_days)
def test_a_policy_derived_anew_or_later_is_as_if_it_had_always_been_there(
    scratch: Scratch, catalogue: list[Procedure], rules: list[Policy], late: list[Policy], days: list[date]
) -> None:
    with scratch() as connection:
        fill(connection, catalogue, rules)
        if all(rule.valid_from != late[0].valid_from for rule in rules):
            policies.add(connection, late[0])
        before = _roll_up(connection)
        for policy_id, policy in policies.load(connection).items():
            derive_anew(connection, policy_id, policy)
        assert before <= _roll_up(connection)
        assert_agrees(connection, catalogue, days)


def test_a_moved_procedure_leaves_no_trace_in_the_old_division(scratch: Scratch) -> None:
    """The smallest case of what the laws above search for."""
    there = procedure(online=True, position=1)
    moved = procedure(online=True, position=1, division="人事課")
    with scratch() as connection:
        known = fill(connection, [there], [policy()])
        saving.save(connection, [Change(there, moved)], known)
        cells = coverage.cells(connection, next(iter(known)), LAST_DAY)
        assert [(cell.division, cell.coverage.online_cases) for cell in cells] == [("人事課", 1_000)]


def test_over_time_of_no_days_is_nothing(scratch: Scratch) -> None:
    with scratch() as connection:
        assert coverage.over_time(connection, 1, []) == []


def derive_anew(connection: Connection, policy_id: int, policy: Policy) -> None:
    ids = list(connection.execute(select(procedure_rows.c.id)).scalars())
    catalogue = zip(ids, procedures.in_order(connection, ids), strict=True)
    derivation.derive_policy(connection, policy_id, policy, catalogue, organisation.division_ids(connection))


def _on_top_of(item: Procedure, stored: Procedure | None) -> Procedure:
    if stored is None:
        return item
    known = len(stored.records)
    return replace(item, records=(*stored.records, *item.records[known:]))


def _roll_up(connection: Connection) -> set[tuple[object, ...]]:
    rows = connection.execute(select(coverage_changes)).all()
    return {tuple(row) for row in rows if any(getattr(row, measure) for measure in MEASURES)}
