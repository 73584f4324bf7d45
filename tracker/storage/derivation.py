"""What is derived from the procedures: intervals, placements and the roll-up of coverage.

The rules are the domain's; here their results are only kept where SQL can add them up. Everything is derived again from
a procedure's records whenever it changes, in the transaction of the change: the old contribution is taken out of the
roll-up and the new one put in.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, insert
from sqlalchemy.dialects import postgresql, sqlite

from tracker.domain.coverage import MEASURES, NOTHING, Coverage, counts, timeline
from tracker.domain.policy import Policy
from tracker.domain.priority import judge, many_cases
from tracker.domain.procedure import Procedure
from tracker.domain.status import history
from tracker.storage.schema import coverage_changes, placements, status_intervals


class CellKey(NamedTuple):
    """What a row of the roll-up is kept by. Nothing here changes with the day."""

    policy_id: int
    day: date
    division_id: int
    theme: str
    step: str
    many_cases: bool
    designated: bool


Changes = Sequence[tuple[Procedure | None, Procedure]]


def derive(
    connection: Connection,
    ids: Mapping[str, int],
    changes: Changes,
    division_ids: Mapping[tuple[str, str], int],
    policies: Mapping[int, Policy],
) -> None:
    """Bring intervals, placements and roll-up in line with the procedures after the changes."""
    _derive_intervals(connection, ids, changes)
    _derive_placements(connection, ids, changes, policies)
    difference: dict[CellKey, Coverage] = defaultdict(lambda: NOTHING)
    for before, after in changes:
        if before is not None:
            for key, coverage in _contributions(before, division_ids, policies):
                difference[key] -= coverage
        for key, coverage in _contributions(after, division_ids, policies):
            difference[key] += coverage
    _add_to_roll_up(connection, difference)


def derive_policy(
    connection: Connection,
    policy_id: int,
    policy: Policy,
    procedures: Iterable[tuple[int, Procedure]],
    division_ids: Mapping[tuple[str, str], int],
) -> None:
    """Compute everything of one policy anew, for a catalogue given as ids and procedures."""
    for table in (placements, coverage_changes):
        connection.execute(delete(table).where(table.c.policy_id == policy_id))
    rows: list[dict[str, Any]] = []
    sums: dict[CellKey, Coverage] = defaultdict(lambda: NOTHING)
    for id_, procedure in procedures:
        rows.append(_placement(policy_id, policy, id_, procedure))
        for key, coverage in _contributions(procedure, division_ids, {policy_id: policy}):
            sums[key] += coverage
    if rows:
        connection.execute(insert(placements), rows)
    _add_to_roll_up(connection, sums)


def _contributions(
    procedure: Procedure, division_ids: Mapping[tuple[str, str], int], policies: Mapping[int, Policy]
) -> Iterable[tuple[CellKey, Coverage]]:
    division_id = division_ids[procedure.department, procedure.division]
    for policy_id, policy in policies.items():
        step = judge(procedure, policy).step.value
        many = many_cases(procedure, policy) is not None
        for day, change in timeline(procedure, policy):
            yield (
                CellKey(policy_id, day, division_id, procedure.main_theme.value, step, many, procedure.designated),
                change,
            )


def _derive_intervals(connection: Connection, ids: Mapping[str, int], changes: Changes) -> None:
    changed = [after for before, after in changes if before is None or before.records != after.records]
    stale = [ids[before.code] for before, after in changes if before is not None and before.records != after.records]
    if stale:
        connection.execute(delete(status_intervals).where(status_intervals.c.procedure_id.in_(stale)))
    rows = [
        {
            "procedure_id": ids[procedure.code],
            "valid_from": interval.valid_from,
            "valid_to": interval.valid_to,
            "number": interval.record.number,
            "status": interval.record.status.value,
            "is_online": interval.record.is_online,
            "is_partly_online": interval.record.is_partly_online,
        }
        for procedure in changed
        for interval in history(procedure.records)
        if interval.record.status is not None
    ]
    if rows:
        connection.execute(insert(status_intervals), rows)


def _derive_placements(
    connection: Connection, ids: Mapping[str, int], changes: Changes, policies: Mapping[int, Policy]
) -> None:
    stale = [ids[before.code] for before, _after in changes if before is not None]
    if stale:
        connection.execute(delete(placements).where(placements.c.procedure_id.in_(stale)))
    rows = [
        _placement(policy_id, policy, ids[after.code], after)
        for policy_id, policy in policies.items()
        for _before, after in changes
    ]
    if rows:
        connection.execute(insert(placements), rows)


def _placement(policy_id: int, policy: Policy, id_: int, procedure: Procedure) -> dict[str, Any]:
    cases = procedure.volume_of(policy.base_fiscal_year).annual_cases
    return {
        "policy_id": policy_id,
        "procedure_id": id_,
        "step": judge(procedure, policy).step.value,
        "many_cases": many_cases(procedure, policy) is not None,
        "cases": cases,
        "order_cases": 1 if cases is None else -cases,
    }


def _add_to_roll_up(connection: Connection, difference: Mapping[CellKey, Coverage]) -> None:
    rows = [
        key._asdict() | dict(zip(MEASURES, counts(coverage), strict=True))
        for key, coverage in difference.items()
        if coverage != NOTHING
    ]
    if not rows:
        return
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(coverage_changes)
    added = {measure: coverage_changes.c[measure] + statement.excluded[measure] for measure in MEASURES}
    connection.execute(
        statement.on_conflict_do_update(index_elements=list(CellKey._fields), set_=added),
        rows,
    )
