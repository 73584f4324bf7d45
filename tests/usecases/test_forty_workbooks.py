"""Forty reply workbooks come back at once, filled in as careless officers would: every verdict is right, nothing of
what they say is lost, and nothing is there twice.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from tests.build import NOW
from tests.engines import SqliteFiles, copy_of
from tests.returned import returned, saved_as
from tests.usecases.asking import ask
from tests.usecases.forty import CASES, DIVISIONS, Case, catalogue
from tests.usecases.stating import DX, log, seen
from tests.web.apps import store
from tracker.domain.asked import Topic
from tracker.domain.count_report import CountReport
from tracker.domain.procedure import Procedure
from tracker.domain.recording import Statement
from tracker.domain.reply.findings import Answer, Choice, Outcome
from tracker.domain.reply.verdict import Verdict
from tracker.domain.status import OnBehalf, OnlineStatus, ReplyRoute, awaiting
from tracker.storage import count_reports, procedures
from tracker.storage.received_workbooks import Received
from tracker.storage.transactions import reading
from tracker.usecases.answers.record_status import record_status
from tracker.usecases.inquiries.clear_questions import clear_questions, discard, list_received, see_received
from tracker.usecases.inquiries.issue_workbooks import issue_all
from tracker.usecases.inquiries.take_in_workbooks import Returned, take_in_workbooks
from tracker.usecases.log.verify_log import verify_log
from tracker.usecases.prepare_database import prepare_database

COUNTS = {"topics": (Topic.STATUS, Topic.YEARLY_COUNTS), "fiscal_year": 2025}
NOTE = Statement(OnlineStatus.NOT_IMPLEMENTED, date(2026, 11, 1), note="画面からの備考")


@dataclass(frozen=True)
class Office:
    """What was sent out, what came back, and what became of it. ``before``: the catalogue before anything came back."""

    engine: Engine
    before: dict[str, Procedure]
    files: tuple[Returned, ...]
    received: tuple[Received, ...]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The forty, one file twice and one copy with nothing new: forty-two files."""
    with copy_of(SqliteFiles(tmp_path_factory.mktemp("forty")), None) as engine:
        prepare_database(engine)
        store(engine, catalogue())
        quarter = NOW - timedelta(days=90)
        ask(engine, quarter, date(2026, 9, 10), reference_on=date(2026, 6, 30), **COUNTS)
        old = issue_all(engine, replace(DX, at=quarter), 1)
        ask(engine, NOW - timedelta(days=10), date(2026, 12, 1), **COUNTS)
        new = issue_all(engine, replace(DX, at=NOW - timedelta(days=9)), 2)
        [each] = seen(engine, DX, "17-1")
        record_status(engine, [each], NOTE, DX, OnBehalf("第17課", ReplyRoute.PHONE, NOW.date()))
        before = stored_in(engine)
        files = [_file(number, (old if number == 12 else new)[number - 1]) for number in sorted(CASES)]
        files.insert(20, Returned("もう一度.xlsx", files[9].content))
        files.append(Returned("第11課の写し.xlsx", returned(files[10].content, saved_as("写し"))))
        yield Office(engine, before, tuple(files), take_in_workbooks(engine, DX, files, NOW.date()))


def _file(number: int, made: Any) -> Returned:
    case = CASES[number]
    content = made.content if case.edits is None else returned(made.content, *case.edits)
    return Returned(case.name or made.name, content if case.content is None else case.content)


def stored_in(engine: Engine) -> dict[str, Procedure]:
    with reading(engine) as connection:
        return {item.code: item for item in procedures.everything(connection)}


def counted_in(engine: Engine) -> dict[str, tuple[CountReport, ...]]:
    with reading(engine) as connection:
        return count_reports.of_procedures(connection, list(stored_in(engine)))


def of_division(office: Office, number: int) -> Received:
    """What became of the file of a division; the twentieth-first file is one that came twice."""
    return office.received[number - 1 if number <= 20 else number]


def places(outcome: Outcome) -> tuple[tuple[int | None, str], ...]:
    found = (*outcome.problems, *(question.finding for question in outcome.questions))
    return tuple((finding.row, finding.column) for finding in found)


def test_there_are_forty_and_every_one_of_them_is_known() -> None:
    assert sorted(CASES) == list(range(1, DIVISIONS + 1))


@pytest.mark.parametrize("number", CASES)
def test_the_verdict_on_every_file(office: Office, number: int) -> None:
    case, received = CASES[number], of_division(office, number)
    outcome = received.outcome
    assert outcome.verdict is case.verdict, [finding.ja for finding in outcome.problems]
    assert places(outcome) == case.found
    if outcome.verdict is Verdict.ACCEPTED:
        assert (outcome.changed, outcome.unchanged, outcome.unanswered) == case.counted
    for place in case.noticed:
        assert place in [(notice.row, notice.column) for notice in outcome.notices]
    for finding in (*outcome.problems, *outcome.notices):
        assert finding.ja.endswith(("。", "）")), finding.ja
        assert finding.en, finding.ja


def test_a_file_that_came_twice_is_taken_in_once(office: Office) -> None:
    first, again = of_division(office, 10), office.received[20]
    assert (first.outcome.verdict, again.outcome.verdict) == (Verdict.ACCEPTED, Verdict.REPEATED)
    [said] = again.outcome.notices
    assert said.value == first.file_name
    assert said.ja == f"取込み済みです（令和8年11月20日 10時30分に取り込んだ「{first.file_name}」と同じ内容です）。"


