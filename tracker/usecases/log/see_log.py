"""操作履歴: who did what, when, from where, and what it was before and after."""

from dataclasses import dataclass

from sqlalchemy import Engine

from tracker.domain.audit import Entry
from tracker.domain.audit_reading import LogSelection
from tracker.storage import audit_search
from tracker.storage.transactions import reading

MOST_ROWS = 50_000
"""How many entries a file holds at most."""


@dataclass(frozen=True, slots=True)
class LogPage:
    """A page of entries, newest first. ``newer``, ``older``: the places to go on from, None where nothing is left."""

    entries: tuple[Entry, ...]
    newer: int | None
    older: int | None


@dataclass(frozen=True, slots=True)
class LogExtract:
    """Entries for a file, newest first. ``is_cut``: there are older ones beyond ``MOST_ROWS``."""

    entries: tuple[Entry, ...]
    is_cut: bool


def see_log(
    engine: Engine, selection: LogSelection, size: int, *, before: int | None = None, after: int | None = None
) -> LogPage:
    """A page of the log: the newest entries selected, those older than ``before``, or those next after ``after``."""
    with reading(engine) as connection:
        if after is not None:
            found = audit_search.newer(connection, selection, size + 1, after)
            more, entries = len(found) > size, found[-size:]
            return LogPage(tuple(entries), entries[0].number if more else None, _last(entries))
        found = audit_search.older(connection, selection, size + 1, before)
        more, entries = len(found) > size, found[:size]
        newer = entries[0].number if before is not None and entries else None
        return LogPage(tuple(entries), newer, _last(entries) if more else None)


def extract_log(engine: Engine, selection: LogSelection, most: int = MOST_ROWS) -> LogExtract:
    """Everything selected, up to the most that a file holds."""
    with reading(engine) as connection:
        found = audit_search.older(connection, selection, most + 1)
    return LogExtract(tuple(found[:most]), len(found) > most)


def _last(entries: list[Entry]) -> int | None:
    return entries[-1].number if entries else None
