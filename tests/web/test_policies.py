"""基準 on its pages: shown in its effect, then stored; kept as typed when refused; never over another's change."""

import re
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.dump import dump
from tests.pages import Page, Pages
from tests.people import actor, registered
from tests.web.apps import engine_of, running
from tracker.domain.account import Role
from tracker.domain.policy import WARD_POLICY
from tracker.usecases.settings.save_policy import known_policies, save_policy

NEW = "/settings/policies/new"
CHANGED: dict[str, Any] = {
    "valid_from": "R8.10.1",
    "threshold": "５０，０００",
    "target2-share": "92.5％",
    "target2-wording": "９割以上",
    "target2-due_on": "令和11年3月31日",
}
SHOW, STORE = {"step": "preview"}, {"step": "store"}


@pytest.fixture
def ward(wards_copy: str):  # type: ignore[no-untyped-def]
    with running(wards_copy) as app:
        yield app


@pytest.fixture
def pages(ward: Flask) -> Pages:
    return registered(ward, Role.DX)


def page_of(answer: TestResponse) -> Page:
    return Page(NEW, answer)


def shown(pages: Pages, **fields: Any) -> Page:
    return page_of(pages.submit(pages.get(NEW), 200, "変更後の数値を見る", **{**CHANGED, **SHOW, **fields}))


def test_the_form_begins_with_the_latest_policy(pages: Pages) -> None:
    page = pages.get(NEW)
    assert page.field("threshold").value == "10,000"
    assert page.field("base_fiscal_year").value == "令和4年度"
    assert (page.field("target1-share").value, page.field("target1-due_on").value) == ("80", "令和8年3月31日")
    assert page.field("valid_from").value == ""


def test_nothing_is_stored_before_its_effect_was_shown(ward: Flask, pages: Pages) -> None:
    before = dump(engine_of(ward), without=frozenset({"sessions", "catalogue_state"}))
    answer = pages.submit(pages.get(NEW), 200, "変更後の数値を見る", **CHANGED, **STORE)
    assert "もう一度「この内容で登録する」を押してください" in page_of(answer).text
    assert dump(engine_of(ward), without=frozenset({"sessions", "catalogue_state"})) == before


def test_the_effect_names_figures_steps_and_procedures(pages: Pages) -> None:
    page = shown(pages)
    figures = page.table("数値への影響")
    assert "54.2％ 989,181件／1,824,178件" in re.sub(r"％(?=\d)", "％ ", figures.rows[0][1])
    assert figures.rows[2][1] == "目標（約８割）を25.8ポイント下回る。"
    assert figures.rows[2][2] == "目標（９割以上、令和11年3月31日まで）まで38.3ポイント"
    assert figures.rows[3][1:3] == ["45手続", "29手続"]
    assert len(page.table("STEPが変わる手続").rows) == 16
    assert "既に終わった月（令和8年10月）の数値も変わります" in page.text
    assert page.field("threshold").value == "５０，０００"


def test_from_the_form_to_every_page(pages: Pages) -> None:
    stored = pages.submit(shown(pages), 303, "この内容で登録する", **STORE)
    listed = pages.follow(stored)
    assert "基準を登録しました" in listed.text
    changed = listed.table("令和8年10月1日から")
    assert ["件数の基準", "年間10,000件以上", "年間50,000件以上"] in changed.rows
    assert "年間50,000件以上の手続" in pages.get("/method").text
    assert "９割以上" in pages.get("/").text
    assert "下回る" in pages.get("/", as_of="R8.9.30").text


def test_what_changed_after_the_look_is_shown_again_first(pages: Pages) -> None:
    again = page_of(pages.submit(shown(pages), 200, "この内容で登録する", **STORE, threshold="20000"))
    assert "計算し直しました" in again.text
    pages.submit(again, 303, "この内容で登録する", **STORE)


