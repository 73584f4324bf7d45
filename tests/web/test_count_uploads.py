"""A list of a year's counts on its way in, as the page shows it."""

import io
from datetime import datetime

import pytest
from flask import Flask

from tests.build import procedure, volume
from tests.pages import Page, Pages
from tests.people import actor, registered
from tests.web.apps import NOON, engine_of
from tests.web.conftest import AppWith
from tracker.domain.upload import Subject
from tracker.usecases.uploads.read_upload import examine
from tracker.usecases.uploads.receive_file import receive_file

LIST = "手続ID,令和7年度受付件数,オンライン件数\nK-001,30000,12\nK-002,700,\n"


@pytest.fixture
def app(app_with: AppWith) -> Flask:
    first = procedure("K-001", volumes=(volume(2_000), volume(2_100, 2024)), online=True, position=1)
    return app_with([first, procedure("K-002", 600, online=True, position=2)], open_reading=False)


def now() -> datetime:
    return NOON


def sent(app: Flask, text: str = LIST) -> str:
    """The address of a list that has been sent and read."""
    engine = engine_of(app)
    id_ = receive_file(engine, actor(at=NOON), Subject.COUNTS, "件数.csv", io.BytesIO(text.encode()))
    examine(engine, id_, now)
    return f"/imports/{id_}"


def stored(app: Flask, pages: Pages, address: str) -> Page:
    """The page once somebody has confirmed the list."""
    pages.submit(pages.get(address), button="この内容で取り込む")
    examine(engine_of(app), int(address.rsplit("/", 1)[1]), now)
    return pages.get(address)


def test_each_count_stands_beside_the_year_before(app: Flask) -> None:
    page = registered(app).get(sent(app))
    first, second = page.table("変更する件数").rows
    assert first[2:] == ["令和7年度", "… → 30,000", "… → 12", "2,100", "＋27,900件", "＋1328.6％"]
    assert second[2:] == ["令和7年度", "… → 700", "… → …", "600令和4年度", "＋100件", "＋16.7％"]
    assert "集計の基準年度は令和4年度なので、この取込みで" in page.text


def test_counts_of_the_base_year_move_the_headline(app: Flask) -> None:
    page = registered(app).get(sent(app, LIST.replace("7年度", "4年度")))
    assert "令和4年度は集計の基準年度なので" in page.text
    assert "2,600件／2,600件 → 30,700件／30,700件" in page.text


def test_the_findings_of_the_preview_are_those_of_the_page_once_it_is_stored(app: Flask) -> None:
    dx = registered(app)
    address = sent(app)
    shown = dx.get(address).table("件数の点検").rows
    assert shown == [["要確認", "K-001 手続K-001", "総務部 税務課", shown[0][3]]]
    assert "前年度の10倍を超えています（2,100件 → 30,000件）" in shown[0][3]
    page = stored(app, dx, address)
    found = dx.get(page.link("令和7年度の点検事項")).table("点検事項").rows
    assert [row[3] for row in found] == [row[3] for row in shown]


def test_in_english(app: Flask) -> None:
    page = registered(app, language="en").get(sent(app))
    assert "The count of FY2025 is more than ten times that of FY2024 (2,100 → 30,000)." in page.text


def test_a_list_that_is_refused_names_what_to_do(app: Flask) -> None:
    page = registered(app).get(sent(app, "手続名,件数\n手続Ｋ－００１,約500\n"))
    assert "「約500」は数値として読み取れません" in page.text
