"""照会・回答状況: from the button that asks all divisions to the letters and reminders."""

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import unquote

import docx
import pytest
from flask import Flask

from tests.pages import Page, Pages
from tests.people import TAX, actor, registered
from tests.usecases.asking import ask
from tests.usecases.statements import chosen, desk, stated
from tests.web.apps import NOON, counted_statements, engine_of, running
from tests.web.catalogues import many
from tests.web.conftest import AppWith
from tracker.domain.asked import Topic
from tracker.domain.contact import Contact
from tracker.domain.inquiry import Frequency
from tracker.storage import contacts, procedures
from tracker.storage.transactions import reading, writing
from tracker.usecases.confirmation.send_back_records import send_back_records

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NOVEMBER = datetime(2026, 11, 2, 1, tzinfo=UTC)
MOST = 30


@pytest.fixture
def ward(wards_copy: str) -> Iterator[Flask]:
    with running(wards_copy, municipality="葛飾区") as app:
        yield app


def known(app: Flask, heads: dict[tuple[str, str], Contact]) -> None:
    with writing(engine_of(app)) as connection:
        contacts.save(connection, heads)


def row(page: Page, division: str) -> list[str]:
    return next(row for row in page.table("回答状況").rows if division in row[0])


# Asking


def test_all_divisions_are_asked_by_opening_a_page_and_pressing_a_button(ward: Flask) -> None:
    dx = registered(ward)
    page = dx.get("/inquiries")
    assert "次の照会を作成する時期です。" in page.text
    form = dx.get(page.link("照会を作成する"))
    made = dx.follow(dx.submit(form, button="照会を作成する"))
    assert made.heading == "第1回照会"
    assert "第1回照会を作成しました（20課、54手続）。" in made.text
    assert "第1回照会 基準日 令和8年10月31日 回答期限 令和8年12月4日 回答済 0／20課" in made.text
    assert made.table("回答状況").rows[-1] == ["全体", "", "", "54", "0", "54", "0", "0", ""]
    assert "次の照会を作成する時期です。" not in dx.get("/inquiries").text


def test_the_form_says_how_many_each_choice_asks_and_takes_what_is_chosen(ward: Flask) -> None:
    dx = registered(ward)
    form = dx.get("/inquiries/new")
    assert "全ての所管課（全ての手続）：54手続（20課）" in form.text
    assert "予定時期が３か月以内又は経過した手続：0手続（0課）" in form.text
    typed = {
        "reference_on": "R8.10.31", "due_on": "2026-12-10", "whom": "chosen", "divisions": ["B02-03"],
        "topics": ["status", "yearly_counts", "monthly_counts"], "fiscal_year": "2024", "frequency": "once",
        "months": ["2026-08", "2026-07"], "note": "<b>至急</b>\r\n願います。",
    }  # fmt: skip
    page = dx.follow(dx.submit(form, button="照会を作成する", **typed))
    assert "年間受付件数（令和6年度）、月別の受付件数（令和8年7月～令和8年8月）" in page.text
    assert "選んだ所管課：1課、4手続" in page.text
    assert "<b>至急</b> 願います。" in page.text
    with reading(engine_of(ward)) as connection:
        asked = [item for item in procedures.all_as_stated(connection) if item.asked is not None]
    assert {item.unit for item in asked} == {TAX}
    assert asked[0].asked is not None
    assert asked[0].asked.topics == (Topic.STATUS, Topic.YEARLY_COUNTS, Topic.MONTHLY_COUNTS)


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("due_on", "R8.11.19", "回答期限は、今日以後の日を入力してください。"),
        ("due_on", "", "日付を入力してください。"),
        ("reference_on", "そのうち", "読み取れません"),
        ("reference_on", "R9.1.1", "基準日は、回答期限以前の日を入力してください。"),
        ("topics", None, "照会する事項を選んでください。"),
        ("whom", "chosen", "照会する手続がありません。"),
        ("whom", "planned", "照会する手続がありません。"),
        ("divisions", ["B02-03"], "照会先を「選んだ所管課」にしてください。"),
        ("note", "長" * 2_001, "2,000"),
    ],
)
def test_what_cannot_be_asked_is_said_and_nothing_typed_is_lost(
    ward: Flask, field: str, typed: Any, message: str
) -> None:
    dx = registered(ward)
    form = dx.get("/inquiries/new")
    answer = dx.submit(form, 400, button="照会を作成する", **{"note": "控え", field: typed})
    page = Page("/inquiries/new", answer)
    assert page.title.startswith("エラー：")
    assert message.replace(",", "") in page.text.replace(",", "")
    assert page.form("照会を作成する").fields["note"] == (typed if field == "note" else "控え")
    assert "照会は、まだありません。" in dx.get("/inquiries").text


