"""自課の手続 through its forms: what a division states, what is refused and why, and that nothing typed is lost."""

import re
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import Engine

from tests.build import procedure, unconfirmed
from tests.dump import dump as dump_all
from tests.pages import Page, Pages
from tests.people import PASSWORD, REGISTER, TAX, account, actor, register, registered, sign_in
from tests.usecases.asking import ask
from tests.web.apps import NOON, engine_of
from tests.web.conftest import AppWith
from tracker.domain.account import Role
from tracker.domain.fiscal import Period, Precision
from tracker.domain.procedure import Barrier, Plan, Procedure
from tracker.domain.recording import send_back
from tracker.domain.status import OnlineStatus, ReplyRoute, Scope, StatusRecord
from tracker.storage import procedures
from tracker.storage.transactions import reading

HARD_CODE = "T/4 :?#&+%2F 漢字"
HOSTILE = "<script>alert(1)</script>'; DROP TABLE procedures; --"
SENT_BACK = send_back(
    procedure("T-5", records=(unconfirmed(1, date(2026, 10, 1)),)), 1, HOSTILE, actor(name="推進 花子")
)


def catalogue() -> list[Procedure]:
    tax = [procedure(code, position=1, online=code == "T-3") for code in ("T-1", "T-2", "T-3", HARD_CODE)]
    other = procedure("R-1", department=REGISTER[0], division=REGISTER[1], position=2)
    return [*tax, SENT_BACK, other]


@pytest.fixture
def office(app_with: AppWith) -> Flask:
    """The application with the procedures of two divisions."""
    app = app_with(catalogue(), open_reading=False)
    ask(engine_of(app))
    return app


@pytest.fixture
def editor(office: Flask) -> Pages:
    """Somebody of the tax division."""
    return registered(office, Role.EDITOR, TAX, name="税務 一郎")


@pytest.fixture
def dx(office: Flask) -> Pages:
    """Somebody of the DX team."""
    return registered(office)


def dump(engine: Engine) -> dict[str, list[str]]:
    """Everything but the log, in which each refusal stands."""
    return dump_all(engine, without=frozenset({"audit_log", "audit_head", "audit_subjects", "catalogue_state"}))


def stored(app: Flask, code: str) -> Procedure:
    with reading(engine_of(app)) as connection:
        found = procedures.find(connection, code)
    assert found is not None
    return found


def without_token(markup: str) -> str:
    """The page without what differs from second to second."""
    return re.sub(r'name="csrf_token" value="[^"]+"', "", markup)


def last(app: Flask, code: str) -> StatusRecord:
    return stored(app, code).records[-1]


def refused(pages: Pages, page: Page, expected: int = 400, /, **fields: object) -> Page:
    """The form that comes back."""
    answer = pages.submit(page, expected, **fields)
    back = Page(page.address, answer)
    assert back.title.startswith("エラー：")
    return back


def row(page: Page, name: str) -> list[str]:
    [found] = [cells for cells in page.table(TAX[1]).rows if cells[1] == f"手続{name}"]
    return found


# The list


def test_an_editor_begins_with_what_is_to_be_answered(office: Flask) -> None:
    person = register(engine_of(office), account(Role.EDITOR, TAX))
    pages = Pages(office)
    page = pages.follow(pages.submit(pages.get("/sign-in"), login=person.login, password=PASSWORD))
    assert page.heading == "自課の手続"
    assert "未回答 5手続 回答期限 令和8年10月10日" in page.text
    assert page.table(TAX[1]).rows[0][1] == "手続T-5"
    assert "差戻し中" in row(page, "T-5")
    assert HOSTILE in row(page, "T-5")[4]
    assert row(page, "T-3")[2:4] == ["期限超過", "実施済"]
    assert "R-1" not in page.text


def test_an_editor_without_a_division_is_told_whom_to_ask(office: Flask) -> None:
    page = registered(office, Role.EDITOR).get("/own")
    assert "担当する課が登録されていません。DX推進担当へご連絡ください。" in page.text
    assert not page.has_form()


def test_one_click_answers_for_everything_that_was_not_sent_back(office: Flask, editor: Pages) -> None:
    page = editor.get("/own")
    after = editor.follow(editor.submit(page, button="変更なしで回答する（残り4手続）"))
    assert "4手続を「変更なし」で回答しました。" in after.text
    assert "未回答 1手続" in after.text
    assert "変更なしで回答する" not in after.text
    assert row(after, "T-1")[2] == "回答済"
    assert "令和8年11月20日" in row(after, "T-1")[6]
    office.config["CLOCK"] = lambda: NOON + timedelta(minutes=1)
    assert "回答しました" not in editor.get("/own").text, "said once"


