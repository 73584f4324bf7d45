"""What awaits confirmation is found in the database, and weighs what it will once it is confirmed."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from tests.engines import Scratch
from tests.people import actor
from tests.storage.agreement import catalogues, fill, on_databases
from tests.strategies import DAYS, policies
from tests.usecases import stating
from tests.usecases.catalogues import hold
from tests.usecases.counts import report
from tracker.domain.confirmation import effect_of, gain
from tracker.domain.count_report import Count, of_month, of_year
from tracker.domain.coverage import total
from tracker.domain.policy import WARD_POLICY, Policy
from tracker.domain.procedure import Procedure
from tracker.domain.recording import confirm
from tracker.domain.status import awaiting
from tracker.storage import coverage, procedures, saving, waiting
from tracker.storage.saving import Change
from tracker.storage.transactions import reading
from tracker.usecases.confirmation.confirm_counts import confirm_counts
from tracker.usecases.confirmation.deciding import Chosen


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


def test_a_count_waits_until_it_is_decided_on_or_replaced(engine: Engine) -> None:
    hold(engine, stating.catalogue(), WARD_POLICY)
    october, year = of_month(date(2026, 10, 1)), of_year(2025)
    assert waiting_codes(engine) == set()
    report(engine, "T-1", Count(october, 1), Count(year, 900))
    report(engine, "T-2", Count(october, 1))
    report(engine, "S-1", Count(year, None))
    assert waiting_codes(engine) == {"T-1", "T-2", "S-1"}
    decide(engine, "T-1", 1)
    report(engine, "T-2", Count(october, 2))
    decide(engine, "T-2", 2)
    assert waiting_codes(engine) == {"T-1", "S-1"}, "what was replaced does not wait once its successor is settled"
    decide(engine, "T-1", 2)
    assert waiting_codes(engine) == {"S-1"}


def waiting_codes(engine: Engine) -> set[str]:
    with reading(engine) as connection:
        return {item.code for item in procedures.in_order(connection, waiting.candidates(connection))}


def decide(engine: Engine, code: str, number: int) -> None:
    [seen] = stating.seen(engine, stating.DX, code)
    confirm_counts(engine, stating.DX, [Chosen(code, number, seen.version)])


def _confirmed(item: Procedure) -> Procedure:
    for each in awaiting(item.records):
        item = confirm(item, each.number, actor())
    return item
