"""Registering, changing, disabling: with their log entries, and for everybody from the next request on."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from tests.build import NOW
from tests.dump import dump
from tests.people import PASSWORD, REGISTER, TAX, account, actor, register
from tracker.domain.account import Account, Role
from tracker.domain.audit import About, Entry, Kind
from tracker.domain.errors import NotThere, Refused
from tracker.domain.staff import LastOfTheTeam
from tracker.storage import accounts, audit, sessions
from tracker.storage.transactions import reading, writing
from tracker.usecases.changing import Conflict
from tracker.usecases.people.change_password import change_password
from tracker.usecases.people.create_account import create_account
from tracker.usecases.people.edit_account import Edit, disable_account, edit_account, enable_account
from tracker.usecases.people.invite import invite_by_link
from tracker.usecases.people.list_accounts import account_to_edit, divisions_to_choose, list_accounts
from tracker.usecases.people.recognise import recognise
from tracker.usecases.people.sign_in import Credentials, sign_in

TODAY = NOW.date()


def entries(engine: Engine, login: str) -> list[Entry]:
    with reading(engine) as connection:
        return audit.entries_about(connection, About(Kind.ACCOUNT, login))


def seen(engine: Engine, login: str) -> int:
    return account_to_edit(engine, login, TODAY).seen


def stored(engine: Engine, login: str) -> Account:
    return account_to_edit(engine, login, TODAY).account


def editing(engine: Engine, person: Account, **changes: object) -> Edit:
    wanted = replace(person, **changes)  # type: ignore[arg-type]
    return Edit(wanted.name, wanted.role, wanted.units, seen(engine, person.login))


def with_session(engine: Engine, person: Account, id_: str = "a session") -> str:
    with writing(engine) as connection:
        found = accounts.find(connection, person.login)
        assert found is not None
        sessions.begin(connection, id_, found.id, NOW, "")
    return id_


def test_an_account_is_stored_and_logged(ward: Engine) -> None:
    create_account(ward, actor(), Account("T-Tanaka", "田中 太郎", Role.EDITOR, (REGISTER, TAX)))
    found = stored(ward, "ｔ－ｔａｎａｋａ")
    assert (found.login, found.name, found.role) == ("T-Tanaka", "田中 太郎", Role.EDITOR)
    assert set(found.units) == {REGISTER, TAX}
    assert not found.has_password
    (entry,) = entries(ward, "T-Tanaka")
    assert (entry.action, entry.subject, entry.before) == ("account.create", "T-Tanaka 田中 太郎", "{}")
    assert "所管課" in entry.after


@pytest.mark.parametrize("login", ["T-TANAKA", "Ｔ－ｔａｎａｋａ", "", "田中"])
def test_a_staff_id_that_is_taken_or_none_is_refused_and_nothing_is_stored(ward: Engine, login: str) -> None:
    create_account(ward, actor(), Account("t-tanaka", "田中 太郎", Role.VIEWER))
    before = dump(ward, without=frozenset({"catalogue_state"}))
    with pytest.raises(Refused):
        create_account(ward, actor(), Account(login, "別人", Role.VIEWER))
    assert dump(ward, without=frozenset({"catalogue_state"})) == before


def test_a_transfer_holds_from_the_next_request_and_the_session_goes_on(ward: Engine) -> None:
    person = register(ward, account(Role.EDITOR, TAX))
    session = with_session(ward, person)
    edit_account(ward, actor(), person.login, editing(ward, person, units=(REGISTER,)))
    found = recognise(ward, session, NOW)
    assert found is not None
    assert found.units == (REGISTER,)
    (entry,) = entries(ward, person.login)
    assert (entry.before, entry.after) == ('{"所管課":"総務部 税務課"}', '{"所管課":"地域振興部 戸籍住民課"}')


def test_another_role_ends_the_sessions(ward: Engine) -> None:
    person = register(ward, account(Role.EDITOR, TAX))
    session = with_session(ward, person)
    edit_account(ward, actor(), person.login, editing(ward, person, role=Role.VIEWER))
    assert recognise(ward, session, NOW) is None


def test_a_disabled_account_is_out_at_once_and_its_link_is_worthless(ward: Engine) -> None:
    person = register(ward, account(Role.EDITOR, TAX))
    session = with_session(ward, person)
    invite_by_link(ward, actor(), person.login)
    disable_account(ward, actor(), person.login, seen(ward, person.login))
    assert recognise(ward, session, NOW) is None
    with ward.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM one_time_keys").scalar_one() == 0
    with pytest.raises(Refused, match="停止中"):
        invite_by_link(ward, actor(), person.login)
    enable_account(ward, actor(), person.login, seen(ward, person.login))
    assert stored(ward, person.login).is_enabled
    assert recognise(ward, session, NOW) is None


def test_the_last_of_the_team_cannot_be_disabled_or_demoted(ward: Engine) -> None:
    person = register(ward, account(Role.DX))
    before = dump(ward, without=frozenset({"catalogue_state"}))
    with pytest.raises(LastOfTheTeam):
        disable_account(ward, actor(), person.login, seen(ward, person.login))
    with pytest.raises(LastOfTheTeam):
        edit_account(ward, actor(), person.login, editing(ward, person, role=Role.VIEWER))
    assert dump(ward, without=frozenset({"catalogue_state"})) == before
    register(ward, account(Role.DX))
    disable_account(ward, actor(), person.login, seen(ward, person.login))


def test_who_saves_over_another_change_is_told(ward: Engine) -> None:
    person = register(ward, account(Role.EDITOR, TAX))
    first, second = editing(ward, person, name="田中 一郎"), editing(ward, person, units=(REGISTER,))
    edit_account(ward, actor(name="山田 花子"), person.login, first)
    with pytest.raises(Conflict, match="山田 花子"):
        edit_account(ward, actor(), person.login, second)
    assert stored(ward, person.login).name == "田中 一郎"
    edit_account(ward, actor(), person.login, replace(second, seen=seen(ward, person.login)))


def test_signing_in_meanwhile_is_no_conflict(ward: Engine) -> None:
    person = register(ward, account(Role.EDITOR, TAX))
    edit = editing(ward, person, units=(REGISTER,))
    sign_in(ward, Credentials(person.login, PASSWORD), "id", "", "a test", NOW)
    edit_account(ward, actor(), person.login, edit)


def test_nothing_changed_is_nothing_logged(ward: Engine) -> None:
    person = register(ward, account(Role.EDITOR, TAX))
    edit_account(ward, actor(), person.login, editing(ward, person))
    assert entries(ward, person.login) == []


def test_nobody_is_not_there(ward: Engine) -> None:
    for attempt in (
        lambda: account_to_edit(ward, "nobody", TODAY),
        lambda: edit_account(ward, actor(), "nobody", Edit("x", Role.DX, (), 0)),
        lambda: disable_account(ward, actor(), "nobody", 0),
        lambda: invite_by_link(ward, actor(), "nobody"),
    ):
        with pytest.raises(NotThere):
            attempt()


def test_the_list_is_in_the_order_of_the_organisation(ward: Engine) -> None:
    for person in (
        account(Role.EDITOR, REGISTER, login="b"),
        account(Role.EDITOR, REGISTER, TAX, login="a"),
        account(Role.DX, login="z"),
    ):
        register(ward, person)
    found = [(group.unit, [each.account.login for each in group.people]) for group in list_accounts(ward)]
    assert found == [(None, ["z"]), (TAX, ["a"]), (REGISTER, ["b"])]


def test_departments_without_divisions_are_not_offered(ward: Engine) -> None:
    assert all(department.divisions for department in divisions_to_choose(ward, TODAY))


def test_a_changed_password_ends_every_other_session(ward: Engine) -> None:
    person = register(ward, account(Role.EDITOR, TAX))
    old = [with_session(ward, person, id_) for id_ in ("one", "two")]
    new = "あたらしい ことば 2026 よっつ"
    change_password(ward, actor(login=person.login), PASSWORD, new, "three", "")
    assert [recognise(ward, id_, NOW) for id_ in old] == [None, None]
    assert recognise(ward, "three", NOW) is not None
    sign_in(ward, Credentials(person.login, new), "four", "", "a test", NOW + timedelta(minutes=1))
    with pytest.raises(Refused):
        sign_in(ward, Credentials(person.login, PASSWORD), "five", "", "a test", NOW)
