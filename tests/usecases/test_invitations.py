"""Links and printed codes: once, for a time, for one person, and stored so that nobody can read them."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from tests.build import NOW
from tests.dump import dump
from tests.people import PASSWORD, TAX, account, actor, register
from tracker.domain.account import Account, Role
from tracker.domain.errors import Refused
from tracker.domain.throttle import PER_LOGIN_AND_ADDRESS
from tracker.storage import accounts
from tracker.storage.transactions import reading, writing
from tracker.usecases.people.accept_invitation import (
    Spent,
    Visit,
    WrongCode,
    invitation_behind,
    set_password_by_code,
    set_password_by_link,
    sign_in_by_link,
)
from tracker.usecases.people.create_account import create_account
from tracker.usecases.people.create_admin import create_admin
from tracker.usecases.people.demonstration_link import demonstration_link
from tracker.usecases.people.invite import invite_by_codes, invite_by_link
from tracker.usecases.people.one_time_keys import CODE_LASTS, LETTERS, LINK_LASTS
from tracker.usecases.people.recognise import recognise
from tracker.usecases.people.sign_in import Credentials, TooOften, sign_in

NEW = "あたらしい ことば 2026 よっつ"


def visit(session_id: str = "new", at: object = NOW, address: str = "10.0.0.1") -> Visit:
    return Visit(session_id, address, "POST /welcome", at)  # type: ignore[arg-type]


@pytest.fixture
def person(ward: Engine) -> Account:
    """Somebody who is registered, but has no password."""
    someone = Account("t-tanaka", "田中 太郎", Role.EDITOR, (TAX,))
    create_account(ward, actor(), someone)
    return someone


def code_of(engine: Engine, person: Account) -> str:
    (issued,) = invite_by_codes(engine, actor(), [person.login])
    return issued.secret


# Links


def test_a_link_sets_a_password_and_signs_in_once(ward: Engine, person: Account) -> None:
    token = invite_by_link(ward, actor(), person.login).secret
    found = invitation_behind(ward, token, NOW)
    assert found is not None
    assert (found.account.login, found.purpose) == (person.login, "password")
    assert set_password_by_link(ward, token, NEW, visit()) is not None
    assert recognise(ward, "new", NOW) is not None
    sign_in(ward, Credentials(person.login, NEW), "again", "", "a test", NOW)
    with pytest.raises(Spent):
        set_password_by_link(ward, token, NEW + "x", visit("thief"))
    assert invitation_behind(ward, token, NOW) is None
    assert recognise(ward, "thief", NOW) is None


def test_a_link_runs_out(ward: Engine, person: Account) -> None:
    token = invite_by_link(ward, actor(), person.login).secret
    assert invitation_behind(ward, token, NOW + LINK_LASTS - timedelta(seconds=1)) is not None
    late = NOW + LINK_LASTS
    assert invitation_behind(ward, token, late) is None
    with pytest.raises(Spent):
        set_password_by_link(ward, token, NEW, visit(at=late))


def test_looking_at_a_link_uses_nothing_up(ward: Engine, person: Account) -> None:
    token = invite_by_link(ward, actor(), person.login).secret
    before = dump(ward)
    for _look in range(3):
        assert invitation_behind(ward, token, NOW) is not None
    assert dump(ward) == before


def test_a_new_key_makes_the_older_ones_worthless(ward: Engine, person: Account) -> None:
    first = invite_by_link(ward, actor(), person.login).secret
    code = code_of(ward, person)
    second = invite_by_link(ward, actor(), person.login).secret
    assert invitation_behind(ward, first, NOW) is None
    with pytest.raises(WrongCode):
        set_password_by_code(ward, person.login, code, NEW, visit())
    assert invitation_behind(ward, second, NOW) is not None


def test_a_weak_password_is_refused_and_the_link_still_works(ward: Engine, person: Account) -> None:
    token = invite_by_link(ward, actor(), person.login).secret
    for weak in ("short", "t-tanaka t-tanaka", "passwordpassword", "x" * 129):
        with pytest.raises(Refused):
            set_password_by_link(ward, token, weak, visit())
    assert set_password_by_link(ward, token, NEW, visit()) is not None


def test_a_reset_ends_all_sessions(ward: Engine) -> None:
    someone = register(ward, account(Role.EDITOR, TAX))
    sign_in(ward, Credentials(someone.login, PASSWORD), "old", "", "a test", NOW)
    token = invite_by_link(ward, actor(), someone.login).secret
    assert recognise(ward, "old", NOW) is not None
    set_password_by_link(ward, token, NEW, visit())
    assert recognise(ward, "old", NOW) is None


def test_with_an_authenticator_a_reset_does_not_sign_in(ward: Engine) -> None:
    someone = register(ward, account(Role.EDITOR, TAX))
    with writing(ward) as connection:
        found = accounts.find(connection, someone.login)
        assert found is not None
        accounts.set_secrets(connection, found.id, totp_secret="A" * 32)
    token = invite_by_link(ward, actor(), someone.login).secret
    assert set_password_by_link(ward, token, NEW, visit()) is None
    assert recognise(ward, "new", NOW) is None


def test_a_link_of_a_disabled_account_opens_nothing(ward: Engine, person: Account) -> None:
    token = invite_by_link(ward, actor(), person.login).secret
    with writing(ward) as connection:
        connection.exec_driver_sql("UPDATE accounts SET disabled_at = created_at")
    assert invitation_behind(ward, token, NOW) is None


# Codes


def test_a_code_is_four_groups_of_letters_that_cannot_be_mistaken(ward: Engine, person: Account) -> None:
    code = code_of(ward, person)
    assert re.fullmatch("[A-Z0-9]{4}(-[A-Z0-9]{4}){3}", code)
    assert not set(code) - {*LETTERS, "-"}
    assert not set(LETTERS) & set("0O1ILS5B8Z2")
    assert len(set(LETTERS)) == len(LETTERS)


@pytest.mark.parametrize(
    "typed", [str.lower, lambda code: code.replace("-", ""), lambda code: f" {code.replace('-', '－')}　"]
)
def test_a_code_is_understood_however_it_is_typed(ward: Engine, person: Account, typed: object) -> None:
    code = code_of(ward, person)
    wide = "Ｔ－ｔａｎａｋａ"
    assert set_password_by_code(ward, wide, typed(code), NEW, visit()) is not None  # type: ignore[operator]
    with pytest.raises(WrongCode):
        set_password_by_code(ward, person.login, code, NEW, visit())


def test_a_code_belongs_to_its_staff_id(ward: Engine, person: Account) -> None:
    other = Account("other", "別人", Role.VIEWER)
    create_account(ward, actor(), other)
    code = code_of(ward, person)
    with pytest.raises(WrongCode):
        set_password_by_code(ward, other.login, code, NEW, visit())
    # Neither is it a link, by which somebody could guess without being slowed down.
    for token in (code, f"{person.login}:{code}", f"code:{person.login}:{code.replace('-', '')}"):
        assert invitation_behind(ward, token, NOW) is None


def test_a_code_runs_out(ward: Engine, person: Account) -> None:
    code = code_of(ward, person)
    with pytest.raises(WrongCode):
        set_password_by_code(ward, person.login, code, NEW, visit(at=NOW + CODE_LASTS))


def test_guessing_codes_is_slowed_down_also_for_sign_in(ward: Engine, person: Account) -> None:
    code = code_of(ward, person)
    for _try in range(PER_LOGIN_AND_ADDRESS):
        with pytest.raises(WrongCode):
            set_password_by_code(ward, person.login, "AAAA-AAAA-AAAA-AAAA", NEW, visit())
    with pytest.raises(TooOften):
        set_password_by_code(ward, person.login, code, NEW, visit())
    with pytest.raises(TooOften):
        sign_in(ward, Credentials(person.login, "x"), "id", "10.0.0.1", "a test", NOW)
    assert set_password_by_code(ward, person.login, code, NEW, visit(address="10.0.0.2")) is not None


def test_a_weak_password_costs_no_try(ward: Engine, person: Account) -> None:
    code = code_of(ward, person)
    for _try in range(PER_LOGIN_AND_ADDRESS + 1):
        with pytest.raises(Refused, match="12文字以上"):
            set_password_by_code(ward, person.login, code, "short", visit())


@pytest.mark.parametrize("login", ["", "\0", "nobody", "x" * 10_000])
def test_a_staff_id_that_nobody_has_is_a_wrong_code(ward: Engine, login: str) -> None:
    with pytest.raises(WrongCode):
        set_password_by_code(ward, login, "AAAA\0", NEW, visit())


def test_codes_are_issued_for_all_or_for_none(ward: Engine, person: Account) -> None:
    gone = Account("gone", "退職者", Role.VIEWER)
    create_account(ward, actor(), gone)
    with writing(ward) as connection:
        connection.exec_driver_sql("UPDATE accounts SET disabled_at = created_at WHERE login = 'gone'")
    with pytest.raises(Refused, match="退職者"):
        invite_by_codes(ward, actor(), [person.login, gone.login])
    with ward.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM one_time_keys").scalar_one() == 0


# Nothing secret is kept


def test_no_secret_is_in_the_database(ward: Engine, person: Account) -> None:
    token = invite_by_link(ward, actor(), person.login).secret
    told = "".join(row for rows in dump(ward).values() for row in rows)
    assert token not in told
    set_password_by_link(ward, token, NEW, visit())
    code = code_of(ward, person)
    told = "".join(row for rows in dump(ward).values() for row in rows)
    for secret in (token, code, code.replace("-", ""), NEW):
        assert secret not in told
    assert "account.invite" in told
    assert "account.set_password" in told


# The console and the demonstration


def test_the_first_of_the_team_comes_from_the_console(ward: Engine) -> None:
    issued = create_admin(ward, "ｄｘ１", "山田　花子", NOW)
    assert (issued.account.login, issued.account.name, issued.account.role) == ("dx1", "山田 花子", Role.DX)
    again = create_admin(ward, "DX1", "", NOW)
    assert invitation_behind(ward, issued.secret, NOW) is None
    assert invitation_behind(ward, again.secret, NOW + timedelta(hours=23)) is not None
    assert invitation_behind(ward, again.secret, NOW + timedelta(hours=24)) is None


def test_the_console_does_not_make_others_of_the_team(ward: Engine, person: Account) -> None:
    with pytest.raises(Refused, match="DX推進担当ではない"):
        create_admin(ward, person.login, "x", NOW)
    with pytest.raises(Refused, match="氏名"):
        create_admin(ward, "new", "", NOW)


def test_a_lost_authenticator_is_removed_from_the_console_when_asked(ward: Engine) -> None:
    someone = register(ward, account(Role.DX))
    with writing(ward) as connection:
        found = accounts.find(connection, someone.login)
        assert found is not None
        accounts.set_secrets(connection, found.id, totp_secret="A" * 32)
    for lost in (False, True):
        create_admin(ward, someone.login, "", NOW, lost_authenticator=lost)
        with reading(ward) as connection:
            found = accounts.find(connection, someone.login)
            assert found is not None
            assert found.account.has_totp is not lost


def test_a_demonstration_signs_in_once_and_sets_no_password(ward: Engine) -> None:
    issued = demonstration_link(ward, NOW)
    assert issued is not None
    with pytest.raises(Spent):
        set_password_by_link(ward, issued.secret, NEW, visit())
    assert sign_in_by_link(ward, issued.secret, visit()).role is Role.DX
    assert recognise(ward, "new", NOW) is not None
    with pytest.raises(Spent):
        sign_in_by_link(ward, issued.secret, visit("thief"))
    second = demonstration_link(ward, NOW)
    assert second is not None
    with reading(ward) as connection:
        assert len(accounts.everybody(connection)) == 1


def test_an_invitation_does_not_sign_in_without_a_password(ward: Engine, person: Account) -> None:
    token = invite_by_link(ward, actor(), person.login).secret
    with pytest.raises(Spent):
        sign_in_by_link(ward, token, visit())


def test_where_there_are_other_accounts_no_demonstration_is_made(ward: Engine, person: Account) -> None:
    assert demonstration_link(ward, NOW) is None
