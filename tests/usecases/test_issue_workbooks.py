"""回答用Excelを作成する: one for each division asked, stored as it was made, logged once."""

import io
import json

import openpyxl
import pytest
from sqlalchemy import Engine

from tests.dump import dump
from tests.people import actor
from tests.statements import Broken, breaking
from tests.usecases.asking import ask
from tests.usecases.stating import CARE, DX, EDITOR, OTHER, TAX, log
from tracker.domain.account import Role
from tracker.domain.audit import Action
from tracker.domain.errors import NotThere
from tracker.domain.inquiry import Whom
from tracker.storage import issued_workbooks, organisation
from tracker.storage.issued_workbooks import Issued
from tracker.storage.transactions import reading
from tracker.usecases.inquiries.issue_workbooks import Workbook, issue_all, issue_one


def code_of(engine: Engine, division: str) -> str:
    with reading(engine) as connection:
        known = organisation.load(connection)
    return next(unit.code for department in known for unit in department.divisions if unit.name == division)


def issued(engine: Engine, id_: int) -> Issued:
    with reading(engine) as connection:
        found = issued_workbooks.find(connection, id_)
    assert found is not None
    return found


def codes_in(workbook: Workbook) -> list[str]:
    sheet = openpyxl.load_workbook(io.BytesIO(workbook.content))["回答"]
    return [sheet.cell(row, 1).value for row in range(6, sheet.max_row + 1)]


def id_in(workbook: Workbook) -> int:
    return int(openpyxl.load_workbook(io.BytesIO(workbook.content))["コード"]["B1"].value)


def test_each_division_gets_its_own_procedures(stated: Engine) -> None:
    ask(stated)
    tax, care = issue_all(stated, DX, 1)
    assert codes_in(tax) == ["T-1", "T-2", "T-3", "T/4 :?#%2F"]
    assert codes_in(care) == ["C-1", "S-1"], "a shared procedure is answered by the division in charge"
    assert [tax.name, care.name] == [f"回答用_{code_of(stated, unit[1])}_{unit[1]}_第1回.xlsx" for unit in (TAX, CARE)]


def test_what_stood_in_it_is_kept_under_its_number(stated: Engine) -> None:
    ask(stated)
    for workbook, unit in zip(issue_all(stated, DX, 1), (TAX, CARE), strict=True):
        kept = issued(stated, id_in(workbook))
        assert (kept.form.unit, kept.at, kept.by) == (unit, DX.at, DX.who)
        assert [row.code for row in kept.form.rows] == codes_in(workbook)
    with reading(stated) as connection:
        assert issued_workbooks.find(connection, 999) is None


def test_all_of_them_are_one_entry_of_the_log(stated: Engine) -> None:
    ask(stated)
    issue_all(stated, DX, 1)
    entry = log(stated)[-1]
    assert (entry.action, entry.subject) == (Action.ISSUE_WORKBOOKS.value, "第1回照会")
    assert json.loads(entry.after) == {"所管課": "税務課、介護保険課", "手続の数": "6", "様式の番号": "1、2"}


def test_every_making_is_kept(stated: Engine) -> None:
    ask(stated)
    code = code_of(stated, "税務課")
    first, second = (id_in(issue_one(stated, EDITOR, 1, code)) for _time in range(2))
    assert first != second
    assert issued(stated, first).form == issued(stated, second).form


def test_an_editor_makes_that_of_the_own_division(stated: Engine) -> None:
    ask(stated)
    assert codes_in(issue_one(stated, OTHER, 1, code_of(stated, "介護保険課"))) == ["C-1", "S-1"]
    assert len(codes_in(issue_one(stated, DX, 1, code_of(stated, "税務課")))) == 4


def test_what_somebody_may_not_make_is_not_there(stated: Engine) -> None:
    ask(stated, whom=Whom.CHOSEN, units=[TAX])
    before = dump(stated)
    tax, care = code_of(stated, "税務課"), code_of(stated, "介護保険課")
    for by, number, division in [
        *((OTHER, 1, tax), (actor(Role.VIEWER), 1, tax), (DX, 2, tax), (DX, 1, "B99-99")),
        (DX, 1, care),
    ]:
        with pytest.raises(NotThere):
            issue_one(stated, by, number, division)
    for by, number in ((EDITOR, 1), (actor(Role.VIEWER), 1), (DX, 2)):
        with pytest.raises(NotThere):
            issue_all(stated, by, number)
    assert dump(stated) == before


def test_all_or_nothing(stated: Engine) -> None:
    ask(stated)
    before = dump(stated)
    for number in range(1, 100):
        try:
            with breaking(stated, number):
                issue_all(stated, DX, 1)
        except Broken:
            assert dump(stated) == before
        else:
            break
    assert dump(stated) != before
