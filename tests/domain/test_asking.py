"""What a division has still to say about a procedure."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.build import NOW, TODAY, asked, procedure, unconfirmed
from tests.people import TAX, actor
from tracker.domain import recording
from tracker.domain.account import Role
from tracker.domain.asked import Topic
from tracker.domain.asking import (
    due_on,
    is_overdue,
    is_sent_back,
    last_return,
    months_since_answer,
    needs_answer,
    open_topics,
)
from tracker.domain.procedure import Answer, Plan, Procedure

EDITOR, DX = actor(Role.EDITOR, TAX), actor()
STATUS, YEARLY = Topic.STATUS, Topic.YEARLY_COUNTS


def test_who_was_not_asked_owes_no_answer() -> None:
    assert open_topics(procedure()) == ()
    assert due_on(procedure()) is None
    assert not needs_answer(procedure(), TODAY)
    assert not is_overdue(procedure(), TODAY)


def test_what_was_asked_is_open_until_something_is_said() -> None:
    item = procedure(asked=asked())
    assert needs_answer(item, TODAY)
    for said in (recording.unchanged(item, EDITOR), recording.plan(item, Plan(), EDITOR)):
        assert not needs_answer(said, TODAY)
        assert said.asked is not None
        assert said.asked.answered == {STATUS}


def test_an_answer_is_due_on_its_day_and_late_after_it() -> None:
    item = procedure(asked=asked(due_on=TODAY))
    assert due_on(item) == TODAY
    assert not is_overdue(item, TODAY)
    assert is_overdue(item, TODAY + timedelta(days=1))


def test_every_topic_wants_its_own_answer() -> None:
    item = procedure(asked=asked(topics=(STATUS, YEARLY)))
    assert open_topics(item) == (STATUS, YEARLY)
    said = recording.unchanged(item, EDITOR)
    assert open_topics(said) == (YEARLY,)
    assert needs_answer(said, TODAY)
    assert open_topics(recording.answered(said, EDITOR, None, YEARLY)) == ()


def test_what_nobody_asked_is_not_answered() -> None:
    item = procedure(asked=asked(topics=(YEARLY,)))
    said = recording.unchanged(item, EDITOR)
    assert said.asked == item.asked
    assert said.answer is not None


def test_what_awaits_confirmation_was_said_of_the_status_only() -> None:
    waiting = (unconfirmed(1, date(2026, 6, 1)),)
    assert not needs_answer(procedure(records=waiting, asked=asked()), TODAY)
    assert open_topics(procedure(records=waiting, asked=asked(topics=(STATUS, YEARLY)))) == (YEARLY,)


def test_only_what_exists_is_asked_for() -> None:
    assert not needs_answer(procedure(abolished_on=TODAY, asked=asked()), TODAY)
    assert not needs_answer(procedure(active_from=TODAY + timedelta(days=1), asked=asked()), TODAY)


@pytest.mark.parametrize("item", [procedure(), procedure(asked=asked())])
def test_what_was_sent_back_needs_another_answer_until_something_is_said(item: Procedure) -> None:
    stated = recording.Statement(recording.OnlineStatus.IMPLEMENTED, date(2026, 10, 1), channels=("email",))
    said = recording.record(item, stated, replace(EDITOR, at=NOW - timedelta(days=2)))
    back = recording.send_back(said, 1, "メールだけでよいですか", replace(DX, at=NOW - timedelta(days=1)))
    assert is_sent_back(back)
    assert needs_answer(back, TODAY)
    returned = last_return(back)
    assert returned is not None
    assert returned.comment == "メールだけでよいですか"
    for again in (recording.record(back, stated, EDITOR), recording.plan(back, Plan(), EDITOR)):
        assert not is_sent_back(again)
        assert not needs_answer(again, TODAY)


def test_what_was_sent_back_is_not_forgotten_over_what_was_recorded_after_it() -> None:
    earlier = replace(EDITOR, at=NOW - timedelta(days=2))
    item = procedure()
    for day in (date(2026, 9, 1), date(2026, 10, 1)):
        item = recording.record(item, recording.Statement(recording.OnlineStatus.IMPLEMENTED, day), earlier)
    assert is_sent_back(recording.send_back(item, 1, "日付の確認", DX))


@pytest.mark.parametrize(
    ("last", "months"),
    [(date(2026, 11, 20), 0), (date(2026, 10, 21), 0), (date(2026, 10, 20), 1), (date(2025, 11, 20), 12)],
)
def test_whole_months_without_an_answer(last: date, months: int) -> None:
    item = procedure(answer=Answer(datetime(last.year, last.month, last.day, 3, tzinfo=UTC), "税務課"))
    assert months_since_answer(item, TODAY) == months
    assert months_since_answer(procedure(online=True), TODAY) is None
