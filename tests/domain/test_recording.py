"""What divisions state: what is refused and why, and that nothing stated changes anything that was confirmed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import strategies as some
from tests.build import NOW, TODAY, procedure, record, unconfirmed
from tests.people import TAX, actor
from tracker.domain import recording
from tracker.domain.account import Role
from tracker.domain.errors import Refused
from tracker.domain.fiscal import Period, Precision
from tracker.domain.procedure import Barrier, Plan, Procedure
from tracker.domain.recording import Statement
from tracker.domain.status import (
    OnBehalf,
    OnlineStatus,
    ReplyRoute,
    Scope,
    StatusRecord,
    as_if_confirmed,
    awaiting,
    history,
    in_force,
    superseded,
)
from tracker.domain.trail import Fate, trail

EDITOR = actor(Role.EDITOR, TAX, login="editor")
DX = actor()
OCTOBER = date(2026, 10, 1)
ONLINE_STATUSES = (OnlineStatus.IMPLEMENTED, OnlineStatus.PARTIAL)
ONLINE = Statement(
    OnlineStatus.IMPLEMENTED, OCTOBER, Scope.APPLICATION, ("logo_form",), " https://example.jp ", " 備考 "
)
REPLY = OnBehalf("税務課 山田", ReplyRoute.PHONE, TODAY)


def test_what_is_recorded_awaits_confirmation_and_is_an_answer() -> None:
    after = recording.record(procedure(online=True), ONLINE, EDITOR, REPLY)
    new = after.records[-1]
    assert (new.number, new.status, new.effective_on, new.scope) == (2, OnlineStatus.IMPLEMENTED, OCTOBER, Scope(2))
    assert (new.url, new.note, new.channels) == ("https://example.jp", "備考", ("logo_form",))
    assert (new.recorded_at, new.recorded_by, new.on_behalf) == (NOW, EDITOR.who, REPLY)
    assert awaiting(after.records) == (new,)
    assert after.answer is not None
    assert (after.answer.at, after.answer.by, after.answer.on_behalf) == (NOW, EDITOR.who, REPLY)
    assert in_force(after.records, TODAY) == record()


def test_recording_again_for_the_same_day_replaces_what_nobody_has_confirmed_yet() -> None:
    once = recording.record(procedure(), ONLINE, EDITOR)
    twice = recording.record(once, replace(ONLINE, channels=("eltax",)), EDITOR)
    assert [item.channels for item in awaiting(twice.records)] == [("eltax",)]
    another_day = recording.record(twice, replace(ONLINE, effective_on=TODAY), EDITOR)
    assert len(awaiting(another_day.records)) == 2


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"effective_on": TODAY + timedelta(days=1)}, "effective_on", "今日以前の日"),
        ({"status": OnlineStatus.PARTIAL, "note": " "}, "note", "備考に記入"),
        ({"status": OnlineStatus.EXEMPT}, "legal_basis", "根拠となる法令等"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(changed: dict[str, object], field: str, words: str) -> None:
    with pytest.raises(Refused, match=words) as refused:
        recording.record(procedure(), replace(ONLINE, **changed), EDITOR)  # type: ignore[arg-type]
    assert refused.value.field == field
    assert refused.value.en


def test_today_is_the_day_in_japan() -> None:
    evening = replace(EDITOR, at=datetime.fromisoformat("2026-11-20T15:00+00:00"))
    recording.record(procedure(), replace(ONLINE, effective_on=date(2026, 11, 21)), evening)


def test_an_abolished_procedure_takes_only_what_was_before() -> None:
    gone = procedure(abolished_on=date(2026, 11, 1))
    with pytest.raises(Refused, match="廃止された日"):
        recording.record(gone, replace(ONLINE, effective_on=date(2026, 11, 1)), EDITOR)
    recording.record(gone, ONLINE, EDITOR)


def test_exempt_needs_a_law_and_keeps_it() -> None:
    exempt = replace(ONLINE, status=OnlineStatus.EXEMPT)
    assert recording.record(procedure(), replace(exempt, legal_basis=" 法第1条 "), EDITOR).legal_basis == "法第1条"
    assert recording.record(procedure(legal_basis="法第2条"), exempt, EDITOR).legal_basis == "法第2条"


@pytest.mark.parametrize(
    ("status", "channels", "will_not"),
    [
        (OnlineStatus.IMPLEMENTED, ("email",), True),
        (OnlineStatus.PARTIAL, ("post", "phone"), True),
        (OnlineStatus.IMPLEMENTED, ("email", "pittari"), False),
        (OnlineStatus.IMPLEMENTED, (), False),
        (OnlineStatus.NOT_IMPLEMENTED, ("email",), False),
    ],
)
def test_what_will_not_count_is_known_at_once(status: OnlineStatus, channels: tuple[str, ...], will_not: bool) -> None:
    found = recording.will_not_count(replace(ONLINE, status=status, channels=channels))
    assert found == ("channels" if will_not else "")


@pytest.mark.parametrize(
    ("status", "scope", "field"),
    [
        (OnlineStatus.IMPLEMENTED, Scope.BOOKING, "scope"),
        (OnlineStatus.PARTIAL, Scope.INFORMATION, "scope"),
        (OnlineStatus.IMPLEMENTED, Scope.APPLICATION, ""),
        (OnlineStatus.IMPLEMENTED, None, ""),
        (OnlineStatus.NOT_IMPLEMENTED, Scope.BOOKING, ""),
    ],
)
def test_a_scope_short_of_the_application_will_not_count(status: OnlineStatus, scope: Scope | None, field: str) -> None:
    statement = replace(ONLINE, status=status, scope=scope)
    assert recording.will_not_count(statement) == field
    counted = StatusRecord(1, None, status, scope, statement.channels)
    assert (counted.is_online or counted.is_partly_online) is (field == "" and status in ONLINE_STATUSES)


# Correcting and withdrawing


def test_a_correction_of_a_confirmed_record_holds_once_it_is_confirmed() -> None:
    wrong = procedure(records=(record(1, date(2026, 4, 1)),))
    corrected = recording.correct(wrong, 1, ONLINE, "日付の誤り", EDITOR)
    assert in_force(corrected.records, date(2026, 5, 1)) == record(1, date(2026, 4, 1))
    confirmed = recording.confirm(corrected, 2, DX)
    assert in_force(confirmed.records, date(2026, 5, 1)) is None


def test_a_correction_of_a_correction_replaces_both() -> None:
    wrong = procedure(records=(record(1, date(2026, 4, 1)),))
    once = recording.correct(wrong, 1, ONLINE, "日付の誤り", EDITOR)
    twice = recording.correct(once, 2, replace(ONLINE, effective_on=date(2026, 11, 1)), "再訂正", EDITOR)
    confirmed = recording.confirm(twice, 3, DX)
    assert [interval.record.number for interval in history(confirmed.records)] == [3]


def test_what_replaced_a_confirmed_record_and_is_taken_back_or_sent_back_lets_it_stand_again() -> None:
    wrong = procedure(records=(record(1, date(2026, 4, 1)),))
    corrected = recording.correct(wrong, 1, ONLINE, "日付の誤り", EDITOR)
    taken_back = recording.withdraw(corrected, 2, "誤り", EDITOR)
    sent_back = recording.send_back(corrected, 2, "日付は正しい", DX)
    for after in (taken_back, sent_back):
        assert awaiting(after.records) == ()
        assert recording.can_be_replaced(after, 1)
        recording.correct(after, 1, ONLINE, "やはり誤り", EDITOR)


def test_what_was_replaced_before_it_was_confirmed_does_not_come_back() -> None:
    twice = recording.record(recording.record(procedure(), ONLINE, EDITOR), replace(ONLINE, url=""), EDITOR)
    assert awaiting(recording.send_back(twice, 2, "アドレスを記入", DX).records) == ()
    assert awaiting(recording.withdraw(twice, 2, "誤り", EDITOR).records) == ()


def test_the_withdrawal_of_a_confirmed_record_awaits_confirmation_itself() -> None:
    wrong = procedure(records=(record(1, date(2026, 4, 1)),))
    withdrawn = recording.withdraw(wrong, 1, " 誤登録 ", EDITOR)
    assert [item.reason for item in awaiting(withdrawn.records)] == ["誤登録"]
    assert history(recording.confirm(withdrawn, 2, DX).records) == ()


@pytest.mark.parametrize("reason", ["", " ", "\u3000\n"])
def test_both_need_a_reason(reason: str) -> None:
    kept = procedure(online=True)
    for change in (
        lambda: recording.correct(kept, 1, ONLINE, reason, EDITOR),
        lambda: recording.withdraw(kept, 1, reason, EDITOR),
    ):
        with pytest.raises(Refused, match="理由を記入") as refused:
            change()
        assert refused.value.field == "reason"


@pytest.mark.parametrize("number", [0, 1, 3, 99])
def test_only_what_stands_can_be_replaced(number: int) -> None:
    kept = procedure(records=(record(1), record(2, OCTOBER, supersedes=1), record(3, None, None, supersedes=2)))
    assert not recording.can_be_replaced(kept, number)
    with pytest.raises(Refused, match="すでに訂正、取消し又は差戻し"):
        recording.withdraw(kept, number, "誤り", EDITOR)


# Whose reply it is


def test_dx_says_whose_reply_it_enters_and_editors_speak_for_themselves() -> None:
    recording.check_reply(EDITOR, None)
    recording.check_reply(DX, REPLY)
    for by, reply in ((DX, None), (EDITOR, REPLY)):
        with pytest.raises(Refused, match="回答者、受付方法及び受付日"):
            recording.check_reply(by, reply)


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"respondent": " "}, "respondent"), ({"received_on": TODAY + timedelta(days=1)}, "received_on")],
)
def test_a_reply_has_somebody_and_came_in_already(changed: dict[str, object], field: str) -> None:
    with pytest.raises(Refused) as refused:
        recording.check_reply(DX, replace(REPLY, **changed))  # type: ignore[arg-type]
    assert refused.value.field == field


def test_what_was_sent_back_is_not_answered_by_saying_nothing_changed() -> None:
    waiting = procedure(records=(unconfirmed(1, OCTOBER),))
    with pytest.raises(Refused, match="差戻し中"):
        recording.unchanged(recording.send_back(waiting, 1, "アドレスを記入", DX), EDITOR)
    assert recording.unchanged(procedure(), EDITOR, REPLY).answer is not None


def test_sending_back_needs_a_comment_and_what_awaits_confirmation() -> None:
    waiting = procedure(records=(unconfirmed(1, OCTOBER),))
    with pytest.raises(Refused, match="差し戻す理由"):
        recording.send_back(waiting, 1, " ", DX)
    for decide in (recording.confirm, lambda *given: recording.send_back(given[0], given[1], "理由", given[2])):
        with pytest.raises(Refused, match="確認待ちではなくなっています"):
            decide(procedure(online=True), 1, DX)


# The laws: anything done in any order

statements = st.builds(
    Statement,
    st.sampled_from([OnlineStatus.IMPLEMENTED, OnlineStatus.PARTIAL, OnlineStatus.NOT_IMPLEMENTED]),
    some.days,
    some.scopes,
    some.channels,
    some.urls,
    st.just("備考"),
)
plans = st.builds(
    Plan, st.none() | st.just(Period(date(2027, 4, 1), Precision.MONTH)), st.none() | st.sampled_from(Barrier)
)
Step = Callable[[Procedure], Procedure]


@st.composite
def steps(draw: st.DrawFn, stating_only: bool = False) -> Step:
    """Something done to a procedure, which may be refused."""
    number = draw(st.integers(1, 6))
    stated = draw(statements)
    stating: list[Step] = [
        lambda item: recording.record(item, stated, EDITOR),
        lambda item: recording.record(item, stated, DX, REPLY),
        lambda item: recording.correct(item, number, stated, "訂正", EDITOR),
        lambda item: recording.withdraw(item, number, "取消し", EDITOR),
        lambda item: recording.plan(item, draw(plans), EDITOR),
        lambda item: recording.unchanged(item, EDITOR),
    ]
    deciding: list[Step] = [
        lambda item: recording.confirm(item, number, DX),
        lambda item: recording.send_back(item, number, "差戻し", DX),
    ]
    return draw(st.sampled_from(stating if stating_only else stating + deciding))


def done(item: Procedure, step: Step) -> Procedure:
    try:
        return step(item)
    except Refused:
        return item


pasts = st.lists(steps(), max_size=8)


def lived(past: list[Step]) -> Procedure:
    item = procedure(online=True, active_from=some.FIRST_DAY)
    for step in past:
        item = done(item, step)
    return item


@given(past=pasts, step=steps(stating_only=True))
def test_stating_something_never_changes_what_is_confirmed(past: list[Step], step: Step) -> None:
    before = lived(past)
    after = done(before, step)
    assert history(after.records) == history(before.records)
    assert after.records[: len(before.records)] == before.records
    assert len(after.records) - len(before.records) in (0, 1)


@given(past=pasts, step=steps())
def test_what_is_stored_stays_as_it_was_stated(past: list[Step], step: Step) -> None:
    before = lived(past)
    after = done(before, step)

    def stated(item: Procedure) -> list[object]:
        return [replace(each, confirmed_at=None, confirmed_by="", returned=None) for each in item.records]

    assert stated(after)[: len(before.records)] == stated(before)
    for old, new in zip(before.records, after.records, strict=False):
        assert old.confirmed_at is None or new.confirmed_at == old.confirmed_at
        assert old.returned is None or new.returned == old.returned


@given(past=pasts)
def test_every_record_has_one_fate(past: list[Step]) -> None:
    item = lived(past)
    traced = trail(item.records)
    assert [each.record.number for each in traced] == [each.number for each in reversed(item.records)]
    for each in traced:
        assert each.can_be_replaced == recording.can_be_replaced(item, each.record.number)
        assert (each.fate is Fate.WAITING) == (each.record in awaiting(item.records))
        if each.fate in (Fate.CORRECTED, Fate.WITHDRAWN):
            assert each.record.number in superseded(item.records)
            assert each.by is not None
            assert each.by.number > each.record.number


@given(past=pasts)
def test_confirming_everything_is_what_was_foretold(past: list[Step]) -> None:
    item = lived(past)
    foretold = [(each.valid_from, each.record.number) for each in history(as_if_confirmed(item.records))]
    for each in awaiting(item.records):
        item = recording.confirm(item, each.number, DX)
    assert [(each.valid_from, each.record.number) for each in history(item.records)] == foretold
    assert awaiting(item.records) == ()
