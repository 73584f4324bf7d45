"""人事異動: what a list of transfers would change, and taking it in. All of it or nothing; rights move at once."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, Engine

from tracker.domain.account import Account, Actor, login_key
from tracker.domain.errors import Refused
from tracker.domain.fiscal import local_day
from tracker.domain.staff import LOGIN, said_by_account
from tracker.domain.transfers import AFTER_DIVISION, Change, Effect, change_of, check_team
from tracker.importing.lists import ListRow
from tracker.importing.problem import Problem, shown
from tracker.importing.transfers import read_transfers
from tracker.storage import accounts, organisation
from tracker.storage.accounts import Stored
from tracker.storage.transactions import reading, writing
from tracker.usecases.people.edit_account import put_into_effect
from tracker.usecases.people.one_time_keys import Issued, issue_codes
from tracker.usecases.people.storing_accounts import add_account


class Transfers(NamedTuple):
    """Whom a list changes, in its order, or why it is refused. ``digest`` says which changes these are: a form carries
    it until the list is taken in.
    """

    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]
    digest: str


class TakenIn(NamedTuple):
    """What was done, and the codes of those who were registered."""

    transfers: Transfers
    issued: tuple[Issued, ...]


class Outdated(Refused):
    """The list would no longer change what was shown."""

    def __init__(self) -> None:
        super().__init__(
            "変更点を表示した後に、職員の登録が変わりました。何も取り込んでいません。"
            "今の変更点を確かめて、もう一度取り込んでください。",
            "The accounts have changed since the changes were shown. Nothing was taken in. Look at the changes as they "
            "are now, and import once more.",
        )


def preview_transfers(engine: Engine, actor: Actor, rows: Sequence[ListRow]) -> Transfers:
    """What a list would change; stores nothing."""
    with reading(engine) as connection:
        return _transfers(connection, actor, rows)


def import_transfers(engine: Engine, actor: Actor, rows: Sequence[ListRow], digest: str) -> TakenIn:
    """Take a list in whose changes were shown. Raises ``Outdated`` where it would change anything else, or nothing."""
    with writing(engine) as connection:
        found = _transfers(connection, actor, rows)
        if found.digest != digest or found.problems:
            raise Outdated
        stored = _by_key(accounts.all_stored(connection))
        added = []
        for change in found.changes:
            if change.before is None:
                added.append(add_account(connection, actor, change.after))
            elif change.effect is not Effect.UNCHANGED:
                put_into_effect(connection, actor, stored[login_key(change.after.login)], change.after)
        return TakenIn(found, issue_codes(connection, actor, added))


def _transfers(connection: Connection, actor: Actor, rows: Sequence[ListRow]) -> Transfers:
    known = organisation.load(connection)
    found = read_transfers(rows, known, local_day(actor.at))
    registered = {key: stored.account for key, stored in _by_key(accounts.all_stored(connection)).items()}
    changes, problems = [], list(found.problems)
    for mover in found.movers:
        account = registered.get(login_key(mover.login))
        try:
            changes.append(change_of(mover, account, known, actor.at))
        except Refused as refused:
            column = refused.field or AFTER_DIVISION
            problems.append(Problem(mover.row, column, shown(mover.written(column)), refused.ja, refused.en))
    if not problems:
        problems = list(_team_problems(changes, registered, actor))
    return Transfers(tuple(changes), tuple(sorted(problems, key=lambda problem: problem.row or 0)), _digest(changes))


def _team_problems(changes: Sequence[Change], registered: dict[str, Account], actor: Actor) -> Iterable[Problem]:
    after = registered | {login_key(change.after.login): change.after for change in changes}
    for change in changes:
        try:
            check_team(change, list(after.values()), actor.login)
        except Refused as refused:
            yield Problem(change.row, LOGIN, change.after.login, refused.ja, refused.en)


def _by_key(people: Iterable[Stored]) -> dict[str, Stored]:
    return {login_key(stored.account.login): stored for stored in people}


def _digest(changes: Iterable[Change]) -> str:
    said = [
        (change.effect.value, change.before and said_by_account(change.before), said_by_account(change.after))
        for change in changes
    ]
    logins = [change.after.login for change in changes]
    return hashlib.sha256(repr((logins, said)).encode("utf-8", "surrogatepass")).hexdigest()[:32]
