"""A month on 照会 in a browser, without a script: everybody is asked, the workbooks come back, the month is closed."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests.browser.acting import Acting
from tests.browser.chromium import served
from tests.returned import every, replied_by, returned, typed
from tests.web.actors import Who, cookie_of, populated
from tests.web.apps import engine_of, fill_with_the_wards, running
from tracker.storage import closings
from tracker.storage.transactions import reading

OCTOBER = date(2026, 10, 1)
MOST_ACTIONS = 14
"""Under fifteen, beyond reading."""
MOVING_IN = {
    "回答": "変更あり",
    "オンライン化状況": "実施済",
    "オンライン開始日": "R8.10.1",
    "受付方法１": "ぴったりサービス",
}


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
    """The DX team at the page with which its day begins."""
    app, address = office
    context = browser.new_context(locale="ja-JP", java_script_enabled=False, accept_downloads=True)
    context.add_cookies([{"name": "session", "value": cookie_of(app, Who.DX), "url": address}])
    page = context.new_page()
    page.goto(f"{address}/work")
    yield Acting(page)
    context.close()


def filled_in(made: bytes, folder: Path) -> list[Path]:
    """What the divisions send back: all is unchanged, but that 転入届 went online in October."""
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    for name, content in files.items():
        edits = [replied_by("係長 回答 花子"), every({"回答": "変更なし"})]
        if "戸籍住民課" in name:
            edits.append(typed("K-013", MOVING_IN))
        (folder / name).write_bytes(returned(content, *edits))
    return sorted(folder / name for name in files)


def test_everybody_is_asked_and_the_month_is_closed_in_few_actions(
    dx: Acting, office: tuple[Flask, str], tmp_path: Path
) -> None:
    dx.click("照会を作成する")
    dx.click("照会を作成する")
    assert dx.heading == "第1回照会"
    files = filled_in(dx.save("回答用Excelを作成する"), tmp_path)
    assert len(files) == 20
    dx.choose("返送されたExcel", files)
    dx.click("返送されたExcelを取り込む")
    assert "取り込みました：20" in dx.said
    dx.click("確認待ち")
    dx.click("すべて選ぶ")
    dx.click("選んだ登録を確認する")
    dx.click("今月の作業")
    dx.click("令和8年10月分の月次報告を作成し、確定する")
    dx.click("月次を確定する")
    assert dx.said == "令和8年10月分を確定しました。"
    assert dx.actions <= MOST_ACTIONS
    with reading(engine_of(office[0])) as connection:
        closing = closings.find(connection, OCTOBER)
        assert closing is not None
        assert closing.reason == "", "everybody has answered and nothing waits"
        assert closings.figures_of(connection, closing).online_cases == 989_181 + 29_622
