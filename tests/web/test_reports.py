"""月次報告 by its pages: from the wording of a month to what the public reads of it."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.dump import dump
from tests.pages import Page, Pages
from tests.people import TAX, account, register, registered, sign_in
from tests.usecases.asking import ask
from tests.web.apps import NOON, engine_of, running
from tests.web.conftest import AppWith
from tests.web.months import MONTH, OCTOBER, REASON, SEPTEMBER, closed, come_online
from tracker.domain.account import Role
from tracker.exporting.report.formats import FORMATS
from tracker.storage import closings
from tracker.storage.transactions import reading
from tracker.usecases.reports.make_papers import make_papers


@pytest.fixture
def ward(wards_copy: str) -> Iterator[Flask]:
    """The application on the ward's catalogue, closed to readers; papers are made as soon as they are asked for."""
    with running(wards_copy, open_reading=False, municipality="葛飾区") as app:
        app.config["START_MAKING"] = lambda month: make_papers(engine_of(app), month, NOON)
        yield app


def state_of(page: Page) -> str:
    [marked] = [item for item in page.main.iter() if item.get("aria-current") == "step"]
    return "".join(marked.itertext()).strip()


def test_a_month_from_its_papers_to_the_public(ward: Flask) -> None:
    ask(engine_of(ward))
    team, division = registered(ward), register(engine_of(ward), account(Role.EDITOR, TAX))
    page = team.get(MONTH)
    assert (page.heading, state_of(page)) == ("令和8年10月分の月次報告", "作成中")
    page = team.follow(team.submit(page, button="資料を作成する"))
    assert "作成した日時 令和8年11月20日 12時00分" in page.section("資料の作成")
    sign_in(ward, division)
    assert "作り直してください。" not in team.get(MONTH).section("資料の作成"), "signing in changes no paper"
    page = team.follow(team.submit(page, button="（案）にする"))
    assert state_of(page) == "（案）"
    assert "作り直してください。" in page.section("資料の作成")
    assert "（案）" in team.get(f"{MONTH}/committee").heading
    refused = Page(MONTH, team.submit(page, 400, button="月次を確定する"))
    assert "このまま確定する場合は、理由を入力してください。" in refused.text
    page = team.follow(team.submit(refused, button="月次を確定する", reason=REASON))
    assert "令和8年10月分を確定しました。" in page.text
    assert state_of(page) == "確定"
    assert REASON in page.section("第1版")
    assert "54.2％989,181件／1,824,178件（26手続を母数とする）" in page.section("第1版")

    come_online(ward, "K-002")
    correction = team.get(f"{MONTH}/correct")
    assert ["表１ 進捗の推移 令和8年10月末 件数ベース（％）", "54.2", "69.8"] in correction.table("庁内報告").rows
    refused = Page(MONTH, team.submit(correction, 400))
    assert "訂正の理由を入力してください。" in refused.text
    page = team.follow(team.submit(correction, reason="登録漏れ"))
    assert "訂正版（第2版）を作成しました。" in page.text
    assert "69.8％" in page.section("第2版")
    assert "54.2％" in page.section("第1版")
    assert "確定した内容と同じです" in team.get(f"{MONTH}/correct").text

    page = team.follow(team.submit(page, button="公表する"))
    assert state_of(page) == "公表済"
    assert Pages(ward).get("/published/2026-10").heading.startswith("行政手続のオンライン化の進捗状況について")
    page = team.follow(team.submit(page, button="公表をやめる"))
    assert state_of(page) == "確定"
    Pages(ward).get("/published/2026-10", 404)


