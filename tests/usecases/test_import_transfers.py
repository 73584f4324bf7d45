"""人事異動: a list taken in whole or not at all, with rights that hold from the next request on."""

from collections.abc import Sequence

import pytest
from sqlalchemy import Engine

from tests.build import NOW
from tests.dump import dump
from tests.people import REGISTER, TAX, account, actor, register
from tests.statements import sent
from tests.usecases.test_accounts import editing, entries, stored, with_session
from tracker.domain.account import Account, Role
from tracker.domain.transfers import TRANSFER_HEADINGS, Effect
from tracker.importing.lists import ListRow
from tracker.storage import accounts, sessions
from tracker.storage.transactions import reading
from tracker.usecases.people.accept_invitation import Visit, set_password_by_code
from tracker.usecases.people.edit_account import edit_account
from tracker.usecases.people.import_transfers import Outdated, TakenIn, Transfers, import_transfers, preview_transfers
from tracker.usecases.people.invite import invite_by_link
from tracker.usecases.people.list_accounts import account_to_edit
from tracker.usecases.people.recognise import recognise

LEADER = Account("leader", "山田 花子", Role.DX)
MOVING = Account("moving", "田中 太郎", Role.EDITOR, (TAX,))
LEAVING = Account("leaving", "鈴木 一郎", Role.EDITOR, (REGISTER,))
STAYING = Account("staying", "佐藤 二郎", Role.EDITOR, (TAX,))
MOVES = "moving,田中 太郎,総務部,税務課,地域振興部,戸籍住民課,,異動"
LEAVES = "leaving,鈴木 一郎,,,,,,転出・退職"
JOINS = "joining,新任 三子,,,総務部,税務課,,転入・新任"
STAYS = "staying,佐藤 二郎,総務部,税務課,総務部,税務課,所管課,"
UNLOGGED = frozenset({"catalogue_state"})


@pytest.fixture
def office(ward: Engine) -> Engine:
    """The ward with a DX team of one and three editors."""
    for person in (LEADER, MOVING, LEAVING, STAYING):
        register(ward, person)
    return ward


def rows(*lines: str) -> list[ListRow]:
    return [
        ListRow(number, dict(zip(TRANSFER_HEADINGS, line.split(","), strict=True)))
        for number, line in enumerate(lines, 2)
    ]


def preview(engine: Engine, *lines: str) -> Transfers:
    return preview_transfers(engine, actor(login="leader"), rows(*lines))


def taken_in(engine: Engine, *lines: str) -> TakenIn:
    return import_transfers(engine, actor(login="leader"), rows(*lines), preview(engine, *lines).digest)


def test_the_changes_are_shown_and_nothing_is_stored(office: Engine) -> None:
    before = dump(office)
    found = preview(office, MOVES, LEAVES, JOINS, STAYS)
    assert found.problems == ()
    assert [(change.row, change.after.login, change.effect) for change in found.changes] == [
        (2, "moving", Effect.MOVED),
        (3, "leaving", Effect.STOPPED),
        (4, "joining", Effect.ADDED),
        (5, "staying", Effect.UNCHANGED),
    ]
    assert dump(office) == before


def test_a_list_moves_stops_and_registers_and_each_change_is_logged(office: Engine) -> None:
    taken = taken_in(office, MOVES, LEAVES, JOINS, STAYS)
    assert stored(office, "moving").units == (REGISTER,)
    assert stored(office, "leaving").disabled_at == NOW
    assert stored(office, "joining") == Account("joining", "新任 三子", Role.EDITOR, (TAX,))
    actions = {
        login: [entry.action for entry in entries(office, login)]
        for login in ("moving", "leaving", "joining", "staying")
    }
    assert actions == {
        "moving": ["account.edit"],
        "leaving": ["account.edit"],
        "joining": ["account.create", "account.invite"],
        "staying": [],
    }
    (entry,) = entries(office, "moving")
    assert (entry.before, entry.after) == ('{"所管課":"総務部 税務課"}', '{"所管課":"地域振興部 戸籍住民課"}')
    (issued,) = taken.issued
    visit = Visit("id", "", "x", NOW)
    assert set_password_by_code(office, "joining", issued.secret, "ふくろう 1873 のぼりざか", visit) is not None


