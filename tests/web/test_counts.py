"""件数を登録する through its form: many at once, all or nothing, and nothing typed is lost."""

from datetime import date, timedelta

import pytest
from flask import Flask

from tests.pages import Page, Pages
from tests.people import REGISTER, TAX, registered
from tests.usecases.counts import report, reports_of
from tests.usecases.stating import DX, stored
from tests.web.apps import NOON, engine_of
from tests.web.conftest import AppWith
from tests.web.counting import HARD_CODE, LONG, catalogue
from tests.web.counting import office as opened_office
from tests.web.test_own import HOSTILE, dump, refused
from tracker.domain.account import Role
from tracker.domain.asked import Topic
from tracker.domain.asking import open_topics
from tracker.domain.count_report import Count, awaiting, of_month, of_year
from tracker.domain.procedure import VolumeBasis
from tracker.domain.status import OnBehalf, ReplyRoute
from tracker.usecases.answers.look_at_kept import look_at_kept
from tracker.usecases.confirmation.confirm_counts import confirm_counts
from tracker.usecases.confirmation.deciding import Chosen
from tracker.usecases.confirmation.send_back_counts import send_back_counts

YEAR, SEPTEMBER, OCTOBER = of_year(2025), of_month(date(2026, 9, 1)), of_month(date(2026, 10, 1))
REPLY = OnBehalf("税務課 山田", ReplyRoute.PHONE, date(2026, 11, 19))
ASKED = "件数をまとめて登録する"


@pytest.fixture
def office(app_with: AppWith) -> Flask:
    """The application after an inquiry that asks for a year and two months."""
    return opened_office(app_with)


@pytest.fixture
def editor(office: Flask) -> Pages:
    """Somebody of the tax division."""
    return registered(office, Role.EDITOR, TAX, name="税務 一郎")


@pytest.fixture
def dx(office: Flask) -> Pages:
    """Somebody of the DX team."""
    return registered(office)


def waiting(app: Flask, code: str) -> dict[object, Count]:
    return {each.period: each.count for each in awaiting(reports_of(engine_of(app), code))}


def decided(app: Flask, code: str, number: int, comment: str = "") -> None:
    """The DX team decides on a report of somebody who has just said something."""
    [kept] = look_at_kept(engine_of(app), DX, [code])
    chosen = [Chosen(code, number, kept.seen.version)]
    if comment:
        send_back_counts(engine_of(app), DX, chosen, comment)
    else:
        confirm_counts(engine_of(app), DX, chosen)


def own_row(page: Page, name: str) -> list[str]:
    [found] = [cells for cells in page.table(TAX[1]).rows if cells[1] == name]
    return found


# The list leads to the form


def test_the_list_says_what_is_open_and_leads_to_the_form(office: Flask, editor: Pages) -> None:
    page = editor.get("/own")
    assert own_row(page, "手続T-1")[2] == "未回答 状況、年間受付件数、月別の受付件数"
    form = editor.get(page.link(f"{ASKED}（残り4手続）"))
    assert form.heading == "件数を登録する"
    assert len(form.table("件数を登録する").rows) == 12
    editor.submit(form, **{"0-cases": "2,000", "1-cases": "9", "2-not_counted": "1"})
    page = editor.get("/own")
    assert own_row(page, "手続T-1")[2] == "未回答 状況"
    assert own_row(page, "手続T-1")[4] == (
        "令和7年度：2,000件（確定値） 令和8年9月：9件（確定値） 令和8年10月：件数未集計"
    )
    page.link(f"{ASKED}（残り3手続）")


def test_without_counts_nothing_is_said_of_topics(app_with: AppWith) -> None:
    app = opened_office(app_with, topics=(Topic.STATUS,), fiscal_year=None, months=())
    editor = registered(app, Role.EDITOR, TAX)
    page = editor.get("/own")
    assert own_row(page, "手続T-1")[2] == "未回答"
    assert ASKED not in page.text
    assert "件数の照会はありません。" in editor.get("/own/counts").text


def test_a_form_for_one_procedure_is_reached_from_its_row_and_its_sheet(office: Flask, editor: Pages) -> None:
    address = editor.get("/own").link(f"件数を登録する（手続{HARD_CODE}）")
    assert len(editor.get(address).table("件数を登録する").rows) == 3
    assert editor.get("/procedures/T-1").link("件数を登録する").endswith("/own/counts?code=T-1")


