"""Who has not answered, in the ward's own paper only, and sections that nobody but a person writes."""

from datetime import date
from typing import Any

from tests.build import NOW, procedure
from tests.report_reading import material, paper, printed, said, section, tables, worded
from tracker.domain.inquiry import Inquiry, Terms
from tracker.domain.report.document import MonthlyReport, Paper
from tracker.domain.work import Replies

ANSWERED = Replies("総務部", "税務課", 3, 3, 0, 0, 0)
SILENT = Replies("福祉部", "介護保険課", 5, 2, 2, 1, 1)
SENT_BACK = Replies("", "会計管理室", 1, 0, 0, 0, 1)


def report(*replies: Replies, kind: Paper = Paper.INTERNAL, **overrides: Any) -> MonthlyReport:
    return paper(material(procedure(), replies=replies, **overrides), kind)


def test_where_nobody_was_asked_nothing_is_said_of_replies() -> None:
    assert section(report(), "replies") is None
    assert section(report(Replies("総務部", "人事課", 0, 0, 0, 0, 0)), "replies") is None


def test_when_all_have_answered_nobody_is_named() -> None:
    found = report(ANSWERED)
    assert said(found, "replies") == "令和8年10月10日現在、1課のうち1課が全ての手続について回答済みである。"
    assert "未回答又は差戻し中の手続がある所管課" not in tables(found)


def test_the_inquiries_that_were_answered_are_named() -> None:
    third = Inquiry(3, Terms(date(2026, 9, 30), date(2026, 10, 9)), NOW, "dx")
    fourth = Inquiry(4, Terms(date(2026, 10, 1), date(2026, 10, 15)), NOW, "dx")
    named = "第3回照会（令和8年9月30日現在、回答期限令和8年10月9日）"
    found = said(report(ANSWERED, inquiries=(third,)), "replies")
    assert found is not None
    assert found.startswith(f"{named}について、令和8年10月10日現在、1課のうち1課が")
    found = said(report(ANSWERED, inquiries=(third, fourth)), "replies")
    assert found is not None
    assert found.startswith(f"{named}及び第4回照会（令和8年10月1日現在、回答期限令和8年10月15日）について、")


def test_who_has_not_answered_is_named_inside_the_ward() -> None:
    found = report(ANSWERED, SILENT, SENT_BACK)
    assert said(found, "replies") == (
        "令和8年10月10日現在、3課のうち1課が全ての手続について回答済みである。"
        "未回答又は差戻し中の手続がある2課については、前回の回答内容により集計した。"
    )
    assert tables(found)["未回答又は差戻し中の手続がある所管課"].table.rows == (
        ("福祉部", "介護保険課", "5", "2", "2", "1", "1"),
        ("（部の記載なし）", "会計管理室", "1", "0", "0", "0", "1"),
    )


def test_why_a_month_was_closed_all_the_same_stays_inside_the_ward() -> None:
    words = "未回答又は確認待ちを残して確定した理由　委員会の開催日のため"
    for replies in (SILENT, ANSWERED):
        assert said(report(replies, reason="委員会の開催日のため"), "replies_reason") == words
    assert said(report(SILENT), "replies_reason") is None


def test_the_committee_learns_of_no_division_that_has_not_answered() -> None:
    found = report(SILENT, kind=Paper.COMMITTEE, reason="委員会の開催日のため")
    assert section(found, "replies") is None
    assert not any("介護保険課" in text or "開催日" in text for text in printed(found))


def test_what_only_people_write_is_there_only_where_they_wrote_it() -> None:
    plain = paper(material(procedure()))
    assert (section(plain, "issues"), section(plain, "schedule")) == (None, None)
    typed = paper(material(procedure()), draft=worded(issues="課題は２つある。", schedule="12月　委員会\n3月　公表"))
    assert [part.heading for part in typed.sections[-2:]] == ["課題と今後の対応", "今後のスケジュール（予定）"]
    assert said(typed, "schedule") == "12月　委員会\n3月　公表"