def test_after_months_the_last_answer_says_how_old_it_is(office: Flask) -> None:
    person = register(engine_of(office), account(Role.EDITOR, TAX))
    pages = sign_in(office, person)
    pages.submit(pages.get("/own"), button="変更なし")
    office.config["CLOCK"] = lambda: NOON + timedelta(days=62)
    assert "令和8年11月20日（2か月更新なし）" in row(sign_in(office, person).get("/own"), "T-1")[6]


# Recording


def test_a_tick_and_a_month_are_enough(office: Flask, editor: Pages) -> None:
    form = editor.get(editor.get("/own").link("登録する（手続T-1）"))
    page = editor.follow(editor.submit(form, channels="logo_form", effective_on="R8.10"))
    assert "手続T-1：登録しました。" in page.text
    assert "実施済（令和8年10月1日から）" in row(page, "T-1")[4]
    found = last(office, "T-1")
    assert (found.status, found.effective_on) == (OnlineStatus.IMPLEMENTED, date(2026, 10, 1))
    assert (found.scope, found.channels, found.confirmed_at) == (Scope.APPLICATION, ("logo_form",), None)
    assert found.recorded_by.startswith("税務 一郎（税務課、")


def test_several_are_recorded_with_one_form(office: Flask, editor: Pages) -> None:
    form = editor.get("/own/record", code=["T-1", HARD_CODE, "Ｔ－１"])
    assert "次の2手続に、同じ内容を登録します。" in form.text
    fields = {
        "status": OnlineStatus.PARTIAL.value,
        "effective_on": "2026-04-01",
        "channels": ["pittari", "eltax"],
        "other_channels": ["email"],
        "scope": "3",
        "url": "https://example.jp/?a=1&b=2",
        "note": f"{HOSTILE}\r\n一部",
    }
    page = editor.follow(editor.submit(form, **fields))
    assert "手続T-1：（ほか1手続）登録しました。" in page.text
    for code in ("T-1", HARD_CODE):
        found = last(office, code)
        assert (found.channels, found.scope) == (("pittari", "eltax", "email"), Scope.END_TO_END)
        assert (found.url, found.note) == ("https://example.jp/?a=1&b=2", f"{HOSTILE}\n一部")


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("effective_on", "R8.13", "「R8.13」は日付又は月として読み取れません。"),
        ("effective_on", " ", "日付を入力してください。"),
        ("effective_on", "R8.11.21", "今日以前の日を入力してください。"),
        ("url", "example.jp", "「https://」で始まるアドレス"),
        ("url", "javascript:alert(1)", "「https://」で始まるアドレス"),
        ("note", "あ" * 2_001, "2000文字以内"),
        ("status", "9", "選択肢から選んでください。"),
        ("scope", "x", "選択肢から選んでください。"),
        ("channels", ["pigeon"], "選択肢から選んでください。"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
    office: Flask, editor: Pages, field: str, typed: str, told: str
) -> None:
    before = dump(engine_of(office))
    fields = {"effective_on": "R8.10", "note": HOSTILE, "url": "https://example.jp/", field: typed}
    back = refused(editor, editor.get("/own/record", code="T-1"), **fields)
    assert told in back.text
    if field not in ("status", "scope", "channels"):
        assert (back.field(field).value or typed, back.field(field).invalid) == (typed, True)
        assert told in back.field(field).described
    kept = back.form("登録する").fields
    assert {name: kept[name] for name in ("effective_on", "note", "url")} == {
        name: fields[name] for name in ("effective_on", "note", "url")
    }
    assert dump(engine_of(office)) == before


@pytest.mark.parametrize(("status", "field"), [(OnlineStatus.PARTIAL, "note"), (OnlineStatus.EXEMPT, "legal_basis")])
def test_what_a_status_needs_is_asked_for(editor: Pages, status: OnlineStatus, field: str) -> None:
    back = refused(editor, editor.get("/own/record", code="T-1"), status=status.value, effective_on="R8.10")
    assert back.field(field).invalid
    editor.submit(back, **{field: "区条例第1条により一部"})


def test_only_mail_is_questioned_once_and_then_taken(office: Flask, editor: Pages) -> None:
    form = editor.get("/own/record", code="T-1")
    back = refused(editor, form, effective_on="R8.10", other_channels=["email"])
    assert "受付方法が「電子メール」だけのため、オンライン化済みとしては集計しません。" in back.text
    assert stored(office, "T-1").records == ()
    assert back.form("このまま登録する").fields["other_channels"] == "email"
    editor.submit(back, anyway="1")
    assert last(office, "T-1").channels == ("email",)


