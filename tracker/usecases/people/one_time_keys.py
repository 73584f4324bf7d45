"""Making keys that open an account once: as a link to send, or as a printed code to hand over.

Both let somebody set a password: the first time, or when it was forgotten. Issuing one makes the older ones of the
account worthless.
"""

import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from tracker.domain.account import Account, Actor, login_key
from tracker.domain.audit import Act, Action
from tracker.domain.errors import Refused
from tracker.domain.fiscal import local_day
from tracker.domain.labels import day as day_label
from tracker.storage import audit, one_time_keys
from tracker.storage.accounts import Stored
from tracker.storage.one_time_keys import Key, Purpose
from tracker.usecases.people.storing_accounts import about_account

LINK_LASTS = timedelta(days=7)
ADMIN_LINK_LASTS = timedelta(hours=24)
CODE_LASTS = timedelta(days=14)

LETTERS = "ACDEFGHJKMNPQRTUVWXY34679"
"""None of them looks like another, printed or written by hand."""
_CODE_LENGTH, _GROUP = 16, 4
_BETWEEN_GROUPS = str.maketrans("", "", " -‐‑‒–—―ー−\t")


@dataclass(frozen=True, slots=True)
class Issued:
    """A key to hand over, once: it is stored nowhere."""

    account: Account
    secret: str
    expires_at: datetime


def link_secret(token: str) -> str:
    """What is digested of a link. Links and codes are kept apart: a code is bound to the one who types it in."""
    return f"link:{token}"


def code_secret(login: str, code: str) -> str:
    """What is digested of a code, however it is typed."""
    typed = unicodedata.normalize("NFKC", code).translate(_BETWEEN_GROUPS).upper()
    return f"code:{login_key(login)}:{typed}"


def issue_link(
    connection: Connection, actor: Actor, stored: Stored, lasts: timedelta, purpose: Purpose = "password"
) -> Issued:
    """A new link for one account; ``secret`` is the token in its address."""
    token = secrets.token_urlsafe(32)
    expires_at = actor.at + lasts
    one_time_keys.replace(connection, link_secret(token), Key(stored.id, purpose, expires_at))
    _log(connection, actor, [stored], "リンク", expires_at)
    return Issued(stored.account, token, expires_at)


def issue_codes(connection: Connection, actor: Actor, people: Sequence[Stored]) -> tuple[Issued, ...]:
    """A new printed code for each account."""
    expires_at = actor.at + CODE_LASTS
    issued = []
    for stored in people:
        code = _new_code()
        secret = code_secret(stored.account.login, code)
        one_time_keys.replace(connection, secret, Key(stored.id, "password", expires_at))
        issued.append(Issued(stored.account, code, expires_at))
    if people:
        _log(connection, actor, people, "コード", expires_at)
    return tuple(issued)


def check_enabled(account: Account) -> None:
    """Raise ``Refused``: who may not sign in needs no key."""
    if not account.is_enabled:
        raise Refused(
            f"{account.name}（{account.login}）は停止中です。先に利用を再開してください。",
            f"{account.name} ({account.login}) is disabled. Enable the account first.",
        )


def _new_code() -> str:
    letters = "".join(secrets.choice(LETTERS) for _ in range(_CODE_LENGTH))
    return "-".join(letters[start : start + _GROUP] for start in range(0, _CODE_LENGTH, _GROUP))


def _log(connection: Connection, actor: Actor, people: Sequence[Stored], form: str, expires_at: datetime) -> None:
    first = people[0].account
    subject = f"{first.login} {first.name}" if len(people) == 1 else f"{len(people)}人"
    after = {"渡し方": form, "期限": day_label(local_day(expires_at))}
    about = tuple(about_account(stored.account) for stored in people)
    audit.append(connection, Act(actor.at, actor.who, actor.origin, Action.INVITE, subject, {}, after, about))
