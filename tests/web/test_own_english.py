"""The pages of divisions in English: complete, with what comes from the catalogue and the log marked as Japanese."""

from datetime import timedelta

import pytest
from flask import Flask

from tests.build import procedure
from tests.pages import Page, Pages
from tests.people import PASSWORD, TAX, registered
from tests.usecases.asking import ask
from tests.web.apps import NOON, engine_of
from tests.web.conftest import AppWith
from tests.web.test_english import unmarked
from tests.web.test_own import SENT_BACK
from tests.web.test_sheet_inside import told
from tracker.domain.account import Role
from tracker.domain.status import OnlineStatus


@pytest.fixture
def office(app_with: AppWith) -> Flask:
    """The application with a procedure of which everything was said, one sent back and one untouched."""
    others = [procedure("T-2", position=3), procedure("T-4", position=4)]
    app = app_with([told(), SENT_BACK, *others], open_reading=False)
    ask(engine_of(app))
    return app


def hold(page: Page) -> Page:
    assert page.language == "en"
    assert list(unmarked(page.root)) == [], page.address
    return page


def answered(pages: Pages, page: Page, expected: int, /, button: str = "", **fields: object) -> Page:
    return hold(Page(page.address, pages.submit(page, expected, button=button, **fields)))


def test_everything_that_an_editor_meets(office: Flask) -> None:
    pages = registered(office, Role.EDITOR, TAX, language="en")
    own = hold(pages.get("/own"))
    assert "Answer “no change” (remaining: 2)" in own.text
    hold(pages.get("/procedures/T-1"))
    form = hold(pages.get("/own/record", code=["T-1", "T-2"]))
    answered(pages, form, 400, effective_on="R8.99", url="x", status="9", note="x" * 2_001)
    answered(pages, form, 400, effective_on="2026-10-01", other_channels=["email", "fax"])
    answered(pages, form, 400, effective_on="2026-10-01", status=OnlineStatus.EXEMPT.value)
    plan = hold(pages.get("/own/plan", code="T-2"))
    answered(pages, plan, 400, planned_for="some day")
    for path in ("/own/correct", "/own/withdraw"):
        other = hold(pages.get(path, code="T-1", number="2"))
        answered(pages, other, 400, reason=" ", effective_on="2026-10-01")
    hold(pages.follow(pages.submit(plan, planned_for="2027-04")))
    answered(pages, plan, 409, planned_for="2027-05")
    answered(pages, own, 409, button="no change")
    hold(pages.follow(pages.submit(pages.get("/own"), button="no change")))
    hold(pages.follow(pages.fetch("/own/plan", 303)))


def test_everything_that_dx_meets_on_a_divisions_behalf(office: Flask) -> None:
    pages = registered(office, language="en")
    page = hold(pages.get("/own"))
    assert page.heading == "Enter on a division’s behalf"
    unit = next(value for value, text in page.field("unit").choices if text == " ".join(TAX))
    page = hold(pages.get("/own", unit=unit))
    hold(pages.get("/own", 400, unit=unit, received_on="x"))
    answered(pages, page, 400, button="no change")
    hold(pages.get("/own/record", code="T-2"))


def test_an_editor_without_a_division_and_one_whose_session_ran_out(office: Flask) -> None:
    pages = registered(office, Role.EDITOR, language="en")
    hold(pages.get("/own"))
    pages = registered(office, Role.EDITOR, TAX, language="en")
    form = pages.get("/own/record", code="T-2")
    office.config["CLOCK"] = lambda: NOON + timedelta(minutes=31)
    asked = answered(pages, form, 401, note="一行目\n二行目", effective_on="R8.10")
    assert PASSWORD not in asked.text
