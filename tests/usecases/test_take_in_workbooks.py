"""Returned workbooks: what is stored of them, as of which day and in whose name, and what keeps them from it."""

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from tests import returned as by
from tests.build import NOW
from tests.dump import dump
from tests.usecases.asking import ask
from tests.usecases.counts import report, reports_of
from tests.usecases.sending_back import REFERENCE, noticed, said, sent
from tests.usecases.stating import DX, EDITOR, ONLINE, log, seen, stored
from tracker.domain.asked import Topic
from tracker.domain.asking import open_topics
from tracker.domain.count_report import Count, of_month, of_year
from tracker.domain.errors import NotThere, Refused
from tracker.domain.fiscal import Period, Precision
from tracker.domain.inquiry import Whom
from tracker.domain.procedure import Plan, VolumeBasis
from tracker.domain.recording import Statement
from tracker.domain.reorganising import Reorganisation, Situation, abolish_division
from tracker.domain.reply.findings import Choice
from tracker.domain.reply.verdict import Verdict
from tracker.domain.status import OnBehalf, OnlineStatus, ReplyRoute, StatusRecord
from tracker.storage import received_workbooks
from tracker.storage.transactions import reading
from tracker.usecases.answers.record_plan import record_plan
from tracker.usecases.answers.record_status import record_status
from tracker.usecases.catalogue.unite_procedures import unite_procedures, uniting
from tracker.usecases.inquiries.take_in_workbooks import Returned, take_in_workbooks
from tracker.usecases.log.verify_log import verify_log
from tracker.usecases.settings.edit_organisation import edit_organisation
from tracker.usecases.settings.end_procedure import abolition, end_procedure
from tracker.usecases.settings.see_organisation import see_organisation

COUNTS: dict[str, Any] = {
    "topics": (Topic.STATUS, Topic.YEARLY_COUNTS, Topic.MONTHLY_COUNTS),
    "fiscal_year": 2025,
    "months": (date(2026, 9, 1), date(2026, 10, 1)),
}
CASES, ONLINE_CASES = "年間受付件数（令和7年度）", "うちオンライン（令和7年度）"
NEW = {"回答": "変更あり", "オンライン化状況": "実施済", "オンライン開始日": "R8.10.1", "受付方法１": "LoGoフォーム"}


def last(engine: Engine, code: str) -> StatusRecord:
    return stored(engine, code).records[-1]


def test_a_reply_is_stored_as_if_the_division_had_stated_it(stated: Engine) -> None:
    files = sent(stated)
    received = files.back(
        by.typed("T-1", {**NEW, "備考": "夜間も可", "予定時期": "R9.4"}), by.replied_by("税務課 鈴木")
    )
    reply = OnBehalf("税務課 鈴木", ReplyRoute.EXCEL, NOW.date())
    assert (received.outcome.verdict, received.outcome.changed) == (Verdict.ACCEPTED, 1)
    assert received.unit == ("総務部", "税務課")
    record = last(stated, "T-1")
    assert (record.status, record.effective_on) == (OnlineStatus.IMPLEMENTED, date(2026, 10, 1))
    assert (record.channels, record.note, record.on_behalf) == (("logo_form",), "夜間も可", reply)
    assert (record.confirmed_at, record.recorded_by) == (None, DX.who)
    assert open_topics(stored(stated, "T-1")) == ()
    assert [entry.action for entry in log(stated)][-3:] == ["status.record", "plan.record", "workbook.take_in"]
    entry = json.loads(log(stated)[-1].after)
    assert (entry["判定"], entry["変更した手続"], entry["照会"]) == ("取り込みました", "1", "第1回照会")
    assert verify_log(stated).bad is None


def test_what_is_new_without_a_day_holds_from_the_reference_date(stated: Engine) -> None:
    sent(stated).back(by.typed("T-3", {"申請URL": "https://example.jp/neu"}))
    assert (last(stated, "T-3").effective_on, last(stated, "T-3").url) == (REFERENCE, "https://example.jp/neu")


