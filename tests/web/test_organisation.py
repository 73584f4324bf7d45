"""組織の設定 as the DX team uses it."""

import pytest
from flask import Flask

from tests.pages import Pages
from tests.people import REGISTER, TAX, account, register, registered
from tests.web.apps import engine_of, running
from tracker.domain.account import Role
from tracker.usecases.settings.see_organisation import see_organisation


@pytest.fixture
def app(wards_copy: str):  # type: ignore[no-untyped-def]
    with running(wards_copy) as app:
        yield app


@pytest.fixture
def dx(app: Flask) -> Pages:
    return registered(app)


def test_the_three_sections(dx: Pages) -> None:
    page = dx.get("/settings")
    assert page.heading == "組織・手続・基準の設定"
    assert dx.get(page.link("組織")).heading in ("組織", "組織・手続・基準の設定")
    assert dx.get(page.link("手続")).heading
    assert [link.text for link in page.links if link.address.startswith("/settings/")] == ["組織", "手続", "基準"]


def test_a_division_is_renamed_and_the_figures_stay(app: Flask, dx: Pages) -> None:
    register(engine_of(app), account(Role.EDITOR, TAX))
    before = dx.get("/").text
    index = dx.get("/settings/organisation")
    page = dx.get(dx.get(index.link("税務課")).link("改称する"))
    done = dx.follow(dx.submit(page, name="納税課", on="R8.4.1"))
    assert "組織の変更を登録しました。" in done.text
    assert "1人の職員の所管課を変えました。" in done.text
    ended = done.table("廃止した組織")
    assert (ended.column("部・課"), ended.column("引継先")) == (["総務部 税務課"], ["総務部 納税課"])
    assert ended.column("期間") == ["令和8年4月1日廃止"]
    assert dx.get("/").text == before.replace("税務課", "納税課")
    assert [choice for choice in dx.get("/procedures").field("division").choices if choice[0] == "税務課"] == []
    assert len(dx.get("/procedures", division="納税課").table("手続").rows) > 0


def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(dx: Pages) -> None:
    page = dx.get("/settings/organisation/rename/division/B02-03")
    for fields, name, told in (
        ({"name": "納税課", "on": "R9.4.1"}, "on", "今日以前の日"),
        ({"name": "納税課", "on": "あした"}, "on", "日付として読み取れません"),
        ({"name": "納税課", "on": ""}, "on", "日付を入力してください"),
        ({"name": " ", "on": "R8.4.1"}, "name", "名称を入力してください"),
        ({"name": "人事課", "on": "R8.4.1"}, "name", "既にあります"),
    ):
        answer = dx.submit(page, 400, **fields)
        refused = type(page)("/settings/organisation/rename/division/B02-03", answer)
        assert refused.title.startswith("エラー：")
        field = refused.field(name)
        assert field.invalid
        assert told in field.described
        assert refused.field("name").value == fields["name"]
        assert refused.field("on").value == fields["on"]


def test_units_are_created_moved_and_abolished(app: Flask, dx: Pages) -> None:
    page = dx.get("/settings/organisation/new/department")
    dx.submit(page, name="危機管理部", on="R8.4.1", after="B02", code="KK")
    page = dx.get("/settings/organisation/new/division?department=KK")
    dx.submit(page, name="防災課", on="R8.4.1")
    page = dx.get("/settings/organisation/move/division/B02-03")
    dx.submit(page, department="KK", on="R8.10.1")
    page = dx.get("/settings/organisation/correct/division/KK-01")
    assert page.field("name").value == "防災課"
    dx.submit(page, name="地域防災対策課")
    unit = dx.get("/settings/organisation/unit/division/KK-02")
    dx.follow(dx.submit(unit, button="1つ上へ"))
    names = {
        item.name: [unit.name for unit in item.divisions] for item in see_organisation(engine_of(app)).organisation
    }
    assert names["危機管理部"] == ["税務課", "地域防災対策課"]
    assert list(names).index("危機管理部") == list(names).index("総務部") + 1
    page = dx.get("/settings/organisation/abolish/division/KK-01")
    dx.submit(page, on="R8.11.1", successor="")
    page = dx.get("/settings/organisation/abolish/department/KK")
    refused = dx.submit(page, 400, on="R8.11.1", successor="")
    assert "手続を所管しています（税務課）" in refused.text
    dx.submit(page, on="R8.11.1", successor="B02")
    ended = dx.get("/settings/organisation").table("廃止した組織")
    assert ended.column("部・課") == ["危機管理部", "危機管理部 税務課", "危機管理部 地域防災対策課"]


def test_two_people_at_once_meet_and_can_go_on(app: Flask, dx: Pages) -> None:
    page = dx.get("/settings/organisation/rename/division/B02-03")
    other = registered(app, name="山田 花子")
    other.submit(other.get("/settings/organisation/correct/division/B02-01"), name="職員課")
    answer = dx.submit(page, 409, name="納税課", on="R8.4.1")
    conflict = type(page)(page.address, answer)
    assert conflict.title.startswith("エラー：")
    assert "山田 花子" in conflict.text
    assert "職員課" in conflict.text
    assert conflict.field("name").value == "納税課"
    dx.submit(conflict)
    unit = dx.get("/settings/organisation/unit/division/B02-02")
    other.submit(other.get("/settings/organisation/correct/division/B02-01"), name="人事課")
    stale = dx.submit(unit, 409, button="1つ上へ")
    assert "先に更新しました" in stale.text


@pytest.mark.parametrize(
    "address",
    [
        "/settings/organisation/unit/division/B99-01",
        "/settings/organisation/unit/department/B02-03",
        "/settings/organisation/rename/division/B02",
        "/settings/organisation/move/department/B02",
        "/settings/organisation/new/division",
        "/settings/organisation/new/division?department=B99",
        "/settings/organisation/new/room",
    ],
)
def test_what_is_not_there_is_not_found(dx: Pages, address: str) -> None:
    dx.get(address, 404)


def test_handing_a_form_back_after_signing_in_again_stores_nothing(dx: Pages) -> None:
    page = dx.get("/settings/organisation/rename/division/B02-03")
    answer = dx.submit(page, 200, name="納税課", on="R8.4.1", resumed="1")
    assert "納税課" in answer.text
    assert "廃止した組織" not in dx.get("/settings/organisation").text


def test_a_division_that_is_shared_is_counted(app: Flask) -> None:
    found = see_organisation(engine_of(app))
    assert found.of(*TAX).procedures > 0
    assert found.of(*REGISTER).shared == 0
