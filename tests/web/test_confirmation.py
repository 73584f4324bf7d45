"""確認待ち: what was stated becomes a figure, or goes back, by the hands of the DX team alone."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from tests.build import TODAY
from tests.dump import dump
from tests.markup import elements, text_of
from tests.pages import Page, Pages
from tests.people import TAX, actor, registered
from tests.usecases.statements import ADDRESS, chosen, corrected, desk, found, stated, withdrawn
from tests.web.apps import NOON, engine_of, running
from tracker.domain.account import Role
from tracker.domain.status import OnBehalf, OnlineStatus, ReplyRoute, Scope
from tracker.usecases.confirmation.confirm_records import confirm_records
from tracker.usecases.figures.show_progress import show_progress

RESIDENCE, HEALTH = "K-002", "K-006"
NAME = "住民票の交付"


@pytest.fixture
def ward(wards_copy: str) -> Any:
    """The application on the ward's catalogue, where two procedures await confirmation."""
    with running(wards_copy) as app:
        stated(engine_of(app), RESIDENCE, at=NOON - timedelta(days=3))
        stated(engine_of(app), HEALTH, at=NOON - timedelta(days=1))
        yield app


@pytest.fixture
def dx(ward: Flask) -> Pages:
    """Somebody of the DX team."""
    return registered(ward)


def cards(page: Page) -> list[Any]:
    return [item for item in elements(page.main, "li") if item.get("class") == "card"]


def card(page: Page, code: str) -> str:
    return next(text_of(item) for item in cards(page) if code in text_of(item))


def tokens(page: Page, *, ticked: bool = False) -> dict[str, str]:
    """What chooses each record, by the code of its procedure."""
    boxes = [item for item in elements(page.main, "input") if item.get("type") == "checkbox"]
    values = [item.get("value", "") for item in boxes if not ticked or item.get("checked") is not None]
    return {value.split(":")[2]: value for value in values}


def online_cases(app: Flask) -> int:
    return show_progress(engine_of(app), TODAY).coverage.online_cases


def test_confirming_one_moves_the_headline_by_exactly_its_cases(ward: Flask, dx: Pages) -> None:
    before = online_cases(ward)
    page = dx.get("/confirmation")
    assert "＋15.6ポイント（＋284,125件）" in card(page, RESIDENCE)
    assert "変更前 未実施 → 変更後 実施済" in card(page, RESIDENCE)
    answer = dx.submit(page, act="confirm", chosen=tokens(page)[RESIDENCE], button="選んだ登録を確認する")
    there = dx.follow(answer)
    assert (
        "1件の登録を確認しました。オンライン化率（件数ベース）は69.8％（1,273,306件／1,824,178件）です。" in there.text
    )
    assert online_cases(ward) == before + 284_125
    assert RESIDENCE not in tokens(there)
    assert "69.8％" in dx.get("/").section("オンライン化率（件数ベース）")


def test_the_forms_beside_a_record_are_about_it_alone(ward: Flask, dx: Pages) -> None:
    page = dx.get("/confirmation")
    form = page.form(f"確認する（{found(engine_of(ward), RESIDENCE).name}）")
    assert (form.fields["act"], form.fields["chosen"]) == ("confirm", tokens(page)[RESIDENCE])
    dx.fetch("/confirmation", 303, "POST", data=form.fields)
    assert list(tokens(dx.get("/confirmation"))) == [HEALTH]


def test_many_are_confirmed_at_once(ward: Flask, dx: Pages) -> None:
    page = dx.get("/confirmation", all=1)
    assert list(tokens(page, ticked=True)) == [RESIDENCE, HEALTH]
    there = dx.follow(dx.submit(page, button="選んだ登録を確認する", act="confirm", chosen=list(tokens(page).values())))
    assert "2件の登録を確認しました。" in there.text
    assert "確認を待っている登録はありません。" in there.text


