"""今月の作業: the first page of the DX team."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from tests.build import procedure
from tests.pages import Pages
from tests.people import TAX, actor, registered
from tests.usecases.asking import ask
from tests.usecases.statements import chosen, desk, stated
from tests.web.apps import NOON, counted_statements, engine_of, running
from tests.web.catalogues import many
from tests.web.conftest import AppWith
from tracker.domain.account import Role
from tracker.domain.fiscal import Period, Precision
from tracker.domain.inquiry import Frequency, Whom
from tracker.domain.procedure import Plan
from tracker.usecases.confirmation.confirm_records import confirm_records
from tracker.usecases.reports.close_month import close_month
from tracker.usecases.settings.save_policy import known_policies, save_policy

MOST = 33


@pytest.fixture
def ward(wards_copy: str) -> Any:
    """The application on the ward's catalogue."""
    with running(wards_copy) as app:
        yield app


def test_the_dx_team_begins_with_it_and_nobody_else_may(ward: Flask) -> None:
    dx = registered(ward)
    home = dx.get("/sign-in")
    assert "/work" in [link.address for link in home.links]
    registered(ward, Role.VIEWER).get("/work", 403)


def test_before_anybody_was_asked_that_is_what_is_to_be_done(ward: Flask) -> None:
    page = registered(ward).get("/work")
    assert "照会は、まだありません。" in page.text
    assert "照会した手続はありません。" in page.section("回答状況")
    assert page.section("次にすること").startswith("次にすること 照会を作成する")
    assert page.link("照会を作成する") == "/inquiries/new"


def test_once_the_deadline_has_passed_everything_is_overdue(ward: Flask) -> None:
    ask(engine_of(ward))
    page = registered(ward).get("/work")
    assert page.heading == "今月の作業"
    assert "第1回照会 基準日 令和8年9月30日 回答期限 令和8年10月10日 回答済 0／20課" in page.text
    table = page.table("回答状況")
    assert table.rows[0][0] == "総務部 人事課"
    assert table.rows[-1] == ["全体", "54", "0", "54", "54", "0"]
    asked = "回答期限を過ぎている54手続（20課）の回答を求める"
    assert asked in page.section("次にすること")
    assert page.link(asked) == "/inquiries/1#remind-title"
    assert "照会を作成する" not in page.text
    assert "前月末から ±0.0ポイント（±0件）" in page.text
    assert "確認を待っている登録はありません。" in page.text
    assert page.link("税務課") == "/own?unit=B02-03"


def test_the_line_at_the_head_is_about_the_last_inquiry_alone(ward: Flask) -> None:
    ask(engine_of(ward))
    later = NOON - timedelta(days=1)
    ask(engine_of(ward), later, date(2026, 12, 4), [TAX], whom=Whom.CHOSEN, frequency=Frequency.ONCE)
    page = registered(ward).get("/work")
    assert "第2回照会 基準日 令和8年9月30日 回答期限 令和8年12月4日 回答済 0／1課" in page.text
    assert page.table("回答状況").rows[-1] == ["全体", "54", "0", "54", "50", "0"]
    assert page.link("の回答を求める") == "/inquiries/1#remind-title"


def test_what_waits_stands_first_and_what_was_confirmed_has_moved_the_month(ward: Flask) -> None:
    engine, dx = engine_of(ward), registered(ward)
    ask(engine)
    stated(engine, "K-009", effective_on=date(2026, 11, 1))
    confirm_records(engine, actor(), [chosen(item) for item in desk(engine).items])
    stated(engine, "K-002", at=NOON - timedelta(days=4))
    page = dx.get("/work")
    assert page.section("次にすること").startswith("次にすること 確認待ちの1件を確認する")
    figures = page.section("オンライン化率（件数ベース）")
    assert "54.2％ → から 57.9％" in figures
    assert "前月末から ＋3.7ポイント（＋67,251件）" in figures
    assert "前月末の値（確定前）は、令和8年10月31日時点" in figures
    assert "確認前を含めると ＋15.6ポイント（＋284,125件、1手続）" in figures
    assert "最も古い登録は令和8年11月16日のものです。" in figures
    assert page.table("回答状況").rows[-1] == ["全体", "54", "2", "52", "52", "0"]


