"""What awaits confirmation is found in the database, and weighs what it will once it is confirmed."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tests.engines import Scratch
from tests.people import actor
from tests.storage.agreement import catalogues, fill, on_databases
from tests.strategies import DAYS, policies
from tracker.domain.confirmation import effect_of, gain
from tracker.domain.coverage import total
from tracker.domain.policy import Policy
from tracker.domain.procedure import Procedure
from tracker.domain.recording import confirm
from tracker.domain.status import awaiting
from tracker.storage import coverage, procedures, saving, waiting
from tracker.storage.saving import Change


@on_databases
@given(catalogue=catalogues(), rule=policies(), day=st.sampled_from(DAYS))
def test_what_waits_weighs_what_it_will_once_it_is_confirmed(
    scratch: Scratch, catalogue: list[Procedure], rule: Policy, day: date
) -> None:
    with scratch() as connection:
        known = fill(connection, catalogue, [rule])
        [policy_id] = known
        found = list(procedures.in_order(connection, waiting.candidates(connection)))
        assert {item.code for item in found} == {
            item.code for item in catalogue if any(not each.confirmed_at and not each.returned for each in item.records)
        }
        before = total(cell.coverage for cell in coverage.cells(connection, policy_id, day))
        effect = effect_of((gain(item, rule, day) for item in found), before)
        saving.save(connection, [Change(item, _confirmed(item)) for item in found], known)
        assert total(cell.coverage for cell in coverage.cells(connection, policy_id, day)) == effect.after


def _confirmed(item: Procedure) -> Procedure:
    for each in awaiting(item.records):
        item = confirm(item, each.number, actor())
    return item
