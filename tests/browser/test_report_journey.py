"""A month's papers in a browser, without a script: worded, made, sent round, closed, saved, released."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from threading import Event, Thread

import pytest
from flask import Flask
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.chromium import served
from tests.usecases.asking import ask
from tests.web.actors import Who, cookie_of, populated
from tests.web.apps import NOON, engine_of, fill_with_the_wards, running
from tracker.usecases.reports.make_papers import make_papers

REASON = "照会中のため"


@pytest.fixture
def may_begin() -> Event:
    """Until it is set, papers that are asked for are not begun."""
    return Event()


@pytest.fixture
def office(tmp_path: Path, may_begin: Event) -> Iterator[tuple[Flask, str]]:
    """The ward's application and its address; papers are made beside it."""
    url = f"sqlite:///{tmp_path / 'office.db'}"
    fill_with_the_wards(url)
    populated(url)
    started: list[Thread] = []
    with running(url, open_reading=False) as app, served(app) as address:
        ask(engine_of(app))

        def start(month: date) -> None:
            def make() -> None:
                may_begin.wait(30)
                make_papers(engine_of(app), month, NOON)

            started.append(Thread(target=make))
            started[-1].start()

        app.config["START_MAKING"] = start
        yield app, address
        for thread in started:
            thread.join()


@pytest.fixture
def page(browser: Browser, office: tuple[Flask, str]) -> Iterator[Page]:
    """A browser of the DX team in which no script runs."""
    app, address = office
    context = browser.new_context(locale="ja-JP", java_script_enabled=False, accept_downloads=True)
    context.add_cookies([{"name": "session", "value": cookie_of(app, Who.DX), "url": address}])
    yield context.new_page()
    context.close()


def link(page: Page, text: str, paper: str) -> Locator:
    """The link about a paper."""
    return page.get_by_role("link", name=re.compile(f"^{text}.*{paper}")).first


def saved(page: Page, text: str, paper: str) -> tuple[str, bytes]:
    """The name and content of a file behind a link."""
    with page.expect_download() as found:
        link(page, text, paper).click()
    return found.value.suggested_filename, found.value.path().read_bytes()


def test_a_month_in_the_hands_of_the_dx_team(page: Page, office: tuple[Flask, str], may_begin: Event) -> None:
    page.goto(f"{office[1]}/reports")
    page.get_by_role("link", name="令和8年10月").click()
    link(page, "体裁と文を整える", "委員会報告").click()
    page.get_by_label("委員会名").fill("総務委員会")
    page.get_by_label("課題と今後の対応").fill("予約の手続から順に進める。")
    page.get_by_role("button", name="登録する").click()
    expect(page.locator(".paper__box")).to_have_text("総務委員会")
    expect(page.locator(".paper")).to_contain_text("予約の手続から順に進める。")

    page.get_by_role("link", name="令和8年10月分の月次報告").click()
    page.get_by_role("button", name="資料を作成する").click()
    expect(page.get_by_role("progressbar", name="10種類のうち0種類を作成しました。")).to_be_visible()
    may_begin.set()
    expect(page.get_by_text("作成した日時")).to_be_visible(timeout=60_000)
    name, content = saved(page, "PDF", "委員会報告")
    assert name == "月次報告_令和8年10月_委員会報告_作成中.pdf"
    assert content.startswith(b"%PDF")

    page.get_by_role("button", name="（案）にする").click()
    expect(page.locator("[aria-current=step]")).to_have_text("（案）")
    page.get_by_label("未回答や確認待ちが残ったまま確定する理由").fill(REASON)
    page.get_by_role("button", name="月次を確定する").click()
    expect(page.get_by_text("令和8年10月分を確定しました。")).to_be_visible()
    name, content = saved(page, "Excel", "庁内報告")
    assert name == "月次報告_令和8年10月_庁内報告.xlsx"
    assert content.startswith(b"PK")
    page.get_by_role("button", name="公表する").click()
    page.get_by_role("link", name="公表している画面を見る").click()
    expect(page.locator("h1")).to_contain_text("行政手続のオンライン化の進捗状況について")
    assert REASON not in page.content()
