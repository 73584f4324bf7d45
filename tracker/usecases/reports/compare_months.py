"""二つの月の比較: from one closed month or edition to another, and why the figures differ."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, Engine

from tracker.domain.bridge import Bridge, bridge
from tracker.domain.closing import Closing
from tracker.domain.errors import NotThere
from tracker.domain.procedure import Procedure
from tracker.storage import closings, procedures
from tracker.storage.transactions import reading
from tracker.usecases.closing.last_closing import snapshot_of


class Chosen(NamedTuple):
    """A closed month in an edition."""

    month: date
    edition: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """``choices``: every edition of every closed month, the newest first. ``bridge``: between the two chosen."""

    choices: tuple[Closing, ...]
    before: Closing
    after: Closing
    bridge: Bridge


def compare_months(engine: Engine, before: Chosen | None, after: Chosen | None) -> Comparison:
    """Compare two closed months; those not chosen are the last two. Raises ``NotThere`` without two to compare."""
    with reading(engine) as connection:
        listed = closings.listed(connection)
        if len(listed) < 2:
            raise NotThere
        last = _found(listed, after) if after else listed[0]
        first = _found(listed, before) if before else next(each for each in listed if each is not last)
        old, new = (snapshot_of(connection, each) for each in (first, last))
        gone = _ended(connection, new.as_of)
        return Comparison(tuple(listed), first, last, bridge(old, new, gone))


def _found(listed: list[Closing], chosen: Chosen) -> Closing:
    for each in listed:
        if (each.month, each.edition) == chosen:
            return each
    raise NotThere


def _ended(connection: Connection, as_of: date) -> list[Procedure]:
    """What a snapshot of that day does not hold: they can say what they were merged into."""
    return [item for item in procedures.everything(connection) if not item.is_active(as_of)]
