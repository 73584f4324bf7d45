"""What a list of transfers says of somebody, and what becomes of their account."""

from dataclasses import replace

import pytest

from tests.build import NOW, TODAY
from tracker.domain.account import Account, Role
from tracker.domain.errors import Refused
from tracker.domain.organisation import Department, Division
from tracker.domain.transfers import Change, Effect, Kind, Mover, change_of, check_team

TAX, WELFARE, OLD = ("総務部", "税務課"), ("福祉部", "福祉課"), ("総務部", "旧税務課")
ORGANISATION = (
    Department(
        "B01",
        "総務部",
        (Division("B01-01", "税務課"), Division("B01-02", "旧税務課", valid_to=TODAY, successor="B01-01")),
    ),
    Department("B02", "福祉部", (Division("B02-01", "福祉課"),)),
)
TANAKA = Account("t", "田中 太郎", Role.EDITOR, (TAX,))
GONE = replace(TANAKA, disabled_at=NOW)


def mover(**said: object) -> Mover:
    return Mover(2, "t", "田中 太郎", **said)  # type: ignore[arg-type]


def change(account: Account | None = TANAKA, **said: object) -> Change:
    return change_of(mover(**said), account, ORGANISATION, NOW)


def refused(account: Account | None = TANAKA, **said: object) -> Refused:
    with pytest.raises(Refused) as caught:
        change(account, **said)
    assert caught.value.en.endswith(".")
    return caught.value


def test_somebody_moves_to_another_division_and_keeps_the_role() -> None:
    for kind in (None, Kind.MOVE):
        found = change(kind=kind, before=(TAX,), after=(WELFARE,))
        assert (found.effect, found.before, found.after) == (Effect.MOVED, TANAKA, replace(TANAKA, units=(WELFARE,)))


def test_divisions_stand_in_the_order_of_the_ward() -> None:
    assert change(after=(WELFARE, TAX)).after.units == (TAX, WELFARE)
    both = replace(TANAKA, units=(TAX, WELFARE))
    assert change(both, after=(WELFARE, TAX)).effect is Effect.UNCHANGED


def test_who_stays_where_they_are_does_not_change() -> None:
    assert change(before=(TAX,), after=(TAX,)).effect is Effect.UNCHANGED
    assert change(before=(TAX,), after=(TAX,), role=Role.EDITOR).effect is Effect.UNCHANGED


@pytest.mark.parametrize("role", list(Role))
def test_who_has_no_division_and_gets_none_does_not_change(role: Role) -> None:
    nowhere = Account("t", "田中 太郎", role)
    assert change(nowhere, role=role).effect is Effect.UNCHANGED
    assert change(nowhere).effect is Effect.UNCHANGED


def test_another_role_alone_is_said() -> None:
    found = change(after=(TAX,), role=Role.VIEWER)
    assert (found.effect, found.after.role, found.after.units) == (Effect.NEW_ROLE, Role.VIEWER, (TAX,))


def test_a_role_that_needs_no_division_takes_the_division_away() -> None:
    found = change(role=Role.DX)
    assert (found.effect, found.after.role, found.after.units) == (Effect.MOVED, Role.DX, ())


def test_who_leaves_is_stopped_and_keeps_what_the_log_may_ask_for() -> None:
    found = change(kind=Kind.LEAVE, before=(WELFARE,))
    assert (found.effect, found.after) == (Effect.STOPPED, GONE)
    assert change(GONE, kind=Kind.LEAVE).effect is Effect.UNCHANGED


def test_an_unknown_staff_id_is_somebody_new() -> None:
    for kind in (None, Kind.JOIN):
        found = change(None, kind=kind, after=(TAX,))
        assert (found.effect, found.before, found.after) == (Effect.ADDED, None, TANAKA)
    assert change(None, role=Role.VIEWER).after == Account("t", "田中 太郎", Role.VIEWER)
    assert change(None, kind=Kind.JOIN, before=(("", "都庁の課"),), after=(TAX,)).effect is Effect.ADDED


def test_who_comes_back_is_enabled_again() -> None:
    found = change(GONE, kind=Kind.JOIN, after=(WELFARE,))
    assert (found.effect, found.after) == (Effect.RESUMED, replace(TANAKA, units=(WELFARE,)))


