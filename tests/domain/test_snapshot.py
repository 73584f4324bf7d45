"""月次確定 keeps what a month's figures depend on: since when, and nothing that is for the ward only."""

from datetime import date

import pytest

from tests.build import policy, procedure, record, unconfirmed
from tracker.domain.procedure import Barrier, Plan
from tracker.domain.snapshot import Snapshot, take
from tracker.domain.snapshot_text import read, write
from tracker.domain.standing import standings
from tracker.domain.status import OnlineStatus, Scope

END = date(2026, 9, 30)
FIRST, WIDER = date(2025, 4, 1), date(2026, 9, 15)


def kept(*records: object) -> Snapshot:
    return take([procedure(records=records, plan=Plan(None, Barrier.COST, "庁内限り"))], policy(), (), END)


@pytest.mark.parametrize("through_text", [False, True])
def test_what_was_wider_online_later_is_online_since_its_first_day(through_text: bool) -> None:
    snapshot = kept(
        record(1, None, OnlineStatus.NOT_IMPLEMENTED),
        record(2, FIRST, scope=Scope.APPLICATION),
        record(3, WIDER, scope=Scope.END_TO_END),
        record(4, date(2026, 10, 1), OnlineStatus.NOT_IMPLEMENTED),
        unconfirmed(5, date(2026, 9, 20), status=OnlineStatus.NOT_IMPLEMENTED),
    )
    if through_text:
        snapshot = read(write(snapshot))
    (found,) = standings(snapshot.procedures, snapshot.policy, END)
    assert found.online_from
    assert found.online_from.effective_on == FIRST
    assert found.record
    assert (found.record.effective_on, found.record.scope) == (WIDER, Scope.END_TO_END)
    assert [each.number for each in found.procedure.records] == [2, 3]
    assert found.is_online


def test_a_break_begins_the_days_online_anew() -> None:
    snapshot = kept(record(1, FIRST), record(2, date(2026, 1, 1), OnlineStatus.NOT_IMPLEMENTED), record(3, WIDER))
    (found,) = standings(snapshot.procedures, snapshot.policy, END)
    assert found.online_from
    assert found.online_from.effective_on == WIDER


def test_reasons_and_answers_stay_behind() -> None:
    (item,) = kept(record()).procedures
    assert (item.plan.barrier, item.plan.comment, item.answer) == (None, "", None)
