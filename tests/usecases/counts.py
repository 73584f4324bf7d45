"""Counts that divisions report, for tests."""

from sqlalchemy import Engine

from tests.usecases.stating import EDITOR, seen
from tracker.domain.account import Actor
from tracker.domain.count_report import Count, CountReport
from tracker.domain.procedure import Procedure
from tracker.domain.status import OnBehalf
from tracker.storage import count_reports
from tracker.storage.transactions import reading
from tracker.usecases.answers.report_counts import report_counts


def report(
    engine: Engine, code: str, *counts: Count, by: Actor = EDITOR, on_behalf: OnBehalf | None = None
) -> tuple[Procedure, ...]:
    """Report counts of one procedure."""
    return report_counts(engine, seen(engine, by, code), {code: counts}, by, on_behalf)


def reports_of(engine: Engine, code: str) -> tuple[CountReport, ...]:
    """Everything reported about a procedure."""
    with reading(engine) as connection:
        return count_reports.of_procedures(connection, [code]).get(code, ())
