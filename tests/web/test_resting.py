"""The page that closes a month says on which replies it rests."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask

from tests.people import TAX, registered
from tests.usecases.asking import ask
from tests.usecases.statements import stated
from tests.web.apps import NOON, engine_of, running
from tracker.domain.inquiry import Frequency, Whom

MONTH = "/reports/2026-10"


@pytest.fixture
def ward(wards_copy: str) -> Iterator[Flask]:
    with running(wards_copy, open_reading=False) as app:
        yield app


def test_it_names_the_inquiries_and_who_has_not_answered(ward: Flask) -> None:
    engine = engine_of(ward)
    ask(engine)
    ask(engine, NOON, date(2026, 12, 4), [TAX], whom=Whom.CHOSEN, frequency=Frequency.ONCE)
    stated(engine, "P-001")
    page = registered(ward).get(MONTH)
    closing = page.section("月次の確定")
    assert "第1回照会（基準日 令和8年9月30日、回答期限 令和8年10月10日）" in closing
    assert "第2回照会（基準日 令和8年9月30日、回答期限 令和8年12月4日）" in closing
    assert page.link("第2回照会") == "/inquiries/2"
    assert "20課のうち0課が、全ての手続について回答済みです。" in closing
    rows = {row[0]: row[1:] for row in page.table("単位：手続").rows}
    assert rows["総務部 人事課"] == ["期限超過", "2", "1", "0"]
    assert rows["総務部 税務課"] == ["未回答", "4", "4", "0"]
    report = registered(ward).get(f"{MONTH}/internal").text
    assert "第１回照会（令和８年９月30日現在、回答期限令和８年10月10日）及び第２回照会" in report


def test_where_nobody_was_asked_that_is_said(ward: Flask) -> None:
    page = registered(ward).get(MONTH)
    assert "この月の数値の基になる照会はありません。" in page.section("月次の確定")
    assert "回答の状況" not in registered(ward).get(f"{MONTH}/internal").text
