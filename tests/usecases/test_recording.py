"""What divisions record, plan, correct, withdraw and answer: stored with a log entry, or not at all."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from tests.build import NOW, TODAY
from tests.dump import dump
from tests.usecases.asking import ask
from tests.usecases.stating import (
    CARE,
    DX,
    EDITOR,
    HOSTILE,
    ONLINE,
    OTHER,
    REPLY,
    TAX,
    log,
    seen,
    stored,
)
from tracker.domain.account import Actor
from tracker.domain.errors import NotThere, Refused
from tracker.domain.fiscal import Period, Precision
from tracker.domain.procedure import Barrier, Plan
from tracker.domain.status import OnlineStatus, awaiting
from tracker.usecases.answers.answer_unchanged import answer_unchanged
from tracker.usecases.answers.correct_record import correct_record
from tracker.usecases.answers.list_own import list_own
from tracker.usecases.answers.look_at_kept import look_at_kept
from tracker.usecases.answers.record_plan import record_plan
from tracker.usecases.answers.record_status import record_status
from tracker.usecases.answers.withdraw_record import withdraw_record
from tracker.usecases.changing import Conflict, Seen
from tracker.usecases.figures.show_progress import show_progress
from tracker.usecases.log.verify_log import verify_log

PLAN = Plan(Period(date(2027, 4, 1), Precision.MONTH), Barrier.NO_SYSTEM, "更改にあわせる")
Do = Callable[[Engine, Seen, Actor, Any], Any]
EVERYTHING: dict[str, Do] = {
    "record": lambda engine, each, by, reply: record_status(engine, [each], ONLINE, by, reply),
    "correct": lambda engine, each, by, reply: correct_record(engine, each, 1, ONLINE, "誤り", by, reply),
    "withdraw": lambda engine, each, by, reply: withdraw_record(engine, each, 1, "誤り", by, reply),
    "plan": lambda engine, each, by, reply: record_plan(engine, each, PLAN, by, reply),
    "answer": lambda engine, each, by, reply: answer_unchanged(engine, [each], by, reply),
}
ACTIONS = {
    "record": "status.record",
    "correct": "status.correct",
    "withdraw": "status.withdraw",
    "plan": "plan.record",
    "answer": "answer.unchanged",
}


@pytest.fixture(params=EVERYTHING)
def name(request: pytest.FixtureRequest) -> str:
    """Each of the things that a division does."""
    chosen: str = request.param
    return chosen


def test_each_is_stored_with_one_entry_of_the_log_and_changes_no_figure(stated: Engine, name: str) -> None:
    figures = show_progress(stated, TODAY)
    [each] = seen(stated, EDITOR, "T-3")
    EVERYTHING[name](stated, each, EDITOR, None)
    [entry] = log(stated)
    assert (entry.action, entry.who, entry.origin, entry.subject) == (
        ACTIONS[name],
        EDITOR.who,
        "a test",
        "T-3 手続T-3",
    )
    assert entry.before != entry.after
    answer = stored(stated, "T-3").answer
    assert answer is not None
    assert (answer.at, answer.by) == (NOW, EDITOR.who)
    assert verify_log(stated).bad is None
    assert show_progress(stated, TODAY) == figures


def test_another_divisions_procedure_is_like_none_at_all(stated: Engine, name: str) -> None:
    before = dump(stated)
    for code in ("T-3", "nowhere", "", "T-3' OR 1=1"):
        with pytest.raises(NotThere):
            EVERYTHING[name](stated, Seen(code, 0), OTHER, None)
    assert dump(stated) == before


def test_nobody_writes_over_what_they_have_not_seen(stated: Engine, name: str) -> None:
    [each] = seen(stated, EDITOR, "T-3")
    record_plan(stated, each, PLAN, replace(DX, at=NOW + timedelta(minutes=2)), REPLY)
    before = dump(stated)
    for version in (each.version, 999_999_999):
        with pytest.raises(Conflict, match=r"推進 三郎.*令和8年11月20日 10時32分") as conflict:
            EVERYTHING[name](stated, Seen("T-3", version), EDITOR, None)
        assert [entry.action for entry in conflict.value.since] == ["plan.record"]
    assert dump(stated) == before


def test_dx_says_whose_reply_it_is(stated: Engine, name: str) -> None:
    [each] = seen(stated, DX, "T-3")
    for by, reply in ((DX, None), (DX, replace(REPLY, respondent=" ")), (EDITOR, REPLY)):
        with pytest.raises(Refused):
            EVERYTHING[name](stated, each, by, reply)
    assert log(stated) == []
    EVERYTHING[name](stated, each, DX, REPLY)
    answer = stored(stated, "T-3").answer
    assert answer is not None
    assert (answer.by, answer.on_behalf) == (DX.who, REPLY)
    said = json.loads(log(stated)[0].after)
    assert (said["回答者"], said["回答の受付方法"], said["受付日"]) == ("税務課 山田", "電話", "令和8年11月20日")


def test_several_at_once_each_with_what_was_seen_of_it(stated: Engine) -> None:
    chosen = seen(stated, EDITOR, "T-1", "T/4 :?#%2F", "S-1", "Ｔ－２")
    after = record_status(stated, [*chosen, chosen[0]], ONLINE, EDITOR)
    assert [item.code for item in after] == ["T-1", "T/4 :?#%2F", "S-1", "T-2"]
    assert len(log(stated)) == 4
    for item in after:
        assert stored(stated, item.code) == item
        assert [record.channels for record in awaiting(item.records)] == [("logo_form",)]


@pytest.mark.parametrize("foreign", ["C-1", "nowhere"])
def test_one_that_is_not_theirs_spoils_the_whole_list(stated: Engine, foreign: str) -> None:
    before = dump(stated)
    mixed = [*seen(stated, EDITOR, "T-1", "T-2"), Seen(foreign, 0)]
    for act in (
        lambda: record_status(stated, mixed, ONLINE, EDITOR),
        lambda: answer_unchanged(stated, mixed, EDITOR),
        lambda: look_at_kept(stated, EDITOR, [each.code for each in mixed]),
    ):
        with pytest.raises(NotThere):
            act()
    assert dump(stated) == before


def test_one_that_cannot_be_spoils_the_whole_list_and_is_named(stated: Engine) -> None:
    exempt = replace(ONLINE, status=OnlineStatus.EXEMPT)
    chosen = seen(stated, EDITOR, "T-1", "T-2")
    record_status(stated, chosen[:1], replace(exempt, legal_basis="法第1条"), EDITOR)
    before = dump(stated)
    with pytest.raises(Refused, match="T-2 手続T-2：適用除外の場合は") as refused:
        record_status(stated, seen(stated, EDITOR, "T-1", "T-2"), exempt, EDITOR)
    assert refused.value.field == "legal_basis"
    assert dump(stated) == before


def test_those_changed_meanwhile_are_named_and_nothing_is_stored(stated: Engine) -> None:
    chosen = seen(stated, EDITOR, "T-1", "T-2", "T-3")
    for code in ("T-3", "T-1"):
        record_plan(stated, *seen(stated, DX, code), PLAN, DX, REPLY)
    before = dump(stated)
    with pytest.raises(Conflict) as conflict:
        answer_unchanged(stated, chosen, EDITOR)
    assert [entry.subject for entry in conflict.value.since] == ["T-3 手続T-3", "T-1 手続T-1"]
    versions = {about.key: version for about, version in conflict.value.versions.items()}
    assert versions == {each.code: each.version for each in seen(stated, EDITOR, "T-1", "T-3")}
    assert dump(stated) == before


def test_old_and_new_stand_in_the_log(stated: Engine) -> None:
    record_status(stated, seen(stated, EDITOR, "T-3"), ONLINE, EDITOR)
    record_status(stated, seen(stated, EDITOR, "T-3"), replace(ONLINE, channels=("eltax",), note=HOSTILE), EDITOR)
    first, second = log(stated)
    assert json.loads(first.before)["オンライン化状況"] == "実施済"
    assert json.loads(first.after)["いつから"] == "令和8年10月1日"
    assert (json.loads(second.before)["受付方法"], json.loads(second.after)["受付方法"]) == (
        "LoGoフォーム",
        "eLTAX（地方税ポータル）",
    )
    assert stored(stated, "T-3").records[-1].note == HOSTILE


def test_a_record_that_is_not_there_cannot_be_replaced(stated: Engine) -> None:
    [each] = seen(stated, EDITOR, "T-3")
    for number in (0, 2, 99):
        with pytest.raises(NotThere):
            withdraw_record(stated, each, number, "誤り", EDITOR)
        with pytest.raises(NotThere):
            correct_record(stated, each, number, ONLINE, "誤り", EDITOR)


# 自課の手続


def test_the_list_has_what_is_shared_too_in_order_of_urgency(stated: Engine) -> None:
    ask(stated)
    record_status(stated, seen(stated, EDITOR, "T-1"), ONLINE, EDITOR)
    own = list_own(stated, EDITOR, [TAX], TODAY)
    assert [item.procedure.code for item in own.items] == ["T-2", "T-3", "T/4 :?#%2F", "S-1", "T-1"]
    assert (own.unanswered, own.due_on) == (4, date(2026, 10, 10))
    assert [item.is_overdue for item in own.items] == [True] * 4 + [False]
    assert list(own.can_be_unchanged) == seen(stated, EDITOR, "T-2", "T-3", "T/4 :?#%2F", "S-1")
    answer_unchanged(stated, own.can_be_unchanged, EDITOR)
    after = list_own(stated, EDITOR, [TAX], TODAY)
    assert (after.unanswered, after.due_on, after.can_be_unchanged) == (0, None, ())


def test_nobody_lists_another_division_and_dx_lists_any(stated: Engine) -> None:
    for units in ([CARE], [TAX, CARE]):
        with pytest.raises(NotThere):
            list_own(stated, EDITOR, units, TODAY)
    assert [item.procedure.code for item in list_own(stated, DX, [CARE], TODAY).items] == ["C-1", "S-1"]
    assert list_own(stated, EDITOR, [], TODAY).items == ()
    assert list_own(stated, DX, [("どこにも", "ない課")], TODAY).items == ()