def test_without_an_inquiry_the_last_finished_year_can_be_counted(app_with: AppWith) -> None:
    app = app_with(catalogue(), open_reading=False)
    editor = registered(app, Role.EDITOR, TAX)
    form = editor.get("/own/counts", code="T-1")
    assert [row[0] for row in form.table("件数を登録する").rows] == ["令和7年度"]
    editor.submit(form, **{"0-cases": "2,000"})
    assert waiting(app, "T-1") == {YEAR: Count(YEAR, 2_000)}


# What is reported


def test_many_are_reported_at_once(office: Flask, editor: Pages) -> None:
    page = editor.follow(
        editor.submit(
            editor.get("/own/counts"),
            **{
                "0-cases": "２，０００",
                "0-online_cases": "0",
                "0-basis": "approximate",
                "0-note": f"{HOSTILE}\r\n概数",
                "8-not_counted": "1",
                "9-cases": "1500",
            },
        )
    )
    assert "手続T-1：（ほか2手続）件数を登録しました。DX推進担当が確認すると、数値に反映されます。" in page.text
    assert waiting(office, "T-1") == {YEAR: Count(YEAR, 2_000, 0, VolumeBasis.APPROXIMATE, f"{HOSTILE}\n概数")}
    assert waiting(office, "T-3") == {OCTOBER: Count(OCTOBER, None)}
    assert waiting(office, HARD_CODE) == {YEAR: Count(YEAR, 1_500)}
    assert waiting(office, "T-2") == {}, "an empty line is no answer"
    assert stored(engine_of(office), "T-1").volume_of(2025).annual_cases is None


@pytest.mark.parametrize(
    ("fields", "name", "told"),
    [
        ({"0-cases": "約500"}, "0-cases", "「約500」は整数として読み取れません。"),
        ({"0-cases": "-5"}, "0-cases", "「-5」は整数として読み取れません。"),
        ({"0-online_cases": "5"}, "0-cases", "受付件数を入力してください。"),
        ({"0-note": "集計中"}, "0-cases", "受付件数を入力してください。"),
        ({"0-cases": "5", "0-not_counted": "1"}, "0-cases", "件数を空欄にしてください。"),
        ({"0-cases": "2000", "0-online_cases": "2001"}, "0-online_cases", "2,001件は、全体の2,000件を超えています。"),
        ({"0-cases": "21001"}, "0-note", "前年度の10倍を超えています（2,100件 → 21,001件）。"),
        ({"0-cases": "2000", "0-basis": "9"}, "0-basis", "選択肢から選んでください。"),
        ({"0-cases": "2000", "0-note": "あ" * 2_001}, "0-note", "2000文字以内"),
        ({"0-cases": "99999999999"}, "0-cases", "0から9,999,999,999まで"),
    ],
)
def test_what_is_wrong_is_said_in_its_row_and_nothing_typed_is_lost(
    office: Flask, editor: Pages, fields: dict[str, str], name: str, told: str
) -> None:
    before = dump(engine_of(office))
    typed = {"3-cases": "1,234", "3-note": HOSTILE, "5-not_counted": "1", **fields}
    back = refused(editor, editor.get("/own/counts"), **typed)
    assert (back.field(name).invalid, told in back.field(name).described) == (True, True)
    [named] = [link.text for link in back.links if link.address.endswith(f"#{name}")]
    assert named.startswith("手続T-1 令和7年度：")
    assert told in named
    kept = back.form("件数を登録する").fields
    assert {key: kept.get(key) for key in typed if key != "0-basis"} == {
        key: value for key, value in typed.items() if key != "0-basis"
    }
    assert dump(engine_of(office)) == before


def test_every_row_that_is_wrong_is_named_at_once(office: Flask, editor: Pages) -> None:
    back = refused(editor, editor.get("/own/counts"), **{"0-cases": "x", "3-cases": "1,234", "4-cases": "y"})
    assert f"{LONG} 令和8年9月：「y」は" in back.text
    back = refused(editor, back, **{"0-cases": "21001", "4-cases": "1", "4-online_cases": "2", "9-cases": "0"})
    assert [back.field(name).invalid for name in ("0-note", "4-online_cases", "9-note", "3-cases")] == [
        True,
        True,
        True,
        False,
    ]
    editor.submit(back, **{"0-note": "制度の拡大", "4-online_cases": "", "9-cases": ""})
    assert waiting(office, "T-1")[YEAR].note == "制度の拡大"


