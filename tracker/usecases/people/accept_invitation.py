"""Use a key that opens an account once: set a password with it, or sign in to a demonstration."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, Engine

from tracker.domain.account import Account, acting, login_key
from tracker.domain.audit import Action
from tracker.domain.errors import Refused
from tracker.storage import accounts, failures, one_time_keys, sessions
from tracker.storage.accounts import Stored
from tracker.storage.one_time_keys import Purpose
from tracker.storage.transactions import reading, writing_logged
from tracker.usecases.people.one_time_keys import code_secret, link_secret
from tracker.usecases.people.passwords import check_new_password, hash_password
from tracker.usecases.people.sign_in import begin_session, count_try
from tracker.usecases.people.storing_accounts import log_account

_SPENT = (
    "このリンクは、使用済みか、期限が過ぎているか、正しくありません。DX推進担当に、新しいリンクの発行を依頼してください。",
    "This link was used, has run out or is wrong. Ask the DX team for a new one.",
)
_WRONG_CODE = (
    "職員ID又はコードが違うか、コードが使用済みか、期限が過ぎています。"
    "書面を見ながらもう一度入力するか、DX推進担当に新しいコードの発行を依頼してください。",
    "The staff ID or the code is wrong, or the code was used or has run out. Type it again, or ask the DX team for a "
    "new one.",
)


class Visit(NamedTuple):
    """The session to begin, and where and when somebody comes from. ``origin`` holds no secret."""

    session_id: str
    address: str
    origin: str
    at: datetime


class Invitation(NamedTuple):
    """Whom a key is for, and what it opens."""

    account: Account
    purpose: Purpose


class Spent(Refused):
    """The link opens nothing, or no longer."""

    def __init__(self) -> None:
        super().__init__(*_SPENT)


class WrongCode(Refused):
    """The code does not fit the staff ID, or no longer."""

    def __init__(self) -> None:
        super().__init__(*_WRONG_CODE)


def invitation_behind(engine: Engine, token: str, at: datetime) -> Invitation | None:
    """What a link is for; None for one that was used, has run out or never was. Looking does not use it."""
    with reading(engine) as connection:
        for purpose in ("password", "demo"):
            stored = _opened(connection, link_secret(token), purpose, at)
            if stored is not None:
                return Invitation(stored.account, purpose)
    return None


def set_password_by_link(engine: Engine, token: str, password: str, visit: Visit) -> Account | None:
    """Set the password and begin the session. Raises ``Spent``, or ``Refused`` for a password that is too weak.

    None: the password is set, but the account has an authenticator, so its owner has to sign in with a code of it.
    """
    secret = link_secret(token)
    with reading(engine) as connection:
        stored = _opened(connection, secret, "password", visit.at)
    if stored is None:
        raise Spent
    return _set_password(engine, secret, stored, password, visit, Spent())


def set_password_by_code(engine: Engine, login: str, code: str, password: str, visit: Visit) -> Account | None:
    """The same with a printed code. Raises ``TooOften``, ``WrongCode``, or ``Refused`` for a weak password."""
    attempt = count_try(engine, login_key(login)[:100], visit.address, visit.at)
    secret = code_secret(login, code)
    with writing_logged(engine) as connection:
        stored = _opened(connection, secret, "password", visit.at)
        if stored is not None:
            failures.remove(connection, attempt)
    if stored is None:
        raise WrongCode
    return _set_password(engine, secret, stored, password, visit, WrongCode())


def sign_in_by_link(engine: Engine, token: str, visit: Visit) -> Account:
    """Begin a session of a demonstration. Raises ``Spent``."""
    with writing_logged(engine) as connection:
        stored = _opened(connection, link_secret(token), "demo", visit.at)
        if stored is None:
            raise Spent
        one_time_keys.remove_all_of(connection, stored.id)
        begin_session(connection, stored, *visit)
        return stored.account


def _set_password(
    engine: Engine, secret: str, seen: Stored, password: str, visit: Visit, spent: Refused
) -> Account | None:
    check_new_password(password, seen.account.login, seen.account.name)
    hashed = hash_password(password)  # takes long, so it happens outside of any transaction
    with writing_logged(engine) as connection:
        stored = _opened(connection, secret, "password", visit.at)
        if stored is None:
            raise spent
        accounts.set_secrets(connection, stored.id, password_hash=hashed)
        one_time_keys.remove_all_of(connection, stored.id)
        sessions.end_all_of(connection, stored.id)
        owner = acting(stored.account, visit.origin, visit.at)
        log_account(connection, owner, Action.SET_PASSWORD, stored.account, {}, {})
        if stored.totp_secret is not None:
            return None
        begin_session(connection, stored, *visit)
        return stored.account


def _opened(connection: Connection, secret: str, purpose: Purpose, at: datetime) -> Stored | None:
    """Whose account a key opens now."""
    key = one_time_keys.find(connection, secret)
    if key is None or key.purpose != purpose or key.expires_at <= at:
        return None
    stored = accounts.by_id(connection, key.account_id)
    return stored if stored.account.is_enabled else None
