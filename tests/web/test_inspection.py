"""データの点検 as the DX team and a division see it."""

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from tests.build import procedure, volume
from tests.pages import Page, Pages
from tests.people import REGISTER, TAX, registered
from tests.web.apps import counted_statements, engine_of
from tests.web.conftest import AppWith
from tracker.domain.account import Role
from tracker.domain.procedure import Procedure
from tracker.storage import policies, procedures, saving
from tracker.storage.saving import Change
from tracker.storage.transactions import writing

HARD_CODE = "T/4 :?#&+%2F 漢字"
NAME = "納税<b>証明書</b>"
LEAPT = "/inspection/finding?code=T-1&check=leap&seen=2023%3A2022%3A2100%3A30000"
DO, UNDO = "確認済みにする", "確認を取り消す"


def catalogue(many: int = 0) -> list[Procedure]:
    register: dict[str, Any] = {"department": REGISTER[0], "division": REGISTER[1]}
    items = [
        procedure("R-1", volumes=(volume(None, ceiling=9_999),), online=True, **register),
        procedure("T-1", volumes=(volume(2_100), volume(30_000, 2023)), online=True, name=NAME),
        procedure(HARD_CODE, 100),
        *(procedure(f"M-{number}", 100) for number in range(many)),
    ]
    return [replace(item, position=place) for place, item in enumerate(items, 1)]


@pytest.fixture
def app(app_with: AppWith) -> Flask:
    return app_with(catalogue(), open_reading=False)


@pytest.fixture
def dx(app: Flask) -> Pages:
    return registered(app)


def named(page: Page) -> list[str]:
    """The procedures that the list is about, by name and code."""
    return page.table("点検事項").column("手続名")


def test_each_finding_says_what_was_found_and_what_to_do(dx: Pages) -> None:
    page = dx.get("/inspection")
    severity, name, unit, said, act = page.table("点検事項").rows[0]
    assert (severity, name, unit) == ("要確認", f"{NAME}T-1", "総務部 税務課")
    assert "令和5年度の件数が、前年度の10倍を超えています（2,100件 → 30,000件）。" in said
    assert "→ 所管課に件数を確認し、誤りであれば訂正する。" in said
    assert act.startswith(DO)
    assert page.table("点検事項").column("区分") == ["要確認", "要確認", "参考"]
    assert "未対応：要修正0件、要確認2件、参考1件" in page.text
    assert "/procedures/T-1" in [link.address for link in page.links]


def test_in_english(app: Flask) -> None:
    page = registered(app, language="en").get("/inspection")
    assert "The count of FY2023 is more than ten times that of FY2022 (2,100 → 30,000)." in page.text


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"severity": "to_check"}, 2),
        ({"severity": "to_correct"}, 0),
        ({"kind": "leap"}, 1),
        ({"year": "2023"}, 1),
        ({"year": "1999"}, 0),
        ({"state": "acknowledged"}, 0),
        ({"state": "all", "severity": "for_reference"}, 1),
    ],
)
def test_the_list_is_filtered_and_downloaded_as_it_is_filtered(dx: Pages, query: dict[str, str], count: int) -> None:
    assert f"点検事項（{count}件）" in dx.get("/inspection", **query).text
    assert len(dx.file("/inspection.csv", "text/csv", **query).splitlines()) == count + 1


def test_a_division_is_filtered_by(dx: Pages) -> None:
    choices = {text: value for value, text in dx.get("/inspection").field("unit").choices}
    assert named(dx.get("/inspection", unit=choices["地域振興部 戸籍住民課"])) == ["手続R-1R-1"]


@pytest.mark.parametrize("query", [{"severity": "x"}, {"unit": "x"}, {"year": "x"}, {"year": "²²²²"}, {"kind": "x"}])
def test_what_is_not_offered_is_said(dx: Pages, query: dict[str, str]) -> None:
    page = Page("/inspection", dx.fetch(f"/inspection?{'&'.join(f'{k}={v}' for k, v in query.items())}", 400))
    assert "この条件は選べません" in page.text
    assert page.title.startswith("エラー：")


@pytest.mark.parametrize(
    "address", ["/inspection?page=x", "/inspection?page=0", "/inspection/finding", "/inspection?page="]
)
def test_an_address_of_nobodys_is_a_bad_request(dx: Pages, address: str) -> None:
    dx.fetch(address, 400)


