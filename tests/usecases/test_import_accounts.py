"""A list of staff taken in: everybody with a code, or nobody."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.build import NOW
from tests.dump import dump
from tests.people import REGISTER, TAX, actor
from tracker.domain.account import Account, Role
from tracker.storage import accounts
from tracker.storage.transactions import reading
from tracker.usecases.people.accept_invitation import Visit, set_password_by_code
from tracker.usecases.people.create_account import create_account
from tracker.usecases.people.import_accounts import Outcome, import_accounts

HEAD = "職員ID,氏名,権限,部,所管課\n"
GOOD = (
    HEAD
    + "t-tanaka,田中 太郎,所管課,総務部,税務課\n"
    + "t-tanaka,田中 太郎,所管課,地域振興部,戸籍住民課\n"
    + "v,閲覧 次郎,閲覧のみ,,\n"
)


def taken_in(engine: Engine, folder: Path, text: str) -> Outcome:
    path = folder / "list.csv"
    path.write_text(text, "utf-8")
    return import_accounts(engine, actor(), path)


def test_everybody_is_registered_and_can_set_a_password(ward: Engine, tmp_path: Path) -> None:
    outcome = taken_in(ward, tmp_path, GOOD)
    assert outcome.problems == ()
    assert [issued.account.login for issued in outcome.issued] == ["t-tanaka", "v"]
    with reading(ward) as connection:
        found = {account.login: account for account in accounts.everybody(connection)}
    assert set(found["t-tanaka"].units) == {TAX, REGISTER}
    assert found["v"].role is Role.VIEWER
    code = outcome.issued[0].secret
    assert (
        set_password_by_code(ward, "t-tanaka", code, "ふくろう 1873 のぼりざか", Visit("id", "", "x", NOW)) is not None
    )
    with ward.connect() as connection:
        actions = connection.exec_driver_sql("SELECT action, subject FROM audit_log ORDER BY number").all()
    assert [tuple(row) for row in actions[1:4]] == [
        ("account.create", "t-tanaka 田中 太郎"),
        ("account.create", "v 閲覧 次郎"),
        ("account.invite", "2人"),
    ]


@pytest.mark.parametrize("line", ["x,某,所管課,総務部,ない課\n", "V,別人,閲覧のみ,,\n", "REGISTERED,x,閲覧のみ,,\n"])
def test_one_mistake_and_nobody_is_registered(ward: Engine, tmp_path: Path, line: str) -> None:
    create_account(ward, actor(), Account("registered", "登録済", Role.VIEWER))
    before = dump(ward, without=frozenset({"catalogue_state"}))
    outcome = taken_in(ward, tmp_path, GOOD + line)
    assert (outcome.issued, [problem.row for problem in outcome.problems]) == ((), [5])
    assert dump(ward, without=frozenset({"catalogue_state"})) == before


def test_who_is_registered_is_named(ward: Engine, tmp_path: Path) -> None:
    create_account(ward, actor(), Account("reg", "登録 済子", Role.VIEWER))
    (problem,) = taken_in(ward, tmp_path, HEAD + "ＲＥＧ,x,閲覧のみ,,\n").problems
    assert (problem.row, problem.column, problem.value) == (2, "職員ID", "REG")
    assert "登録 済子さん" in problem.ja