def test_nor_from_a_day_after_the_reply_came_in(stated: Engine) -> None:
    on = NOW.date() - timedelta(days=2)
    files = sent(stated, reference_on=NOW.date())
    files.back(by.typed("T-3", {"申請URL": "https://example.jp/neu"}), on=on)
    assert last(stated, "T-3").effective_on == on


def test_a_reply_that_contradicts_what_was_stated_later_corrects_it(stated: Engine) -> None:
    later = replace(
        ONLINE, status=OnlineStatus.NOT_IMPLEMENTED, effective_on=date(2026, 10, 10), scope=None, channels=()
    )
    record_status(stated, seen(stated, EDITOR, "T-1"), later, replace(EDITOR, at=NOW - timedelta(days=20)))
    sent(stated).back(by.typed("T-1", NEW))
    first, second = stored(stated, "T-1").records
    assert (second.supersedes, second.effective_on) == (first.number, date(2026, 10, 1))
    assert second.reason == "返送された回答用Excelによる訂正"
    assert log(stated)[-2].action == "status.correct"


def test_a_day_that_was_wrong_is_corrected(stated: Engine) -> None:
    record_status(stated, seen(stated, EDITOR, "T-1"), ONLINE, replace(EDITOR, at=NOW - timedelta(days=20)))
    sent(stated).back(by.typed("T-1", {"オンライン開始日": "令和8年10月20日"}))
    record = last(stated, "T-1")
    assert (record.supersedes, record.effective_on, record.channels) == (1, date(2026, 10, 20), ("logo_form",))


def states(engine: Engine, day: int, status: OnlineStatus = OnlineStatus.IMPLEMENTED, **said: Any) -> None:
    """T-1 was stated on a day of October, before the workbooks were made."""
    statement = Statement(status, date(2026, 10, day), **said)
    record_status(engine, seen(engine, EDITOR, "T-1"), statement, replace(EDITOR, at=NOW - timedelta(days=15)))


def test_a_new_status_with_the_old_day_is_asked_about(stated: Engine) -> None:
    states(stated, 1, OnlineStatus.PARTIAL, note="代理人は不可")
    files = sent(stated)
    received = files.back(by.typed("T-1", {"オンライン化状況": "実施済"}))
    [question] = received.outcome.questions
    assert question.identifier == "online_on"
    assert "オンライン開始日は作成時のままです" in question.finding.ja
    files.clear(received, online_on=("present",))
    assert (last(stated, "T-1").status, last(stated, "T-1").effective_on) == (ONLINE.status, date(2026, 10, 1))


def test_a_legal_basis_is_not_emptied(stated: Engine) -> None:
    states(stated, 1, OnlineStatus.EXEMPT, legal_basis="法第1条")
    received = sent(stated).back(by.typed("T-1", {"根拠法令等": None}))
    assert said(received) == ["根拠法令等は、空欄にはできません。正しい法令等を記入してください。"]


def test_a_day_that_does_not_fit_with_what_was_recorded_is_asked_about(stated: Engine) -> None:
    states(stated, 1)
    states(stated, 15, url="https://example.jp/")
    received = sent(stated).back(by.typed("T-1", {"オンライン開始日": "R8.10.20"}))
    [question] = received.outcome.questions
    assert question.identifier == "online_on"
    assert "手続個票で前の登録を訂正してください" in question.finding.ja


def test_counts_await_confirmation_and_answer_the_inquiry(stated: Engine) -> None:
    files = sent(stated, **COUNTS)
    cells = {
        "回答": "変更なし",
        "年間受付件数（令和7年度）": "１，１００",
        "うちオンライン（令和7年度）": 300,
        "件数区分": "概数",
        "受付件数（令和8年9月）": "未集計",
        "受付件数（令和8年10月）": 90,
    }
    received = files.back(by.typed("T-1", cells), by.typed("T-2", {"回答": "変更なし"}))
    assert (received.outcome.changed, received.outcome.unchanged, received.outcome.unanswered) == (1, 1, 3)
    assert [report.count for report in reports_of(stated, "T-1")] == [
        Count(of_year(2025), 1_100, 300, VolumeBasis.APPROXIMATE),
        Count(of_month(date(2026, 9, 1)), None),
        Count(of_month(date(2026, 10, 1)), 90),
    ]
    assert open_topics(stored(stated, "T-1")) == ()
    assert open_topics(stored(stated, "T-2")) == (Topic.YEARLY_COUNTS, Topic.MONTHLY_COUNTS)


