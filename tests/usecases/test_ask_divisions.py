"""照会を作成する: what is asked from then on, what is logged, and what a later inquiry does to an earlier one."""

import json
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine

from tests.build import NOW, TODAY
from tests.dump import dump
from tests.people import actor
from tests.usecases.asking import DUE, ask, version
from tests.usecases.statements import found
from tests.usecases.stating import CARE, DX, EDITOR, ONLINE, OTHER, TAX, seen
from tracker.domain.account import Role
from tracker.domain.asked import Topic
from tracker.domain.asking import needs_answer, open_topics
from tracker.domain.errors import NotThere, Refused
from tracker.domain.fiscal import Period, Precision
from tracker.domain.inquiry import Frequency, Inquiry, Terms, Whom
from tracker.domain.procedure import Plan
from tracker.storage import audit, inquiries
from tracker.storage.transactions import reading
from tracker.usecases.answers.answer_unchanged import answer_unchanged
from tracker.usecases.answers.record_plan import record_plan
from tracker.usecases.answers.record_status import record_status
from tracker.usecases.changing import Conflict
from tracker.usecases.confirmation.deciding import Chosen
from tracker.usecases.confirmation.send_back_records import send_back_records
from tracker.usecases.inquiries.ask_divisions import INQUIRIES, ask_divisions

TERMS = Terms(date(2026, 10, 31), date(2026, 12, 4))
NOVEMBER = datetime(2026, 11, 2, 1, tzinfo=UTC)
STATUS, YEARLY, MONTHLY = Topic.STATUS, Topic.YEARLY_COUNTS, Topic.MONTHLY_COUNTS


def known(engine: Engine) -> list[Inquiry]:
    with reading(engine) as connection:
        return inquiries.listed(connection)


def answered(engine: Engine, inquiry: Inquiry) -> dict[str, frozenset[Topic]]:
    """What was answered to an inquiry, by the procedures it is about."""
    with reading(engine) as connection:
        return {item.code: item.asked.answered for item in inquiries.subjects_of(connection, inquiry) if item.asked}


def test_everything_that_was_filled_in_is_kept(stated: Engine) -> None:
    terms = Terms(
        date(2026, 9, 30),
        DUE,
        (STATUS, YEARLY, MONTHLY),
        Whom.CHOSEN,
        Frequency.ONCE,
        2025,
        (date(2026, 8, 1), date(2026, 9, 1)),
        "至急お願いします。",
    )
    made = ask_divisions(stated, actor(at=datetime(2026, 10, 1, 1, tzinfo=UTC)), terms, version(stated), [CARE])
    assert known(stated) == [made.inquiry]
    assert made.inquiry == Inquiry(1, terms, datetime(2026, 10, 1, 1, tzinfo=UTC), actor().who)
    assert (made.procedures, made.divisions) == (2, 1)
    assert answered(stated, made.inquiry) == {"C-1": frozenset(), "S-1": frozenset()}
    assert found(stated, "T-1").asked is None


def test_it_is_logged_in_words(stated: Engine) -> None:
    ask(stated, topics=(STATUS, YEARLY), fiscal_year=2025)
    with reading(stated) as connection:
        [entry] = audit.entries_about(connection, INQUIRIES)
    assert (entry.action, entry.subject) == ("inquiry.ask", "第1回照会")
    said = json.loads(entry.after)
    assert (said["基準日"], said["回答期限"]) == ("令和8年9月30日", "令和8年10月10日")
    assert said["照会先"] == "全ての所管課（全ての手続）（2課、6手続）"
    assert said["件数の対象"] == "令和7年度"


def test_what_a_division_says_answers_it(stated: Engine) -> None:
    made = ask(stated).inquiry
    answer_unchanged(stated, seen(stated, OTHER, "C-1"), OTHER)
    record_status(stated, seen(stated, EDITOR, "T-1"), ONLINE, EDITOR)
    record_plan(stated, seen(stated, EDITOR, "T-2")[0], Plan(), EDITOR)
    done = {code for code, topics in answered(stated, made).items() if topics}
    assert done == {"C-1", "T-1", "T-2"}
    assert not any(needs_answer(found(stated, code), TODAY) for code in done)
    assert needs_answer(found(stated, "T-3"), TODAY)


def test_what_is_sent_back_is_open_again_and_was_answered(stated: Engine) -> None:
    made = ask(stated).inquiry
    record_status(stated, seen(stated, EDITOR, "T-1"), ONLINE, EDITOR)
    [each] = seen(stated, DX, "T-1")
    send_back_records(stated, DX, [Chosen("T-1", 1, each.version)], "URLを確かめてください。")
    assert needs_answer(found(stated, "T-1"), TODAY)
    assert answered(stated, made)["T-1"] == {STATUS}


def test_a_later_inquiry_asks_anew_and_leaves_the_earlier_as_it_was(stated: Engine) -> None:
    first = ask(stated).inquiry
    answer_unchanged(stated, seen(stated, EDITOR, "T-1"), EDITOR)
    later = ask(stated, at=NOW, due_on=date(2026, 12, 4), units=[TAX], whom=Whom.CHOSEN).inquiry
    assert [each.number for each in known(stated)] == [2, 1]
    assert open_topics(found(stated, "T-1")) == (STATUS,)
    answer_unchanged(stated, seen(stated, EDITOR, "T-2"), EDITOR)
    assert {code for code, topics in answered(stated, later).items() if topics} == {"T-2"}
    assert {code for code, topics in answered(stated, first).items() if topics} == {"T-1"}
    assert set(answered(stated, first)) == {"T-1", "T-2", "T-3", "T/4 :?#%2F", "C-1", "S-1"}
    care = found(stated, "C-1").asked
    assert care is not None
    assert care.inquiry == first.number


def test_what_is_planned_soon_can_be_asked_alone(stated: Engine) -> None:
    plan = Plan(Period(date(2026, 12, 1), Precision.MONTH))
    record_plan(stated, seen(stated, EDITOR, "T-2")[0], plan, EDITOR)
    made = ask(stated, at=NOVEMBER, due_on=date(2026, 11, 10), whom=Whom.PLANNED)
    assert list(answered(stated, made.inquiry)) == ["T-2"]


def test_two_people_do_not_ask_the_same_twice(stated: Engine) -> None:
    seen_by_both = version(stated)
    ask_divisions(stated, actor(login="one", at=NOW), TERMS, seen_by_both)
    before = dump(stated)
    with pytest.raises(Conflict):
        ask_divisions(stated, actor(login="two", at=NOW), TERMS, seen_by_both)
    assert dump(stated) == before


def test_who_is_not_of_the_dx_team_asks_nobody(stated: Engine) -> None:
    for role in (Role.EDITOR, Role.VIEWER):
        with pytest.raises(NotThere):
            ask_divisions(stated, actor(role), TERMS, version(stated))
    assert known(stated) == []


def test_what_cannot_be_answered_is_not_asked(stated: Engine) -> None:
    before = dump(stated)
    with pytest.raises(Refused, match="照会する手続がありません"):
        ask_divisions(stated, actor(at=NOW), Terms(TODAY, TODAY, whom=Whom.PLANNED), version(stated))
    with pytest.raises(Refused, match="今日以後"):
        ask_divisions(stated, actor(at=NOW), Terms(DUE, DUE), version(stated))
    assert dump(stated) == before
