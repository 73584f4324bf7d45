"""Whether everything that was kept of closed months is still what was kept, and all of it is there."""

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Engine

from tracker.domain.audit import Action
from tracker.domain.audit_reading import LogSelection
from tracker.domain.closing import Closing
from tracker.domain.errors import Altered
from tracker.domain.labels import month
from tracker.storage import audit_search, closings, papers
from tracker.storage.transactions import reading
from tracker.usecases.closing.last_closing import snapshot_of
from tracker.usecases.reports.close_month import CONTENT_DIGEST, PAPER_DIGESTS, edition_subject
from tracker.usecases.reports.kept import kept_file

Logged = dict[str, dict[str, Any]]
"""What the log says of each edition, by the subject of its entry."""


def verify_closings(engine: Engine) -> tuple[int, tuple[str, ...]]:
    """How many editions there are, and what of them is not what was kept or is gone, each thing by its name.

    Everything is compared with its digest and both with the log, which has a verification of its own.
    """
    with reading(engine) as connection:
        listed = closings.listed(connection)
        logged = _logged(connection)
        found = [name for closing in listed for name in _altered(connection, closing, logged)]
        gone = logged.keys() - {edition_subject(closing) for closing in listed}
        return len(listed), (*dict.fromkeys(found), *sorted(gone))


def _logged(connection: Connection) -> Logged:
    entries = [
        entry
        for action in (Action.CLOSE_MONTH, Action.CORRECT_MONTH)
        for entry in audit_search.older(connection, LogSelection(action=action), audit_search.MOST)
    ]
    return {entry.subject: json.loads(entry.after) for entry in entries}


def _altered(connection: Connection, closing: Closing, logged: Logged) -> Iterator[str]:
    name = f"{month(closing.month, 'en')}, edition {closing.edition}"
    said = logged.get(edition_subject(closing), {})
    if closing.sha256 != said.get(CONTENT_DIGEST):
        yield name
    try:
        if snapshot_of(connection, closing).coverage != closings.figures_of(connection, closing):
            yield f"{name}, figures"
    except Altered as altered:
        yield str(altered)
    yield from _altered_papers(connection, closing, said.get(PAPER_DIGESTS, {}), name)


def _altered_papers(connection: Connection, closing: Closing, wanted: dict[str, str], name: str) -> Iterator[str]:
    digests = papers.digests(connection, closing.month, closing.edition)
    kept = {f"{paper.value}.{extension}": digest for (paper, extension), digest in digests.items()}
    yield from (f"{name}, {file}" for file in sorted({*wanted, *kept}) if wanted.get(file) != kept.get(file))
    for paper, extension in digests:
        try:
            kept_file(connection, closing, paper, extension)
        except Altered as altered:
            yield str(altered)