def test_a_printed_count_that_was_left_alone_is_a_reply_only_of_a_row_that_says_something(stated: Engine) -> None:
    files = sent(stated, **{**COUNTS, "fiscal_year": 2022})
    files.back(by.typed("T-1", {"回答": "変更なし"}))
    assert [report.count.cases for report in reports_of(stated, "T-1")] == [1_000]
    assert reports_of(stated, "T-2") == ()


def test_a_count_that_awaits_confirmation_already_answers_what_was_asked_since(stated: Engine) -> None:
    report(stated, "T-1", Count(of_year(2025), 1_100))
    files = sent(stated, topics=(Topic.YEARLY_COUNTS,), fiscal_year=2025)
    assert open_topics(stored(stated, "T-1")) == (Topic.YEARLY_COUNTS,)
    files.back(by.typed("T-1", {CASES: "1100"}))
    assert open_topics(stored(stated, "T-1")) == ()
    assert len(reports_of(stated, "T-1")) == 1


def test_untouched_files_say_nothing(stated: Engine) -> None:
    files = sent(stated, **COUNTS)
    before = dump(stated)
    received = files.back()
    outcome = received.outcome
    assert (outcome.verdict, outcome.changed, outcome.unchanged, outcome.unanswered) == (Verdict.ACCEPTED, 0, 0, 4)
    differing = {name for name, rows in dump(stated).items() if rows != before[name]}
    assert differing == {"received_workbooks", "audit_log", "audit_head", "catalogue_state"}


def test_no_change_is_no_answer_to_what_was_sent_back_or_changed(stated: Engine) -> None:
    files = sent(stated)
    received = files.back(
        by.typed("T-1", {"回答": "変更なし", "備考": "直した"}), by.typed("T-2", {"回答": "変更あり"})
    )
    assert said(received) == [
        "「変更なし」ですが、「備考」が変わっています。どちらが正しいか確かめてください。",
        "「変更あり」ですが、どの欄も作成時のままです。変更の内容を確かめて該当の欄を直すか、「変更なし」にしてください。",
    ]


def test_what_the_web_said_since_stays_where_the_division_left_it_alone(stated: Engine) -> None:
    files = sent(stated)
    record_status(stated, seen(stated, EDITOR, "T-1"), ONLINE, EDITOR)
    before = stored(stated, "T-1")
    received = files.back(by.typed("T-1", {"回答": "変更なし"}))
    assert (received.outcome.verdict, received.outcome.changed, received.outcome.unchanged) == (Verdict.ACCEPTED, 0, 0)
    assert stored(stated, "T-1") == before
    assert len(noticed(received)) == 5
    assert all("今の登録のまま" in text for text in noticed(received))


def test_the_same_on_both_sides_is_nothing_new(stated: Engine) -> None:
    files = sent(stated)
    record_status(stated, seen(stated, EDITOR, "T-1"), replace(ONLINE, scope=None, url=""), EDITOR)
    before = stored(stated, "T-1")
    received = files.back(by.typed("T-1", NEW))
    assert (received.outcome.verdict, received.outcome.changed) == (Verdict.ACCEPTED, 0)
    assert stored(stated, "T-1") == before


