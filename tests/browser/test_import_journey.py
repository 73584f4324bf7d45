"""A list as an officer keeps it goes in through a browser without a script: assigned, refused once, shown, taken in."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests.browser.acting import Acting
from tests.browser.chromium import served
from tests.importing.messy_workbook import messy_workbook
from tests.usecases.stating import stored
from tests.web.actors import Who, cookie_of, populated
from tests.web.apps import engine_of, fill_with_the_wards, running
from tracker.domain.status import OnlineStatus

READ = "この読み取り方で読み直す"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[tuple[Flask, str]]:
    """The ward's application and its address."""
    url = f"sqlite:///{tmp_path / 'office.db'}"
    fill_with_the_wards(url)
    populated(url)
    with running(url, open_reading=False) as app, served(app) as address:
        yield app, address


@pytest.fixture
def dx(browser: Browser, office: tuple[Flask, str]) -> Iterator[Acting]:
    """The DX team at the settings."""
    app, address = office
    context = browser.new_context(locale="ja-JP", java_script_enabled=False)
    context.add_cookies([{"name": "session", "value": cookie_of(app, Who.DX), "url": address}])
    page = context.new_page()
    page.goto(f"{address}/settings")
    yield Acting(page)
    context.close()


def workbook(folder: Path, name: str, **changed: object) -> Path:
    path = folder / name
    path.write_bytes(messy_workbook(**changed))
    return path


def choose(dx: Acting, label: str, option: str) -> None:
    dx.actions += 1
    dx.page.get_by_label(label, exact=True).select_option(label=option)


def read_text(dx: Acting) -> str:
    return dx.page.locator("main").inner_text()


def test_a_messy_workbook_goes_in_and_the_next_one_faster(
    dx: Acting, office: tuple[Flask, str], tmp_path: Path
) -> None:
    dx.click("台帳の取込み")
    dx.choose("取り込むファイル", [workbook(tmp_path, "電子申請一覧.xlsx")])
    dx.click("取り込む前に変更点を見る")
    assert "列の対応を決めてください" in read_text(dx)
    for letters in ("A", "K"):
        choose(dx, f"{letters}列の対応する項目", "取り込まない")
    for letters in ("B", "C"):
        dx.tick(f"{letters}列は、空欄のとき上の行の値を引き継ぐ")
    dx.fill("手続IDの先頭の文字", "D-")
    dx.tick("登録されていない部・課を作成する")
    dx.click(READ)

    refused = read_text(dx)
    assert "登録内容は変わっていません。" in refused
    for said in ("「◎」が何を表すかが決まっていません。", "合計や小計の行を除いて取り込むことを選ぶか", "「約500」"):
        assert said in refused
    choose(dx, "オンライン化状況の「◎」", "実施済")
    choose(dx, "オンライン化状況の「△」", "一部実施済")
    dx.fill("オンライン開始日の「R6.4」", "令和6年4月1日")
    dx.page.get_by_text("シート、見出しの行、年度などを指定する").click()
    dx.tick("小計・合計の行を除く")
    dx.tick("「約500」を、500（概数）として読み取る")
    dx.fill("この対応付けを保存する名前", "電子申請一覧")
    dx.click(READ)

    assert dx.page.get_by_role("heading", name="取り込むと変わる内容").is_visible()
    dx.click("この内容で取り込む")
    assert "取り込んだ内容" in read_text(dx)
    dx.click("手続一覧")
    dx.fill("手続名又は手続ID", "課税証明書の交付申請", enter=True)
    assert "D-001" in read_text(dx)
    assert stored(engine_of(office[0]), "D-001").records[-1].status is OnlineStatus.IMPLEMENTED

    dx.page.goto(f"{office[1]}/imports")
    before = dx.actions
    dx.choose("取り込むファイル", [workbook(tmp_path, "電子申請一覧（翌月）.xlsx", E7=70_569)])
    dx.click("取り込む前に変更点を見る")
    assert "「電子申請一覧」は、このファイルの見出しと全て合います。" in read_text(dx)
    dx.click("この対応付けで読み取る")
    assert "70,568件" in read_text(dx)
    dx.click("この内容で取り込む")
    assert dx.actions - before == 4
    assert stored(engine_of(office[0]), "D-001").volume_of(2024).annual_cases == 70_569
