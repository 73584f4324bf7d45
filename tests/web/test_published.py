"""公表資料: the public reads released months, and nothing of what the ward keeps for itself."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask

from tests.pages import Pages
from tests.people import TAX, actor, registered
from tests.usecases.statements import chosen, desk, stated
from tests.web.apps import NOON, counted_statements, engine_of, running
from tests.web.reading import csv_rows
from tracker.domain.account import Role
from tracker.domain.fiscal import Period, Precision
from tracker.domain.procedure import Barrier, Plan
from tracker.domain.report.document import Paper
from tracker.domain.report.draft import Draft, Wording
from tracker.storage import papers
from tracker.storage.transactions import reading
from tracker.usecases.answers.look_at_kept import look_at_kept
from tracker.usecases.answers.record_plan import record_plan
from tracker.usecases.confirmation.confirm_records import confirm_records
from tracker.usecases.reports.close_month import close_month
from tracker.usecases.reports.edit_paper import edit_paper
from tracker.usecases.reports.release_month import release_month

AUGUST, SEPTEMBER, OCTOBER = (date(2026, month, 1) for month in (8, 9, 10))
RELEASED_ON = date(2026, 11, 20)
SECRET = "外に出ない言葉"
"""Stands in every place that is for use inside the ward."""


@pytest.fixture
def ward(wards_copy: str) -> Iterator[Flask]:
    """The application on the ward's catalogue, closed to readers."""
    with running(wards_copy, open_reading=False, municipality="葛飾区") as app:
        yield app


def closed(app: Flask, month: date = OCTOBER) -> None:
    close_month(engine_of(app), actor(at=NOON, name=f"田中 {SECRET}"), month, SECRET)


def released(app: Flask, month: date = OCTOBER) -> None:
    release_month(engine_of(app), actor(at=NOON, name=f"田中 {SECRET}"), month, RELEASED_ON)


def with_secrets(app: Flask) -> None:
    """A plan that is late, its reason, a note and a comment, and paragraphs of the paper."""
    engine, person = engine_of(app), actor(at=NOON, name=f"田中 {SECRET}")
    stated(engine, "K-009", effective_on=SEPTEMBER, note=SECRET)
    confirm_records(engine, person, [chosen(item) for item in desk(engine).items])
    plan = Plan(Period(date(2026, 4, 1), Precision.MONTH), Barrier.COST, SECRET)
    editor = actor(Role.EDITOR, TAX, name=f"山田 {SECRET}")
    record_plan(engine, look_at_kept(engine, editor, ["K-001"])[0].seen, plan, editor, None)
    wordings = {key: Wording(SECRET) for key in ("late_reason", "issues", "schedule", "late", "purpose", "online")}
    draft = Draft(*[SECRET] * 6, wordings=wordings)
    for paper in Paper:
        edit_paper(engine, person, OCTOBER, paper, draft, 0)


def test_before_anything_is_released_it_says_so_calmly_and_nobody_is_led_there(ward: Flask) -> None:
    public = Pages(ward)
    assert "公表している資料は、まだありません。" in public.get("/published").text
    assert "/published" not in [link.address for link in public.get("/sign-in").links]
    assert "/published" not in [link.address for link in registered(ward).get("/reports").links]
    closed(ward)
    public.get("/published/2026-10", 404)
    public.get("/published/2026-10.csv", 404)
    public.get("/published/2026-10/figure-1.svg", 404)


def test_a_released_month_is_for_everybody(ward: Flask) -> None:
    closed(ward)
    released(ward)
    public = Pages(ward)
    assert "/published" in [link.address for link in public.get("/sign-in").links]
    page = public.get("/published")
    [row] = page.table("公表資料").rows
    assert row[:4] == [
        "令和8年10月31日現在",
        "54.2％989,181件／1,824,178件（26手続を母数とする）",
        "13.0％7手続／54手続",
        "令和8年11月20日",
    ]
    page = public.get(page.link("令和8年10月31日現在"))
    assert "件数ベース オンライン化率は、54.2％（989,181件／1,824,178件）である。" in page.text
    for address in page.loaded:
        public.fetch(address)
    rows = csv_rows(public.fetch("/published/2026-10.csv").data)
    assert len(rows) == 54
    with reading(engine_of(ward)) as connection:
        kept = papers.closed(connection, OCTOBER, 1, Paper.COMMITTEE, "csv")
    assert kept is not None
    assert public.fetch("/published/2026-10.csv").data == kept[0]


def test_the_public_never_meets_what_is_for_the_ward_alone(ward: Flask) -> None:
    with_secrets(ward)
    for month in (AUGUST, SEPTEMBER, OCTOBER):
        closed(ward, month)
    released(ward, AUGUST)
    released(ward)
    team = registered(ward)
    assert SECRET in team.get("/reports/2026-10").text
    assert SECRET in team.get("/reports/2026-10/committee").text
    public = Pages(ward)
    for language in ("ja", "en"):
        public = Pages(ward, language)
        page = public.get("/published/2026-10")
        addresses = ["/published", "/published/2026-10", "/published/2026-10.csv"]
        addresses += [address for address in page.loaded if "figure-" in address]
        assert len(addresses) >= 5
        for address in addresses:
            said = public.fetch(address).text
            for hidden in (
                SECRET,
                "予定時期",
                "未実施の理由",
                "費用対効果",
                "照合番号",
                "未回答",
                "操作履歴",
                "DX推進担当",
            ):
                assert hidden not in said.replace("DX推進担当が確認", ""), f"{hidden} on {address}"
        public.get("/published/2026-09", 404)


def test_no_live_figure_is_shown(ward: Flask) -> None:
    closed(ward)
    released(ward)
    before = Pages(ward).get("/published/2026-10").text
    engine = engine_of(ward)
    stated(engine, "K-002", effective_on=OCTOBER)
    confirm_records(engine, actor(), [chosen(item) for item in desk(engine).items])
    public = Pages(ward)
    assert public.get("/published/2026-10").text == before
    assert "69.8" not in public.get("/published").text


def test_only_the_header_leads_to_the_wards_own_pages(ward: Flask) -> None:
    closed(ward)
    released(ward)
    for address in ("/published", "/published/2026-10"):
        page = Pages(ward).get(address)
        inside = {link.address.split("?")[0] for link in page._links(page.main)}
        assert all(each.startswith("/published") for each in inside), inside


def test_a_page_that_has_not_changed_is_not_sent_again(ward: Flask) -> None:
    for month in (SEPTEMBER, OCTOBER):
        closed(ward, month)
        released(ward, month)
    public = Pages(ward)
    for address in ("/published", "/published/2026-10", "/published/2026-10.csv", "/published/2026-10/figure-1.svg"):
        first = public.fetch(address)
        assert first.headers["Cache-Control"] == "private, no-cache"
        with counted_statements(ward) as statements:
            public.fetch(address, 304, headers={"If-None-Match": first.headers["ETag"]})
        assert len([each for each in statements if "SELECT" in each.upper()]) == 1
    team = registered(ward)
    assert team.fetch("/published").headers["Cache-Control"] == "no-store"
    first = public.fetch("/published")
    for month in ("2026-09", "2026-10"):
        team.submit(team.get(f"/reports/{month}"), button="公表をやめる")
    assert "まだありません" in public.fetch("/published", 200, headers={"If-None-Match": first.headers["ETag"]}).text
