"""回答用Excelを作成する, from the page of an inquiry."""

import io
import zipfile
from collections.abc import Iterator
from urllib.parse import quote

import openpyxl
import pytest
from flask import Flask

from tests.pages import Pages
from tests.people import REGISTER, TAX, registered
from tests.usecases.asking import ask
from tests.web.apps import NOON, engine_of, running
from tracker.domain.account import Role
from tracker.domain.fiscal import local_day

ALL = "回答用Excelを作成する（20課）"


@pytest.fixture
def dx(wards_copy: str) -> Iterator[Pages]:
    with running(wards_copy) as app:
        yield _asked(app)


def _asked(app: Flask) -> Pages:
    ask(engine_of(app), NOON, local_day(NOON))
    return registered(app)


def test_all_workbooks_come_in_one_archive(dx: Pages) -> None:
    answer = dx.submit(dx.get("/inquiries/1"), 200, button=ALL)
    assert answer.mimetype == "application/zip"
    assert quote("回答用Excel_第1回照会") + ".zip" in answer.headers["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        names = archive.namelist()
        assert len(names) == 20
        assert names == sorted(names), "in the order of the organisation"
        assert "回答用_B02-03_税務課_第1回.xlsx" in names
        assert archive.testzip() is None


def test_one_division_gets_its_own(dx: Pages) -> None:
    answer = dx.submit(dx.get("/inquiries/1"), 200, button="この課の回答用Excelを作成する", division="B02-03")
    assert quote("回答用_B02-03_税務課_第1回") + ".xlsx" in answer.headers["Content-Disposition"]
    assert "税務課" in openpyxl.load_workbook(io.BytesIO(answer.data))["回答"]["A1"].value


def test_a_division_takes_its_own_from_its_page_until_all_is_answered(wards_copy: str) -> None:
    with running(wards_copy, open_reading=False) as app:
        ask(engine_of(app), NOON, local_day(NOON))
        division = registered(app, Role.EDITOR, TAX)
        page = division.get("/own")
        answer = division.submit(page, 200, button="Excelで回答する")
        assert quote("回答用_B02-03_税務課_第1回") + ".xlsx" in answer.headers["Content-Disposition"]
        both = registered(app, Role.EDITOR, REGISTER, TAX).get("/own")
        assert both.form("税務課の回答用Excelを作成する").fields["division"] == "B02-03"
        assert both.form("戸籍住民課の回答用Excelを作成する").fields["division"] == "B04-02"
        assert both.section("総務部 税務課").startswith("総務部 税務課、地域振興部 戸籍住民課"), "建制順"
        answered = division.follow(division.submit(page, button="変更なしで回答する"))
        assert "回答用Excel" not in answered.text


def test_an_inquiry_that_is_not_there_has_none(dx: Pages) -> None:
    page = dx.get("/inquiries/1")
    token = page.form(button=ALL).fields["csrf_token"]
    for path in ("/inquiries/2/workbooks", "/inquiries/2/workbook"):
        dx.fetch(path, 404, "POST", data={"csrf_token": token, "division": "B02-03"})