def test_rights_move_at_once(office: Engine) -> None:
    moving, leaving = with_session(office, MOVING, "one"), with_session(office, LEAVING, "two")
    key = invite_by_link(office, actor(), "leaving").secret
    taken_in(office, MOVES, LEAVES)
    found = recognise(office, moving, NOW)
    assert found is not None
    assert found.units == (REGISTER,)
    assert recognise(office, leaving, NOW) is None
    with reading(office) as connection:
        assert sessions.find(connection, leaving) is None
    assert key
    assert account_to_edit(office, "leaving", NOW.date()).key_expires_at is None


def test_who_comes_back_may_use_the_account_again(office: Engine) -> None:
    taken_in(office, LEAVES)
    taken_in(office, "leaving,鈴木 一郎,,,総務部,税務課,,転入・新任")
    found = stored(office, "leaving")
    assert (found.disabled_at, found.units) == (None, (TAX,))


@pytest.mark.parametrize(
    ("line", "row", "column"),
    [
        ("staying,佐藤 二郎,,,総務部,ない課,,", 4, "異動後の所管課"),
        ("staying,佐々木 二郎,,,総務部,税務課,,", 4, "氏名"),
        ("staying,佐藤 二郎,地域振興部,戸籍住民課,総務部,税務課,,", 4, "異動前の所管課"),
        ("MOVING,田中 太郎,,,,,,転出・退職", 4, "区分"),
        ("leader,山田 花子,,,,,,転出・退職", 4, "職員ID"),
        ("leader,山田 花子,,,,,閲覧のみ,", 4, "職員ID"),
    ],
)
def test_one_mistake_and_nothing_is_taken_in(office: Engine, line: str, row: int, column: str) -> None:
    before = dump(office, without=UNLOGGED)
    found = preview(office, MOVES, LEAVES, line)
    assert [(problem.row, problem.column) for problem in found.problems] == [(row, column)]
    with pytest.raises(Outdated):
        import_transfers(office, actor(login="leader"), rows(MOVES, LEAVES, line), found.digest)
    assert dump(office, without=UNLOGGED) == before


def test_the_whole_team_cannot_leave_by_one_list(office: Engine) -> None:
    second = register(office, account(Role.DX, login="second", name="二人 目子"))
    both = ("leader,山田 花子,,,,,,転出・退職", "second,二人 目子,,,,,閲覧のみ,")
    found = preview_transfers(office, actor(login="nobody"), rows(*both))
    assert [problem.row for problem in found.problems] == [2, 3]
    assert all("ほかにいない" in problem.ja for problem in found.problems)
    one = preview_transfers(office, actor(login=second.login), rows(both[0]))
    assert one.problems == ()


def changed_meanwhile(engine: Engine, person: Account, **change: object) -> None:
    edit_account(engine, actor(), person.login, editing(engine, person, **change))


@pytest.mark.parametrize(
    ("person", "change"),
    [
        (MOVING, {"role": Role.VIEWER}),
        (LEAVING, {"units": (TAX,)}),
        (STAYING, {"name": "佐藤二郎"}),
    ],
)
def test_what_was_changed_since_the_preview_is_looked_at_once_more(
    office: Engine, person: Account, change: dict[str, object]
) -> None:
    seen = preview(office, MOVES, LEAVES, STAYS).digest
    changed_meanwhile(office, person, **change)
    before = dump(office, without=UNLOGGED)
    with pytest.raises(Outdated, match="変更点を表示した後に"):
        import_transfers(office, actor(login="leader"), rows(MOVES, LEAVES, STAYS), seen)
    assert dump(office, without=UNLOGGED) == before
    taken_in(office, MOVES, LEAVES, STAYS)


def test_a_list_is_taken_in_once(office: Engine) -> None:
    seen = preview(office, MOVES, JOINS).digest
    import_transfers(office, actor(login="leader"), rows(MOVES, JOINS), seen)
    with pytest.raises(Outdated):
        import_transfers(office, actor(login="leader"), rows(MOVES, JOINS), seen)
    with reading(office) as connection:
        assert [each.login for each in accounts.everybody(connection)].count("joining") == 1


def test_a_preview_costs_the_same_for_many_as_for_one(office: Engine) -> None:
    def counted(lines: Sequence[str]) -> int:
        with sent(office) as statements:
            preview(office, *lines)
        return len(statements)

    many = [JOINS.replace("joining", f"new{number}") for number in range(50)]
    assert counted(many) == counted([JOINS])