def test_only_what_can_be_done_is_offered(ward: Flask) -> None:
    team = registered(ward)
    buttons = ["資料を作成する", "（案）にする", "作成中に戻す", "月次を確定する", "公表する", "公表をやめる"]

    def offered(page: Page) -> list[str]:
        return [name for name in buttons if f">{name}</button>" in page.response.text]

    page = team.get(MONTH)
    assert offered(page) == ["資料を作成する", "（案）にする", "月次を確定する"]
    page = team.follow(team.submit(page, button="（案）にする"))
    assert offered(page) == ["資料を作成する", "作成中に戻す", "月次を確定する"]
    page = team.follow(team.submit(page, button="作成中に戻す"))
    page = team.follow(team.submit(page, button="月次を確定する", reason=REASON))
    assert offered(page) == ["公表する"]
    page = team.follow(team.submit(page, button="公表する"))
    assert offered(page) == ["公表をやめる"]


def test_a_step_that_somebody_else_has_taken_is_refused_in_a_sentence(ward: Flask) -> None:
    team = registered(ward)
    before = team.get(MONTH)
    team.submit(before, button="（案）にする")
    assert "（案）にできません" in Page(MONTH, team.submit(before, 400, button="（案）にする")).text
    page = team.get(MONTH)
    team.submit(page, button="作成中に戻す")
    assert "戻せません" in Page(MONTH, team.submit(page, 400, button="作成中に戻す")).text
    team.submit(before, button="月次を確定する", reason=REASON)
    again = Page(MONTH, team.submit(before, 400, button="月次を確定する", reason=REASON))
    assert "令和8年10月分は確定済みです。" in again.text


def test_a_reason_that_is_too_long_is_handed_back(ward: Flask) -> None:
    team = registered(ward)
    back = Page(MONTH, team.submit(team.get(MONTH), 400, button="月次を確定する", reason="長" * 2_001))
    assert back.field("reason").invalid
    assert "長" * 2_001 in back.response.text


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "公表日を入力してください。"),
        ("そのうち", "読み取れません"),
        ("R8.11.21", "令和8年11月20日から今日"),
        ("R8.11.19", "令和8年11月20日から今日"),
    ],
)
def test_a_day_that_cannot_be_is_handed_back(ward: Flask, typed: str, told: str) -> None:
    closed(ward)
    team = registered(ward)
    back = Page(MONTH, team.submit(team.get(MONTH), 400, button="公表する", released_on=typed))
    assert told in back.field("released_on").described
    assert back.field("released_on").value == typed
    assert state_of(team.get(MONTH)) == "確定"


def test_what_changes_while_papers_go_round_is_said(ward: Flask) -> None:
    team = registered(ward)
    page = team.follow(team.submit(team.get(MONTH), button="（案）にする"))
    assert "資料の内容が変わっています" not in page.text
    come_online(ward, "K-002")
    assert "資料の内容が変わっています" in team.get(MONTH).text


# Making the files


def test_the_page_follows_the_making_and_asks_for_nothing_meanwhile(ward: Flask) -> None:
    ward.config["START_MAKING"] = lambda _month: None
    team = registered(ward)
    page = team.follow(team.submit(team.get(MONTH), button="資料を作成する"))
    assert "10種類のうち0種類を作成しました。" in page.text
    assert '<meta http-equiv="refresh" content="3">' in page.response.text
    assert not page.has_form(), "what is typed would be lost when the page comes anew"
    make_papers(engine_of(ward), OCTOBER, NOON)
    page = team.get(MONTH)
    assert "refresh" not in page.response.text
    assert [link.text for link in page.links if link.address.startswith(f"{MONTH}/internal.")] == [
        f"{found.name}（庁内報告）" for found in FORMATS.values()
    ]


def test_nobody_can_ask_for_papers_that_are_being_made(ward: Flask) -> None:
    ward.config["START_MAKING"] = lambda _month: None
    team = registered(ward)
    page = team.get(MONTH)
    team.submit(page, button="資料を作成する")
    assert "終わるまでお待ちください。" in Page(MONTH, team.submit(page, 400, button="資料を作成する")).text


def test_what_could_not_be_made_is_said(ward: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_report: object, _extension: str) -> bytes:
        raise OSError

    monkeypatch.setattr("tracker.usecases.reports.make_papers.write", fails)
    team = registered(ward)
    ward.config["START_MAKING"] = lambda _month: None
    team.submit(team.get(MONTH), button="資料を作成する")
    with pytest.raises(OSError):
        make_papers(engine_of(ward), OCTOBER, NOON)
    page = team.get(MONTH)
    assert "資料を作成できませんでした。" in page.section("資料の作成")
    assert page.form("資料を作り直す")