@pytest.mark.parametrize(
    ("fields", "name", "said"),
    [
        ({"valid_from": ""}, "valid_from", "入力してください。"),
        ({"valid_from": "あした"}, "valid_from", "日付として読み取れません"),
        ({"valid_from": "2024-01-01"}, "valid_from", "既に登録されています"),
        ({"threshold": "約500"}, "threshold", "整数として読み取れません"),
        ({"threshold": "0"}, "threshold", "1以上"),
        ({"threshold": "9" * 400}, "threshold", "整数として読み取れません"),
        ({"step2_first": "R7"}, "step2_first", "令和7年度"),
        ({"base_fiscal_year": "昔"}, "base_fiscal_year", "年度として読み取れません"),
        ({"target2-share": ""}, "target2-share", "三つとも空欄"),
        ({"target2-share": "101"}, "target2-share", "100以下"),
        ({"target2-due_on": "R8.4.1"}, "target2-due_on", "適用開始日（令和8年10月1日）以後"),
        ({"total_cases": "5"}, "total_cases_source", "出典も入力"),
        ({"partial": "none"}, "partial", "選択肢から選んで"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(
    pages: Pages, fields: dict[str, str], name: str, said: str
) -> None:
    answer = page_of(pages.submit(pages.get(NEW), 400, "変更後の数値を見る", **{**CHANGED, **SHOW, **fields}))
    assert answer.title.startswith("エラー：")
    assert said in answer.text
    if name != "partial":
        field = answer.field(name)
        assert field.invalid
        assert said in field.described
    for typed, value in {**CHANGED, **fields}.items():
        if typed != "partial":
            assert answer.field(typed).value == value
    assert any(link.address.endswith(f"#{name}") for link in answer.links)


def test_a_correction_keeps_its_day_and_says_when_nothing_changed(ward: Flask, pages: Pages) -> None:
    address = "/settings/policies/2024-01-01"
    page = pages.get(address)
    same = page_of(pages.submit(page, 400, "変更後の数値を見る", **SHOW, valid_from="R1.5.1"))
    assert "登録されている内容と同じです" in same.text
    effect = page_of(pages.submit(page, 200, "変更後の数値を見る", **SHOW, threshold="20000"))
    pages.submit(Page(address, effect.response), 303, "この内容で登録する", **STORE)
    assert [each.threshold for each in known_policies(engine_of(ward)).policies] == [20_000]
    pages.fetch("/settings/policies/2024-01-02", 404)
    pages.fetch("/settings/policies/x", 404)


def test_two_at_once_one_is_stored_and_the_other_told(ward: Flask, pages: Pages) -> None:
    effect = shown(pages)
    colleague = actor(name="鈴木 花子", login="suzuki")
    save_policy(engine_of(ward), colleague, replace(WARD_POLICY, threshold=8_000), 0, correcting=True)
    conflict = page_of(pages.submit(effect, 409, "この内容で登録する", **STORE))
    assert conflict.title.startswith("エラー：")
    assert "鈴木 花子" in conflict.text
    assert "年間10,000件以上 → 変更後 年間8,000件以上" in conflict.text
    assert conflict.field("threshold").value == "５０，０００"
    again = page_of(pages.submit(conflict, 200, "変更後の数値を見る", **SHOW))
    pages.submit(again, 303, "この内容で登録する", **STORE)
    assert [each.threshold for each in known_policies(engine_of(ward)).policies] == [8_000, 50_000]


def test_what_comes_back_after_signing_in_again_is_shown_not_stored(ward: Flask, pages: Pages) -> None:
    page = pages.get(NEW)
    answer = page_of(pages.submit(page, 200, "変更後の数値を見る", **CHANGED, **STORE, resumed="1"))
    assert answer.field("threshold").value == "５０，０００"
    assert len(known_policies(engine_of(ward)).policies) == 1


def test_pages_in_english(ward: Flask) -> None:
    english = registered(ward, Role.DX, language="en")
    page = english.get(NEW)
    assert page.field("target1-due_on").value == "2026-03-31"
    assert page.field("base_fiscal_year").value == "2022"
    effect = page_of(english.submit(page, 200, **{**CHANGED, **SHOW}))
    english.submit(effect, 303, **STORE)
    assert "From 1 Oct 2026" in english.get("/settings/policies").text


@pytest.mark.parametrize("role", [Role.EDITOR, Role.VIEWER])
def test_nobody_else_sees_or_changes_policies(ward: Flask, role: Role) -> None:
    other = registered(ward, role)
    for address in ("/settings/policies", NEW, "/settings/policies/2024-01-01"):
        other.fetch(address, 403)
    assert "集計・優先の基準を見る・変える" not in other.get("/method").text
