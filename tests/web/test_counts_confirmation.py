"""件数の確認待ち: what was counted becomes a figure, or goes back, by the hands of the DX team alone."""

from datetime import date
from typing import Any

import pytest
from flask import Flask

from tests.build import TODAY
from tests.dump import dump
from tests.markup import elements, text_of
from tests.pages import Page, Pages
from tests.people import TAX, registered
from tests.usecases.counts import report, reports_of
from tests.usecases.statements import stated
from tests.usecases.stating import DX, REPLY
from tests.web.apps import engine_of
from tests.web.conftest import AppWith
from tests.web.counting import office as opened_office
from tests.web.test_own import HOSTILE
from tracker.domain.account import Role
from tracker.domain.count_report import Count, of_month, of_year
from tracker.usecases.figures.show_progress import show_progress

BASE, YEAR, SEPTEMBER = of_year(2022), of_year(2025), of_month(date(2026, 9, 1))
TITLE = "件数の確認待ち"
DECIDE = "/confirmation/counts"


@pytest.fixture
def office(app_with: AppWith) -> Flask:
    """The application where two counts of T-1, of which 1,000 cases are known, await confirmation, and one of T-3."""
    app = opened_office(app_with)
    engine = engine_of(app)
    report(engine, "T-1", Count(YEAR, 2_500, 100, note=HOSTILE), by=DX, on_behalf=REPLY)
    report(engine, "T-1", Count(BASE, 4_000))
    report(engine, "T-3", Count(SEPTEMBER, None))
    return app


@pytest.fixture
def dx(office: Flask) -> Pages:
    """Somebody of the DX team."""
    return registered(office)


def boxes(page: Page, *, ticked: bool = False) -> list[str]:
    """What chooses each count."""
    table = next(item for item in elements(page.main, "form") if item.get("action") == DECIDE)
    found = [item for item in elements(table, "input") if item.get("type") == "checkbox"]
    return [item.get("value", "") for item in found if not ticked or item.get("checked") is not None]


def send(pages: Pages, page: Page, expected: int = 303, /, **fields: Any) -> Any:
    return pages.submit(page, expected, action=DECIDE, **fields)


def test_a_count_is_shown_with_what_was_before_and_what_it_would_do(dx: Pages) -> None:
    first, second, third = dx.get("/confirmation").table(TITLE).rows
    assert first[1] == "手続T-1 T-1 総務部 税務課 令和7年度"
    assert first[2] == (
        "変更前 件数未集計 → 変更後 2,500件（うちオンライン100件、確定値） "
        f"令和6年度：2,100件（＋400件） 備考：{HOSTILE}"
    )
    assert "推進 三郎（DX推進担当、dx） 令和8年11月20日 10時30分 回答者：税務課 山田（電話、" in first[3]
    assert [row[4] for row in (first, third)] == ["変わらない"] * 2
    assert second[2] == "変更前 1,000件（確定値） → 変更後 4,000件（確定値）"
    assert second[4] == "0.0％ → 0.0％ ±0.0ポイント"
    assert third[2] == "変更前 件数未集計 → 変更後 件数未集計"


def test_a_confirmed_count_moves_the_headline_as_was_said(office: Flask, dx: Pages) -> None:
    stated(engine_of(office), "T-1")
    page = dx.get("/confirmation")
    assert "4,000件／7,000件" in page.section("すべて確認した場合")
    form = page.form("確認する（手続T-1）")
    dx.fetch("/confirmation", 303, "POST", data=form.fields)
    page = dx.get("/confirmation")
    assert page.table(TITLE).rows[1][4] == "25.0％ → 57.1％ ＋32.1ポイント"
    there = dx.follow(send(dx, page, act="confirm", chosen=boxes(page)[1]))
    assert "1件の件数を確認しました。オンライン化率（件数ベース）は57.1％（4,000件／7,000件）です。" in there.text
    assert show_progress(engine_of(office), TODAY).coverage.online_cases == 4_000
    assert len(boxes(there)) == 2


def test_all_are_chosen_and_confirmed_at_once(office: Flask, dx: Pages) -> None:
    page = dx.get(dx.get("/confirmation").link("件数をすべて選ぶ"))
    assert len(boxes(page, ticked=True)) == 3
    there = dx.follow(send(dx, page, act="confirm"))
    assert "3件の件数を確認しました。" in there.text
    assert "確認を待っている登録はありません。" in there.text
    sheet = dx.get("/procedures/T-1")
    assert sheet.table("年間受付件数").rows[0][:3] == ["令和7年度", "2,500", "100"]


def test_counts_alone_are_counted_among_what_waits(dx: Pages) -> None:
    assert "確認待ちの3件を確認する" in dx.get("/work").text
    assert "確認前を含めると" in dx.get("/").text