# Planning, correcting, withdrawing


def test_a_plan_is_one_field(office: Flask, editor: Pages) -> None:
    form = editor.get(editor.get("/own").link("予定を登録する（手続T-2）"))
    page = editor.follow(editor.submit(form, planned_for="R9.4"))
    assert "手続T-2：予定（令和9年4月）を登録しました。" in page.text
    assert row(page, "T-2")[5] == "令和9年4月"
    again = editor.get("/own/plan", code="T-2")
    assert again.field("planned_for").value == "令和9年4月"
    editor.submit(again, planned_for="令和9年度", barrier=Barrier.COST.value, comment=HOSTILE)
    assert stored(office, "T-2").plan == Plan(Period(date(2027, 4, 1), Precision.FISCAL_YEAR), Barrier.COST, HOSTILE)
    editor.submit(editor.get("/own/plan", code="T-2"), planned_for="", barrier="", comment="")
    assert stored(office, "T-2").plan == Plan()


@pytest.mark.parametrize("typed", ["来年", "R9.13", "1" * 300])
def test_what_is_no_time_is_named(editor: Pages, typed: str) -> None:
    back = refused(editor, editor.get("/own/plan", code="T-2"), planned_for=typed, comment=HOSTILE)
    assert f"「{typed[:50]}」は時期として読み取れません。" in back.field("planned_for").described
    assert (back.field("planned_for").value, back.field("comment").value) == (typed, HOSTILE)


def test_a_record_is_corrected_and_withdrawn_with_a_reason(office: Flask, editor: Pages) -> None:
    editor.submit(editor.get("/own/record", code=HARD_CODE), effective_on="R8.9", channels="eltax", url="https://a.jp")
    sheet = editor.get(editor.get("/own").link(f"手続{HARD_CODE}"))
    form = editor.get(sheet.link("訂正する"))
    assert (form.field("effective_on").value, form.field("url").value) == ("令和8年9月1日", "https://a.jp")
    back = refused(editor, form, effective_on="R8.10.1")
    assert back.field("reason").invalid
    editor.submit(back, reason="日付の誤り")
    assert (last(office, HARD_CODE).effective_on, last(office, HARD_CODE).supersedes) == (date(2026, 10, 1), 1)
    form = editor.get(editor.get(sheet.address).link("取り消す"))
    assert "まだ確認されていない登録なので、すぐに取り消されます。" in form.text
    assert refused(editor, form, reason=" ").field("reason").invalid
    page = editor.follow(editor.submit(form, reason="二重の登録"))
    assert "取り消しました。" in page.text
    assert row(page, HARD_CODE)[4] == ""


# Somebody else's


