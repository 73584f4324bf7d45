"""新年度の作業: the steps in order, each with its state and with links to where it is done."""

from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask

from tests.build import procedure
from tests.markup import elements, text_of
from tests.pages import Page, Pages
from tests.people import TAX, account, actor, register, registered
from tests.web.apps import counted_statements, engine_of, running, store
from tests.web.catalogues import many
from tests.web.conftest import AppWith
from tests.web.test_english import unmarked
from tracker.domain.account import Role
from tracker.domain.fiscal import Period, Precision
from tracker.domain.procedure import Plan
from tracker.usecases.reports.close_month import close_month

FEBRUARY, APRIL, MAY = (datetime(2027, month, 5, 3, tzinfo=UTC) for month in (2, 4, 5))


def at(app: Flask, moment: datetime) -> Flask:
    app.config.update(CLOCK=lambda: moment)
    return app


@pytest.fixture
def ward(wards_copy: str) -> Any:
    """The application on the ward's catalogue in April."""
    with running(wards_copy, open_reading=False) as app:
        yield at(app, APRIL)


def chips(page: Page) -> list[str]:
    """What the headings say of each step."""
    return [text_of(item) for item in elements(page.main, "span") if "chip" in (item.get("class") or "")]


def test_the_steps_stand_in_order_with_their_states(ward: Flask) -> None:
    page = registered(ward).get("/new-year")
    assert page.heading == "新年度の作業"
    assert "令和9年度（令和9年4月1日から）。令和9年4月5日現在" in page.text
    headings = [text_of(item) for item in elements(page.main, "h2")]
    assert headings == [
        "1．令和9年3月分を確定する まだ",
        "2．組織改正を登録する 登録なし",
        "3．異動した職員の課を変える 登録なし",
        "4．手続の追加と廃止を登録し、予定を見直す 登録なし",
        "5．目標と基準を確かめる 残り1件",
        "6．令和8年度の件数を集める まだ",
        "7．全ての課に照会する まだ",
        "8．引継ぎ用の一覧を印刷する 必要に応じて",
    ]
    assert "期限がこれからの目標がありません" in page.section("目標と基準")
    assert "0／54手続が入力済みです" in page.section("件数を集める")
    assert "Excelで照会します" in page.section("異動した職員")
    assert page.link("令和9年3月分を確定する") == "/new-year#close_march"
    close_month(engine_of(ward), actor(at=APRIL), APRIL.date().replace(month=3, day=1), "照会の前のため")
    page = registered(ward).get("/new-year")
    assert chips(page)[0] == "済"
    assert page.link("目標と基準を確かめる") == "/new-year#basis"


def test_every_link_leads_somewhere(ward: Flask) -> None:
    register(engine_of(ward), account(Role.EDITOR, login="nowhere"))
    overdue = Plan(Period(datetime(2026, 9, 1, tzinfo=UTC).date(), Precision.MONTH))
    store(engine_of(ward), [procedure("Z-1", department=TAX[0], division=TAX[1], plan=overdue)])
    dx = registered(ward)
    page = dx.get("/new-year")
    assert "手続Z-1（令和8年9月の予定）" in page.section("予定を見直す")
    addresses = {item.get("href", "") for item in elements(page.main, "a")}
    assert {
        "/reports/2027-03", "/settings/organisation", "/accounts/transfers", "/accounts/staff/nowhere",
        "/own/plan?code=Z-1", "/settings/procedures", "/settings/policies", "/handover",
    } <= addresses  # fmt: skip
    for address in addresses:
        dx.get(address.split("#")[0] or "/new-year")


def test_before_april_what_april_brings_is_announced(ward: Flask) -> None:
    page = registered(at(ward, FEBRUARY)).get("/new-year")
    assert chips(page) == ["まだ"] * 4 + ["残り1件"] + ["まだ"] * 2 + ["必要に応じて"]
    assert "令和9年4月1日から確定できます。" in page.section("3月分を確定")
    assert page.link("目標と基準を確かめる") == "/new-year#basis"


@pytest.mark.parametrize(("month", "is_linked"), [(2, False), (3, True), (6, True), (7, False)])
def test_the_months_work_leads_there_in_spring(ward: Flask, month: int, is_linked: bool) -> None:
    dx = registered(at(ward, datetime(2027, month, 5, 3, tzinfo=UTC)))
    assert any(link.address == "/new-year" for link in dx.get("/work").links) is is_linked
    assert dx.get("/settings").link("新年度の作業") == "/new-year"


def test_only_the_team_sees_it(ward: Flask) -> None:
    registered(ward, Role.EDITOR, TAX).get("/new-year", 403)
    Pages(ward).fetch("/new-year", 303)


@pytest.mark.parametrize("moment", [FEBRUARY, APRIL])
def test_the_page_is_english(ward: Flask, moment: datetime) -> None:
    register(engine_of(ward), account(Role.EDITOR, login="nowhere"))
    overdue = Plan(Period(datetime(2026, 9, 1, tzinfo=UTC).date(), Precision.MONTH))
    store(engine_of(ward), [procedure("Z-1", department=TAX[0], division=TAX[1], plan=overdue)])
    assert list(unmarked(registered(at(ward, moment), language="en").get("/new-year").root)) == []


def test_the_page_costs_as_much_for_forty_procedures_as_for_one(app_with: AppWith) -> None:
    counts = []
    for number in (1, 40):
        app = at(app_with(many(number)), MAY)
        dx = registered(app)
        with counted_statements(app) as statements:
            dx.get("/new-year")
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 30
