"""A returned file on its way from its bytes to what it says."""

from tracker.domain.reply.findings import Finding
from tracker.importing.apart import Apart
from tracker.importing.problem import CannotReadOn
from tracker.importing.reply.workbook import ReturnedBook, read_reply


def read_book(reader: Apart, content: bytes) -> ReturnedBook | Finding:
    """The workbook, or why it cannot be read."""
    try:
        return reader.call(read_reply, content)
    except CannotReadOn as stop:
        problem = stop.problem
        return Finding(problem.row, problem.column or "", problem.value or "", problem.ja, problem.en)
