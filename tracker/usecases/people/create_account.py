"""Register a member of staff."""

from sqlalchemy import Connection, Engine

from tracker.domain.account import Account, Actor
from tracker.domain.errors import Refused
from tracker.domain.staff import check_divisions, check_login, check_name
from tracker.storage import accounts
from tracker.storage.accounts import Stored
from tracker.storage.transactions import writing
from tracker.usecases.people.storing_accounts import add_account


def create_account(engine: Engine, actor: Actor, account: Account) -> None:
    """Store the account; nobody can sign in to it before an invitation. Raises ``Refused``."""
    with writing(engine) as connection:
        create(connection, actor, account)


def create(connection: Connection, actor: Actor, account: Account) -> Stored:
    """The same within ``transactions.writing``."""
    check_login(account.login)
    check_name(account.name)
    check_divisions(account)
    taken = accounts.find(connection, account.login)
    if taken is not None:
        raise already_taken(taken.account)
    return add_account(connection, actor, account)


def already_taken(account: Account) -> Refused:
    """Whose staff ID it is already."""
    return Refused(
        f"職員ID「{account.login}」は、{account.name}さんのものとして登録されています。",
        f"The staff ID “{account.login}” belongs to {account.name} already.",
    )
