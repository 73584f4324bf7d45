"""Papers of closed months, as they were kept."""

from functools import lru_cache

from sqlalchemy import Connection

from tracker.domain.closing import Closing, sha256_of
from tracker.domain.errors import Altered, NotThere
from tracker.domain.labels import month
from tracker.domain.report import report_text
from tracker.domain.report.document import MonthlyReport, Paper
from tracker.storage import papers
from tracker.usecases.reports.rendering import AS_TEXT

_read = lru_cache(maxsize=4)(report_text.read)
"""A text always gives the same paper; its page asks for its pictures right after."""


def kept_file(connection: Connection, closing: Closing, paper: Paper, extension: str) -> bytes:
    """A file of a closed month, byte for byte. Raises ``NotThere``, or ``Altered`` where it is not what was kept."""
    found = papers.closed(connection, closing.month, closing.edition, paper, extension)
    if found is None:
        raise NotThere
    content, digest = found
    if sha256_of(content) != digest:
        raise Altered(f"{month(closing.month, 'en')}, edition {closing.edition}, {paper.value}.{extension}")
    return content


def kept_report(connection: Connection, closing: Closing, paper: Paper) -> MonthlyReport:
    """The paper of a closed month. Raises as ``kept_file``."""
    return _read(kept_file(connection, closing, paper, AS_TEXT).decode())