def test_an_editor_sees_their_own_and_nothing_of_others(app: Flask) -> None:
    editor = registered(app, Role.EDITOR, TAX)
    page = editor.get("/inspection")
    assert len(page.table("点検事項").rows) == 2
    assert [text for _value, text in page.field("unit").choices] == ["すべて", "総務部 税務課"]
    editor.fetch("/inspection/finding?code=R-1&check=not_counted&seen=2022:9999", 404)


def test_an_editor_without_a_division_has_nothing_to_look_at(app: Flask) -> None:
    assert "未対応の点検事項はありません。" in registered(app, Role.EDITOR).get("/inspection").text


def test_a_finding_is_acknowledged_with_a_reason_and_that_is_taken_back(app: Flask, dx: Pages) -> None:
    editor = registered(app, Role.EDITOR, TAX, name="山田 花子")
    page = editor.follow(editor.submit(editor.get(f"{LEAPT}&year=2023"), reason="制度の拡大<b>"))
    assert page.address.endswith("/inspection?year=2023")
    assert "点検事項を確認済みにしました。" in page.text
    assert "条件に合う点検事項はありません" in page.text

    page = dx.get("/inspection", state="acknowledged")
    (row,) = page.table("点検事項").rows
    assert "理由：制度の拡大<b>" in row[3]
    assert "山田 花子" in row[3]
    assert row[4].startswith(UNDO)
    dx.follow(dx.submit(dx.get(LEAPT), button=UNDO))
    assert len(dx.get("/inspection").table("点検事項").rows) == 3
    assert dx.get("/log").table("操作").column("操作")[:2] == ["点検事項の確認の取消し", "点検事項の確認"]


def test_a_code_of_any_characters_is_found_again(dx: Pages) -> None:
    address = next(link.address for link in dx.get("/inspection").links if "nothing_stated" in link.address)
    dx.submit(dx.get(address), reason="照会中")
    assert len(dx.get("/inspection").table("点検事項").rows) == 2


@pytest.mark.parametrize(("reason", "said"), [(" ", "理由を入力してください。"), ("長" * 2_001, "2000文字以内")])
def test_without_a_reason_nothing_is_stored_and_what_was_typed_stays(dx: Pages, reason: str, said: str) -> None:
    page = Page(LEAPT, dx.submit(dx.get(LEAPT), 400, reason=reason))
    assert page.title.startswith("エラー：")
    assert page.field("reason").invalid
    assert said in page.field("reason").described
    assert len(dx.get("/inspection").table("点検事項").rows) == 3


def test_values_that_changed_meanwhile_are_not_acknowledged(app: Flask, dx: Pages) -> None:
    form = dx.get(LEAPT)
    with writing(engine_of(app)) as connection:
        before = procedures.find(connection, "T-1")
        assert before is not None
        after = replace(before, volumes=(volume(2_100), volume(31_000, 2023)))
        saving.save(connection, [Change(before, after)], policies.load(connection))
    page = Page(LEAPT, dx.submit(form, 409, reason="制度の拡大"))
    assert "点検した値が変わったか、既に解消されています" in page.text
    assert named(dx.get("/inspection", kind="leap")) == [f"{NAME}T-1"]
    assert "解消されています" in Page(LEAPT, dx.fetch(LEAPT, 409)).text


def test_who_comes_second_is_told(dx: Pages) -> None:
    first, second = dx.get(LEAPT), dx.get(LEAPT)
    dx.submit(first, reason="制度の拡大")
    assert "に確認済みにしています" in Page(LEAPT, dx.submit(second, 409, reason="別の理由")).text


def test_a_long_list_is_shown_a_page_at_a_time_by_few_statements(app_with: AppWith) -> None:
    app = app_with(catalogue(many=250), open_reading=False)
    dx = registered(app)
    with counted_statements(app) as statements:
        page = dx.get("/inspection")
    assert len(statements) <= 30
    assert len(page.table("点検事項").rows) == 100
    assert "1／3ページ" in page.text
    last = dx.get("/inspection", page=3)
    assert len(last.table("点検事項").rows) == 253 - 200
    assert dx.get("/inspection", page=99).table("点検事項").rows == last.table("点検事項").rows
    assert dx.get(page.link("次の100件")).table("点検事項").rows[0] != page.table("点検事項").rows[0]


def test_the_month_s_work_says_how_many_are_to_be_looked_at(dx: Pages) -> None:
    page = dx.get("/work")
    assert "データの点検で、要確認2件を確かめる" in page.section("次にすること")
    assert page.link("データの点検で") == "/inspection"
