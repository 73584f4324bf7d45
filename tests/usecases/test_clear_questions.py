"""Questions about a returned file: once each is settled, the file is taken in as a whole; until then nothing of it."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine

from tests import returned as by
from tests.build import NOW
from tests.dump import dump
from tests.usecases.asking import ask
from tests.usecases.counts import reports_of
from tests.usecases.sending_back import Sent, said, sent
from tests.usecases.stating import DX, EDITOR, log, seen, stored
from tests.usecases.test_take_in_workbooks import CASES, COUNTS, NEW
from tracker.domain.errors import NotThere
from tracker.domain.procedure import Plan
from tracker.domain.recording import Statement
from tracker.domain.reply.findings import Answer, Choice
from tracker.domain.reply.verdict import Verdict
from tracker.domain.status import OnlineStatus
from tracker.storage import received_workbooks
from tracker.storage.received_workbooks import Received
from tracker.storage.transactions import reading
from tracker.usecases.answers.record_plan import record_plan
from tracker.usecases.answers.record_status import record_status
from tracker.usecases.inquiries.clear_questions import Settled, clear_questions, discard, list_received, see_received
from tracker.usecases.log.verify_log import verify_log


@pytest.fixture
def files(stated: Engine) -> Sent:
    """What was sent out a week ago."""
    return sent(stated)


def conflicting(files: Sent) -> Received:
    """A file that says another note than the web does by now, and nothing else of note."""
    note = Statement(OnlineStatus.NOT_IMPLEMENTED, date(2026, 11, 1), note="画面から")
    record_status(files.engine, seen(files.engine, EDITOR, "T-1"), note, EDITOR)
    return files.back(by.typed("T-1", {"備考": "Excelから"}), by.typed("T-2", {"回答": "変更なし"}))


@pytest.mark.parametrize(
    ("answer", "note"),
    [(("returned",), "Excelから"), (("present",), "画面から"), (("typed", "両方を直したもの"), "両方を直したもの")],
)
def test_a_conflict_is_settled_by_a_choice(files: Sent, answer: tuple[str, ...], note: str) -> None:
    received = conflicting(files)
    cleared = files.clear(received, note=answer)
    assert cleared.outcome.verdict is Verdict.ACCEPTED
    assert stored(files.engine, "T-1").records[-1].note == note
    assert stored(files.engine, "T-2").answer is not None
    with reading(files.engine) as connection:
        assert received_workbooks.content_of(connection, received.id) is None
        kept = received_workbooks.find(connection, received.id)
    assert kept is not None
    assert kept.outcome == cleared.outcome
    assert log(files.engine)[-1].action == "workbook.take_in"
    assert verify_log(files.engine).bad is None


def test_without_an_answer_to_each_nothing_is_stored(files: Sent) -> None:
    received = files.back(
        by.typed("T-1", {"オンライン化状況": "済", "オンライン開始日": "R8.10.1"}), by.typed("T-2", {"回答": "○"})
    )
    before = dump(files.engine)
    cleared = files.clear(received, online_status=("typed", "実施済"))
    assert cleared.outcome.verdict is Verdict.QUESTIONS
    assert [question.identifier for question in cleared.outcome.questions] == ["reply"]
    assert dump(files.engine) == before
    whole = files.clear(received, online_status=("typed", "実施済"), reply=("present",))
    assert (whole.outcome.verdict, whole.outcome.changed, whole.outcome.unanswered) == (Verdict.ACCEPTED, 1, 3)


def test_what_is_typed_is_read_as_the_file_is(files: Sent) -> None:
    received = files.back(by.typed("T-1", {**NEW, "オンライン開始日": "先月"}))
    again = files.clear(received, online_on=("typed", "そのうち"))
    assert "日付" in said(again)[0]
    assert again.outcome.questions[0].finding.value == "そのうち"
    assert files.clear(received, online_on=("typed", "Ｒ８．１０．１")).outcome.verdict is Verdict.ACCEPTED
    assert stored(files.engine, "T-1").records[-1].effective_on == date(2026, 10, 1)


def test_an_answer_may_lead_to_another_question(files: Sent) -> None:
    received = files.back(by.typed("T-1", {**NEW, "オンライン化状況": "済"}))
    again = files.clear(received, online_status=("typed", "一部実施済"))
    assert [question.identifier for question in again.outcome.questions] == ["note"]
    row = again.outcome.questions[0].finding.row or 0
    answers = {
        (row, "online_status"): Answer(Choice.TYPED, "", "一部実施済"),
        (row, "note"): Answer(Choice.TYPED, "", "代理人は不可"),
    }
    assert clear_questions(files.engine, DX, received.id, answers).outcome.verdict is Verdict.ACCEPTED
    record = stored(files.engine, "T-1").records[-1]
    assert (record.status, record.note) == (OnlineStatus.PARTIAL, "代理人は不可")


@pytest.mark.parametrize(("answer", "note", "changed"), [(("returned",), "", 0), (("typed", "変更あり"), "直した", 1)])
def test_a_reply_that_contradicts_its_row_is_right_or_wrong(
    files: Sent, answer: tuple[str, ...], note: str, changed: int
) -> None:
    received = files.back(by.typed("T-3", {"回答": "変更なし", "備考": "直した"}))
    cleared = files.clear(received, reply=answer)
    assert (cleared.outcome.verdict, cleared.outcome.changed) == (Verdict.ACCEPTED, changed)
    assert stored(files.engine, "T-3").records[-1].note == note
    assert stored(files.engine, "T-3").answer is not None


def test_several_channels_can_be_chosen(files: Sent) -> None:
    received = files.back(by.typed("T-1", {**NEW, "受付方法１": "ロゴフォーム"}))
    assert files.clear(received, channels=("typed", "LoGoフォーム、電話")).outcome.verdict is Verdict.ACCEPTED
    assert stored(files.engine, "T-1").records[-1].channels == ("logo_form", "phone")


def test_an_unlikely_count_is_taken_with_a_reason_or_not_at_all(stated: Engine) -> None:
    files = sent(stated, **COUNTS)
    received = files.back(by.typed("T-1", {CASES: "99,999"}))
    [question] = received.outcome.questions
    assert question.needs_reason
    assert files.clear(received, annual_cases=("returned",)).outcome.verdict is Verdict.QUESTIONS
    assert files.clear(received, annual_cases=("returned", "", "制度改正のため")).outcome.verdict is Verdict.ACCEPTED
    [report] = reports_of(stated, "T-1")
    assert (report.count.cases, report.count.note) == (99_999, "制度改正のため")


def test_what_changed_while_somebody_was_looking_is_asked_again(files: Sent) -> None:
    received = conflicting(files)
    [question] = see_received(files.engine, DX, received.id).received.outcome.questions
    answers = {(6, "note"): Answer(Choice.RETURNED, question.present)}
    later = Statement(OnlineStatus.NOT_IMPLEMENTED, date(2026, 11, 1), note="もう一度画面から")
    record_status(files.engine, seen(files.engine, EDITOR, "T-1"), later, EDITOR)
    again = clear_questions(files.engine, DX, received.id, answers)
    assert again.outcome.verdict is Verdict.QUESTIONS
    assert again.outcome.questions[0].present == "もう一度画面から"
    assert stored(files.engine, "T-1").records[-1].note == "もう一度画面から"


def test_a_question_may_settle_itself(files: Sent) -> None:
    received = conflicting(files)
    same = Statement(OnlineStatus.NOT_IMPLEMENTED, date(2026, 11, 1), note="Excelから")
    record_status(files.engine, seen(files.engine, EDITOR, "T-1"), same, EDITOR)
    found = see_received(files.engine, DX, received.id).received
    assert (found.outcome.verdict, found.outcome.questions) == (Verdict.QUESTIONS, ())
    assert files.clear(received).outcome.verdict is Verdict.ACCEPTED


def test_a_file_can_be_left_out(files: Sent) -> None:
    received = conflicting(files)
    before = stored(files.engine, "T-2")
    assert discard(files.engine, DX, received.id).outcome.verdict is Verdict.DISCARDED
    assert stored(files.engine, "T-2") == before
    assert list_received(files.engine).waiting == 0
    assert "取り込まないことにしました" in log(files.engine)[-1].after
    assert files.back(
        by.typed("T-1", {"備考": "Excelから"}), by.typed("T-2", {"回答": "変更なし"})
    ).outcome.verdict in (Verdict.QUESTIONS,), "it may come back once more"


def test_what_is_settled_is_settled(files: Sent) -> None:
    received = conflicting(files)
    files.clear(received, note=("present",))
    before = dump(files.engine)
    with pytest.raises(Settled):
        clear_questions(files.engine, DX, received.id, {})
    with pytest.raises(Settled):
        discard(files.engine, DX, received.id)
    assert dump(files.engine) == before


def test_a_newer_inquiry_ends_the_matter(files: Sent) -> None:
    received = conflicting(files)
    ask(files.engine, NOW, date(2026, 12, 20))
    found = files.clear(received, note=("returned",))
    assert found.outcome.verdict is Verdict.REFUSED
    assert see_received(files.engine, DX, received.id).received.outcome.problems == found.outcome.problems
    assert stored(files.engine, "T-1").records[-1].note == "画面から"
    discard(files.engine, DX, received.id)


def test_only_the_dx_team_looks_at_what_came_back(files: Sent) -> None:
    received = conflicting(files)
    for look in (see_received, discard, lambda engine, actor, id_: clear_questions(engine, actor, id_, {})):
        with pytest.raises(NotThere):
            look(files.engine, EDITOR, received.id)
        with pytest.raises(NotThere):
            look(files.engine, DX, received.id + 1)


def test_the_plan_can_conflict_too(files: Sent) -> None:
    plan = Plan(comment="画面から")
    record_plan(files.engine, seen(files.engine, EDITOR, "T-1")[0], plan, replace(EDITOR, at=NOW))
    received = files.back(by.typed("T-1", {"予定のコメント": "Excelから"}))
    [question] = received.outcome.questions
    assert (question.identifier, question.is_conflict) == ("comment", True)
    files.clear(received, comment=("returned",))
    assert stored(files.engine, "T-1").plan.comment == "Excelから"
