"""依頼文 and 督促文: whom they address, what they say, and how they ask."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.build import NOW, asked, procedure, unconfirmed
from tracker.domain.asked import Topic
from tracker.domain.contact import Contact, addressed, check
from tracker.domain.errors import Refused
from tracker.domain.inquiry import Inquiry, Terms, Whom
from tracker.domain.letters import Letter, Point, reminder_letters, request_letter
from tracker.domain.said_inquiry import topics_in_words
from tracker.domain.status import Return

TAX, CARE = ("総務部", "税務課"), ("福祉部", "介護保険課")
EVERYTHING = (Topic.STATUS, Topic.YEARLY_COUNTS, Topic.MONTHLY_COUNTS)
SUMMER = (date(2026, 7, 1), date(2026, 8, 1), date(2026, 9, 1))


def inquiry(**terms: Any) -> Inquiry:
    """The third one, of the first of October, due on the fifteenth."""
    usual = {"reference_on": date(2026, 9, 30), "due_on": date(2026, 10, 15)}
    return Inquiry(3, Terms(**{**usual, **terms}), datetime(2026, 10, 1, 1, tzinfo=UTC), "dx")


def point(letter: Letter, heading: str) -> Point:
    return next(each for each in letter.points if each.heading == heading)


def reminder(*items: Any, on: date = date(2026, 10, 20), contact: Contact | None = None) -> Letter:
    heads = {TAX: contact} if contact else {}
    return reminder_letters(inquiry(), {TAX: items}, heads, on, "葛飾区")[TAX]


def test_the_request_says_what_is_asked_by_when_and_how_to_answer() -> None:
    letter = request_letter(inquiry(), [procedure("K-1")], "葛飾区")
    assert letter.title == "行政手続のオンライン化の状況について（照会）"
    assert (letter.dated, letter.to, letter.sender) == ("令和８年10月１日", ("各所管課長　様",), "葛飾区　DX推進担当")
    assert point(letter, "基準日").text == "令和８年９月30日"
    assert point(letter, "回答期限").text == "令和８年10月15日（木）"
    assert point(letter, "照会する事項").text == "オンライン化の状況と予定"
    how = " ".join(point(letter, "回答の方法").lines)
    assert "「自課の手続」の画面" in how
    assert "回答用Excelに記入し、DX推進担当へ返送" in how
    assert "期限までに御回答くださいますようお願いします。" in letter.opening


def test_counts_are_asked_with_their_year_and_months() -> None:
    wanted = inquiry(topics=EVERYTHING, fiscal_year=2025, months=SUMMER)
    assert point(request_letter(wanted, []), "照会する事項").lines == (
        "(1)　オンライン化の状況と予定",
        "(2)　年間受付件数（令和７年度）",
        "(3)　月別の受付件数（令和８年７月～令和８年９月）",
    )
    with_a_gap = replace(wanted.terms, months=(SUMMER[2], SUMMER[0]))
    assert topics_in_words(with_a_gap)[2] == "月別の受付件数（令和8年7月、令和8年9月）"
    assert topics_in_words(with_a_gap, "en")[1:] == ("Cases a year (FY2025)", "Cases by month (Jul 2026, Sep 2026)")


def test_the_divisions_asked_stand_in_the_annex_in_their_order_with_their_number_of_procedures() -> None:
    items = [
        procedure(f"K-{number}", department=place[0], division=place[1])
        for number, place in enumerate([CARE, CARE, TAX])
    ]
    letter = request_letter(inquiry(whom=Whom.CHOSEN), items)
    assert letter.to == ("別記の所管課長　様",)
    assert letter.annex is not None
    assert letter.annex.rows == (("福祉部", "介護保険課", "2"), ("総務部", "税務課", "1"), ("計", "2課", "3"))


def test_what_somebody_added_stands_as_it_was_typed() -> None:
    letter = request_letter(inquiry(note="1 行目\n2 行目"), [])
    assert point(letter, "連絡事項").lines == ("1 行目", "2 行目")
    assert "連絡事項" not in [each.heading for each in request_letter(inquiry(), []).points]


def test_a_reminder_names_what_is_missing_and_blames_nobody() -> None:
    status_said = unconfirmed(1, date(2026, 10, 1))
    both = asked(topics=(Topic.STATUS, Topic.YEARLY_COUNTS))
    letter = reminder(
        procedure("K-1", name="住民税の申告", asked=both), procedure("K-2", asked=both, records=(status_said,))
    )
    assert letter.title == "行政手続のオンライン化の状況について（回答の再依頼）"
    assert letter.opening.startswith("第３回照会（令和８年９月30日現在）については、令和８年10月15日（木）までに")
    assert letter.opening.endswith("行き違いで既に御回答いただいている場合は、御容赦ください。")
    found = point(letter, "御回答をお願いする手続")
    assert found.text == "２手続"
    assert found.table is not None
    assert found.table.rows == (
        ("K-1", "住民税の申告", "オンライン化の状況と予定、年間受付件数"),
        ("K-2", "手続K-2", "年間受付件数"),
    )


def test_before_the_deadline_it_names_the_day_instead_of_the_delay() -> None:
    item = procedure(asked=asked())
    assert "回答期限は、令和８年10月15日（木）です。" in reminder(item, on=date(2026, 10, 15)).opening
    assert "お願いしたところですが" in reminder(item, on=date(2026, 10, 16)).opening


def test_what_was_sent_back_is_asked_for_with_the_reason() -> None:
    returned = unconfirmed(1, date(2026, 10, 1), returned=Return(NOW, "dx", "開始日を確かめてください。"))
    answered = asked(answered=frozenset({Topic.STATUS}))
    table = point(reminder(procedure(records=(returned,), asked=answered)), "御回答をお願いする手続").table
    assert table is not None
    assert table.rows[0][2] == "差し戻した登録の再回答（開始日を確かめてください。）"


@pytest.mark.parametrize(
    ("unit", "lines"),
    [
        (TAX, ("総務部　税務課長　様",)),
        (("", "会計管理室"), ("会計管理室長　様",)),
        (("福祉部", "子ども家庭支援センター"), ("福祉部　子ども家庭支援センター長　様",)),
        (("政策経営部", "DX推進担当"), ("政策経営部　DX推進担当課長　様",)),
        (("総務部", "人事課（給与）"), ("総務部　人事課（給与）　所属長　様",)),
    ],
)
def test_a_head_whose_name_is_not_known_is_addressed_by_the_division(
    unit: tuple[str, str], lines: tuple[str, ...]
) -> None:
    assert addressed(unit, Contact(mail="zeimu@city.example.lg.jp")) == lines


@pytest.mark.parametrize(
    ("contact", "line"),
    [
        (Contact("課長", "山田 太郎"), "課長　山田 太郎　様"),
        (Contact(name="山田 太郎"), "山田 太郎　様"),
        (Contact("課長事務取扱"), "課長事務取扱　様"),
    ],
)
def test_a_known_head_is_addressed_by_title_and_name(contact: Contact, line: str) -> None:
    assert reminder(procedure(asked=asked()), contact=contact).to == ("総務部　税務課", line)


@pytest.mark.parametrize("mail", ["zeimu@city.example.lg.jp", "a.b-c_d+e@x1.jp"])
def test_an_address_is_taken(mail: str) -> None:
    check(Contact("課長", "山田 太郎", mail))


@pytest.mark.parametrize(
    ("contact", "field"),
    [
        (Contact(title="課" * 101), "title"),
        (Contact(name="山田\n太郎"), "name"),
        (Contact(mail="zeimu"), "mail"),
        (Contact(mail="zeimu@city"), "mail"),
        (Contact(mail="税務@city.example.jp"), "mail"),
        (Contact(mail="a@x.jp, b@x.jp"), "mail"),
        (Contact(mail="a@x.jp\nBcc: b@x.jp"), "mail"),
        (Contact(mail="a@-x.jp"), "mail"),
        (Contact(mail=f"{'a' * 250}@x.jp"), "mail"),
    ],
)
def test_what_cannot_be_written_to_is_refused(contact: Contact, field: str) -> None:
    with pytest.raises(Refused) as refused:
        check(contact)
    assert refused.value.field == field
