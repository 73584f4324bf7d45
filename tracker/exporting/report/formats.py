"""The formats of a paper, and the one place where it becomes bytes."""

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

from tracker.domain.report.adding_up import check
from tracker.domain.report.document import MonthlyReport

Writer = Callable[[MonthlyReport], bytes]


class Format(NamedTuple):
    """How people call it, its media type, and the function that writes it. Its key is the extension of the file."""

    name: str
    media_type: str
    module: str
    function: str


FORMATS = {
    "pdf": Format("PDF", "application/pdf", "pdf", "write_pdf"),
    "docx": Format(
        "Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "word", "write_word"
    ),
    "xlsx": Format(
        "Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "excel", "write_excel"
    ),
    "csv": Format("CSV", "text/csv; charset=utf-8", "open_data", "write_open_data"),
    "html": Format("HTML", "text/html; charset=utf-8", "html", "write_html"),
}


def write(report: MonthlyReport, extension: str) -> bytes:
    """The paper in a format. Raises ``DoesNotAddUp`` when its figures are not the sums of what it lists.

    What a writer needs is imported when it writes: a command that writes no PDF need not load what makes one.
    """
    found = FORMATS[extension]
    writer: Writer = getattr(import_module(f"tracker.exporting.report.{found.module}"), found.function)
    return writer(check(report))
