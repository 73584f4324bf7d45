"""督促: reminders that are noted, and letters that go out by mail, against a real server."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.mail_server import Post, post_office
from tests.pages import Page
from tests.people import REGISTER, TAX, registered
from tests.usecases.asking import ask
from tests.web.apps import engine_of, running
from tests.web.test_inquiries import known, row
from tracker.domain.contact import Contact
from tracker.domain.inquiry import Whom


@pytest.fixture
def ward(wards_copy: str) -> Iterator[Flask]:
    with running(wards_copy) as app:
        yield app


@pytest.fixture
def post() -> Iterator[Post]:
    with post_office() as found:
        yield found


@pytest.fixture
def mailing(wards_copy: str, post: Post) -> Iterator[Flask]:
    """The application where mail is sent, with an inquiry of 税務課 and 戸籍住民課 and the address of both."""
    server = post.server()
    chosen_settings = {"smtp_host": server.host, "smtp_port": server.port, "mail_from": server.sender}
    with running(wards_copy, municipality="葛飾区", **chosen_settings) as app:
        ask(engine_of(app), units=[TAX, REGISTER], whom=Whom.CHOSEN)
        known(app, {TAX: Contact("課長", "山田 太郎", "zeimu@x.lg.jp"), REGISTER: Contact(mail="koseki@x.lg.jp")})
        yield app


def test_reminders_are_counted_for_the_divisions_chosen(ward: Flask) -> None:
    ask(engine_of(ward))
    dx = registered(ward)
    page = dx.get("/inquiries/1")
    assert len(page.form(action="/remind").fields["division"]) == 20
    assert "メール" not in page.section("督促")
    again = dx.follow(dx.submit(page, action="/remind", division=["B02-03"], act="note"))
    assert "1課への督促を記録しました。" in again.text
    assert row(again, "税務課")[-1] == "1回（令和8年11月20日）"
    assert row(again, "戸籍住民課")[-1] == "－"
    dx.submit(again, action="/remind", act="note")
    assert row(dx.get("/inquiries/1"), "税務課")[-1] == "2回（令和8年11月20日）"
    log = dx.get("/log").text
    assert "督促" in log


def test_nobody_chosen_and_an_old_page_remind_nobody(ward: Flask) -> None:
    ask(engine_of(ward))
    dx = registered(ward)
    page = dx.get("/inquiries/1")
    answer = Page("/inquiries/1/remind", dx.submit(page, 400, action="/remind", division=None, act="note"))
    assert "督促する所管課を、回答が済んでいない課から選んでください。" in answer.text
    dx.submit(page, action="/remind", act="note")
    answer = Page("/inquiries/1/remind", dx.submit(page, 409, action="/remind", division="B02-03", act="note"))
    assert "他の職員が先に更新しました" in answer.text
    assert answer.form(action="/remind").fields["division"] == "B02-03"
    assert row(dx.get("/inquiries/1"), "税務課")[-1].startswith("1回")


# Mail


def test_without_a_server_nothing_offers_mail(ward: Flask) -> None:
    ask(engine_of(ward))
    known(ward, {TAX: Contact(mail="zeimu@x.lg.jp")})
    dx = registered(ward)
    page = dx.get("/inquiries/1")
    assert "メールで送る" not in page.text
    form = page.form(action="/remind").fields
    token = {"csrf_token": form["csrf_token"], "seen": form["seen"]}
    dx.fetch("/inquiries/1/mail", 400, "POST", data=token)
    dx.fetch("/inquiries/1/remind", 400, "POST", data={**token, "act": "mail", "division": "B02-03"})


def test_the_request_goes_to_every_division_asked(mailing: Flask, post: Post) -> None:
    dx = registered(mailing)
    page = dx.get("/inquiries/1")
    done = dx.follow(dx.submit(page, button="依頼文をメールで送る（2課）"))
    assert "2課にメールを送りました。" in done.text
    assert "令和8年11月20日 12時00分に、メールで送りました。" in done.text
    assert sorted(post.taken) == ["koseki@x.lg.jp", "zeimu@x.lg.jp"]
    mail = post.taken["zeimu@x.lg.jp"]
    assert mail["Subject"] == "行政手続のオンライン化の状況について（照会）"
    assert "別記の所管課長　様" in mail.get_content()
    assert row(done, "税務課")[-1] == "－"


def test_a_reminder_goes_out_by_mail_and_is_counted(mailing: Flask, post: Post) -> None:
    dx = registered(mailing)
    done = dx.follow(dx.submit(dx.get("/inquiries/1"), action="/remind", act="mail"))
    assert "2課にメールを送りました。" in done.text
    assert [row(done, division)[-1] for division in ("税務課", "戸籍住民課")] == ["1回（令和8年11月20日）"] * 2
    assert "課長　山田 太郎　様" in post.taken["zeimu@x.lg.jp"].get_content()
    assert "地域振興部　戸籍住民課長　様" in post.taken["koseki@x.lg.jp"].get_content()


def test_a_reminder_that_did_not_arrive_is_said_and_not_counted(
    mailing: Flask, post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    post.refused.add("zeimu@x.lg.jp")
    dx = registered(mailing)
    page = Page("/inquiries/1/remind", dx.submit(dx.get("/inquiries/1"), 200, action="/remind", act="mail"))
    assert "1課にメールを送りました。次の課には送られていません。" in page.text
    assert "総務部 税務課：メールサーバーが宛先を受け付けませんでした。" in page.text
    assert row(page, "税務課")[-1] == "－"
    assert row(page, "戸籍住民課")[-1] == "1回（令和8年11月20日）"
    log = dx.get("/log").text
    assert "送信できなかった所管課" in log
    assert "@x.lg.jp" not in log + caplog.text


def test_a_division_without_address_is_named(mailing: Flask, post: Post) -> None:
    known(mailing, {REGISTER: Contact("課長", "鈴木 花子")})
    dx = registered(mailing)
    page = Page("/inquiries/1/remind", dx.submit(dx.get("/inquiries/1"), 200, action="/remind", act="mail"))
    assert "地域振興部 戸籍住民課：メールアドレスが登録されていません。" in page.text
    assert list(post.taken) == ["zeimu@x.lg.jp"]


def test_the_same_page_sends_nothing_twice(mailing: Flask, post: Post) -> None:
    dx = registered(mailing)
    page = dx.get("/inquiries/1")
    dx.submit(page, action="/remind", act="mail")
    post.taken.clear()
    dx.submit(page, 409, action="/remind", act="mail")
    assert post.taken == {}
