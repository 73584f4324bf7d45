"""手続の設定 as the DX team uses it: the effect first, then the change."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine

from tests.build import procedure, volume
from tests.pages import Page, Pages
from tests.people import registered
from tests.web.apps import engine_of, running
from tests.web.conftest import AppWith
from tracker.domain.procedure import Procedure, Theme
from tracker.storage import procedures
from tracker.storage.transactions import reading

EDIT = "/settings/procedures/edit/K-002"
SHOW, STORE = "変更後の数値を見る", "この内容で登録する"


@pytest.fixture
def app(wards_copy: str):  # type: ignore[no-untyped-def]
    with running(wards_copy) as app:
        yield app


@pytest.fixture
def dx(app: Flask) -> Pages:
    return registered(app)


def stored(engine: Engine, code: str) -> Procedure:
    with reading(engine) as connection:
        found = procedures.find(connection, code)
        assert found is not None
        return found


def sent(pages: Pages, page: Page, step: str, expected: int = 200, **fields: Any) -> Page:
    """The page that comes back when a form is not stored."""
    return Page(page.address, pages.submit(page, expected, button=SHOW, step=step, **fields))


def test_a_form_that_is_shown_and_sent_says_nothing_new(app: Flask, dx: Pages) -> None:
    """Every procedure of the ward fits into its form and comes out of it as it was."""
    with reading(engine_of(app)) as connection:
        codes = [item.code for item in procedures.everything(connection)]
    for code in codes[::6]:
        page = dx.get(f"/settings/procedures/edit/{code}")
        refused = sent(dx, page, "store", 400)
        assert "登録されている内容と同じです" in refused.text, code


def test_figures_are_shown_before_they_change_and_what_was_typed_stays(app: Flask, dx: Pages) -> None:
    page = dx.get(EDIT)
    assert page.field("volumes-0-annual_cases").value == "284,125"
    shown = sent(dx, page, "store", **{"volumes-0-annual_cases": "１００，０００", "note": "様式の変更\r\n二行目"})
    assert "まだ登録していません" in shown.text
    assert "もう一度" in shown.text
    assert [
        "オンライン化率（件数ベース）",
        "54.2％989,181件／1,824,178件",
        "60.3％989,181件／1,640,053件",
        "＋6.1ポイント",
    ] in (shown.table("変更後の数値").rows)
    assert shown.field("volumes-0-annual_cases").value == "１００，０００"
    assert stored(engine_of(app), "K-002").volumes[0].annual_cases == 284_125
    done = dx.follow(dx.submit(shown, button=STORE, step="store", note="様式の変更\r\n二行目"))
    assert "変更を登録しました。" in done.text
    after = stored(engine_of(app), "K-002")
    assert (after.volumes[0].annual_cases, after.note) == (100_000, "様式の変更\n二行目")
    assert "60.3％" in dx.get("/").text


def test_another_number_after_the_preview_is_shown_again(app: Flask, dx: Pages) -> None:
    shown = sent(dx, dx.get(EDIT), "preview", **{"volumes-0-annual_cases": "1"})
    again = sent(dx, shown, "store", **{"volumes-0-annual_cases": "2"})
    assert "もう一度" in again.text
    assert stored(engine_of(app), "K-002").volumes[0].annual_cases == 284_125


def test_what_changes_no_figure_is_stored_at_once(app: Flask, dx: Pages) -> None:
    page = dx.get(EDIT)
    shared = next(value for value, text in page.field("shared_with").choices if text == "総務部 税務課")
    dx.submit(
        page, button=STORE, step="store", name="住民票の写し", shared_with=shared, life_events=["引越し", "結婚・離婚"]
    )
    after = stored(engine_of(app), "K-002")
    assert (after.name, after.shared_with) == ("住民票の写し", ("総務部", "税務課"))
    assert set(after.life_events) == {"引越し", "結婚・離婚"}
    sheet = dx.get("/procedures/K-002")
    assert "共管" in sheet.text
    assert "総務部 税務課" in sheet.text


@pytest.mark.parametrize(
    ("fields", "name", "told"),
    [
        ({"name": ""}, "name", "入力されていません"),
        ({"name": "a\x07b"}, "name", "制御文字"),
        ({"name": "あ" * 501}, "name", "500文字以内"),
        ({"unit": "X"}, "unit", "選択肢から選んでください"),
        ({"shared_with": "B06-01"}, "shared_with", "別の課"),
        ({"main_theme": "", "more_themes": "tax"}, "main_theme", "主な分野を選んでください"),
        ({"volumes-0-annual_cases": "約500"}, "volumes-0-annual_cases", "数値として読み取れません"),
        ({"volumes-0-annual_cases": "99999999999"}, "volumes-0-annual_cases", "大きすぎます"),
        ({"volumes-0-online_cases": "999999"}, "volumes-0-online_cases", "超えています"),
        ({"volumes-0-ceiling": "5"}, "volumes-0-ceiling", "件数上限は要りません"),
        ({"volumes-1-annual_cases": "5"}, "volumes-1-fiscal_year", "年度を入力してください"),
        ({"volumes-1-fiscal_year": "R4"}, "volumes-1-fiscal_year", "二つあります"),
        ({"volumes-1-fiscal_year": "昔"}, "volumes-1-fiscal_year", "年度として読み取れません"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(dx: Pages, fields: dict[str, str], name: str, told: str) -> None:
    page = dx.get(EDIT)
    own = page.field("unit").value
    fields = {key: own if key == "shared_with" else value for key, value in fields.items()}
    refused = sent(dx, page, "store", 400, **fields)
    assert refused.title.startswith("エラー：")
    assert refused.field(name).invalid
    assert told in refused.field(name).described
    assert f"#{name}" in {link.address.removeprefix(page.address) for link in refused.links}


def test_a_procedure_is_taken_in(app: Flask, dx: Pages) -> None:
    page = dx.get("/settings/procedures/new")
    assert "M-001" in page.text
    unit = next(value for value, text in page.field("unit").choices if text == "総務部 税務課")
    fields = {"name": "新しい届出", "active_from": "R8.4.1", "unit": unit, "volumes-0-annual_cases": "20000"}
    assert "選択肢から選んでください" not in sent(dx, page, "preview", 400, name="新しい届出").field("name").described
    shown = sent(dx, page, "preview", **fields)
    assert "1,844,178件" in shown.text
    done = dx.follow(dx.submit(shown, button=STORE, step="store"))
    assert (done.heading, "M-001" in done.text) == ("新しい届出", True)
    taken = sent(dx, dx.get("/settings/procedures/new"), "store", 400, code="ｍ-001", **fields | {"name": "別の届出"})
    assert "使われています" in taken.field("code").described


def test_a_procedure_is_merged_and_the_merger_is_taken_back(app: Flask, dx: Pages) -> None:
    sheet = dx.get("/procedures/K-002")
    page = dx.get(sheet.link("統合"))
    for into, told in (("NOWHERE", "手続はありません"), ("K-002", "別の手続"), ("", "統合先の手続IDを入力")):
        refused = sent(dx, page, "store", 400, into=into, on="R8.4.1", reason="様式の統一")
        assert told in refused.field("into").described
        assert refused.field("on").value == "R8.4.1"
    fields = {"into": "K-003", "on": "R8.4.1", "reason": "様式の統一", "add_cases": "1"}
    shown = sent(dx, page, "store", **fields)
    assert stored(engine_of(app), "K-002").abolished_on is None
    assert "統合先：" in shown.text
    assert "オンライン化の状況が異なる手続の件数を合算する" in shown.text
    assert "異なる手続の件数を合算" not in sent(dx, page, "store", **fields | {"add_cases": None}).text
    done = dx.follow(dx.submit(shown, button=STORE, step="store"))
    assert "統合を登録しました。" in done.text
    assert "統合先" in done.text
    assert stored(engine_of(app), "K-003").volumes[0].annual_cases
    back = sent(dx, dx.get(dx.get("/procedures/K-002").link("廃止の取消し")), "preview", reason="誤り")
    dx.submit(back, button=STORE, step="store")
    assert stored(engine_of(app), "K-002").merged_into == ""


def test_cases_that_are_not_counted_are_not_added(dx: Pages) -> None:
    page = dx.get("/settings/procedures/merge/K-002")
    fields = {"into": "P-001", "on": "R8.4.1", "reason": "様式の統一", "add_cases": "1"}
    assert "令和4年度は「P-001" in sent(dx, page, "preview", 400, **fields).text


def test_a_procedure_is_abolished_and_found_again(app: Flask, dx: Pages) -> None:
    page = dx.get("/settings/procedures/abolish/K-002")
    assert "理由を記入してください" in sent(dx, page, "preview", 400, on="R8.4.1", reason=" ").field("reason").described
    shown = sent(dx, page, "preview", on="R8.4.1", reason="制度の廃止")
    assert "64.2％989,181件／1,540,053件" in shown.text
    dx.submit(shown, button=STORE, step="store")
    assert "条件に合う手続はありません" in dx.get("/procedures", words="K-002").text
    found = dx.get("/settings/procedures", words="K-002")
    assert "令和8年4月1日廃止" in found.text
    assert dx.get(found.link("廃止の取消し")).heading == "廃止の取消し"


def test_two_people_at_once_meet_and_can_go_on(app: Flask, dx: Pages) -> None:
    page, ending = (
        dx.get(EDIT),
        sent(dx, dx.get("/settings/procedures/abolish/K-002"), "preview", on="R8.4.1", reason="廃止"),
    )
    other = registered(app, name="山田 花子")
    other.submit(other.get(EDIT), button=STORE, step="store", note="先に書いた備考")
    conflict = sent(dx, page, "store", 409, note="後から書いた備考")
    assert conflict.title.startswith("エラー：")
    row = conflict.table("手続の変更").rows[0]
    assert (row[0], *row[2:]) == ("備考", "先に書いた備考", "後から書いた備考")
    dx.submit(conflict, button=STORE, step="store")
    assert stored(engine_of(app), "K-002").note == "後から書いた備考"
    stale = sent(dx, ending, "store")
    assert "もう一度" in stale.text
    assert "先に更新しました" in sent(dx, stale, "store", 409).text


@pytest.mark.parametrize("operation", ["edit", "merge", "abolish", "restore"])
def test_what_is_not_there_is_not_found(dx: Pages, operation: str) -> None:
    dx.get(f"/settings/procedures/{operation}/NOWHERE", 404)


def test_searching_takes_any_words(dx: Pages) -> None:
    assert dx.get("/settings/procedures").table("54手続").rows
    for words in ("%", "＜b＞", "x" * 300, "住民票 交付"):
        dx.get("/settings/procedures", words=words)
    assert "条件に合う手続はありません" in dx.get("/settings/procedures", words="%").text


def test_what_was_chosen_keeps_its_order(app_with: AppWith) -> None:
    themes = (Theme.TAX, Theme.OTHER, Theme.CHILD_REARING, Theme.HEALTH)
    events, lists = ("税金", "妊娠", "町独自のイベント"), ("59", "31")
    item = procedure(themes=themes, life_events=events, national_lists=lists, volumes=(volume(None, 2021, ceiling=9),))
    app = app_with([item])
    dx = registered(app)
    page = dx.get("/settings/procedures/edit/K-001")
    assert "登録されている内容と同じです" in sent(dx, page, "store", 400).text
    dx.submit(page, button=STORE, step="store", life_events=["妊娠", "介護", "町独自のイベント"])
    assert stored(engine_of(app), "K-001").life_events == ("妊娠", "町独自のイベント", "介護")
