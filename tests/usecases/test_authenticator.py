"""Codes of an authenticator app: those of the standard, each once."""

import base64
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from sqlalchemy import Engine

from tests.build import NOW
from tests.people import PASSWORD, account, actor, register
from tracker.domain.account import Account, Role
from tracker.domain.errors import Refused
from tracker.storage import accounts
from tracker.storage.accounts import Stored
from tracker.storage.transactions import reading
from tracker.usecases.people.authenticator import is_secret, new_secret, step_of
from tracker.usecases.people.change_password import WrongPassword
from tracker.usecases.people.set_authenticator import remove_authenticator, remove_authenticator_of, set_authenticator
from tracker.usecases.people.sign_in import Credentials, sign_in

RFC_SECRET = base64.b32encode(b"12345678901234567890").decode()
# RFC 6238, appendix B, SHA-1; the last six of the eight digits there.
RFC_CODES = {
    59: "287082",
    1111111109: "081804",
    1111111111: "050471",
    1234567890: "005924",
    2000000000: "279037",
    20000000000: "353130",
}


@pytest.mark.parametrize(("seconds", "code"), RFC_CODES.items())
def test_the_codes_of_the_standard(seconds: int, code: str) -> None:
    at = datetime.fromtimestamp(seconds, UTC)
    assert step_of(RFC_SECRET, code, at) == seconds // 30
    typed = f"{code[:3]} {code[3:]} ".translate({ord("0") + digit: ord("０") + digit for digit in range(10)})
    assert step_of(RFC_SECRET, typed, at) == seconds // 30


def test_a_clock_may_be_half_a_minute_off_and_no_more() -> None:
    at = datetime.fromtimestamp(1111111111, UTC)
    for seconds, fits in ((-60, False), (-30, True), (30, True), (60, False)):
        assert (step_of(RFC_SECRET, "050471", at + timedelta(seconds=seconds)) is not None) is fits


@pytest.mark.parametrize("code", ["", "   ", "50471", "0504711", "abcdef"])
def test_anything_else_is_no_code(code: str) -> None:
    assert step_of(RFC_SECRET, code, datetime.fromtimestamp(1111111111, UTC)) is None


def test_secrets_are_new_each_time_and_recognised() -> None:
    assert new_secret() != new_secret()
    assert is_secret(new_secret())
    for text in ("", "x", "A" * 31, "A" * 33, "a" * 32, "1" * 32):
        assert not is_secret(text)


def stored(engine: Engine, person: Account) -> Stored:
    with reading(engine) as connection:
        found = accounts.find(connection, person.login)
        assert found is not None
        return found


def code_at(secret: str, at: datetime) -> str:
    return pyotp.TOTP(secret).at(at)


@pytest.fixture
def person(ward: Engine) -> Account:
    return register(ward, account(Role.DX))


def try_to_sign_in(engine: Engine, person: Account, code: str, at: datetime) -> bool:
    try:
        sign_in(engine, Credentials(person.login, PASSWORD, code), f"{at}", "", "a test", at)
    except Refused:
        return False
    return True


def test_once_it_is_set_up_a_password_alone_does_not_do_and_no_code_does_twice(ward: Engine, person: Account) -> None:
    secret = new_secret()
    owner = actor(login=person.login, at=NOW)
    set_authenticator(ward, owner, secret, code_at(secret, NOW))
    assert not try_to_sign_in(ward, person, "", NOW)
    assert not try_to_sign_in(ward, person, code_at(secret, NOW), NOW), "the code of the set-up was used again"
    later = NOW + timedelta(minutes=1)
    assert not try_to_sign_in(ward, person, "000000" if code_at(secret, later) != "000000" else "1", later)
    assert try_to_sign_in(ward, person, code_at(secret, later), later)
    assert not try_to_sign_in(ward, person, code_at(secret, later), later), "a code was replayed"
    assert not try_to_sign_in(ward, person, code_at(secret, NOW + timedelta(seconds=30)), later), "an older one, too"


def test_a_wrong_code_or_secret_sets_nothing_up(ward: Engine, person: Account) -> None:
    secret = new_secret()
    for tried, code in ((secret, "123"), ("x", code_at(secret, NOW)), (new_secret(), code_at(secret, NOW))):
        with pytest.raises(Refused):
            set_authenticator(ward, actor(login=person.login), tried, code)
    assert stored(ward, person).totp_secret is None


def test_a_second_one_does_not_replace_the_first(ward: Engine, person: Account) -> None:
    first, second = new_secret(), new_secret()
    set_authenticator(ward, actor(login=person.login), first, code_at(first, NOW))
    with pytest.raises(Refused, match="すでに"):
        set_authenticator(ward, actor(login=person.login), second, code_at(second, NOW))
    assert stored(ward, person).totp_secret == first


def test_removing_needs_the_password(ward: Engine, person: Account) -> None:
    secret = new_secret()
    set_authenticator(ward, actor(login=person.login), secret, code_at(secret, NOW))
    with pytest.raises(WrongPassword):
        remove_authenticator(ward, actor(login=person.login), "wrong", "")
    assert stored(ward, person).totp_secret == secret
    remove_authenticator(ward, actor(login=person.login), PASSWORD, "")
    assert (stored(ward, person).totp_secret, stored(ward, person).totp_last_step) == (None, None)


def test_the_team_removes_a_lost_one_and_no_secret_is_logged(ward: Engine, person: Account) -> None:
    secret = new_secret()
    set_authenticator(ward, actor(login=person.login), secret, code_at(secret, NOW))
    remove_authenticator_of(ward, actor(), person.login)
    assert stored(ward, person).totp_secret is None
    with ward.connect() as connection:
        log = connection.exec_driver_sql("SELECT action, before, after FROM audit_log").all()
    assert [row.action for row in log[-2:]] == ["account.set_totp"] * 2
    assert secret not in repr(log)