@pytest.mark.parametrize(
    ("cells", "heading", "sentence"),
    [
        ({"オンライン化状況": "済"}, "オンライン化状況", "「済」では、実施済か一部実施済か分かりません"),
        ({**NEW, "オンライン開始日": None}, "オンライン開始日", "「実施済」になった日"),
        ({**NEW, "オンライン開始日": "R8.11.21"}, "オンライン開始日", "「予定時期」で回答します"),
        ({"オンライン化状況": "未実施", "オンライン開始日": "R8.4.1"}, "オンライン開始日", "予定時期に記入"),
        ({**NEW, "オンライン化状況": "一部実施済"}, "備考", "備考に記入"),
        ({"オンライン化状況": "適用除外"}, "根拠法令等", "根拠となる法令等"),
        ({"備考": "状況は空のまま"}, "オンライン化状況", "オンライン化状況を選んでください"),
        ({"予定時期": "そのうち"}, "予定時期", "時期として読み取れません"),
        (
            {"年間受付件数（令和7年度）": "100", "うちオンライン（令和7年度）": "200"},
            "うちオンライン（令和7年度）",
            "超えています",
        ),
        ({"うちオンライン（令和7年度）": "200"}, "年間受付件数（令和7年度）", "全体の受付件数も"),
        ({"年間受付件数（令和7年度）": "99999"}, "年間受付件数（令和7年度）", "10倍を超えています"),
        ({"年間受付件数（令和7年度）": "約500"}, "年間受付件数（令和7年度）", "件数として読み取れません"),
    ],
)
def test_what_has_to_be_asked_keeps_the_whole_file(
    stated: Engine, cells: dict[str, Any], heading: str, sentence: str
) -> None:
    files = sent(stated, **COUNTS)
    before = [stored(stated, code) for code in ("T-1", "T-2")]
    received = files.back(by.typed("T-1", cells), by.typed("T-2", {"回答": "変更なし"}))
    assert received.outcome.verdict is Verdict.QUESTIONS
    [question] = received.outcome.questions
    assert (question.finding.row, question.finding.column) == (6, heading)
    assert sentence in question.finding.ja
    assert question.finding.subject == "T-1 手続T-1"
    assert [stored(stated, code) for code in ("T-1", "T-2")] == before
    assert reports_of(stated, "T-1") == ()


def test_a_file_is_kept_only_while_somebody_has_to_look_at_it(stated: Engine) -> None:
    files = sent(stated)
    accepted, refused = files.back(by.typed("T-1", NEW)), files.back(by.deleted("T-1"))
    asked = files.back(by.typed("T-1", {"オンライン化状況": "済"}))
    with reading(stated) as connection:
        kept = [received_workbooks.content_of(connection, each.id) for each in (accepted, refused, asked)]
    assert kept[:2] == [None, None]
    assert kept[2]


def test_a_file_that_came_before_is_not_taken_in_again(stated: Engine) -> None:
    files = sent(stated)
    content = files.edited(by.typed("T-1", NEW))
    files.again(content, "一.xlsx")
    records = stored(stated, "T-1").records
    again = files.again(content, "二.xlsx")
    assert again.outcome.verdict is Verdict.REPEATED
    assert "「一.xlsx」と同じ内容" in noticed(again)[0]
    assert stored(stated, "T-1").records == records
    open_one = files.edited(by.typed("T-2", {"オンライン化状況": "済"}))
    files.again(open_one, "三.xlsx")
    assert (
        "「三.xlsx」と同じ内容です。そのファイルの確認を続けてください" in noticed(files.again(open_one, "四.xlsx"))[0]
    )


def test_a_file_that_was_refused_may_fit_later(stated: Engine) -> None:
    files = sent(stated)
    content = files.edited(by.deleted("T-1"))
    assert [files.again(content, "x.xlsx").outcome.verdict for _time in range(2)] == [Verdict.REFUSED] * 2


