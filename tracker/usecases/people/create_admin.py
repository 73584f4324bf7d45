"""The first account of the DX team, or a way back in for one: from the machine's own console."""

from datetime import datetime

from sqlalchemy import Engine

from tracker.domain.account import Account, Actor, Role
from tracker.domain.errors import Refused
from tracker.domain.staff import tidy_login, tidy_name
from tracker.storage import accounts
from tracker.storage.transactions import writing
from tracker.usecases.people.create_account import create
from tracker.usecases.people.one_time_keys import ADMIN_LINK_LASTS, Issued, check_enabled, issue_link
from tracker.usecases.people.set_authenticator import forget_authenticator

CONSOLE = "システム担当（tracker create-admin）"


def create_admin(engine: Engine, login: str, name: str, at: datetime, *, lost_authenticator: bool = False) -> Issued:
    """A link that lasts a day, for a new account or for one that the DX team has already. Raises ``Refused``.

    ``lost_authenticator``: the account signs in without one from now on.
    """
    actor = Actor(CONSOLE, Role.DX, "tracker create-admin", at)
    with writing(engine) as connection:
        stored = accounts.find(connection, login)
        if stored is None:
            account = Account(tidy_login(login), tidy_name(name), Role.DX)
            stored = create(connection, actor, account)
        if stored.account.role is not Role.DX:
            raise Refused(
                f"職員ID「{stored.account.login}」は、DX推進担当ではない職員のものです。別の職員IDを指定してください。",
                f"The staff ID “{stored.account.login}” belongs to somebody outside the DX team. Use another one.",
            )
        check_enabled(stored.account)
        if lost_authenticator:
            forget_authenticator(connection, actor, stored)
        return issue_link(connection, actor, stored, ADMIN_LINK_LASTS)