@pytest.mark.parametrize("name", ["田中太郎", "田中　太郎", "田中  太郎"])
def test_space_in_a_name_makes_no_difference(name: str) -> None:
    found = change_of(replace(mover(after=(WELFARE,)), name=name), TANAKA, ORGANISATION, NOW)
    assert found.after.name == "田中 太郎"


def test_the_division_before_may_be_written_without_department_or_by_its_earlier_name() -> None:
    for before in (("", "税務課"), OLD):
        assert change(before=(before,), after=(WELFARE,)).effect is Effect.MOVED


@pytest.mark.parametrize(
    ("account", "said", "column", "sentence"),
    [
        (TANAKA, {"before": (WELFARE,), "after": (TAX,)}, "異動前の所管課", "「総務部 税務課」です"),
        (TANAKA, {}, "異動後の所管課", "今の所管課を入力"),
        (TANAKA, {"kind": Kind.MOVE}, "異動後の所管課", "「転出・退職」"),
        (TANAKA, {"kind": Kind.LEAVE, "after": (TAX,)}, "異動後の所管課", "どちらかを空欄"),
        (TANAKA, {"kind": Kind.JOIN, "after": (TAX,)}, "区分", "すでに登録"),
        (GONE, {"after": (TAX,)}, "区分", "停止中"),
        (None, {"kind": Kind.MOVE, "after": (TAX,)}, "職員ID", "登録されていません"),
        (None, {"kind": Kind.LEAVE}, "職員ID", "登録されていません"),
        (None, {"before": (TAX,), "after": (WELFARE,)}, "職員ID", "登録されていません"),
        (None, {}, "異動後の所管課", "権限を入力"),
        (Account("t", "田中 太郎", Role.VIEWER), {"role": Role.EDITOR}, "", "所管課を1つ以上"),
    ],
)
def test_what_does_not_fit_the_registered_account_is_refused(
    account: Account | None, said: dict[str, object], column: str, sentence: str
) -> None:
    found = refused(account, **said)
    assert found.field == column
    assert sentence in found.ja


def test_another_name_for_a_staff_id_is_refused_whatever_the_row_wants() -> None:
    with pytest.raises(Refused, match="「田中 太郎」さん") as caught:
        change_of(Mover(2, "t", "田辺 太郎", Kind.LEAVE), TANAKA, ORGANISATION, NOW)
    assert caught.value.field == "氏名"


LEADER = Account("dx", "山田 花子", Role.DX, has_password=True)
STOPPED = Change(2, Effect.STOPPED, LEADER, replace(LEADER, disabled_at=NOW))
DEMOTED = Change(2, Effect.NEW_ROLE, LEADER, replace(LEADER, role=Role.VIEWER))


@pytest.mark.parametrize("loss", [STOPPED, DEMOTED])
def test_the_team_is_not_left_without_anybody_and_nobody_takes_their_own_rights(loss: Change) -> None:
    second = Account("dx2", "x", Role.DX, has_password=True)
    check_team(loss, [loss.after, second], "dx2")
    with pytest.raises(Refused, match="ほかにいない"):
        check_team(loss, [loss.after, replace(second, has_password=False)], "dx2")
    with pytest.raises(Refused, match="取り込む本人"):
        check_team(loss, [loss.after, second], "DX")


def test_ones_own_division_may_change() -> None:
    check_team(Change(2, Effect.MOVED, LEADER, replace(LEADER, units=(TAX,))), [LEADER], "dx")
    check_team(Change(2, Effect.ADDED, None, LEADER), [LEADER], "dx")


def test_what_the_list_says_in_a_column_is_shown_beside_what_is_wrong() -> None:
    said = mover(kind=Kind.LEAVE, before=(TAX,), after=(WELFARE, TAX))
    columns = ("職員ID", "氏名", "区分", "異動前の所管課", "異動後の所管課", "権限")
    assert [said.written(column) for column in columns] == [
        *("t", "田中 太郎", "転出・退職", "総務部 税務課", "福祉部 福祉課、総務部 税務課", "")
    ]