def test_many_are_sent_back_with_one_reason(office: Flask, dx: Pages) -> None:
    page = dx.get("/confirmation")
    there = dx.follow(send(dx, page, act="send_back", chosen=boxes(page), comment="桁を\r\n確認"))
    assert "3件の件数を差し戻しました。所管課の「自課の手続」に表示されます。" in there.text
    decisions = [each.decision for code in ("T-1", "T-3") for each in reports_of(engine_of(office), code)]
    assert [each and each.comment for each in decisions] == ["桁を\n確認"] * 3
    editor = registered(office, Role.EDITOR, TAX)
    assert "桁を 確認" in editor.get("/own").text


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ({"act": "confirm", "chosen": None}, "登録を1件以上選んでください。"),
        ({"act": "send_back", "comment": "　"}, "差し戻す理由を記入してください。"),
        ({"act": "send_back", "comment": "あ" * 2_001}, "2000文字以内で入力してください。"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_typed_is_lost(
    office: Flask, dx: Pages, sent: dict[str, Any], error: str
) -> None:
    page = dx.get("/confirmation")
    before = dump(engine_of(office))
    fields = {"chosen": boxes(page)[2], "comment": "書きかけ", **sent}
    again = Page("/confirmation", send(dx, page, 400, **fields))
    assert again.title.startswith("エラー：")
    assert error in again.text
    assert boxes(again, ticked=True) == ([fields["chosen"]] if fields["chosen"] else [])
    kept = next(item for item in elements(again.main, "textarea") if item.get("id") == "count-comment")
    assert text_of(kept) == fields["comment"].strip()
    if sent["act"] == "send_back":
        assert again.link(error).endswith("#count-comment")
    assert dump(engine_of(office)) == before


def test_of_two_who_decide_on_the_same_count_one_is_told_so(office: Flask, dx: Pages) -> None:
    other = registered(office, name="鈴木 一郎")
    mine, theirs = dx.get("/confirmation"), other.get("/confirmation")
    send(other, theirs, act="confirm", chosen=boxes(theirs)[1])
    before = dump(engine_of(office))
    again = Page("/confirmation", send(dx, mine, 409, act="send_back", chosen=boxes(mine), comment="書きかけ"))
    assert "鈴木 一郎" in again.text
    assert len(boxes(again, ticked=True)) == len(boxes(again)) == 2
    assert dump(engine_of(office)) == before
    send(dx, again, act="send_back")


@pytest.mark.parametrize("chosen", ["", "x", "1:1", "1:x:T-1", "9999999999:1:T-1", ["1:1:T-1", ""]])
def test_what_no_page_of_ours_sends_is_refused(dx: Pages, chosen: Any) -> None:
    page = dx.get("/confirmation")
    send(dx, page, 400, act="confirm", chosen=chosen)
    send(dx, page, 400, act="forget", chosen=boxes(page)[0])


def test_a_count_of_what_was_abolished_says_so(office: Flask, dx: Pages) -> None:
    page = dx.get("/settings/procedures/merge/T-1")
    dx.submit(Page(page.address, dx.submit(page, 200, into="T-2", on="R8.11.1", reason="統一")), step="store")
    row = dx.get("/confirmation").table(TITLE).rows[0]
    assert "令和8年11月1日に廃止（統合先：T-2）。確認しても、統合先の件数には加わりません。" in row[1]


# What is read elsewhere


def test_the_sheet_shows_confirmed_months_to_all_and_the_rest_to_staff(office: Flask, dx: Pages) -> None:
    report(engine_of(office), "T-3", Count(SEPTEMBER, 12, 3))
    page = dx.get("/confirmation", all="counts")
    send(dx, page, act="confirm")
    report(engine_of(office), "T-3", Count(SEPTEMBER, 13))
    sheet = dx.get("/procedures/T-3")
    assert sheet.table("月別の受付件数").rows == [["令和8年9月", "12", "3", "確定値"]]
    trail = sheet.table("件数の登録の経過（庁内限り）")
    assert trail.column("登録した件数") == ["13件（確定値）", "12件（うちオンライン3件、確定値）", "件数未集計"]
    fates = trail.column("確認の経過")
    assert (fates[0], fates[2]) == ("確認待ち", "後の登録に差替え")
    assert fates[1].startswith("確認済 田中 太郎")
    office.config["OPEN_READING"] = True
    public = Pages(office).get("/procedures/T-3")
    assert public.table("月別の受付件数").rows == [["令和8年9月", "12", "3", "確定値"]]
    assert "庁内限り" not in public.text


def test_the_handover_sheet_tells_what_has_to_be_counted(office: Flask, dx: Pages) -> None:
    page = dx.get("/confirmation")
    send(dx, page, act="send_back", chosen=boxes(page)[0], comment="桁の確認")
    rows = registered(office, Role.EDITOR, TAX).get("/handover/B02-03").table("差戻し中・未回答").rows
    told = "次の理由により差し戻された件数（令和7年度：2,500件（うちオンライン100件、確定値））を登録し直す。桁の確認"
    assert rows[0][1:3][0] == "差戻し中"
    assert rows[0][2].startswith(told)
    assert rows[1][2] == (
        "状況と予定を確かめて回答する。変わりがなければ「変更なし」でよい。"
        "年間受付件数を登録する。月別の受付件数を登録する。"
    )
    assert rows[-1][2].startswith("令和8年9月：件数未集計DX推進担当の確認を待っている。")