def test_a_form_without_any_count_says_so(office: Flask, editor: Pages) -> None:
    back = refused(editor, editor.get("/own/counts"))
    assert "件数を1件以上入力してください。" in back.text


def test_what_awaits_stands_in_the_form_to_be_corrected(office: Flask, editor: Pages) -> None:
    editor.submit(editor.get("/own/counts"), **{"0-cases": "2000", "0-note": "速報", "1-not_counted": "1"})
    form = editor.get("/own/counts")
    assert (form.field("0-cases").value, form.field("0-note").value) == ("2,000", "速報")
    assert form.form("件数を登録する").fields["1-not_counted"] == "1"
    editor.submit(form, **{"0-cases": "2,200"})
    assert waiting(office, "T-1") == {YEAR: Count(YEAR, 2_200, note="速報"), SEPTEMBER: Count(SEPTEMBER, None)}
    assert len(reports_of(engine_of(office), "T-1")) == 3, "what is as it was is not reported again"


def test_what_is_left_out_of_a_form_is_not_put_back_from_what_awaits(office: Flask, editor: Pages) -> None:
    editor.submit(editor.get("/own/counts"), **{"0-cases": "2000"})
    refused(editor, editor.get("/own/counts"), **{"0-cases": None, "0-basis": None})


def test_what_was_sent_back_says_why_on_the_list_and_in_the_form(office: Flask, editor: Pages) -> None:
    editor.submit(editor.get("/own/counts"), **{"0-cases": "2000"})
    decided(office, "T-1", 1, HOSTILE)
    page = editor.get("/own")
    row = own_row(page, "手続T-1")
    assert page.table(TAX[1]).rows[0] == row, "what was sent back stands first"
    assert row[2] == "差戻し中 状況、年間受付件数、月別の受付件数"
    assert row[4].startswith(f"令和7年度：2,000件（確定値） {HOSTILE} 推進 三郎")
    form = editor.get("/own/counts")
    assert f"差戻し中 2,000件（確定値） {HOSTILE}" in form.text
    assert form.field("0-cases").value == ""
    editor.submit(form, **{"0-cases": "1900"})
    assert own_row(editor.get("/own"), "手続T-1")[2] == "未回答 状況、月別の受付件数"


def test_what_was_confirmed_is_shown_beside_the_fields(office: Flask, editor: Pages) -> None:
    editor.submit(editor.get("/own/counts"), **{"0-cases": "2000"})
    decided(office, "T-1", 1)
    form = editor.get("/own/counts")
    assert form.table("件数を登録する").rows[0][1] == "確認済：2,000件（確定値） 令和6年度：2,100件"
    assert form.field("0-cases").value == ""


def test_of_a_year_that_runs_only_what_is_not_final_can_be_said(app_with: AppWith) -> None:
    app = opened_office(app_with, topics=(Topic.YEARLY_COUNTS,), fiscal_year=2026, months=())
    editor = registered(app, Role.EDITOR, TAX)
    form = editor.get("/own/counts")
    assert [value for value, _text in form.field("0-basis").choices] == ["expected", "preliminary"]
    editor.submit(form, **{"0-cases": "1800"})
    assert waiting(app, "T-1") == {of_year(2026): Count(of_year(2026), 1_800, None, VolumeBasis.EXPECTED)}


# Somebody else's, and what no page sends


def test_another_divisions_procedure_looks_like_none_at_all(office: Flask, editor: Pages) -> None:
    before = dump(engine_of(office))
    fields = editor.get("/own/counts").form("件数を登録する").fields
    for code in ("R-1", "X-9"):
        editor.get("/own/counts", 404, code=code)
        sent = {**fields, "seen": ["0:T-1", f"0:{code}"], "line": ["2025:T-1", f"2025:{code}"], "0-cases": "5"}
        editor.fetch("/own/counts", 404, "POST", data=sent)
    assert dump(engine_of(office)) == before
    other = registered(office, Role.EDITOR, REGISTER)
    assert "手続T-1" not in other.get("/own/counts").text


@pytest.mark.parametrize(
    "line", ["", "x", "2025", "2025:", ":T-1", "2025-13:T-1", "2025-00:T-1", "1800:T-1", "99999:T-1", "2025-1:T-1"]
)
def test_what_no_page_of_ours_sends_is_refused(office: Flask, editor: Pages, line: str) -> None:
    fields = editor.get("/own/counts", code="T-1").form("件数を登録する").fields
    editor.fetch("/own/counts", 400, "POST", data={**fields, "line": line})
    editor.fetch("/own/counts", 400, "POST", data={**fields, "line": "2025:T-2", "0-cases": "5"})
    editor.fetch("/own/counts", 400, "POST", data={**fields, "line": None})


