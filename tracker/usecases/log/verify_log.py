"""Whether the activity log is what was written."""

from contextlib import closing
from dataclasses import dataclass

from sqlalchemy import Engine

from tracker.domain.audit import Head, first_bad
from tracker.storage import audit
from tracker.storage.transactions import reading


@dataclass(frozen=True, slots=True)
class Verification:
    """``head``: the end of the log. ``bad``: the first entry that is wrong or missing, None when the log is whole."""

    head: Head
    bad: int | None


def verify_log(engine: Engine) -> Verification:
    """Read the whole log and compute its chain anew."""
    with reading(engine) as connection:
        head = audit.head(connection)
        with closing(audit.entries(connection)) as entries:
            return Verification(head, first_bad(entries, head))