ADDRESSES = ["/own/record", "/own/plan", "/own/correct?number=1", "/own/withdraw?number=1"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_another_divisions_procedure_looks_like_none_at_all(office: Flask, editor: Pages, address: str) -> None:
    before = dump(engine_of(office))
    foreign, none = (editor.get(address, 404, code=code) for code in ("R-1", "X-9"))
    assert without_token(foreign.response.text).replace("R-1", "X-9") == without_token(none.response.text)
    form = editor.get("/own/record", code="T-1").form("登録する")
    path = address.split("?")[0]
    told = set()
    for code in ("R-1", "X-9"):
        for sent in ([f"0:{code}"], ["0:T-1", f"0:{code}"]):
            fields = {**form.fields, "effective_on": "R8.10", "reason": "誤り", "number": "1", "seen": sent}
            answer = editor.fetch(path, 404, "POST", data=fields)
            told.add(without_token(answer.text))
    assert len(told) == 1
    editor.fetch("/own/unchanged", 404, "POST", data={**form.fields, "seen": ["0:T-1", "0:R-1"]})
    editor.get("/own/record", 404, code=["T-1", "R-1"])
    assert dump(engine_of(office)) == before


@pytest.mark.parametrize("sent", ["", "x", "1", ":T-1", "-1:T-1", "1:", "9999999999:T-1", "1.5:T-1"])
def test_what_no_page_of_ours_sends_is_refused(office: Flask, editor: Pages, sent: str) -> None:
    form = editor.get("/own/record", code="T-1").form("登録する")
    for path in ("/own/record", "/own/plan", "/own/unchanged", "/own/correct", "/own/withdraw"):
        editor.fetch(path, 400, "POST", data={**form.fields, "seen": sent})


@pytest.mark.parametrize("number", ["", "0", "2", "-1", "x", "９", "1" * 30])
def test_a_record_that_is_not_there(editor: Pages, number: str) -> None:
    for path in ("/own/correct", "/own/withdraw"):
        editor.get(path, 404, code="T-3", number=number)


def test_a_form_about_nothing_leads_back(editor: Pages) -> None:
    for path in ("/own/record", "/own/plan"):
        assert "選んでください。" in editor.follow(editor.fetch(path, 303)).text


# On a division's behalf


def test_dx_enters_a_reply_and_says_whose_it_is(office: Flask, dx: Pages) -> None:
    page = dx.get("/own")
    assert page.heading == "所管課に代わって入力する"
    unit = next(value for value, text in page.field("unit").choices if text == " ".join(TAX))
    chosen = {"unit": unit, "respondent": "税務課 山田", "route": ReplyRoute.MAIL.value, "received_on": "R8.11.19"}
    page = dx.get("/own", **chosen)
    form = dx.get(page.link("登録する（手続T-1）"))
    assert form.field("respondent").value == "税務課 山田"
    page = dx.follow(dx.submit(form, effective_on="R8.10", channels="eltax"))
    assert page.field("received_on").value == "R8.11.19"
    reply = last(office, "T-1").on_behalf
    assert reply is not None
    assert (reply.respondent, reply.route, reply.received_on) == ("税務課 山田", ReplyRoute.MAIL, date(2026, 11, 19))
    page = dx.follow(dx.submit(page, button="変更なし"))
    answer = stored(office, "T-2").answer
    assert answer is not None
    assert answer.on_behalf == reply
    sheet = dx.get("/procedures/T-1")
    assert "回答者：税務課 山田（メール、令和8年11月19日受付）" in sheet.text


@pytest.mark.parametrize(
    "missing", [{"respondent": " "}, {"received_on": ""}, {"received_on": "いつか"}, {"received_on": "R8.11.21"}]
)
def test_without_saying_whose_reply_it_is_nothing_is_stored(office: Flask, dx: Pages, missing: dict[str, str]) -> None:
    reply = {"respondent": "税務課 山田", "received_on": "R8.11.19", **missing}
    before = dump(engine_of(office))
    back = refused(dx, dx.get("/own/record", code="T-1"), effective_on="R8.10", **reply)
    [name] = missing
    assert back.field(name).invalid
    assert refused(dx, dx.get("/own/plan", code="T-1"), planned_for="R9.4", **reply).field(name).invalid
    unit = dx.get("/own").field("unit").choices[3][0]
    page = dx.get("/own", unit=unit)
    if "変更なし" in page.text:
        assert Page("/own", dx.submit(page, 400, button="変更なし", **reply)).field(name).invalid
    assert dump(engine_of(office)) == before


def test_an_editor_cannot_say_that_somebody_else_replied(office: Flask, editor: Pages) -> None:
    form = editor.get("/own/record", code="T-1")
    assert "回答者" not in form.text
    extra = {"respondent": "区長", "route": "phone", "received_on": "R8.11.1", "confirmed_at": "R8.11.1", "role": "dx"}
    editor.submit(form, effective_on="R8.10", **extra)
    assert (last(office, "T-1").on_behalf, last(office, "T-1").confirmed_at) == (None, None)


# A session that runs out


@pytest.mark.parametrize("address", ["/own/record?code=T-1", "/own/plan?code=T-1"])
def test_what_was_typed_survives_a_session_that_runs_out(office: Flask, address: str) -> None:
    person = register(engine_of(office), account(Role.EDITOR, TAX))
    pages = sign_in(office, person)
    form, before = pages.get(address), stored(office, "T-1")
    office.config["CLOCK"] = lambda: NOON + timedelta(minutes=31)
    typed = {"note": "一行目\n二行目", "channels": ["pittari", "eltax"], "effective_on": "R8.10"}
    typed = typed if "record" in address else {"planned_for": "R9.4", "comment": HOSTILE}
    asked = Page(form.address, pages.submit(form, 401, **typed))
    assert "入力した内容は残っています。" in asked.text
    resume = Page("/sign-in", pages.submit(asked, 200, login=person.login, password=PASSWORD))
    back = Page(form.address, pages.submit(resume, 200))
    assert stored(office, "T-1") == before, "nothing is stored before it is sent again"
    kept = back.form("登録する").fields
    for name, value in typed.items():
        assert kept[name] == (value.replace("\n", " ") if isinstance(value, str) else value)
    pages.submit(back)
    assert stored(office, "T-1").answer is not None
