"""Change one's own password."""

from sqlalchemy import Connection, Engine

from tracker.domain.account import Actor, login_key
from tracker.domain.audit import Action
from tracker.domain.errors import Refused
from tracker.storage import accounts, failures, one_time_keys, sessions
from tracker.storage.accounts import Stored
from tracker.storage.transactions import reading, writing_logged
from tracker.usecases.people.passwords import check_new_password, hash_password, is_password
from tracker.usecases.people.sign_in import count_try
from tracker.usecases.people.storing_accounts import account_with, log_account


class WrongPassword(Refused):
    """The password that somebody gave is not theirs."""

    def __init__(self) -> None:
        super().__init__("今のパスワードが違います。", "This is not your current password.")


def change_password(engine: Engine, actor: Actor, old: str, new: str, session_id: str, address: str) -> None:
    """Store the new password, and go on in a session with the id given: all earlier ones end.

    Raises ``TooOften``, ``WrongPassword``, or ``Refused`` for a new password that is too weak.
    """
    seen = checked_owner(engine, actor, old, address)
    if is_password(new, seen.password_hash):
        raise Refused("今と異なるパスワードにしてください。", "Choose a password other than the current one.")
    check_new_password(new, seen.account.login, seen.account.name)
    hashed = hash_password(new)
    with writing_logged(engine) as connection:
        stored = unchanged_owner(connection, seen)
        accounts.set_secrets(connection, stored.id, password_hash=hashed)
        one_time_keys.remove_all_of(connection, stored.id)
        sessions.end_all_of(connection, stored.id)
        sessions.begin(connection, session_id, stored.id, actor.at, address)
        log_account(connection, actor, Action.SET_PASSWORD, stored.account, {}, {})


def checked_owner(engine: Engine, actor: Actor, password: str, address: str) -> Stored:
    """The account of whoever asks, who has shown to know its password. Raises ``TooOften`` or ``WrongPassword``."""
    attempt = count_try(engine, login_key(actor.login), address, actor.at)
    with reading(engine) as connection:
        stored = account_with(connection, actor.login)
    if not is_password(password, stored.password_hash):
        raise WrongPassword
    with writing_logged(engine) as connection:
        failures.remove(connection, attempt)
    return stored


def unchanged_owner(connection: Connection, seen: Stored) -> Stored:
    """The account as it stands now, if its password is still the one that was compared. Raises ``WrongPassword``."""
    stored = account_with(connection, seen.account.login)
    if stored.password_hash != seen.password_hash or not stored.account.is_enabled:
        raise WrongPassword
    return stored
