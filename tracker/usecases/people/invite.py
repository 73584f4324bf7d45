"""Let somebody set a password: a link for one person, or printed codes for several."""

from collections.abc import Sequence

from sqlalchemy import Engine

from tracker.domain.account import Actor
from tracker.storage.transactions import writing_logged
from tracker.usecases.people import one_time_keys
from tracker.usecases.people.one_time_keys import LINK_LASTS, Issued, check_enabled
from tracker.usecases.people.storing_accounts import account_with


def invite_by_link(engine: Engine, actor: Actor, login: str) -> Issued:
    """A link for one account. Raises ``NotThere``, or ``Refused`` for an account that is disabled."""
    with writing_logged(engine) as connection:
        stored = account_with(connection, login)
        check_enabled(stored.account)
        return one_time_keys.issue_link(connection, actor, stored, LINK_LASTS)


def invite_by_codes(engine: Engine, actor: Actor, logins: Sequence[str]) -> tuple[Issued, ...]:
    """Codes for all of them or for none. Raises the same, and ``Refused`` when nobody was chosen."""
    with writing_logged(engine) as connection:
        people = [account_with(connection, login) for login in dict.fromkeys(logins)]
        for stored in people:
            check_enabled(stored.account)
        return one_time_keys.issue_codes(connection, actor, people)
