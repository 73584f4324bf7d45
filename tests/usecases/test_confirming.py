"""Confirming and sending back: what it does to the figures and the log, all or nothing, and never twice."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from threading import Barrier, Thread

import pytest
from sqlalchemy import Engine

from tests.build import NOW, TODAY
from tests.dump import dump
from tests.people import TAX, actor
from tests.statements import sent
from tests.usecases.statements import chosen, corrected, desk, editor, found, stated, withdrawn
from tracker.domain.account import Role
from tracker.domain.audit import Action, Entry
from tracker.domain.errors import NotThere, Refused
from tracker.domain.status import OnlineStatus, in_force
from tracker.storage import audit
from tracker.storage.transactions import reading
from tracker.usecases.changing import Conflict
from tracker.usecases.confirmation.confirm_records import confirm_records
from tracker.usecases.confirmation.deciding import Chosen
from tracker.usecases.confirmation.send_back_records import send_back_records
from tracker.usecases.figures.see_overview import see_overview
from tracker.usecases.figures.show_progress import show_progress

RESIDENCE, HEALTH = "K-002", "K-006"


def online_cases(engine: Engine) -> int:
    return show_progress(engine, TODAY).coverage.online_cases


def log(engine: Engine, action: Action) -> list[Entry]:
    with reading(engine) as connection:
        return [entry for entry in audit.entries(connection) if entry.action == action.value]


def test_nothing_waits_in_the_wards_catalogue(ward: Engine) -> None:
    empty = desk(ward)
    assert (empty.items, empty.all.records, empty.all.oldest, empty.all.effect.cases) == ((), (), None, 0)


def test_what_waits_is_shown_oldest_first_with_what_it_would_do(ward: Engine) -> None:
    stated(ward, RESIDENCE, effective_on=date(2026, 9, 1))
    stated(ward, HEALTH, at=NOW - timedelta(days=3))
    there = desk(ward)
    assert [item.waiting.procedure.code for item in there.items] == [HEALTH, RESIDENCE]
    assert there.items[1].effect.cases == 284_125
    assert there.items[1].effect.points == Fraction(284_125, 1_824_178)
    assert there.all.effect.cases == sum(item.effect.cases for item in there.items)
    assert (there.all.procedures, there.all.oldest) == (2, NOW - timedelta(days=3))
    assert there.items[0].waiting.record.recorded_by == editor().who


def test_the_headline_moves_by_exactly_the_cases_confirmed(ward: Engine) -> None:
    stated(ward, RESIDENCE)
    assert online_cases(ward) == 989_181
    expected = desk(ward).all.effect.after
    assert confirm_records(ward, actor(), [chosen(item) for item in desk(ward).items]) == 1
    assert show_progress(ward, TODAY).coverage == expected
    assert online_cases(ward) == 989_181 + 284_125
    assert desk(ward).items == ()
    last = found(ward, RESIDENCE).records[-1]
    assert (last.confirmed_at, last.confirmed_by) == (NOW, actor().who)


def test_a_confirmed_correction_makes_the_record_it_corrects_void(ward: Engine) -> None:
    stated(ward, RESIDENCE)
    confirm_records(ward, actor(), [chosen(item) for item in desk(ward).items])
    corrected(ward, RESIDENCE, 2, channels=("email",))
    [item] = desk(ward).items
    assert item.effect.cases == -284_125
    confirm_records(ward, actor(), [chosen(item)])
    assert online_cases(ward) == 989_181
    withdrawn(ward, RESIDENCE, 3)
    confirm_records(ward, actor(), [chosen(item) for item in desk(ward).items])
    last = log(ward, Action.CONFIRM_STATUS)[-1]
    assert [json.loads(text)["オンライン化状況"] for text in (last.before, last.after)] == ["実施済", "未実施"]
    assert json.loads(last.after)["理由"] == "誤登録のため"
    in_the_end = in_force(found(ward, RESIDENCE).records, TODAY)
    assert in_the_end is not None
    assert in_the_end.number == 1


def test_many_are_confirmed_at_once_and_each_is_logged(ward: Engine) -> None:
    stated(ward, RESIDENCE)
    stated(ward, HEALTH, OnlineStatus.PARTIAL, note="一部の方のみ")
    assert confirm_records(ward, actor(), [chosen(item) for item in desk(ward).items]) == 2
    entries = log(ward, Action.CONFIRM_STATUS)
    assert [entry.subject.split()[0] for entry in entries] == [RESIDENCE, HEALTH]
    before, after = (json.loads(text) for text in (entries[0].before, entries[0].after))
    assert (before["登録番号"], before["オンライン化状況"], before["確認"]) == (2, "未実施", "確認前")
    assert (after["登録番号"], after["オンライン化状況"], after["確認"]) == (2, "実施済", "確認済")
    assert (before["申請URL"], after["申請URL"]) == ("", "https://example.lg.jp/apply")


def test_two_records_of_one_procedure_are_confirmed_together(ward: Engine) -> None:
    stated(ward, RESIDENCE, effective_on=TODAY - timedelta(days=30))
    stated(ward, RESIDENCE, OnlineStatus.NOT_IMPLEMENTED, effective_on=TODAY, url="")
    assert confirm_records(ward, actor(), [chosen(item) for item in desk(ward).items]) == 2
    statuses = [
        [json.loads(text)["オンライン化状況"] for text in (entry.before, entry.after)]
        for entry in log(ward, Action.CONFIRM_STATUS)
    ]
    assert statuses == [["未実施", "実施済"], ["実施済", "未実施"]]
    assert online_cases(ward) == 989_181
    assert show_progress(ward, TODAY - timedelta(days=1)).coverage.online_cases == 989_181 + 284_125


def test_what_is_sent_back_waits_no_more_and_enters_no_figure(ward: Engine) -> None:
    stated(ward, RESIDENCE)
    assert send_back_records(ward, actor(), [chosen(item) for item in desk(ward).items], " URLを添えてください。 ") == 1
    assert (desk(ward).items, online_cases(ward)) == ((), 989_181)
    returned = found(ward, RESIDENCE).records[-1].returned
    assert returned is not None
    assert (returned.by, returned.comment) == (actor().who, "URLを添えてください。")
    [entry] = log(ward, Action.SEND_BACK_STATUS)
    assert json.loads(entry.before) == {"登録番号": 2, "確認": "確認前"}
    assert json.loads(entry.after) == {"登録番号": 2, "確認": "差戻し", "差し戻す理由": "URLを添えてください。"}


Deed = Callable[[Engine, list[Chosen]], int]
DEEDS: dict[str, Deed] = {
    "confirm": lambda engine, records: confirm_records(engine, actor(name="鈴木 一郎"), records),
    "send back": lambda engine, records: send_back_records(engine, actor(name="鈴木 一郎"), records, "理由"),
}


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS)
def test_a_record_changed_meanwhile_stops_all_of_them(ward: Engine, deed: Deed) -> None:
    stated(ward, RESIDENCE)
    stated(ward, HEALTH)
    seen = [chosen(item) for item in desk(ward).items]
    confirm_records(ward, actor(), seen[:1])
    before = dump(ward)
    with pytest.raises(Conflict) as conflict:
        deed(ward, seen)
    assert [entry.action for entry in conflict.value.since] == [Action.CONFIRM_STATUS.value]
    assert dump(ward) == before


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS)
def test_what_does_not_await_confirmation_stops_all_of_them(ward: Engine, deed: Deed) -> None:
    stated(ward, HEALTH)
    [waiting] = [chosen(item) for item in desk(ward).items]
    before = dump(ward)
    for wrong, refusal in [
        ([waiting, Chosen(RESIDENCE, 1, 0)], Refused),
        ([waiting, Chosen(HEALTH, 99, waiting.seen)], Refused),
        ([waiting, Chosen("NOWHERE", 1, 0)], NotThere),
        ([waiting, waiting._replace(seen=0)], Conflict),
        ([waiting._replace(seen=waiting.seen + 1)], Conflict),
    ]:
        with pytest.raises(refusal):
            deed(ward, wrong)
    assert dump(ward) == before


@pytest.mark.parametrize("role", [Role.EDITOR, Role.VIEWER])
@pytest.mark.parametrize("send_back", [False, True])
def test_only_the_dx_team_decides(ward: Engine, role: Role, send_back: bool) -> None:
    stated(ward, RESIDENCE)
    records = [chosen(item) for item in desk(ward).items]
    somebody = actor(role, TAX, ("地域振興部", "戸籍住民課"))
    with pytest.raises(NotThere):
        send_back_records(ward, somebody, records, "理由") if send_back else confirm_records(ward, somebody, records)
    assert len(desk(ward).items) == 1


def test_sending_back_needs_a_reason(ward: Engine) -> None:
    stated(ward, RESIDENCE)
    with pytest.raises(Refused, match="差し戻す理由"):
        send_back_records(ward, actor(), [chosen(item) for item in desk(ward).items], "　")
    assert len(desk(ward).items) == 1


def test_of_two_who_confirm_the_same_one_is_told_so(ward: Engine) -> None:
    stated(ward, RESIDENCE)
    records = [chosen(item) for item in desk(ward).items]
    start, outcomes = Barrier(2), []

    def confirm() -> None:
        start.wait()
        try:
            outcomes.append(confirm_records(ward, actor(), records))
        except Conflict:
            outcomes.append(0)

    people = [Thread(target=confirm) for _person in range(2)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert sorted(outcomes) == [0, 1]
    assert len(log(ward, Action.CONFIRM_STATUS)) == 1


def test_the_overview_tells_what_waits_only_where_it_is_asked_to(ward: Engine) -> None:
    assert see_overview(ward, TODAY, inside=True).waiting is None
    stated(ward, RESIDENCE)
    assert see_overview(ward, TODAY).waiting is None
    waiting = see_overview(ward, TODAY, inside=True).waiting
    assert waiting is not None
    assert (waiting.effect.cases, waiting.procedures) == (284_125, 1)


def test_as_many_statements_for_many_as_for_one(ward: Engine) -> None:
    stated(ward, RESIDENCE)
    with sent(ward) as for_one:
        desk(ward)
    for code in ("K-003", "K-004", "K-005", HEALTH):
        stated(ward, code)
    with sent(ward) as for_five:
        assert len(desk(ward).items) >= 3
    assert len(for_one) == len(for_five) <= 15
