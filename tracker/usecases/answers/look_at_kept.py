"""The procedures that somebody is about to state something about, with the versions that they look at."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Engine

from tracker.domain.account import Actor
from tracker.domain.audit import Kind
from tracker.domain.procedure import Procedure, code_key
from tracker.storage import audit
from tracker.storage.transactions import reading
from tracker.usecases.changing import Seen, kept_by


class Kept(NamedTuple):
    """A procedure and its version."""

    procedure: Procedure
    seen: Seen


def look_at_kept(engine: Engine, actor: Actor, codes: Sequence[str]) -> tuple[Kept, ...]:
    """Each procedure once, in the order given. Raises ``NotThere`` when one is not kept by this person."""
    with reading(engine) as connection:
        found = {code_key(code): kept_by(connection, actor, code) for code in codes}
        versions = audit.versions_of(connection, Kind.PROCEDURE, [item.code for item in found.values()])
    return tuple(Kept(item, Seen(item.code, versions[item.code])) for item in found.values())