def test_another_copy_with_another_answer_is_a_conflict(stated: Engine) -> None:
    files = sent(stated)
    files.back(by.typed("T-1", NEW))
    received = files.back(by.typed("T-1", {**NEW, "オンライン開始日": "R8.10.5"}))
    [question] = received.outcome.questions
    assert question.is_conflict
    assert (question.issued, question.finding.value, question.present) == ("", "R8.10.5", "令和8年10月1日")


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (by.marks_changed(issued="99"), "作成した記録がありません"),
        (by.marks_changed(division="B03-02"), "様式の番号が書き換えられています"),
        (by.marks_changed(inquiry="2"), "様式の番号が書き換えられています"),
        (by.marks_changed(issued="2"), "様式の番号が書き換えられています"),
        (by.pasted({"手続ID": "C-1", "手続名": "手続C-1", "回答": "変更なし"}), "「介護保険課」の手続です"),
        (by.column_deleted("備考"), "この列がありません"),
    ],
)
def test_what_is_not_what_was_sent_is_refused(stated: Engine, edit: by.Edit, sentence: str) -> None:
    received = sent(stated).back(by.every({"回答": "変更なし"}), edit)
    assert received.outcome.verdict is Verdict.REFUSED
    assert sentence in said(received)[0]
    assert stored(stated, "T-1").answer is None


def test_the_workbook_of_an_earlier_inquiry_is_refused(stated: Engine) -> None:
    files = sent(stated)
    ask(stated, NOW - timedelta(days=1), date(2026, 12, 1))
    received = files.back(by.every({"回答": "変更なし"}))
    assert received.outcome.verdict is Verdict.REFUSED
    assert said(received) == [
        "第1回照会の様式です。同じ手続を第2回照会で改めて照会しています。第2回照会の回答用Excelで返送してもらってください。"
    ]


def test_where_only_some_are_asked_again_each_row_of_them_is_asked_about(stated: Engine) -> None:
    files = sent(stated)
    soon = Plan(Period(date(2026, 12, 1), Precision.MONTH))
    record_plan(stated, seen(stated, EDITOR, "T-2")[0], soon, replace(EDITOR, at=NOW - timedelta(days=2)))
    ask(stated, NOW - timedelta(days=1), date(2026, 12, 1), whom=Whom.PLANNED)
    received = files.back(by.every({"回答": "変更なし"}))
    [question] = received.outcome.questions
    assert (question.finding.row, question.finding.subject) == (7, "T-2 手続T-2")
    assert "第2回照会で改めて照会しています" in question.finding.ja
    cleared = files.clear(received, row=("present",))
    assert (cleared.outcome.verdict, cleared.outcome.unchanged) == (Verdict.ACCEPTED, 3)
    assert open_topics(stored(stated, "T-2")) == (Topic.STATUS,)


def test_rows_follow_their_procedures_into_another_division(stated: Engine) -> None:
    files = sent(stated)
    _end_tax_division(stated)
    received = files.back(by.every({"回答": "変更なし"}))
    assert (received.outcome.verdict, received.outcome.unchanged) == (Verdict.ACCEPTED, 4)
    assert noticed(received) == [
        "「税務課」は令和8年11月20日に廃止され、「福祉部 介護保険課」に引き継がれています。",
        "「税務課」の様式ですが、4手続は現在「福祉部 介護保険課」の所管です。その課の手続の回答とします。",
    ]
    answer = stored(stated, "T-1").answer
    assert answer is not None
    assert answer.on_behalf == OnBehalf("税務課", ReplyRoute.EXCEL, NOW.date())


def _end_tax_division(engine: Engine) -> None:
    def ended(situation: Situation) -> Reorganisation:
        return abolish_division(situation, "B01-02", NOW.date(), "B03-02")

    edit_organisation(engine, DX, "税務課の廃止", ended, see_organisation(engine).version)


def unite(engine: Engine, code: str, into: str) -> None:
    versions = {each.code: each.version for each in (*seen(engine, DX, code), *seen(engine, DX, into))}
    unite_procedures(engine, DX, uniting(code, into), versions)


def test_what_was_changed_about_a_united_procedure_is_asked_about_and_not_lost(stated: Engine) -> None:
    files = sent(stated)
    unite(stated, "T-1", "T-3")
    received = files.back(by.typed("T-1", NEW), by.typed("T-2", {"回答": "変更なし"}))
    [question] = received.outcome.questions
    assert (question.finding.subject, question.choices) == ("T-1 手続T-1", (Choice.PRESENT,))
    assert "手続ID「T-3」に統合したため、この行は取り込めません" in question.finding.ja
    assert stored(stated, "T-2").answer is None
    cleared = files.clear(received, row=("present",))
    assert (cleared.outcome.verdict, cleared.outcome.changed, cleared.outcome.unchanged) == (Verdict.ACCEPTED, 0, 1)
    assert stored(stated, "T-1").records == stored(stated, "T-3").records[:0]


