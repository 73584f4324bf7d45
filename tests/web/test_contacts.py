"""所属長と連絡先: one table of all divisions, stored at once or not at all."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.pages import Page
from tests.people import TAX, registered
from tests.web.apps import engine_of, running
from tracker.domain.contact import Contact
from tracker.storage import contacts
from tracker.storage.transactions import reading


@pytest.fixture
def ward(wards_copy: str) -> Iterator[Flask]:
    with running(wards_copy) as app:
        yield app


def test_heads_and_addresses_are_entered_in_one_table(ward: Flask) -> None:
    dx = registered(ward)
    page = dx.get("/inquiries/contacts")
    place = [each[0] for each in page.table("所属長と連絡先").rows].index("総務部 税務課")
    typed = {f"d{place}-title": "課長", f"d{place}-name": " 山田 太郎 ", f"d{place}-mail": "zeimu@x.lg.jp"}
    done = dx.follow(dx.submit(page, button="登録する", **typed))
    assert "1課の所属長と連絡先を登録しました。" in done.text
    with reading(engine_of(ward)) as connection:
        assert contacts.load(connection) == {TAX: Contact("課長", "山田 太郎", "zeimu@x.lg.jp")}
    log = dx.get("/log").text
    assert "所属長・連絡先の変更" in log
    assert "zeimu@x.lg.jp" not in log
    again = dx.get("/inquiries/contacts")
    dx.submit(again, button="登録する", **{f"d{place}-title": "", f"d{place}-name": "", f"d{place}-mail": ""})
    with reading(engine_of(ward)) as connection:
        assert contacts.load(connection) == {}


def test_an_address_that_is_none_is_said_at_its_field_and_nothing_is_stored(ward: Flask) -> None:
    dx = registered(ward)
    page = dx.get("/inquiries/contacts")
    sent = dx.submit(page, 400, button="登録する", **{"d0-title": "課長", "d3-mail": "zeimu"})
    found = Page("/inquiries/contacts", sent)
    assert found.field("d3-mail").invalid
    assert "メールアドレスは" in found.field("d3-mail").described
    assert (found.field("d0-title").value, found.field("d3-mail").value) == ("課長", "zeimu")
    with reading(engine_of(ward)) as connection:
        assert contacts.load(connection) == {}


def test_two_people_do_not_overwrite_each_other(ward: Flask) -> None:
    dx = registered(ward)
    old = dx.get("/inquiries/contacts")
    dx.submit(dx.get("/inquiries/contacts"), button="登録する", **{"d0-title": "課長"})
    page = Page("/inquiries/contacts", dx.submit(old, 409, button="登録する", **{"d0-title": "室長"}))
    assert "他の職員が先に更新しました" in page.text
    assert page.field("d0-title").value == "室長"
    dx.submit(page, button="登録する")
    assert dx.get("/inquiries/contacts").field("d0-title").value == "室長"


def test_a_row_belongs_to_the_division_it_names_wherever_that_stands_by_now(ward: Flask) -> None:
    dx = registered(ward)
    form = dx.get("/inquiries/contacts").form("登録する").fields
    hidden = {name: form[name] for name in ("csrf_token", "seen")}
    dx.fetch("/inquiries/contacts", 303, "POST", data={**hidden, "d0-code": "B02-03", "d0-title": "課長"})
    with reading(engine_of(ward)) as connection:
        assert contacts.load(connection) == {TAX: Contact("課長")}
