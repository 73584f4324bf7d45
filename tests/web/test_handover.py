"""引継ぎ用の一覧: what stands on it, who is led to it, and how it comes out of the printer."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from tests.build import procedure, unconfirmed
from tests.pages import Pages
from tests.people import REGISTER, TAX, actor, registered
from tests.usecases.asking import ask
from tests.usecases.statements import chosen, desk, stated
from tests.web.apps import counted_statements, engine_of, running
from tests.web.catalogues import many
from tests.web.conftest import AppWith
from tracker.domain.account import Actor, Role
from tracker.domain.fiscal import Period, Precision
from tracker.domain.procedure import Barrier, Plan
from tracker.domain.status import OnlineStatus, Scope
from tracker.usecases.answers.answer_unchanged import answer_unchanged
from tracker.usecases.answers.look_at_kept import look_at_kept
from tracker.usecases.answers.record_plan import record_plan
from tracker.usecases.confirmation.confirm_records import confirm_records
from tracker.usecases.confirmation.send_back_records import send_back_records

ADDRESS = "/handover/B02-03"
SPRING = datetime(2026, 5, 12, 2, tzinfo=UTC)
AUTUMN = datetime(2026, 11, 2, 2, tzinfo=UTC)
HOSTILE = "<script>alert(1)</script>'; DROP TABLE procedures; --"
MOST = 30


@pytest.fixture
def ward(wards_copy: str) -> Iterator[Flask]:
    """The application on the ward's catalogue."""
    with running(wards_copy, open_reading=False) as app:
        ask(engine_of(app))
        yield app


@pytest.fixture
def busy(ward: Flask) -> Flask:
    """The same after 税務課 planned, answered and recorded, and something was sent back."""
    engine = engine_of(ward)
    plan = Plan(Period(date(2026, 10, 1), Precision.MONTH), Barrier.NO_SYSTEM, f"移行に合わせる。{HOSTILE}")
    record_plan(engine, look_at_kept(engine, _editor(), ["K-015"])[0].seen, plan, _editor())
    answer_unchanged(engine, [look_at_kept(engine, _editor(), ["K-001"])[0].seen], _editor(AUTUMN))
    stated(engine, "K-011", at=AUTUMN, scope=Scope.END_TO_END, url="https://example.jp/eltax")
    confirm_records(engine, actor(at=AUTUMN), [chosen(item) for item in desk(engine).items])
    stated(engine, "K-015", OnlineStatus.PARTIAL, at=AUTUMN, note="一部")
    later = actor(at=AUTUMN + timedelta(minutes=5), name="推進 花子")
    send_back_records(engine, later, [chosen(item) for item in desk(engine).items], "対象を書き添えてください。")
    stated(engine, "K-008", at=AUTUMN + timedelta(days=2))
    return ward


def _editor(at: datetime = SPRING) -> Actor:
    return actor(Role.EDITOR, TAX, at=at, login="tax", name="税務 一郎")


def test_a_new_division_reads_how_its_procedures_stand(busy: Flask) -> None:
    page = registered(busy, Role.EDITOR, TAX).get(ADDRESS)
    assert page.heading == "総務部 税務課"
    assert "令和8年11月20日現在（速報） 件数は令和4年度の受付件数" in page.text
    assert "庁内限り 未実施の理由、コメント、職員の氏名を含みます。" in page.text
    assert "75.0％（3手続／4手続）" in page.text
    assert "94.7％（429,217件／453,246件） 件数集計済み4手続を母数とする。" in page.text
    assert "うちコンビニ交付（内数）70,568件（1手続）" in page.text
    rows = page.table("手続と状況").rows
    assert [row[0].split()[0] for row in rows] == [
        "給与支払報告書の提出",
        "特別区民税・都民税課税証明書交付申請",
        "地方税申告手続(eLTAX)",
        "特別区民税・都民税の申告",
    ]
    assert rows[0][1:3] == ["311,240", "実施済"]
    assert rows[0][4] == "令和8年11月2日税務 一郎（税務課、tax）"
    assert rows[2][0].endswith("K-011https://example.jp/eltax")
    assert rows[2][2:4] == ["実施済申請から受取まで", "令和6年1月31日以前"]
    assert rows[3][2:4] == ["未実施", "実施予定（令和8年10月）"]


