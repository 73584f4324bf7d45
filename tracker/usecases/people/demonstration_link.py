"""A way into a demonstration: an account of the DX team, and a link that signs in as it once."""

from datetime import datetime

from sqlalchemy import Engine

from tracker.domain.account import Account, Actor, Role
from tracker.storage import accounts
from tracker.storage.transactions import writing_logged
from tracker.usecases.people.create_account import create
from tracker.usecases.people.one_time_keys import ADMIN_LINK_LASTS, Issued, issue_link

_ACCOUNT = Account("dx", "DX推進担当", Role.DX)


def demonstration_link(engine: Engine, at: datetime) -> Issued | None:
    """The link; None where there are accounts, but not that one. The account is made where there are none at all."""
    actor = Actor("システム担当（tracker serve --demo）", Role.DX, "tracker serve --demo", at)
    with writing_logged(engine) as connection:
        if not accounts.everybody(connection):
            create(connection, actor, _ACCOUNT)
        stored = accounts.find(connection, _ACCOUNT.login)
        if stored is None or stored.account.role is not Role.DX or not stored.account.is_enabled:
            return None
        return issue_link(connection, actor, stored, ADMIN_LINK_LASTS, "demo")
