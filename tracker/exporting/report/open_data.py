"""The rows of the monthly paper as open data."""

from tracker.domain.report.document import MonthlyReport
from tracker.exporting.report.characters import allowed
from tracker.exporting.table import Column, Table, write_csv


def write_open_data(report: MonthlyReport) -> bytes:
    """The csv file: UTF-8 with BOM, CRLF, headings and rows and nothing else; an empty text is an empty cell."""
    columns = tuple(Column(heading) for heading in report.open_data.headings)
    rows = (tuple(map(allowed, row)) for row in report.open_data.rows)
    return write_csv(Table("", columns, rows))
