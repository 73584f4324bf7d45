"""What is kept of closed months, as tests look at it."""

from datetime import date

from sqlalchemy import Engine, select

from tracker.domain.closing import Closing
from tracker.domain.report.document import MonthlyReport, Paper
from tracker.storage import closings
from tracker.storage.schema import closed_papers
from tracker.storage.transactions import reading
from tracker.usecases.reports.kept import kept_report

Key = tuple[date, int, str, str]
"""Month, edition, paper and format."""


def kept_files(engine: Engine) -> dict[Key, bytes]:
    """Every file that is kept of every month."""
    with reading(engine) as connection:
        rows = connection.execute(select(closed_papers))
        return {(row.month, row.edition, row.paper, row.format): row.content for row in rows}


def closing_of(engine: Engine, month: date, edition: int | None = None) -> Closing:
    """A closed month, in its last edition unless one is named."""
    with reading(engine) as connection:
        found = closings.find(connection, month, edition)
    assert found is not None
    return found


def report_of(engine: Engine, month: date, paper: Paper, edition: int | None = None) -> MonthlyReport:
    """A paper of a closed month."""
    closing = closing_of(engine, month, edition)
    with reading(engine) as connection:
        return kept_report(connection, closing, paper)