def test_the_month_is_compared_with_the_last_closed_one(ward: Flask) -> None:
    engine = engine_of(ward)
    close_month(engine, actor(), date(2026, 10, 1), "照会の前のため")
    stated(engine, "K-009", effective_on=date(2026, 10, 1))
    confirm_records(engine, actor(), [chosen(item) for item in desk(engine).items])
    figures = registered(ward).get("/work").section("オンライン化率（件数ベース）")
    assert "前回確定（令和8年10月末） 54.2％ → から 現在 57.9％" in figures
    assert "前回確定から ＋3.7ポイント（＋67,251件）" in figures
    assert (
        "令和8年10月31日現在の状況を確定したものです（989,181件／1,824,178件、件数集計済み26手続を母数とする）。"
        in figures
    )
    assert "現在は1,056,432件／1,824,178件。" in figures
    assert "前月末" not in figures
    assert "適用する基準が異なります。" not in figures


def test_a_policy_that_changed_since_the_month_was_closed_is_said(ward: Flask) -> None:
    engine = engine_of(ward)
    close_month(engine, actor(), date(2026, 10, 1), "照会の前のため")
    known = known_policies(engine)
    save_policy(engine, actor(), replace(known.policies[0], threshold=5_000), known.version, correcting=True)
    assert "前回確定と現在とでは、適用する基準が異なります。" in registered(ward).get("/work").text


def test_plans_whose_time_has_passed_are_listed_the_oldest_first(app_with: AppWith) -> None:
    months = [date(2026, month, 1) for month in (9, 7, 12)]
    app = app_with(
        [procedure(f"K-{day.month}", plan=Plan(Period(day, Precision.MONTH)), position=day.month) for day in months]
    )
    page = registered(app).get("/work")
    assert page.table("予定時期を経過している").column("手続名") == ["手続K-7", "手続K-9"]
    assert "予定時期を経過している2手続の見通しを確かめる" in page.section("次にすること")


def test_the_last_finished_month_is_to_be_closed(ward: Flask) -> None:
    asked = "令和8年10月分の月次報告を作成し、確定する"
    dx = registered(ward)
    page = dx.get("/work")
    assert asked in page.section("次にすること")
    assert "資料の作成" in dx.get(page.link(asked)).text
    close_month(engine_of(ward), actor(), date(2026, 10, 1), "照会の前のため")
    assert asked not in dx.get("/work").text


def test_an_empty_catalogue_leaves_nothing_to_do(app_with: AppWith) -> None:
    page = registered(app_with()).get("/work")
    assert "今すぐに必要な作業はありません。" in page.text
    assert "台帳に手続がありません。" in page.text


@pytest.mark.parametrize("address", ["/work", "/confirmation", "/"])
def test_as_many_statements_for_fifty_as_for_two(app_with: AppWith, address: str) -> None:
    counts = []
    for catalogue in (many(6)[2:], many(52)[2:]):
        app = app_with(catalogue)
        for item in catalogue:
            stated(engine_of(app), item.code)
        close_month(engine_of(app), actor(), date(2026, 10, 1), "照会の前のため")
        dx = registered(app)
        dx.get(address)
        with counted_statements(app) as statements:
            dx.get(address)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= MOST


@pytest.mark.parametrize("address", ["/work", "/confirmation"])
def test_the_pages_are_there_in_english(ward: Flask, address: str) -> None:
    stated(engine_of(ward), "K-002", note="一部の方のみ")
    close_month(engine_of(ward), actor(), date(2026, 10, 1), "照会の前のため")
    page = registered(ward, language="en").get(address)
    assert page.heading in ("This month’s work", "Awaiting confirmation")


def test_nobody_reads_it_from_outside(ward: Flask) -> None:
    Pages(ward).fetch("/work", 303)
    Pages(ward).fetch("/confirmation", 303)
