"""Whether papers still say what they said."""

from collections.abc import Mapping

from tracker.domain.closing import sha256_of
from tracker.domain.report import report_text
from tracker.domain.report.document import MonthlyReport, Paper


def figures_digest(reports: Mapping[Paper, MonthlyReport]) -> str:
    """Of what the committee's paper says, without what changes with the day on which it is made."""
    report = reports[Paper.COMMITTEE]
    text = report_text.write(report)
    for line in (*report.notes, *report.closing):
        if line.startswith(("出典", "照合番号")):
            text = text.replace(line, "")
    return sha256_of(text.encode())
