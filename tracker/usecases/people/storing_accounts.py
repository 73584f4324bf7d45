"""An account's change and its entry in the log: always both, in one transaction."""

from sqlalchemy import Connection

from tracker.domain.account import Account, Actor
from tracker.domain.audit import About, Act, Action, Details, Kind
from tracker.domain.errors import NotThere
from tracker.domain.staff import said_by_account
from tracker.storage import accounts, audit
from tracker.storage.accounts import Stored
from tracker.usecases.changing import Conflict

_EDITS = frozenset({Action.CREATE_ACCOUNT.value, Action.EDIT_ACCOUNT.value})


def account_with(connection: Connection, login: str) -> Stored:
    """The account with this login. Raises ``NotThere``."""
    found = accounts.find(connection, login)
    if found is None:
        raise NotThere
    return found


def add_account(connection: Connection, actor: Actor, account: Account) -> Stored:
    """Store a new account and log it."""
    id_ = accounts.add(connection, account, actor.at)
    log_account(connection, actor, Action.CREATE_ACCOUNT, account, {}, dict(said_by_account(account)))
    return Stored(id_, account, None, None, None)


def change_account(connection: Connection, actor: Actor, stored: Stored, after: Account) -> None:
    """Store an account as it is to be, and log what is different; nothing when nothing is."""
    old, new = said_by_account(stored.account), said_by_account(after)
    different = [name for name in new if old[name] != new[name]]
    if different:
        accounts.change(connection, stored.id, after)
        before, now = ({name: said[name] for name in different} for said in (old, new))
        log_account(connection, actor, Action.EDIT_ACCOUNT, stored.account, before, now)


def check_account_unchanged(connection: Connection, account: Account, seen: int) -> None:
    """Raise ``Conflict`` when somebody edited the account after it was seen. Signing in is no edit."""
    entries = audit.entries_about(connection, about_account(account), after=seen)
    edits = [entry for entry in entries if entry.action in _EDITS]
    if edits:
        raise Conflict(edits, {about_account(account): edits[-1].number})


def log_account(
    connection: Connection, actor: Actor, action: Action, account: Account, before: Details, after: Details
) -> None:
    """Log what somebody did to an account. Nothing secret belongs in the details."""
    subject = f"{account.login} {account.name}"
    act = Act(actor.at, actor.who, actor.origin, action, subject, before, after, (about_account(account),))
    audit.append(connection, act)


def about_account(account: Account) -> About:
    """How the log names an account."""
    return About(Kind.ACCOUNT, account.login)
