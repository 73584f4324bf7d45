"""Which months have papers, and how far each has come."""

from datetime import date, timedelta

from sqlalchemy import Connection

from tracker.domain.errors import NotThere
from tracker.domain.fiscal import month_end, month_ends
from tracker.domain.report.document import State
from tracker.storage import closings, paper_drafts, papers, state

MOST_SUGGESTED = 12


def closable(connection: Connection, today: date) -> tuple[date, ...]:
    """The finished months to be closed next, the latest first, at most ``MOST_SUGGESTED`` of them."""
    return _open(connection, today)[:MOST_SUGGESTED]


def check_reportable(connection: Connection, wanted: date, today: date) -> None:
    """Raise ``NotThere`` for a month that is neither closed nor can be: papers are about finished months only."""
    if wanted not in _open(connection, today) and closings.find(connection, wanted) is None:
        raise NotThere


def _open(connection: Connection, today: date) -> tuple[date, ...]:
    """The finished months that can be closed: after the last closed one, or since the catalogue begins."""
    last = closings.last(connection)
    begins = state.baseline_on(connection).replace(day=1)
    if last is not None:
        begins = month_end(last.month) + timedelta(days=1)
    last_finished = today.replace(day=1) - timedelta(days=1)
    return tuple(day.replace(day=1) for day in month_ends(begins, last_finished))[::-1]


def state_of(connection: Connection, wanted: date) -> State:
    """How far a month's papers have come."""
    if closings.find(connection, wanted) is not None:
        return State.RELEASED if wanted in papers.releases(connection) else State.FINAL
    return State.IN_PREPARATION if paper_drafts.proposal(connection, wanted) is None else State.PROPOSED