def test_another_copy_with_the_same_content_brings_nothing_new(office: Office) -> None:
    copy = office.received[-1].outcome
    assert office.files[-1].content != office.files[10].content
    assert (copy.verdict, copy.changed, copy.unchanged, copy.unanswered) == (Verdict.ACCEPTED, 0, 0, 0)


def test_last_quarters_workbook_says_which_one_is_meant(office: Office) -> None:
    [problem] = of_division(office, 12).outcome.problems
    assert "第2回照会の回答用Excelで返送してもらってください" in problem.ja


def test_every_refusal_says_what_to_do(office: Office) -> None:
    said = {
        number: of_division(office, number).outcome.problems[0].ja
        for number, case in CASES.items()
        if case.content is not None
    }
    assert "空です" in said[25]
    assert "CSVやPDF" in said[26]
    assert "パスワードを外して" in said[27]
    assert ".xls" in said[28]
    assert ".ods" in said[29]
    assert "01-1" in of_division(office, 13).outcome.problems[0].value
    assert "「第1課」の手続です" in of_division(office, 13).outcome.problems[0].ja
    assert "「14-2」から書き換え" in of_division(office, 14).outcome.problems[0].ja
    assert of_division(office, 16).outcome.problems[0].value == "16-2"
    assert "7行目と同じ手続" in of_division(office, 23).outcome.problems[0].ja


def test_a_conflict_is_shown_cell_by_cell(office: Office) -> None:
    [question] = of_division(office, 17).outcome.questions
    assert (question.issued, question.finding.value, question.present) == ("", "課の備考", "画面からの備考")
    assert question.is_conflict


def test_nothing_is_lost_and_nothing_is_there_twice(office: Office) -> None:
    """Every procedure holds exactly what the accepted files say, and all else is as it was."""
    check(office, {number: case.new for number, case in CASES.items()}, stored_in(office.engine))
    assert len(office.received) == len(list_received(office.engine).files) == len(office.files) == 42
    assert sum(entry.action == "workbook.take_in" for entry in log(office.engine)) == 42
    assert verify_log(office.engine).bad is None


def check(office: Office, new: dict[int, Any], after: dict[str, Procedure]) -> None:
    counted = counted_in(office.engine)
    for code, before in office.before.items():
        number, place = map(int, code.split("-"))
        said = new[number].get(place)
        status, cases = said or (None, None)
        stated = after[code].records[len(before.records) :]
        assert [record.status for record in stated] == ([status] if status else []), code
        assert [record.confirmed_at for record in stated] == [None] * len(stated), "it awaits confirmation"
        reports = [report.count.cases for report in counted.get(code, ())]
        assert reports == ([] if cases is None else [None if cases == "未集計" else cases]), code
        if said is None and (number, place) not in ((35, 1), (36, 2)):
            assert after[code] == before, code


def test_the_plan_is_taken_in_and_awaits_nothing(office: Office) -> None:
    after = stored_in(office.engine)["35-1"]
    assert after.plan.planned_for is not None
    assert (after.plan.planned_for.first_day, after.plan.barrier and after.plan.barrier.value) == (
        date(2027, 4, 1),
        "3",
    )
    assert after.asked is not None
    assert after.asked.unanswered == ()


def test_replies_say_who_gave_them_and_how_they_came(office: Office) -> None:
    after = stored_in(office.engine)
    for code, respondent in (("01-1", "第1課 係長 山田"), ("02-1", "第2課"), ("40-3", "第40課 主任 佐藤")):
        answer = after[code].answer
        assert answer is not None
        assert (answer.by, answer.on_behalf) == (DX.who, OnBehalf(respondent, ReplyRoute.EXCEL, NOW.date()))


def test_what_awaits_confirmation_is_what_the_files_say(office: Office) -> None:
    after = stored_in(office.engine)
    waiting = {code for code, item in after.items() if awaiting(item.records)}
    said = {
        f"{number:02}-{place}" for number, case in CASES.items() for place, (status, _) in case.new.items() if status
    }
    assert waiting == said | {"17-1"}


def test_once_the_questions_are_cleared_the_rest_is_there_too(office: Office) -> None:
    """The last test of the file: it changes what the others look at."""
    asked = {number: case for number, case in CASES.items() if case.verdict is Verdict.QUESTIONS}
    assert list_received(office.engine).waiting == len(asked)
    for number, case in asked.items():
        received = of_division(office, number)
        if number == 38:
            assert discard(office.engine, DX, received.id).outcome.verdict is Verdict.DISCARDED
            continue
        found = clear_questions(office.engine, DX, received.id, answers_to(office.engine, received.id, case))
        assert found.outcome.verdict is Verdict.ACCEPTED, (number, places(found.outcome))
    assert list_received(office.engine).waiting == 0
    after = stored_in(office.engine)
    left = [code for code, item in after.items() if item.asked and item.asked.unanswered]
    refused = {number for number, case in CASES.items() if case.verdict is Verdict.REFUSED}
    open_ones = {f"{number:02}-{place}" for number in (*refused, 22, 38, 39) for place in range(1, 5)}
    assert set(left) == open_ones | {"36-2", "36-3", "36-4", "32-1"}
    assert verify_log(office.engine).bad is None


def answers_to(engine: Engine, id_: int, case: Case) -> dict[tuple[int, str], Answer]:
    present = {
        (question.finding.row, question.identifier): question.present
        for question in see_received(engine, DX, id_).received.outcome.questions
    }
    return {key: Answer(Choice(choice[0]), present.get(key, ""), *choice[1:]) for key, choice in case.settled.items()}