def test_many_are_sent_back_with_one_reason(ward: Flask, dx: Pages) -> None:
    page = dx.get("/confirmation")
    there = dx.follow(
        dx.submit(
            page,
            button="選んだ登録を差し戻す",
            act="send_back",
            chosen=list(tokens(page).values()),
            comment="URLを\r\n添えてください。",
        )
    )
    assert "2件の登録を差し戻しました。" in there.text
    returned = [found(engine_of(ward), code).records[-1].returned for code in (RESIDENCE, HEALTH)]
    assert [each and each.comment for each in returned] == ["URLを\n添えてください。"] * 2
    work = dx.get("/work")
    assert work.table("差戻し中").column("差し戻す理由") == ["URLを 添えてください。"] * 2


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ({"act": "confirm", "chosen": None}, "登録を1件以上選んでください。"),
        ({"act": "send_back", "comment": "　"}, "差し戻す理由を記入してください。"),
        ({"act": "send_back", "comment": "あ" * 2_001}, "2000文字以内で入力してください。"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_typed_is_lost(
    ward: Flask, dx: Pages, sent: dict[str, Any], error: str
) -> None:
    page = dx.get("/confirmation")
    before = dump(engine_of(ward))
    fields = {"chosen": tokens(page)[HEALTH], "comment": "書きかけ", **sent}
    again = Page("/confirmation", dx.submit(page, 400, button="選んだ登録を差し戻す", **fields))
    assert again.title.startswith("エラー：")
    assert error in again.text
    assert list(tokens(again, ticked=True)) == ([HEALTH] if fields["chosen"] else [])
    assert text_of(next(item for item in elements(again.main, "textarea") if item.get("id") == "comment")) in (
        fields["comment"].strip(),
        fields["comment"],
    )
    assert dump(engine_of(ward)) == before


def test_a_missing_reason_is_asked_for_where_it_belongs(ward: Flask, dx: Pages) -> None:
    page = dx.get("/confirmation")
    form = page.form(f"差し戻す（{found(engine_of(ward), HEALTH).name}）")
    again = Page("/confirmation", dx.fetch("/confirmation", 400, "POST", data={**form.fields, "comment": ""}))
    [opened] = [item for item in elements(again.main, "details") if item.get("open") is not None]
    assert "差し戻す理由を記入してください。" in text_of(opened)
    assert again.link("差し戻す理由を記入してください。").endswith("#comment-2")
    assert tokens(again, ticked=True) == {}


@pytest.mark.parametrize("deed", ["confirm", "send_back"])
def test_of_two_who_decide_on_the_same_record_one_is_told_so(ward: Flask, dx: Pages, deed: str) -> None:
    other = registered(ward, name="鈴木 一郎")
    mine, theirs = dx.get("/confirmation"), other.get("/confirmation")
    other.submit(theirs, button="選んだ登録を確認する", act="confirm", chosen=tokens(theirs)[RESIDENCE])
    before = dump(engine_of(ward))
    sent = {"act": deed, "chosen": list(tokens(mine).values()), "comment": "書きかけ"}
    again = Page("/confirmation", dx.submit(mine, 409, button="選んだ登録を差し戻す", **sent))
    assert again.title.startswith("エラー：")
    assert "鈴木 一郎" in again.text
    assert "登録の確認" in again.text
    assert "書きかけ" in again.text
    assert list(tokens(again, ticked=True)) == [HEALTH]
    assert dump(engine_of(ward)) == before
    dx.submit(again, button="選んだ登録を確認する", act="confirm", chosen=tokens(again)[HEALTH])


@pytest.mark.parametrize("value", ["", "x", "1:2", "-1:2:K-002", "1:2:", "9999999999:1:K-002"])
def test_what_no_page_of_ours_writes_is_refused(ward: Flask, dx: Pages, value: str) -> None:
    page = dx.get("/confirmation")
    dx.submit(page, 400, button="選んだ登録を確認する", act="confirm", chosen=value)
    dx.submit(page, 400, button="選んだ登録を確認する", act="everything", chosen=tokens(page)[HEALTH])
    dx.submit(page, 404, button="選んだ登録を確認する", act="confirm", chosen="1:2:NOWHERE")
    dx.submit(page, 400, button="選んだ登録を確認する", chosen=tokens(page)[HEALTH])


@pytest.mark.parametrize("role", [Role.EDITOR, Role.VIEWER])
def test_only_the_dx_team_decides(ward: Flask, dx: Pages, role: Role) -> None:
    somebody = registered(ward, role, *([TAX] if role is Role.EDITOR else []))
    page = dx.get("/confirmation")
    before = dump(engine_of(ward), without=frozenset({"audit_log", "audit_head", "audit_subjects", "catalogue_state"}))
    for address in ("/confirmation", "/work"):
        assert "住民票" not in somebody.get(address, 403).text
    mine = next(item for item in elements(somebody.get("/").root, "input") if item.get("name") == "csrf_token")
    sent = {"act": "confirm", "chosen": tokens(page)[RESIDENCE], "csrf_token": mine.get("value")}
    somebody.fetch("/confirmation", 403, "POST", data=sent)
    after = dump(engine_of(ward), without=frozenset({"audit_log", "audit_head", "audit_subjects", "catalogue_state"}))
    assert after == before


def test_a_card_says_what_an_officer_has_to_look_at(ward: Flask, dx: Pages) -> None:
    engine = engine_of(ward)
    on_behalf = OnBehalf("税務課 佐藤", ReplyRoute.PHONE, TODAY)
    stated(engine, "K-012", channels=("email",), url="", on_behalf=on_behalf)
    stated(engine, "K-014", scope=Scope.BOOKING)
    stated(engine, "P-032", OnlineStatus.EXEMPT, url="", legal_basis="○○法第12条")
    corrected(engine, "K-001", 1)
    withdrawn(engine, "K-003", 1)
    page = dx.get("/confirmation")
    by_mail = card(page, "K-012")
    assert "受付方法が「電子メール」だけのため、オンライン化済みとしては集計しません。" in by_mail
    assert "申請URLの記載がありません。" in by_mail
    assert "回答者：税務課 佐藤" in by_mail
    assert "受付方法：電話、受付日：令和8年11月20日" in by_mail
    assert "±0.0ポイント（±0件）" in by_mail
    assert "「予約・事前入力まで」のため" in card(page, "K-014")
    assert "○○法第12条" in card(page, "P-032")
    assert "申請URLの記載がありません。" not in card(page, "P-032")
    assert "オンライン化済みの手続の数が変わります" not in card(page, "P-032")
    assert "訂正又は取消しの理由 誤り" in card(page, "K-001")
    withdrawal = card(page, "K-003")
    assert "取消し" in withdrawal
    assert "実施済 → 変更後 登録なし（未実施として集計）" in withdrawal
    assert "△10.4ポイント（△190,381件）" in withdrawal


@pytest.mark.parametrize(("code", "differs"), [("K-017", False), ("K-018", True)])
def test_a_change_that_does_not_add_up_as_printed_is_explained(wards_copy: str, code: str, differs: bool) -> None:
    with running(wards_copy) as app:
        stated(engine_of(app), code)
        dx = registered(app)
        for address in ("/confirmation", "/work"):
            note = "ポイントは四捨五入する前の率で計算しているため"
            assert (note in dx.get(address).text) is (differs and address == "/confirmation")


def test_the_address_can_be_copied_without_a_script_and_with_one(dx: Pages) -> None:
    page = dx.get("/confirmation")
    fields = [item for item in elements(page.main, "input") if item.get("readonly") is not None]
    assert [item.get("value") for item in fields] == [ADDRESS] * 2
    buttons = [item for item in elements(page.main, "button") if item.get("data-copies")]
    assert [item.get("data-copies") for item in buttons] == [item.get("id") for item in fields]
    assert all(item.get("hidden") is not None for item in buttons)
    [script] = [address for address in page.loaded if address.endswith(".js")]
    assert b"data-copies" in dx.file(script.split("?")[0], "text/javascript")


def test_what_was_typed_survives_signing_in_again(ward: Flask, dx: Pages) -> None:
    page = dx.get("/confirmation")
    ward.config["CLOCK"] = lambda: NOON + timedelta(minutes=31)
    sent = {"act": "send_back", "chosen": tokens(page)[HEALTH], "comment": "書きかけ"}
    asked = Page("/confirmation", dx.submit(page, 401, button="選んだ登録を差し戻す", **sent))
    assert "入力した内容は残っています。" in asked.text
    assert len(desk(engine_of(ward)).items) == 2


# Beside the headline, inside


def test_inside_the_headline_says_what_waits(ward: Flask, dx: Pages) -> None:
    told = "確認前を含めると ＋20.2ポイント（＋369,056件、2手続）"
    home = dx.get("/")
    assert told in home.section("オンライン化率（件数ベース）")
    assert home.link("確認待ちを見る") == "/confirmation"
    viewer = registered(ward, Role.VIEWER).get("/")
    assert told in viewer.text
    assert "/confirmation" not in [link.address for link in viewer.links]


def test_outside_and_on_other_days_it_does_not(ward: Flask, dx: Pages) -> None:
    assert "確認前" not in Pages(ward).get("/").text
    assert "確認前" not in dx.get("/", as_of="R8.11.19").text
    assert "確認前" in dx.get("/", as_of="R8.11.20").text
    engine = engine_of(ward)
    confirm_records(engine, actor(), [chosen(item) for item in desk(engine).items])
    assert "確認前" not in dx.get("/").text
