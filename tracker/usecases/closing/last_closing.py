"""The last closed month (前回確定), as it was kept."""

from datetime import date
from functools import lru_cache

from sqlalchemy import Connection

from tracker.domain import snapshot_text
from tracker.domain.closing import Closing, sha256_of
from tracker.domain.errors import Altered
from tracker.domain.labels import month
from tracker.domain.snapshot import Snapshot
from tracker.storage import closings

_read = lru_cache(maxsize=2)(snapshot_text.read)
"""A text always gives the same snapshot, and the page with the month's work is opened all day long."""


def last_closing(connection: Connection, before: date) -> Snapshot | None:
    """The snapshot of the last closed month that ended before a day; None where there is none. Raises ``Altered``.

    Two statements, however many procedures there are.
    """
    closing = closings.last(connection, before)
    return None if closing is None else snapshot_of(connection, closing)


def snapshot_of(connection: Connection, closing: Closing) -> Snapshot:
    """What was kept of a closed month. Raises ``Altered``."""
    content = closings.content_of(connection, closing)
    if sha256_of(content.encode()) != closing.sha256:
        raise Altered(f"{month(closing.month, 'en')}, edition {closing.edition}")
    return _read(content)