def test_what_nobody_answered_says_where_it_comes_from(ward: Flask) -> None:
    page = registered(ward, Role.EDITOR, TAX).get(ADDRESS)
    assert page.table("手続と状況").column("前回確認")[:3] == ["令和6年1月時点の公表資料による"] * 3
    assert "予定又は未実施の理由を登録した手続はありません。" in page.section("予定と未実施の理由")
    question = page.table("差戻し中").rows[0]
    assert question[0].count("K-0") == 4, "those asked for one day stand together"
    assert question[1] == "未回答"
    assert question[3] == "令和8年10月10日期限超過"


def test_plans_and_reasons_stand_with_their_comments(busy: Flask) -> None:
    [row] = registered(busy, Role.EDITOR, TAX).get(ADDRESS).table("予定と未実施の理由").rows
    assert row == [
        "特別区民税・都民税の申告 K-015",
        "令和8年10月予定時期を経過",
        "システムが未整備",
        f"移行に合わせる。{HOSTILE}",
    ]


def test_what_is_open_says_what_to_do(busy: Flask) -> None:
    back, waiting = registered(busy, Role.EDITOR, TAX).get(ADDRESS).table("差戻し中").rows
    assert back[1:] == [
        "差戻し中",
        "次の理由により差し戻された登録を直し、もう一度回答する。対象を書き添えてください。"
        "推進 花子（DX推進担当、tester） 令和8年11月2日",
        "令和8年10月10日期限超過",
    ]
    assert waiting[1:] == [
        "確認待ち",
        "実施済（令和8年10月1日から）DX推進担当の確認を待っている。山田 花子（税務課、editor） 令和8年11月4日",
        "－",
    ]


def test_the_year_is_told_in_words(busy: Flask) -> None:
    page = registered(busy, Role.EDITOR, TAX).get(ADDRESS)
    assert "令和8年4月1日からの操作。新しい順。" in page.section("この年度にあったこと")
    rows = page.table("この年度にあったこと").rows
    assert rows[0] == [
        "令和8年11月4日",
        "特別区民税・都民税課税証明書交付申請 K-008",
        "山田 花子（税務課、editor）",
        "状況の登録",
    ]
    assert rows[1][3] == "登録の差戻し差し戻す理由：対象を書き添えてください。"
    assert ["令和8年5月12日", "予定の登録予定時期：令和8年10月"] in [[row[0], row[3]] for row in rows]
    assert rows[-1][1:] == ["給与支払報告書の提出 K-001（ほか3手続）", "test", "台帳の取込み"]


def test_the_rest_of_a_long_year_is_counted_and_dx_is_led_to_it(ward: Flask) -> None:
    engine = engine_of(ward)
    for number in range(101):
        at = AUTUMN + timedelta(minutes=number)
        answer_unchanged(engine, [look_at_kept(engine, _editor(at), ["K-001"])[0].seen], _editor(at))
    told = "このほかに、古い操作が2件あります。"
    assert registered(ward, Role.EDITOR, TAX).get(ADDRESS).section("この年度").endswith(told)
    dx = registered(ward)
    page = dx.get(ADDRESS)
    assert told in page.section("この年度")
    assert dx.get(page.link("操作履歴を見る")).field("first").value == "2026-04-01"


def test_a_day_without_a_past_says_so_in_sentences(app_with: AppWith) -> None:
    app = app_with([procedure("C-1", online=True, department=REGISTER[0], division=REGISTER[1])])
    page = registered(app, Role.EDITOR, TAX).get(ADDRESS)
    assert "担当する手続は登録されていません。" in page.text
    assert "差戻し中、未回答、確認待ちの手続はありません。" in page.text
    assert "令和8年4月1日から今日までに、これらの手続についての操作はありません。" in page.text
    assert "オンライン化率（件数ベース） － 件数集計済み0手続" in page.text


def test_shared_procedures_name_the_other_division(app_with: AppWith) -> None:
    items = [procedure("T-1", position=1), procedure("R-1", None, department=REGISTER[0], division=REGISTER[1])]
    app = app_with([replace(items[0], shared_with=REGISTER), replace(items[1], shared_with=TAX)])
    page = registered(app, Role.EDITOR, TAX).get(ADDRESS)
    assert "1手続（ほか共管1）" in page.text
    assert "共管の手続は、所管課の率に含め、この課の率には含めない。" in page.text
    names = page.table("手続と状況").column("手続名")
    assert names == ["手続T-1 T-1共管：地域振興部 戸籍住民課", "手続R-1 R-1共管（所管課：地域振興部 戸籍住民課）"]
    assert page.table("手続と状況").column("年間受付件数") == ["1,000", "…"]