# The list


def test_the_months_are_listed_with_what_was_closed(ward: Flask) -> None:
    closed(ward, SEPTEMBER)
    rows = registered(ward).get("/reports").table("月次報告").rows
    assert rows[0][:2] == ["令和8年10月", "作成中"]
    assert rows[1][:2] == ["令和8年9月", "確定"]
    assert rows[1][2] == "54.2％989,181件／1,824,178件（26手続を母数とする）"
    assert rows[1][4] == "第1版"


@pytest.mark.parametrize(("role", "units"), [(Role.EDITOR, (TAX,)), (Role.VIEWER, ())])
def test_others_see_closed_months_only(ward: Flask, role: Role, units: tuple[tuple[str, str], ...]) -> None:
    closed(ward, SEPTEMBER)
    staff = registered(ward, role, *units)
    page = staff.get("/")
    assert page.link("月次報告") == "/reports"
    assert [row[0] for row in staff.get("/reports").table("月次報告").rows] == ["令和8年9月"]
    for address in (MONTH, f"{MONTH}/internal", f"{MONTH}/committee/figure-1.svg", f"{MONTH}/internal.pdf"):
        staff.get(address, 404)
    page = staff.get("/reports/2026-09")
    assert not page.has_form()
    assert "SHA-256" not in page.text
    assert "訂正版を作成する" not in page.text
    staff.get("/reports/2026-09/internal")
    assert staff.fetch("/reports/2026-09/internal.pdf").data.startswith(b"%PDF")
    staff.get("/reports/2026-09/internal/wording", 403)


def test_there_is_nothing_where_no_month_is(ward: Flask) -> None:
    team = registered(ward)
    closed(ward, SEPTEMBER)
    places = ["2026-11", "2026-13", "1999-01", "0000-01", "9999-12", "2026-09/other", "2026-09/internal.png"]
    places += ["2026-09/internal?edition=2", "2026-09/internal?edition=x", "2026-09/internal/figure-9.svg"]
    places += ["2026-09/internal/figure-0.svg", f"2026-09/internal/figure-{'9' * 400}.svg", "2026-11/correct"]
    places += ["2026-10/correct", "2026-11/committee/wording", "compare", "compare?before=2026-99:1"]
    for place in places:
        assert team.get(f"/reports/{place}", 404).heading == "ページが見つかりません"


def test_when_nothing_is_open_no_reason_is_needed(app_with: AppWith) -> None:
    app = app_with()
    team = registered(app)
    page = team.get(MONTH)
    assert "未回答と確認待ちは残っていません。" in page.section("月次の確定")
    team.submit(page, button="月次を確定する")
    with reading(engine_of(app)) as connection:
        assert [each.month for each in closings.listed(connection)] == [OCTOBER]


def test_what_comes_back_after_signing_in_again_is_shown_and_not_done(ward: Flask) -> None:
    closed(ward, SEPTEMBER)
    team = registered(ward)
    before = dump(engine_of(ward))
    for address, button in ((MONTH, "月次を確定する"), (MONTH, "（案）にする"), (MONTH, "資料を作成する")):
        back = Page(MONTH, team.submit(team.get(address), 200, button=button, resumed="1", reason=REASON))
        assert REASON in back.text or button != "月次を確定する"
    page = team.get("/reports/2026-09")
    back = Page(page.address, team.submit(page, 200, button="公表する", resumed="1", released_on="R8.11.20"))
    assert back.field("released_on").value == "R8.11.20"
    form = team.get(f"{MONTH}/committee/wording")
    back = Page(form.address, team.submit(form, 200, resumed="1", office="情報政策課"))
    assert back.field("office").value == "情報政策課"
    after = dump(engine_of(ward))
    assert after == before
