"""What must hold for accounts."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.people import REGISTER, TAX, account
from tracker.domain.account import Account, Role, login_key
from tracker.domain.errors import Refused
from tracker.domain.staff import (
    LONGEST_LOGIN,
    LONGEST_NAME,
    LastOfTheTeam,
    check_divisions,
    check_login,
    check_name,
    check_somebody_stays,
    tidy_login,
    tidy_name,
)

NOON = datetime(2026, 11, 20, 3, tzinfo=UTC)
LEADER = Account("dx", "山田 花子", Role.DX, has_password=True)


@pytest.mark.parametrize("login", ["0012345", "t-tanaka", "a", "a.b_c@d+e", "A" * LONGEST_LOGIN])
def test_staff_ids_that_are_taken(login: str) -> None:
    check_login(login)


@pytest.mark.parametrize(
    "login", ["", "田中", "-a", ".", "..", "a b", "a/b", "a\0", "a\n", "a?b", "A" * (LONGEST_LOGIN + 1)]
)
def test_staff_ids_that_are_refused(login: str) -> None:
    with pytest.raises(Refused):
        check_login(login)


def test_a_staff_id_is_stored_half_width_and_compared_without_case() -> None:
    assert tidy_login(" Ｔ－ｔａｎａｋａ　") == "T-tanaka"
    assert login_key("Ｔ－ＴＡＮＡＫＡ") == login_key("t-tanaka") == login_key("t-tanaka\0")


@pytest.mark.parametrize("name", ["", "田\n中", "x" * (LONGEST_NAME + 1), "\u202e田中"])
def test_names_that_are_refused(name: str) -> None:
    with pytest.raises(Refused):
        check_name(name)


def test_space_in_names_is_made_alike() -> None:
    assert tidy_name("　田中　　太郎 ") == "田中 太郎"


def test_an_editor_has_a_division_and_others_need_none() -> None:
    with pytest.raises(Refused, match="所管課を1つ以上"):
        check_divisions(account(Role.EDITOR))
    for fine in (account(Role.EDITOR, TAX), account(Role.DX), account(Role.VIEWER)):
        check_divisions(fine)


def test_somebody_with_many_divisions_is_named_with_some_of_them() -> None:
    units = tuple(("総務部", f"第{number}課") for number in range(1, 31))
    assert account(Role.EDITOR, *units[:3], login="x").signature == "田中 太郎（第1課・第2課・第3課、x）"
    assert account(Role.EDITOR, *units, login="x").signature == "田中 太郎（第1課・第2課・ほか28課、x）"
    assert account(Role.EDITOR, REGISTER, login="x").signature == "田中 太郎（戸籍住民課、x）"


@pytest.mark.parametrize("after", [replace(LEADER, disabled_at=NOON), replace(LEADER, role=Role.VIEWER)])
@pytest.mark.parametrize(
    "others",
    [
        [],
        [Account("e", "x", Role.EDITOR, has_password=True)],
        [Account("gone", "x", Role.DX, disabled_at=NOON, has_password=True)],
        [Account("invited", "x", Role.DX)],
    ],
    ids=["alone", "an editor", "disabled", "only invited"],
)
def test_the_last_of_the_team_stays(after: Account, others: list[Account]) -> None:
    with pytest.raises(LastOfTheTeam):
        check_somebody_stays(LEADER, after, [LEADER, *others])


def test_one_of_two_may_go_and_others_may_always() -> None:
    second = Account("second", "x", Role.DX, has_password=True)
    gone = replace(LEADER, disabled_at=NOON)
    check_somebody_stays(LEADER, gone, [LEADER, second])
    check_somebody_stays(LEADER, replace(LEADER, name="山田 一子"), [LEADER])
    editor = Account("e", "x", Role.EDITOR)
    check_somebody_stays(editor, replace(editor, disabled_at=NOON), [editor])
