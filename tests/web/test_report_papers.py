"""The papers of the monthly reports: as pages, as files to the byte, and compared with one another."""

import hashlib
import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import unquote

import pytest
from flask import Flask

from tests.pages import Pages
from tests.people import actor, registered
from tests.web.apps import NOON, engine_of, running
from tests.web.conftest import AppWith
from tests.web.months import MONTH, OCTOBER, SEPTEMBER, closed, come_online
from tests.web.test_english import unmarked
from tracker.domain.account import Role
from tracker.domain.report.document import Paper
from tracker.exporting.report.formats import FORMATS
from tracker.storage import papers
from tracker.storage.transactions import reading
from tracker.usecases.reports.close_month import close_month
from tracker.usecases.reports.make_papers import make_papers
from tracker.usecases.reports.release_month import release_month


@pytest.fixture
def ward(wards_copy: str) -> Iterator[Flask]:
    """The application on the ward's catalogue, closed to readers; papers are made as soon as they are asked for."""
    with running(wards_copy, open_reading=False, municipality="葛飾区") as app:
        app.config["START_MAKING"] = lambda month: make_papers(engine_of(app), month, NOON)
        yield app


def test_a_paper_is_a_page_in_both_languages_and_stays_japanese(ward: Flask) -> None:
    closed(ward, SEPTEMBER)
    come_online(ward, "K-002")
    closed(ward)
    for language in ("ja", "en"):
        team = registered(ward, language=language)
        for paper in Paper:
            page = team.get(f"{MONTH}/{paper.value}")
            assert page.heading == "行政手続のオンライン化の進捗状況について（令和８年10月末現在）"
            assert page.language == language
            pictures = [address for address in page.loaded if "figure-" in address]
            assert len(pictures) == 4
            for address in pictures:
                assert team.file(address, "image/svg+xml").startswith(b"<?xml")


def test_files_are_those_that_were_kept_to_the_byte(ward: Flask) -> None:
    closed(ward)
    come_online(ward, "K-002")
    team = registered(ward)
    team.submit(team.get(f"{MONTH}/correct"), reason="登録漏れ")
    with reading(engine_of(ward)) as connection:
        for edition in (1, 2):
            for paper in Paper:
                for extension, found in FORMATS.items():
                    kept = papers.closed(connection, OCTOBER, edition, paper, extension)
                    assert kept is not None
                    response = team.fetch(f"{MONTH}/{paper.value}.{extension}?edition={edition}")
                    assert (response.data, response.content_type) == (kept[0], found.media_type)
                    assert hashlib.sha256(response.data).hexdigest() == kept[1]
                    assert kept[1] in team.get(MONTH).response.text
        newest = team.fetch(f"{MONTH}/committee.pdf")
        assert newest.data == team.fetch(f"{MONTH}/committee.pdf?edition=2").data
    assert names_of(team, f"{MONTH}/committee.pdf") == "月次報告_令和8年10月_委員会報告_第2版.pdf"
    assert names_of(team, f"{MONTH}/committee.pdf?edition=1") == "月次報告_令和8年10月_委員会報告.pdf"


def names_of(pages: Pages, address: str) -> str:
    """The name under which a file is kept."""
    sent = pages.fetch(address).headers["Content-Disposition"]
    assert sent.startswith('attachment; filename="download.')
    return unquote(sent.split("''")[1])


def test_files_of_an_open_month_say_how_far_it_has_come(ward: Flask) -> None:
    team = registered(ward)
    team.get(f"{MONTH}/internal.docx", 404)
    page = team.follow(team.submit(team.get(MONTH), button="資料を作成する"))
    assert names_of(team, f"{MONTH}/internal.docx") == "月次報告_令和8年10月_庁内報告_作成中.docx"
    team.submit(page, button="（案）にする")
    assert names_of(team, f"{MONTH}/internal.html") == "月次報告_令和8年10月_庁内報告_案.html"


def test_no_script_would_run_in_a_paper_that_is_saved(ward: Flask) -> None:
    closed(ward)
    paper = registered(ward).fetch(f"{MONTH}/internal.html")
    assert b"<script" not in paper.data
    policy = paper.headers["Content-Security-Policy"]
    assert "unsafe-inline" not in policy
    assert re.search(r"default-src 'none'", policy)


def test_a_closed_month_that_somebody_altered_is_not_shown(app_with: AppWith) -> None:
    """Past the program, in the database itself: a sentence says so, on every page that would show it."""
    app = app_with()
    team = registered(app)
    close_month(engine_of(app), actor(at=NOON), OCTOBER)
    with engine_of(app).execution_options(writing=True).begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER month_closings_no_update")
        connection.exec_driver_sql("DROP TRIGGER closed_papers_no_update")
        connection.exec_driver_sql("UPDATE month_closings SET content = content || ' '")
        connection.exec_driver_sql("UPDATE closed_papers SET content = CAST(content || ' ' AS BLOB)")
    for address in ("/work", f"{MONTH}/internal", f"{MONTH}/committee.pdf"):
        page = team.get(address, 500)
        assert page.heading == "確定した月の内容が書き換えられています"
        assert "データベースの管理者へご連絡ください。" in page.text
    assert team.get("/").heading == "進捗状況"


def test_two_months_are_compared_by_causes_that_add_up(ward: Flask) -> None:
    closed(ward, SEPTEMBER)
    come_online(ward, "K-002", SEPTEMBER)
    closed(ward)
    viewer = registered(ward, Role.VIEWER)
    assert viewer.get("/reports").link("二つの月を比較する") == "/reports/compare"
    page = viewer.get("/reports/compare")
    assert (page.field("before").value, page.field("after").value) == ("2026-09:1", "2026-10:1")
    assert "＋15.6ポイント（＋284,125件）" in page.text
    online, whole = page.table("令和8年9月から令和8年10月まで").rows
    assert online[0] == "新たにオンライン化"
    assert online[2:] == whole[2:] == ["＋284,125件", "±0件", "＋15.6ポイント"]
    back = viewer.get("/reports/compare?before=2026-10:1&after=2026-09:1")
    assert "△15.6ポイント（△284,125件）" in back.text
    same = viewer.get("/reports/compare?before=2026-10:1&after=2026-10:1")
    assert "この間に変わったことはありません。" in same.text


def test_the_pages_are_english(ward: Flask) -> None:
    for month in (date(2026, 8, 1), SEPTEMBER):
        closed(ward, month)
    release_month(engine_of(ward), actor(at=NOON), SEPTEMBER, date(2026, 11, 20))
    come_online(ward, "K-002")
    english = registered(ward, language="en")
    places = ["/reports", "/reports/compare", MONTH, f"{MONTH}/committee", f"{MONTH}/committee/wording", "/published"]
    places += [f"/reports/2026-09{each}" for each in ("", "/correct", "/internal/wording", "/internal")]
    for address in [*places, "/published/2026-09", "/reports/2026-08/correct"]:
        page = english.get(address)
        assert page.language == "en"
        assert list(unmarked(page.root)) == [], address
    proposed = english.follow(english.submit(english.get(MONTH), action="/propose"))
    assert list(unmarked(proposed.root)) == []