# Who is led to it


def test_editors_of_one_division_are_led_to_its_sheet(ward: Flask) -> None:
    pages = registered(ward, Role.EDITOR, TAX)
    address = pages.get("/own").link("引継ぎ用の一覧")
    assert pages.fetch(address, 303).headers["Location"] == ADDRESS


def test_editors_of_several_divisions_choose(ward: Flask) -> None:
    page = registered(ward, Role.EDITOR, REGISTER, TAX).get("/handover")
    found = [link.text for link in page.links if link.address.startswith("/handover/")]
    assert found == ["総務部 税務課", "地域振興部 戸籍住民課"]
    page = registered(ward, Role.EDITOR).get("/handover")
    assert "担当する課が登録されていません。DX推進担当へご連絡ください。" in page.text


def test_dx_chooses_among_all_that_have_procedures(ward: Flask) -> None:
    dx = registered(ward)
    page = dx.get(dx.get("/own").link("引継ぎ用の一覧"))
    found = [link.text for link in page.links if link.address.startswith("/handover/")]
    assert (len(found), found[:3]) == (20, ["総務部 人事課", "総務部 契約管財課", "総務部 税務課"])
    for address in ("/own?unit=B02-03", "/settings/organisation/unit/division/B02-03"):
        assert dx.get(address).link("引継ぎ用の一覧") == ADDRESS


def test_without_procedures_there_is_nothing_to_choose(app_with: AppWith) -> None:
    app = app_with()
    registered(app, Role.EDITOR, TAX)
    dx = registered(app)
    assert "台帳に手続がありません。" in dx.get("/handover").text
    page = dx.get("/settings/organisation/unit/division/B02-03")
    assert "引継ぎ用の一覧" not in page.text


def without_tokens(text: str) -> str:
    """A page without the tokens of its forms, which another second makes others."""
    return re.sub(r'name="csrf_token" value="[^"]+"', "", text)


def test_another_divisions_sheet_looks_like_none_at_all(ward: Flask) -> None:
    pages = registered(ward, Role.EDITOR, REGISTER)
    there, none = (without_tokens(pages.fetch(address, 404).text) for address in (ADDRESS, "/handover/B99-99"))
    assert there.replace("B02-03", "B99-99") == none
    for junk in ("b02-03", "B02", "B02-03/", "漢字"):
        registered(ward).fetch(f"/handover/{junk}", 404)


def test_as_many_statements_for_fifty_as_for_two(app_with: AppWith) -> None:
    counts = []
    for catalogue in (many(6)[4:], many(54)[4:]):
        app = app_with([replace(item, department=TAX[0], division=TAX[1]) for item in catalogue])
        for item in catalogue:
            stated(engine_of(app), item.code)
        pages = registered(app, Role.EDITOR, TAX)
        pages.get(ADDRESS)
        with counted_statements(app) as statements:
            pages.get(ADDRESS)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= MOST


def test_long_codes_names_and_texts_are_whole(app_with: AppWith) -> None:
    item = replace(
        procedure("X" * 64, records=(unconfirmed(1, date(2026, 10, 1)),)),
        name="長" * 200,
        plan=Plan(Period(date(2027, 4, 1), Precision.FISCAL_YEAR), comment="あ" * 2_000),
    )
    page = registered(app_with([item]), Role.EDITOR, TAX).get(ADDRESS)
    assert page.table("手続と状況").rows[0][0] == f"{'長' * 200} {'X' * 64}"
    assert page.table("予定と未実施の理由").rows[0][3] == "あ" * 2_000


def test_the_sheet_is_there_in_english(busy: Flask) -> None:
    page = registered(busy, Role.EDITOR, TAX, language="en").get(ADDRESS)
    assert page.title.startswith("B02-03 | ")


def test_nobody_reads_it_from_outside(ward: Flask) -> None:
    for address in ("/handover", ADDRESS):
        assert Pages(ward).fetch(address, 303).headers["Location"].startswith("/sign-in?next=")
