"""What is derived from the procedures: intervals, placements and the roll-up of coverage.

The rules are the domain's; here their results are only kept where SQL can add them up. Everything is derived again from
a procedure's records whenever it changes, in the transaction of the change: the old contribution is taken out of the
roll-up and the new one put in.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete

from tracker.domain.coverage import MEASURES, NOTHING, Coverage, counts, timeline
from tracker.domain.policy import Policy
from tracker.domain.priority import judge, many_cases
from tracker.domain.procedure import Procedure, Unit
from tracker.domain.status import history
from tracker.storage.bulk import insert_rows
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


class RollUp(dict[CellKey, Coverage]):
    """By how much each cell changes on each day."""

    def put_in(self, contributions: Iterable[tuple[CellKey, Coverage]]) -> None:
        """Add what a procedure contributes."""
        for key, coverage in contributions:
            known = self.get(key)
            self[key] = coverage if known is None else known + coverage

    def take_out(self, contributions: Iterable[tuple[CellKey, Coverage]]) -> None:
        """Take away what a procedure contributed."""
        self.put_in((key, NOTHING - coverage) for key, coverage in contributions)


Changes = Sequence[tuple[Procedure | None, Procedure]]


def derive(
    connection: Connection,
    ids: Mapping[str, int],
    changes: Changes,
    division_ids: Mapping[Unit, int],
    policies: Mapping[int, Policy],
) -> None:
    """Bring intervals, placements and roll-up in line with the procedures after the changes."""
    _derive_intervals(connection, ids, changes)
    stale = [ids[before.code] for before, _after in changes if before is not None]
    if stale:
        connection.execute(delete(placements).where(placements.c.procedure_id.in_(stale)))
    rows: list[dict[str, Any]] = []
    difference = RollUp()
    for policy_id, policy in policies.items():
        for before, after in changes:
            if before is not None:
                placed = _placement(policy_id, policy, ids[before.code], before)
                difference.take_out(_contributions(before, placed, division_ids[before.unit], policy))
            placed = _placement(policy_id, policy, ids[after.code], after)
            difference.put_in(_contributions(after, placed, division_ids[after.unit], policy))
            rows.append(placed)
    insert_rows(connection, placements, rows)
    _add_to_roll_up(connection, difference)


def derive_policy(
    connection: Connection,
    policy_id: int,
    policy: Policy,
    procedures: Iterable[tuple[int, Procedure]],
    division_ids: Mapping[Unit, int],
) -> None:
    """Compute everything of one policy anew, for a catalogue given as ids and procedures."""
    for table in (placements, coverage_changes):
        connection.execute(delete(table).where(table.c.policy_id == policy_id))
    rows: list[dict[str, Any]] = []
    sums = RollUp()
    for id_, procedure in procedures:
        placed = _placement(policy_id, policy, id_, procedure)
        sums.put_in(_contributions(procedure, placed, division_ids[procedure.unit], policy))
        rows.append(placed)
    insert_rows(connection, placements, rows)
    _add_to_roll_up(connection, sums)


def _contributions(
    procedure: Procedure, placed: Mapping[str, Any], division_id: int, policy: Policy
) -> Iterator[tuple[CellKey, Coverage]]:
    theme, designated = procedure.main_theme.value, procedure.designated
    policy_id, step, many = placed["policy_id"], placed["step"], placed["many_cases"]
    for day, change in timeline(procedure, policy):
        yield CellKey(policy_id, day, division_id, theme, step, many, designated), change


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
    insert_rows(connection, status_intervals, rows)


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


def _add_to_roll_up(connection: Connection, difference: RollUp) -> None:
    rows = [
        key._asdict() | dict(zip(MEASURES, counts(coverage), strict=True))
        for key, coverage in difference.items()
        if coverage != NOTHING
    ]
    insert_rows(connection, coverage_changes, rows, added_up=MEASURES)
