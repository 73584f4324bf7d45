"""What is open when a month is closed (確定前の確認事項)."""

from datetime import date

from sqlalchemy import Connection

from tracker.domain.closing import Open, open_matters
from tracker.domain.count_report import awaiting, of_year
from tracker.storage import count_reports, procedures, waiting
from tracker.usecases.figures.show_progress import basis_on


def open_now(connection: Connection, month_ended_on: date, today: date) -> Open:
    """What is open for a month that ended on a day, as things stand today."""
    unconfirmed = list(procedures.in_order(connection, waiting.candidates(connection)))
    reports = count_reports.of_procedures(connection, [item.code for item in unconfirmed])
    base_year = of_year(basis_on(connection, month_ended_on).policy.base_fiscal_year)
    counts = sum(
        report.period == base_year
        for item in unconfirmed
        if item.is_active(month_ended_on)
        for report in awaiting(reports.get(item.code, ()))
    )
    return open_matters(unconfirmed, procedures.all_as_stated(connection), month_ended_on, today, counts)
