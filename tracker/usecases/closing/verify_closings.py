"""Whether everything that was kept of closed months is still what was kept."""

from collections.abc import Iterator

from sqlalchemy import Connection, Engine

from tracker.domain.closing import Closing
from tracker.domain.labels import month
from tracker.storage import closings, papers
from tracker.storage.transactions import reading
from tracker.usecases.closing.last_closing import Altered, snapshot_of
from tracker.usecases.reports.kept import kept_file


def verify_closings(engine: Engine) -> tuple[int, tuple[str, ...]]:
    """How many editions there are, and what of them is not what was kept, each thing by its name."""
    with reading(engine) as connection:
        listed = closings.listed(connection)
        return len(listed), tuple(name for closing in listed for name in _altered(connection, closing))


def _altered(connection: Connection, closing: Closing) -> Iterator[str]:
    try:
        if snapshot_of(connection, closing).coverage != closings.figures_of(connection, closing):
            yield f"{month(closing.month, 'en')}, edition {closing.edition}, figures"
    except Altered as altered:
        yield str(altered)
    for paper, extension in papers.digests(connection, closing.month, closing.edition):
        try:
            kept_file(connection, closing, paper, extension)
        except Altered as altered:
            yield str(altered)
