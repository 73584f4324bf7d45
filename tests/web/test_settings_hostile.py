"""The settings with names and codes that are meant to break them. Every page is checked as it is fetched."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from flask import Flask

from tests.pages import Page, Pages
from tests.people import registered
from tests.web.apps import engine_of
from tests.web.hostile import CODES, TEXTS, running_hostile
from tracker.usecases.settings.see_organisation import see_organisation


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with running_hostile(tmp_path_factory.mktemp("hostile")) as app:
        yield app


@pytest.fixture(scope="module", params=["ja", "en"])
def dx(hostile: Flask, request: pytest.FixtureRequest) -> Pages:
    return registered(hostile, language=request.param, name=TEXTS[0])


def test_every_unit_can_be_looked_at_and_changed(hostile: Flask, dx: Pages) -> None:
    assert dx.get("/settings/organisation").heading
    for department in see_organisation(engine_of(hostile)).organisation[::4]:
        dx.get(f"/settings/organisation/unit/department/{department.code}")
        dx.get("/settings/organisation/new/division", department=department.code)
        for division in department.divisions:
            dx.get(f"/settings/organisation/unit/division/{division.code}")
            dx.get(f"/settings/organisation/correct/division/{division.code}")


def test_every_procedure_can_be_edited_whatever_its_code_holds(dx: Pages) -> None:
    for code in [*CODES, "H-01", "H-09"]:
        for operation in ("edit", "merge", "abolish"):
            page = dx.get(f"/settings/procedures/{operation}/{quote(code)}")
            assert code in page.text


@pytest.mark.parametrize("text", TEXTS[::3])
def test_any_text_can_be_typed_and_comes_back(dx: Pages, text: str) -> None:
    page = dx.get("/settings/procedures/edit/H-01")
    shown = Page(
        page.address, dx.submit(page, 200, button="", step="preview", action="/edit/", note=text, legal_basis=text)
    )
    assert shown.heading
    searched = dx.get("/settings/procedures", words=text)
    assert searched.field("words").value == text[:200]
    unit = dx.get("/settings/organisation/new/department")
    refused = Page(unit.address, dx.submit(unit, 400, name=text, on="R9.4.1", code=text[:64]))
    assert refused.field("name").value == text
