"""Sign in with login and password, and a code from an authenticator where the account has one."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine

from tracker.domain.account import Account, login_key
from tracker.domain.audit import About, Act, Action, Kind
from tracker.domain.errors import Refused
from tracker.domain.throttle import WINDOW, is_too_often
from tracker.storage import accounts, audit, failures, sessions
from tracker.storage.accounts import Stored
from tracker.storage.transactions import reading, writing_logged
from tracker.usecases.people.authenticator import accepted_step
from tracker.usecases.people.passwords import is_password

LONGEST_SESSION = timedelta(hours=10)
LONGEST_PAUSE = timedelta(minutes=30)


class TooOften(Refused):
    """Too many failures: whoever tries again has to wait ``WINDOW``."""

    def __init__(self) -> None:
        super().__init__(
            "サインインの失敗が続いたため、しばらく受け付けません。5分ほど待ってから、もう一度お試しください。",
            "There were too many failed tries. Wait five minutes and try again.",
        )


@dataclass(frozen=True, slots=True)
class Credentials:
    """What was typed. ``code``: from an authenticator, "" without."""

    login: str
    password: str
    code: str = ""


def sign_in(engine: Engine, typed: Credentials, session_id: str, address: str, origin: str, at: datetime) -> Account:
    """Begin a session with the id given. Raises ``TooOften``, or ``Refused`` without saying what was wrong."""
    key = login_key(typed.login)[:100]
    try:
        attempt = count_try(engine, key, address, at)
    except TooOften:
        with writing_logged(engine) as connection:
            _log_refusal(connection, accounts.find(connection, key), address, origin, at)
        raise
    with reading(engine) as connection:
        found = accounts.find(connection, key)
    # Hashing takes long, so it happens outside of any transaction; and for a login that nobody has it takes as long.
    password_fits = is_password(typed.password, found.password_hash if found else None)
    step = accepted_step(found, typed.code, at) if found else None
    with writing_logged(engine) as connection:
        now = accounts.find(connection, key)
        if found is None or now is None or not password_fits or not _may_begin(found, now, step):
            _log_refusal(connection, found, address, origin, at)
            fits = None
        else:
            fits = now
            if step:
                accounts.set_secrets(connection, now.id, totp_last_step=step)
            failures.remove(connection, attempt)
            begin_session(connection, now, session_id, address, origin, at)
    if fits is None:
        raise Refused("職員ID、パスワード又は確認コードが違います。", "The staff ID, password or code is wrong.")
    return fits.account


def count_try(engine: Engine, key: str, address: str, at: datetime) -> int:
    """Note a try, to be taken back once it has turned out well. Raises ``TooOften``.

    Every try counts as a failure until it has succeeded, so that many at once cannot slip past the limit.
    """
    with writing_logged(engine) as connection:
        failures.remove_before(connection, at - WINDOW)
        if is_too_often(*failures.counts(connection, key, address, at - WINDOW)):
            raise TooOften
        return failures.add(connection, key, address, at)


def begin_session(
    connection: Connection, stored: Stored, session_id: str, address: str, origin: str, at: datetime
) -> None:
    """Store the session and its log entry; sessions that have run out are forgotten."""
    sessions.end_older(connection, at - LONGEST_SESSION, at - LONGEST_PAUSE)
    sessions.begin(connection, session_id, stored.id, at, address)
    account = stored.account
    about = (About(Kind.ACCOUNT, account.login),)
    act = Act(at, account.signature, origin, Action.SIGN_IN, account.login, {}, {"address": address}, about)
    audit.append(connection, act)


def _may_begin(found: Stored, now: Stored, step: int | None) -> bool:
    """The account is still what the password was compared with, enabled, and its code fits and is not used twice."""
    if now != found or not now.account.is_enabled:
        return False
    return now.totp_secret is None or step is not None


def _log_refusal(connection: Connection, found: Stored | None, address: str, origin: str, at: datetime) -> None:
    """Whose account was tried. A login that nobody has is not written down: it may be a password in the wrong field."""
    who = found.account.signature if found else "（登録のない職員ID）"
    about = (About(Kind.ACCOUNT, found.account.login),) if found else ()
    subject = found.account.login if found else ""
    audit.append(connection, Act(at, who, origin, Action.SIGN_IN_REFUSED, subject, {}, {"address": address}, about))