@pytest.mark.parametrize("line", ["2027:T-1", "2026-11:T-1", "2099-12:T-1"])
def test_what_is_still_to_come_cannot_be_counted(office: Flask, editor: Pages, line: str) -> None:
    back = refused(
        editor, editor.get("/own/counts", code="T-1"), **{"line": line, "0-cases": "5", "0-basis": "expected"}
    )
    assert back.field("0-cases").invalid


def test_what_was_typed_comes_back_after_signing_in_again(office: Flask, editor: Pages) -> None:
    form = editor.get("/own/counts")
    office.config["CLOCK"] = lambda: NOON + timedelta(hours=13)
    page = Page("/own/counts", editor.submit(form, 401, **{"0-cases": "2,000", "1-not_counted": "1"}))
    assert reports_of(engine_of(office), "T-1") == ()
    assert "2,000" in page.response.text or page.has_form()


def test_the_slower_of_two_keeps_what_was_typed(office: Flask, editor: Pages) -> None:
    mine = editor.get("/own/counts")
    report(engine_of(office), "T-1", Count(YEAR, 1_900), by=DX, on_behalf=REPLY)
    back = Page("/own/counts", editor.submit(mine, 409, **{"0-cases": "2,000", "3-cases": "7", "3-note": "縮小"}))
    assert back.table("件数の登録").rows[0] == ["令和7年度", "件数未集計", "1,900件（確定値）", "2,000件（確定値）"]
    assert (back.field("0-cases").value, back.field("3-note").value) == ("2,000", "縮小")
    assert waiting(office, "T-2") == {}
    editor.submit(back)
    assert waiting(office, "T-1") == {YEAR: Count(YEAR, 2_000)}


# On a division's behalf


def test_dx_enters_a_divisions_counts_and_says_whose_they_are(office: Flask, dx: Pages) -> None:
    unit = next(value for value, text in dx.get("/own").field("unit").choices if text == " ".join(TAX))
    chosen = {"unit": unit, "respondent": "税務課 山田", "route": "mail", "received_on": "R8.11.19"}
    form = dx.get(dx.get("/own", **chosen).link(ASKED))
    assert form.field("respondent").value == "税務課 山田"
    page = dx.follow(dx.submit(form, **{"0-cases": "2,000"}))
    assert (page.field("received_on").value, page.field("unit").value) == ("R8.11.19", unit)
    [told] = reports_of(engine_of(office), "T-1")
    assert told.on_behalf == OnBehalf("税務課 山田", ReplyRoute.MAIL, date(2026, 11, 19))
    form = dx.get(page.link("件数を登録する（手続T-1）"))
    dx.follow(dx.submit(form, **{"0-cases": "2,100"}))
    assert [each.count.cases for each in reports_of(engine_of(office), "T-1")] == [2_000, 2_100]


def test_dx_first_chooses_a_division(dx: Pages) -> None:
    assert "所管課を選んでください。" in dx.follow(dx.fetch("/own/counts", 303)).text


@pytest.mark.parametrize("missing", [{"respondent": " "}, {"received_on": ""}, {"received_on": "R8.11.21"}])
def test_without_saying_whose_reply_it_is_nothing_is_stored(office: Flask, dx: Pages, missing: dict[str, str]) -> None:
    reply = {"respondent": "税務課 山田", "received_on": "R8.11.19", **missing}
    back = refused(dx, dx.get("/own/counts", code="T-1"), **{"0-cases": "2,000", **reply})
    [name] = missing
    assert (back.field(name).invalid, back.field("0-cases").value) == (True, "2,000")
    assert reports_of(engine_of(office), "T-1") == ()


def test_the_answer_of_everything_closes_the_inquiry(office: Flask, editor: Pages) -> None:
    editor.submit(editor.get("/own"), button="変更なし")
    everything = {f"{place}-not_counted": "1" for place in range(12)}
    page = editor.follow(editor.submit(editor.get("/own/counts"), **everything))
    assert "すべて回答済みです。" in page.text
    assert open_topics(stored(engine_of(office), "T-2")) == ()
