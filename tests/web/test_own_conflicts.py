"""Two people on one procedure through their forms: the slower one keeps their input and sees what the other did."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from tests.build import NOW, TODAY, procedure
from tests.pages import Page, Pages
from tests.people import TAX, registered
from tests.usecases.asking import ask
from tests.usecases.files import catalogue_file
from tests.web.apps import engine_of
from tests.web.conftest import AppWith
from tests.web.test_own import HOSTILE, stored
from tracker.domain.account import Role
from tracker.domain.selection import Order, Selection
from tracker.usecases.catalogue.import_catalogue import Options, import_catalogue
from tracker.usecases.catalogue.list_procedures import export_procedures
from tracker.usecases.log.verify_log import verify_log

REPLY = {"respondent": "税務課 山田", "received_on": "R8.11.19"}


@pytest.fixture
def office(app_with: AppWith) -> Flask:
    """The application with three procedures, one of them online."""
    items = [procedure(f"T-{number}", position=number, online=number == 3) for number in (1, 2, 3)]
    app = app_with(items, open_reading=False)
    ask(engine_of(app))
    return app


@pytest.fixture
def fast(office: Flask) -> Pages:
    """Who submits first."""
    return registered(office, Role.EDITOR, TAX, name="先田 一郎")


@pytest.fixture
def slow(office: Flask) -> Pages:
    """Who had the form open before."""
    return registered(office, Role.EDITOR, TAX, name="後藤 花子")


def conflicted(pages: Pages, page: Page, **fields: object) -> Page:
    back = Page(page.address, pages.submit(page, 409, **fields))
    assert back.title.startswith("エラー：")
    return back


def test_the_slower_of_two_sees_both_and_can_save_again(office: Flask, fast: Pages, slow: Pages) -> None:
    address = "/own/record?code=T-1"
    mine = slow.get(address)
    fast.submit(fast.get(address), effective_on="R8.9", channels="eltax", note=HOSTILE)
    typed = {"effective_on": "R8.10", "channels": ["pittari", "logo_form"], "note": "私の備考"}
    back = conflicted(slow, mine, **typed)
    assert "先田 一郎（税務課、" in back.text
    assert "令和8年11月20日 12時00分" in back.text
    told = {cells[0]: cells[1:] for cells in back.table("状況の登録").rows}
    assert told["いつから"] == ["－", "令和8年9月1日", "令和8年10月1日"]
    assert told["受付方法"] == ["－", "eLTAX（地方税ポータル）", "ぴったりサービス（マイナポータル）、LoGoフォーム"]
    assert told["備考"] == ["－", HOSTILE, "私の備考"]
    kept = back.form("登録する").fields
    assert (kept["effective_on"], kept["channels"], kept["note"]) == tuple(typed.values())
    assert len(stored(office, "T-1").records) == 1
    slow.submit(back)
    assert [record.note for record in stored(office, "T-1").records] == [HOSTILE, "私の備考"]
    assert verify_log(engine_of(office)).bad is None


def test_who_is_overtaken_twice_hears_of_it_twice(office: Flask, fast: Pages, slow: Pages) -> None:
    mine = slow.get("/own/plan?code=T-1")
    fast.submit(fast.get("/own/plan?code=T-1"), planned_for="R9.4")
    back = conflicted(slow, mine, planned_for="R10.4")
    fast.submit(fast.get("/own/plan?code=T-1"), planned_for="R11.4")
    again = conflicted(slow, back)
    assert again.table("予定の登録").rows == [["予定時期", "令和9年4月", "令和11年4月", "令和10年4月"]]
    slow.submit(again)


def test_dx_and_an_editor(office: Flask, slow: Pages) -> None:
    dx = registered(office, name="推進 三郎")
    for address, fields in (
        ("/own/record?code=T-3", {"effective_on": "R8.10"}),
        ("/own/correct?code=T-3&number=1", {"effective_on": "R8.10", "reason": "誤り"}),
        ("/own/withdraw?code=T-3&number=1", {"reason": "誤り"}),
        ("/own/plan?code=T-3", {"planned_for": "R9.4"}),
    ):
        mine = slow.get(address)
        dx.submit(dx.get("/own/plan?code=T-3"), planned_for="", comment=address, **REPLY)
        back = conflicted(slow, mine, **fields)
        assert "推進 三郎（DX推進担当、" in back.text
        assert address in back.text
        for name, value in fields.items():
            assert back.field(name).value == value


def test_no_change_stores_nothing_when_something_did_change(office: Flask, fast: Pages, slow: Pages) -> None:
    mine = slow.get("/own")
    fast.submit(fast.get("/own/plan?code=T-2"), planned_for="R9.4")
    back = Page("/own", slow.submit(mine, 409, button="変更なし"))
    assert "T-2 手続T-2" in back.text
    assert back.table("予定の登録").column("更新後") == ["令和9年4月"]
    assert [stored(office, code).answer for code in ("T-1", "T-3")] == [None, None]
    slow.submit(back, button="変更なしで回答する（残り2手続）")


def test_an_import_meanwhile_shows_what_it_changed(office: Flask, slow: Pages, tmp_path: Path) -> None:
    engine = engine_of(office)
    mine = slow.get("/own/record", code=["T-1", "T-2"])
    entries = list(export_procedures(engine, TODAY, Selection(), Order.CATALOGUE))
    changed = [entries[0], *(replace(each, note=f"台帳{each.code}") for each in entries[1:])]
    assert import_catalogue(engine, catalogue_file(tmp_path, changed), Options(), NOW, "dx").problems == ()
    back = conflicted(slow, mine, effective_on="R8.10", note="私の備考")
    assert back.table("T-2").rows == [["備考", "－", "台帳T-2", "私の備考"]]
    assert "T-3" not in back.text
    slow.submit(back)
    assert stored(office, "T-2").note == "台帳T-2"