def test_two_people_do_not_ask_the_same_twice(ward: Flask) -> None:
    dx = registered(ward)
    form = dx.get("/inquiries/new")
    ask(engine_of(ward), NOON, date(2026, 12, 4))
    page = Page("/inquiries/new", dx.submit(form, 409, button="照会を作成する", note="控え"))
    assert "他の職員が先に更新しました" in page.text
    assert page.form("照会を作成する").fields["note"] == "控え"
    assert dx.follow(dx.submit(page, button="照会を作成する")).heading == "第2回照会"


# Seeing


def test_each_division_stands_with_its_head_its_state_and_its_reminders(ward: Flask) -> None:
    engine = engine_of(ward)
    ask(engine)
    known(ward, {TAX: Contact("課長", "山田 太郎")})
    stated(engine, "K-009", effective_on=date(2026, 11, 1))
    stated(engine, "K-002", effective_on=date(2026, 11, 1))
    waiting = next(item for item in desk(engine).items if item.waiting.procedure.code == "K-002")
    send_back_records(engine, actor(), [chosen(waiting)], "開始日を確かめてください。")
    dx = registered(ward)
    page = dx.get("/inquiries/1")
    places = [each[0] for each in page.table("回答状況").rows]
    assert places[0] == "総務部 人事課"
    assert row(page, "税務課") == ["総務部 税務課", "課長 山田 太郎", "期限超過", "4", "0", "4", "4", "0", "－"]
    assert row(page, "戸籍住民課")[3:] == ["10", "1", "8", "8", "1", "－"]
    assert page.link("税務課") == "/own?unit=B02-03"
    assert row(dx.get("/inquiries"), "税務課") == row(page, "税務課")


def test_an_earlier_inquiry_is_judged_by_the_answers_to_itself(ward: Flask) -> None:
    engine = engine_of(ward)
    ask(engine)
    stated(engine, "K-009", at=NOVEMBER - timedelta(days=1), effective_on=date(2026, 10, 1))
    ask(engine, NOVEMBER, date(2026, 12, 4))
    dx = registered(ward)
    index = dx.get("/inquiries")
    assert "第2回照会の回答状況" in index.text
    assert index.table("これまでの照会").rows[0][:3] == ["第1回照会", "令和8年9月30日", "令和8年10月10日"]
    first, second = dx.get(index.link("第1回照会")), dx.get("/inquiries/2")
    assert first.table("回答状況").rows[-1][3:8] == ["54", "1", "53", "53", "0"]
    assert second.table("回答状況").rows[-1][3:8] == ["54", "1", "53", "0", "0"]
    assert "後の照会で改めて照会した手続も" in first.text
    assert "督促は、後の照会の画面で行います。" in first.section("督促")
    dx.fetch("/inquiries/1/reminder.docx", 404)


@pytest.mark.parametrize("address", ["/inquiries/2", "/inquiries/0", "/inquiries/99999999999999999999", "/inquiries/x"])
def test_what_was_never_asked_is_not_there(ward: Flask, address: str) -> None:
    ask(engine_of(ward))
    registered(ward).get(address, 404)


# Letters


def test_letters_are_named_and_read_as_they_should(ward: Flask) -> None:
    ask(engine_of(ward))
    dx = registered(ward)
    sent = dx.fetch("/inquiries/1/request.docx")
    assert sent.content_type == WORD
    assert "依頼文_第1回照会.docx" in unquote(sent.headers["Content-Disposition"])
    written = [item.text for item in docx.Document(io.BytesIO(sent.data)).paragraphs]
    assert written[:3] == ["令和８年10月１日", "各所管課長　様", "葛飾区　DX推進担当"]
    text = dx.file("/inquiries/1/reminder.txt", "text/plain").decode("utf-8-sig")
    assert text.count("（回答の再依頼）") == 20
    assert text.index("総務部　税務課長　様") < text.index("地域振興部　戸籍住民課長　様")
    assert dx.file("/inquiries/1/reminder.docx", WORD) == dx.file("/inquiries/1/reminder.docx", WORD)


# All of it


@pytest.mark.parametrize("address", ["/inquiries", "/inquiries/1", "/inquiries/new", "/inquiries/contacts"])
def test_as_many_statements_for_fifty_as_for_two(app_with: AppWith, address: str) -> None:
    counts = []
    for catalogue in (many(6)[2:], many(52)[2:]):
        app = app_with(catalogue)
        ask(engine_of(app))
        dx = registered(app)
        dx.get(address)
        with counted_statements(app) as statements:
            dx.get(address)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= MOST


def test_nobody_reads_it_from_outside(ward: Flask) -> None:
    ask(engine_of(ward), frequency=Frequency.ONCE)
    for address in ("/inquiries", "/inquiries/1", "/inquiries/1/request.docx", "/inquiries/contacts"):
        Pages(ward).fetch(address, 303)
