"""Papers become files outside of any transaction, so that nobody waits for them, and are stored in a short one."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection, Engine

from tracker.domain.papers import KeptPaper
from tracker.domain.report import report_text
from tracker.exporting.report.formats import FORMATS, write
from tracker.storage import state
from tracker.storage.transactions import reading, writing
from tracker.usecases.reports.material import Reports

AS_TEXT = "json"
"""The paper itself beside its files: what pages are shown from, and what a correction is compared with."""
_ATTEMPTS = 3

Prepared = TypeVar("Prepared")


class _Overtaken(Exception):
    """Somebody wrote while the papers were made."""


def rendered(reports: Reports) -> list[KeptPaper]:
    """Every paper in every format, and as text. Raises ``DoesNotAddUp``."""
    return [
        file
        for paper, report in reports.items()
        for file in (
            KeptPaper(paper, AS_TEXT, report_text.write(report).encode()),
            *(KeptPaper(paper, extension, write(report, extension)) for extension in FORMATS),
        )
    ]


def keep(
    engine: Engine,
    prepare: Callable[[Connection], Prepared],
    reports_of: Callable[[Prepared], Reports],
    store: Callable[[Connection, Prepared, list[KeptPaper]], None],
) -> Prepared:
    """Prepare papers from one state of the database, make their files, and store both if that state still holds.

    Made anew where somebody wrote meanwhile; the last time nobody can: then others wait until it is done.
    """
    for _attempt in range(_ATTEMPTS):
        with reading(engine) as connection:
            version = state.version(connection)
            prepared = prepare(connection)
        files = rendered(reports_of(prepared))
        try:
            with writing(engine) as connection:
                # Writing has raised the version by one itself.
                if state.version(connection) != version + 1:
                    raise _Overtaken
                store(connection, prepared, files)
            return prepared
        except _Overtaken:
            continue
    with writing(engine) as connection:
        prepared = prepare(connection)
        store(connection, prepared, rendered(reports_of(prepared)))
        return prepared