def test_a_united_procedure_about_which_nothing_was_changed_is_left_out_with_a_remark(stated: Engine) -> None:
    files = sent(stated)
    unite(stated, "T-1", "T-3")
    received = files.back(by.every({"回答": "変更なし"}))
    assert (received.outcome.verdict, received.outcome.unchanged) == (Verdict.ACCEPTED, 3)
    assert noticed(received) == ["手続ID「T-3」に統合した手続です。この行は取り込みません。"]
    assert stored(stated, "T-1").answer is None


def test_a_question_that_was_open_when_it_was_united_is_asked_anew(stated: Engine) -> None:
    files = sent(stated)
    received = files.back(by.typed("T-1", {**NEW, "オンライン開始日": "そのうち"}))
    assert received.outcome.questions[0].identifier == "online_on"
    unite(stated, "T-1", "T-3")
    again = files.clear(received, online_on=("typed", "R8.10.1"))
    assert [question.identifier for question in again.outcome.questions] == ["row"]
    assert files.clear(again, row=("present",)).outcome.verdict is Verdict.ACCEPTED


def test_a_row_about_a_procedure_that_is_no_more_is_not_taken_in(stated: Engine) -> None:
    files = sent(stated)
    [each] = seen(stated, DX, "T-1")
    end_procedure(stated, DX, abolition("T-1", NOW.date(), "制度の廃止"), {"T-1": each.version})
    received = files.back(by.typed("T-1", NEW), by.typed("T-2", {"回答": "変更なし"}))
    assert (received.outcome.verdict, received.outcome.changed, received.outcome.unchanged) == (Verdict.ACCEPTED, 0, 1)
    assert noticed(received) == ["令和8年11月20日に廃止された手続です。この行は取り込みません。"]


def test_what_will_not_count_is_said_but_taken_in(stated: Engine) -> None:
    received = sent(stated).back(by.typed("T-1", {**NEW, "受付方法１": "電子メール"}))
    assert received.outcome.verdict is Verdict.ACCEPTED
    assert noticed(received) == ["この内容では、オンライン化済みとしては集計しません。"]
    assert last(stated, "T-1").channels == ("email",)


def test_names_of_files_are_only_names(stated: Engine) -> None:
    files = sent(stated)
    for name, shown in (
        (r"C:\回答\税務課.xlsx", "税務課.xlsx"),
        ("../../x.xlsx", "x.xlsx"),
        ("a\x00\n.xlsx", "a<U+0000><U+000A>.xlsx"),
    ):
        assert files.back(name=name).file_name == shown
    assert len(files.back(by.typed("T-1", NEW), name="あ" * 300).file_name) <= 255


def test_only_the_dx_team_takes_workbooks_in_and_only_what_came_back_by_now(stated: Engine) -> None:
    files = sent(stated)
    before = dump(stated)
    with pytest.raises(NotThere):
        files.back(by=EDITOR)
    with pytest.raises(Refused, match="今日以前の日"):
        files.back(on=NOW.date() + timedelta(days=1))
    assert dump(stated) == before


def test_each_of_many_files_is_taken_in_by_itself(stated: Engine) -> None:
    files = sent(stated)
    good = [
        Returned(str(at), by.returned(each.content, by.every({"回答": "変更なし"})))
        for at, each in enumerate(files.files)
    ]
    received = take_in_workbooks(stated, DX, [good[0], Returned("x", b"x"), good[1]], NOW.date())
    verdicts = [each.outcome.verdict for each in received]
    assert verdicts == [Verdict.ACCEPTED, Verdict.REFUSED, Verdict.ACCEPTED]
    assert sorted(each.id for each in received) == [each.id for each in received]
