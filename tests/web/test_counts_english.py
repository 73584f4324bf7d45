"""The pages about counts in English: complete, with what comes from the catalogue marked as Japanese."""

import pytest
from flask import Flask

from tests.pages import Page
from tests.people import TAX, registered
from tests.usecases.counts import report
from tests.usecases.stating import DX, REPLY
from tests.web.apps import engine_of
from tests.web.conftest import AppWith
from tests.web.counting import HARD_CODE
from tests.web.counting import office as opened_office
from tests.web.test_counts import YEAR, decided
from tests.web.test_own_english import hold
from tracker.domain.account import Role
from tracker.domain.count_report import Count


@pytest.fixture
def office(app_with: AppWith) -> Flask:
    """The application where counts await confirmation, were confirmed, and were sent back."""
    app = opened_office(app_with, without=HARD_CODE)
    for code in ("T-1", "T-2", "T-3"):
        report(engine_of(app), code, Count(YEAR, 1_900, 5, note="精査"), by=DX, on_behalf=REPLY)
    decided(app, "T-2", 1)
    decided(app, "T-3", 1, "桁の確認")
    return app


def test_everything_that_an_editor_meets(office: Flask) -> None:
    pages = registered(office, Role.EDITOR, TAX, language="en")
    own = hold(pages.get("/own"))
    assert "Sent back Status; Cases a year; Cases by month" in own.text
    form = hold(pages.get(own.link("Enter counts together")))
    back = hold(Page(form.address, pages.submit(form, 400, **{"0-cases": "x", "1-online_cases": "5"})))
    assert "T-1, FY2025: “x” is not a whole number." in back.text
    back = hold(Page(form.address, pages.submit(form, 400, **{"0-cases": "50000", "0-note": ""})))
    assert "More than ten times FY2024 (2,100 → 50,000). If correct, give a reason." in back.text
    hold(pages.follow(pages.submit(form, **{"0-cases": "2000"})))
    hold(Page(form.address, pages.submit(form, 409, **{"0-cases": "2100"})))
    for code in ("T-1", "T-2", "T-3"):
        hold(pages.get(f"/procedures/{code}"))
    hold(pages.get("/handover/B02-03"))


def test_everything_that_the_dx_team_meets(office: Flask) -> None:
    pages = registered(office, language="en")
    page = hold(pages.get("/confirmation?all=counts"))
    assert "1,900 cases (5 cases online, final)" in page.text
    action = "/confirmation/counts"
    hold(Page("/confirmation", pages.submit(page, 400, action=action, act="send_back", comment="")))
    hold(pages.follow(pages.submit(page, action=action, act="confirm")))
    hold(pages.get("/own/counts", code="T-1"))
