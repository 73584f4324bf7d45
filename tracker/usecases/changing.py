"""What every change to something stored begins with: is it there for this person, and is it still what they saw?"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from tracker.domain.account import Actor
from tracker.domain.audit import About, Entry, Kind
from tracker.domain.errors import NotThere, Refused
from tracker.domain.labels import moment
from tracker.domain.procedure import Procedure, code_key
from tracker.storage import audit, procedures


class Seen(NamedTuple):
    """A procedure by its code, with the version of it that a person looked at."""

    code: str
    version: int


class Conflict(Refused):
    """Somebody changed things after the person looked at them. ``since``: the entries of the log not seen by then.

    ``versions``: of everything that was changed, the version that the person sees with these entries.
    """

    def __init__(self, since: Sequence[Entry], versions: Mapping[About, int] | None = None) -> None:
        self.since = tuple(since)
        self.versions = dict(versions or {})
        last = self.since[-1]
        super().__init__(
            f"入力中に、{last.who}がこの内容を更新しました（{moment(last.at)}）。"
            "入力した内容は残っています。両方を見比べて、もう一度登録してください。",
            f"{last.who} changed this while you were typing ({moment(last.at, 'en')}). "
            "Your input is kept; compare and save again.",
        )


def kept_by(connection: Connection, actor: Actor, code: str) -> Procedure:
    """The procedure that this person keeps true. Raises ``NotThere`` for one of another division as for none at all."""
    found = procedures.find(connection, code)
    if found is None or not actor.keeps(found):
        raise NotThere
    return found


def kept_as_seen(connection: Connection, actor: Actor, chosen: Sequence[Seen]) -> list[Procedure]:
    """The procedures chosen, each once, that this person keeps true and that nobody has changed since.

    Raises ``NotThere``, or ``Conflict`` over all that were changed.
    """
    seen = {code_key(each.code): each for each in chosen}
    kept = [kept_by(connection, actor, each.code) for each in seen.values()]
    check_all_unchanged(
        connection,
        {about_procedure(item): each.version for item, each in zip(kept, seen.values(), strict=True)},
    )
    return kept


def check_unchanged(connection: Connection, about: About, seen: int) -> None:
    """Raise ``Conflict`` when the last entry about a thing is not the one that the person saw.

    Within ``transactions.writing`` nobody can get in between this check and the change.
    """
    check_all_unchanged(connection, {about: seen})


def check_all_unchanged(connection: Connection, seen: Mapping[About, int]) -> None:
    """The same for several things: the conflict names all that were changed."""
    since: dict[int, Entry] = {}
    versions = {}
    for about, version in seen.items():
        current = audit.version_of(connection, about)
        if current != version and current:
            # A version that is still to come was never seen by anybody.
            unseen = audit.entries_about(connection, about, after=version if version < current else 0)
            since |= {entry.number: entry for entry in unseen}
            versions[about] = current
    if since:
        raise Conflict([since[number] for number in sorted(since)], versions)


def about_procedure(procedure: Procedure) -> About:
    """How the log names a procedure."""
    return About(Kind.PROCEDURE, procedure.code)
