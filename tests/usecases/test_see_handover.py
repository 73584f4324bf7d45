"""引継ぎ: what somebody who takes a division's procedures over is told, and whose sheets may be opened."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine

from tests.build import NOW, TODAY, procedure, record
from tests.people import actor
from tests.statements import sent
from tests.usecases.asking import ask
from tests.usecases.catalogues import hold
from tests.usecases.stating import CARE, DX, EDITOR, ONLINE, OTHER, TAX, catalogue, seen
from tracker.domain.account import Actor, Role
from tracker.domain.audit import About, Act, Action, Kind
from tracker.domain.errors import NotThere
from tracker.domain.fiscal import Period, Precision
from tracker.domain.handover import Event, Handover, Question
from tracker.domain.inquiry import Whom
from tracker.domain.policy import WARD_POLICY
from tracker.domain.procedure import Barrier, Plan, Procedure, Unit
from tracker.domain.status import OnlineStatus
from tracker.storage import audit
from tracker.storage.transactions import writing
from tracker.usecases.answers.answer_unchanged import answer_unchanged
from tracker.usecases.answers.record_plan import record_plan
from tracker.usecases.answers.record_status import record_status
from tracker.usecases.answers.see_handover import MOST_EVENTS, list_handovers, see_handover
from tracker.usecases.confirmation.confirm_records import confirm_records
from tracker.usecases.confirmation.deciding import Chosen
from tracker.usecases.confirmation.send_back_records import send_back_records
from tracker.usecases.settings.end_procedure import abolition, end_procedure

SUMMER = datetime(2026, 8, 3, 1, tzinfo=UTC)


def code_of(engine: Engine, unit: Unit) -> str:
    return next(code for code, found in list_handovers(engine, DX).items() if found == unit)


def tax(engine: Engine, today: date = TODAY) -> Handover:
    return see_handover(engine, EDITOR, code_of(engine, TAX), today)


def chosen(engine: Engine, code: str, number: int) -> list[Chosen]:
    [as_seen] = seen(engine, DX, code)
    return [Chosen(code, number, as_seen.version)]


def codes(items: tuple[Procedure, ...]) -> list[str]:
    return [item.code for item in items]


def told(event: Event) -> tuple[str, list[str], list[str | None]]:
    return event.action, codes(event.procedures), [line.after for line in event.said]


# Whose


def test_editors_open_the_sheets_of_their_divisions_only(stated: Engine) -> None:
    assert list(list_handovers(stated, EDITOR).values()) == [TAX]
    assert list(list_handovers(stated, actor(Role.EDITOR, CARE, TAX)).values()) == [TAX, CARE], "建制順"
    assert list_handovers(stated, actor(Role.EDITOR)) == {}
    for code in (code_of(stated, CARE), "B99-99", ""):
        with pytest.raises(NotThere):
            see_handover(stated, EDITOR, code, TODAY)


def test_dx_opens_all_that_have_procedures(stated: Engine) -> None:
    found = list_handovers(stated, DX)
    assert list(found.values()) == [TAX, CARE]
    assert see_handover(stated, DX, code_of(stated, CARE), TODAY).unit == CARE


def test_viewers_open_none(stated: Engine) -> None:
    viewer = actor(Role.VIEWER, TAX)
    assert list_handovers(stated, viewer) == {}
    with pytest.raises(NotThere):
        see_handover(stated, viewer, code_of(stated, TAX), TODAY)


# What it says


def test_shared_procedures_come_last_and_count_elsewhere(stated: Engine) -> None:
    sheet = tax(stated)
    assert codes(tuple(item.procedure for item in sheet.standings)) == ["T-1", "T-2", "T-3", "T/4 :?#%2F", "S-1"]
    assert (sheet.coverage.procedures, sheet.coverage.online_procedures, sheet.shared) == (4, 1, 1)
    care = see_handover(stated, OTHER, code_of(stated, CARE), TODAY)
    assert (care.coverage.procedures, care.shared) == (2, 0)


def test_what_is_shared_comes_last_even_where_the_other_division_stands_first(engine: Engine) -> None:
    shared = replace(procedure("S-1", position=1), shared_with=CARE)
    own = procedure("C-1", department=CARE[0], division=CARE[1], position=2)
    hold(engine, [shared, own], WARD_POLICY)
    sheet = see_handover(engine, OTHER, code_of(engine, CARE), TODAY)
    assert codes(tuple(item.procedure for item in sheet.standings)) == ["C-1", "S-1"]


def test_what_is_abolished_is_told_as_something_that_happened(stated: Engine) -> None:
    version = {"T-2": seen(stated, DX, "T-2")[0].version}
    end_procedure(stated, DX, abolition("T-2", date(2026, 9, 1), "制度の廃止"), version)
    sheet = tax(stated)
    assert "T-2" not in codes(tuple(item.procedure for item in sheet.standings))
    assert told(sheet.events[0]) == ("procedure.abolish", ["T-2"], ["制度の廃止"])


def test_plans_of_what_is_still_to_do(engine: Engine) -> None:
    soon = Plan(Period(date(2027, 4, 1), Precision.MONTH), Barrier.COST, "予算要求中")
    past = Plan(Period(date(2026, 9, 1), Precision.MONTH))
    plans = [soon, past, Plan(barrier=Barrier.LOW_PRIORITY), Plan(comment="様式の見直し"), Plan()]
    kept = [procedure(f"T-{number}", plan=plan, position=number) for number, plan in enumerate(plans)]
    online = procedure("T-8", online=True, plan=past, position=8)
    exempt = procedure("T-9", records=(record(1, None, OnlineStatus.EXEMPT),), plan=past, position=9)
    hold(engine, [*kept, online, exempt], WARD_POLICY)
    sheet = tax(engine)
    assert codes(tuple(item.procedure for item in sheet.plans)) == ["T-0", "T-1", "T-2", "T-3"]
    assert [item.procedure.code for item in sheet.plans if sheet.is_overdue(item)] == ["T-1"]
    assert [sheet.planned_for(item) for item in sheet.standings[4:]] == [None, None, None]


def test_open_questions_stand_with_what_is_asked_and_by_when(stated: Engine) -> None:
    record_plan(stated, seen(stated, EDITOR, "T-2")[0], Plan(Period(date(2026, 12, 1), Precision.MONTH)), _on(SUMMER))
    ask(stated)
    ask(stated, at=datetime(2026, 11, 2, 1, tzinfo=UTC), due_on=date(2026, 11, 10), whom=Whom.PLANNED)
    record_status(stated, seen(stated, EDITOR, "T-1", "T/4 :?#%2F"), ONLINE, EDITOR)
    send_back_records(stated, _later(DX), chosen(stated, "T-1", 1), "URLを確かめてください。")
    sheet = tax(stated)
    found = [(item.question, codes(item.procedures), item.due_on) for item in sheet.questions]
    assert found == [
        (Question.SENT_BACK, ["T-1"], date(2026, 10, 10)),
        (Question.UNANSWERED, ["T-3", "S-1"], date(2026, 10, 10)),
        (Question.UNANSWERED, ["T-2"], date(2026, 11, 10)),
        (Question.WAITING, ["T/4 :?#%2F"], None),
    ]
    assert [sheet.is_overdue(item) for item in sheet.questions] == [True, True, True, False]
    first, last = sheet.questions[0], sheet.questions[-1]
    assert first.sent_back is not None
    assert first.sent_back.comment == "URLを確かめてください。"
    assert last.record is not None
    assert last.record.status is OnlineStatus.IMPLEMENTED
    assert not any(tax(stated, date(2026, 10, 10)).is_overdue(item) for item in sheet.questions[:2]), "the day itself"


def test_nothing_is_open_once_all_is_answered_and_confirmed(stated: Engine) -> None:
    answer_unchanged(stated, seen(stated, EDITOR, "T-2", "T-3", "T/4 :?#%2F", "S-1"), EDITOR)
    record_status(stated, seen(stated, EDITOR, "T-1"), ONLINE, EDITOR)
    confirm_records(stated, DX, chosen(stated, "T-1", 1))
    assert tax(stated).questions == ()


# What happened


def test_the_year_is_told_newest_first(stated: Engine) -> None:
    record_plan(stated, seen(stated, EDITOR, "T-1")[0], Plan(Period(date(2027, 4, 1), Precision.MONTH)), _on(SUMMER))
    record_plan(stated, seen(stated, EDITOR, "T-1")[0], Plan(), EDITOR)
    record_status(stated, seen(stated, EDITOR, "T-1"), ONLINE, EDITOR)
    answer_unchanged(stated, seen(stated, OTHER, "S-1"), OTHER)
    answer_unchanged(stated, seen(stated, OTHER, "C-1"), OTHER)
    sheet = tax(stated)
    assert [told(event) for event in sheet.events] == [
        ("answer.unchanged", ["S-1"], []),
        ("status.record", ["T-1"], ["実施済", "令和8年10月1日"]),
        ("plan.record", ["T-1"], ["（空欄）"]),
        ("plan.record", ["T-1"], ["令和9年4月"]),
    ]
    assert (sheet.events[0].who, sheet.events[-1].at) == (OTHER.who, SUMMER)


def test_what_stayed_empty_is_not_told(stated: Engine) -> None:
    record_plan(stated, seen(stated, EDITOR, "T-1")[0], Plan(comment="様式の見直し"), EDITOR)
    assert [told(event) for event in tax(stated).events] == [("plan.record", ["T-1"], [])]


def test_the_year_begins_at_midnight_of_the_first_of_april_in_japan(stated: Engine) -> None:
    for at in (datetime(2026, 3, 31, 14, 59, tzinfo=UTC), datetime(2026, 3, 31, 15, tzinfo=UTC)):
        answer_unchanged(stated, seen(stated, EDITOR, "T-1"), _on(at))
    assert [event.at.hour for event in tax(stated).events] == [15]
    assert len(tax(stated, date(2026, 3, 31)).events) == 2
    assert tax(stated, date(2027, 4, 1)).events == ()


def test_an_entry_about_several_names_those_of_the_division(stated: Engine) -> None:
    about = tuple(About(Kind.PROCEDURE, code) for code in ("C-1", "T-3", "T-1"))
    with writing(stated) as connection:
        audit.append(connection, Act(NOW, "dx", "", Action.IMPORT_CATALOGUE, "x.xlsx", {}, {"added": ["C-1"]}, about))
    assert [told(event) for event in tax(stated).events] == [("catalogue.import", ["T-1", "T-3"], [])]


def test_of_many_entries_the_newest_are_told_and_the_rest_counted(stated: Engine) -> None:
    for number in range(MOST_EVENTS + 3):
        answer_unchanged(stated, seen(stated, EDITOR, "T-1"), _on(SUMMER + timedelta(minutes=number)))
    sheet = tax(stated)
    assert (len(sheet.events), sheet.events_left_out) == (MOST_EVENTS, 3)
    assert sheet.events[-1].at == SUMMER + timedelta(minutes=3)


@pytest.mark.parametrize("count", [1, 50])
def test_as_many_statements_for_fifty_as_for_one(engine: Engine, count: int) -> None:
    hold(engine, [procedure(f"K-{number:03}", position=number) for number in range(count)], WARD_POLICY)
    for number in range(count):
        record_status(engine, seen(engine, EDITOR, f"K-{number:03}"), ONLINE, EDITOR)
    code = code_of(engine, TAX)
    with sent(engine) as statements:
        sheet = see_handover(engine, EDITOR, code, TODAY)
    assert len(sheet.events) == count
    assert len([each for each in statements if each.lstrip().startswith("SELECT")]) == 14


def test_an_empty_division_has_an_empty_sheet(engine: Engine) -> None:
    hold(engine, catalogue()[4:5], WARD_POLICY)
    code = next(code for code, unit in list_handovers(engine, EDITOR).items() if unit == TAX)
    sheet = see_handover(engine, EDITOR, code, TODAY)
    assert (sheet.standings, sheet.plans, sheet.questions, sheet.events) == ((), (), (), ())
    assert sheet.coverage.availability_rate_by_cases.share is None


def _on(at: datetime) -> Actor:
    return actor(Role.EDITOR, TAX, at=at, login="tax", name="税務 一郎")


def _later(by: Actor) -> Actor:
    return replace(by, at=NOW + timedelta(minutes=5))
