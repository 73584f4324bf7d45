"""One paper: to be shown on a page, or as a file."""

from collections.abc import Collection, Iterator
from datetime import date
from itertools import product

from sqlalchemy import Connection, Engine

from tracker.domain.account import Actor, Role
from tracker.domain.closing import Closing
from tracker.domain.errors import NotThere
from tracker.domain.fiscal import local_day, month_end
from tracker.domain.papers import KeptPaper, stage_of
from tracker.domain.report.document import MonthlyReport, Paper
from tracker.domain.report.material import UNNAMED, Municipality
from tracker.exporting.report.formats import write
from tracker.storage import closings, papers
from tracker.storage.transactions import reading
from tracker.usecases.reports.kept import kept_file, kept_report
from tracker.usecases.reports.material import Occasion, reports_on, snapshot_on
from tracker.usecases.reports.months import check_reportable, state_of


def fetch_report(
    engine: Engine,
    actor: Actor,
    wanted: date,
    paper: Paper,
    edition: int | None = None,
    municipality: Municipality = UNNAMED,
) -> MonthlyReport:
    """A paper as a value: of a closed month as it was kept (the last edition unless one is named), else as it stands.

    Raises ``NotThere`` and ``Altered``; to others than the DX team an open month is not there.
    """
    with reading(engine) as connection:
        closing = _closing(connection, wanted, edition)
        if closing is not None:
            return kept_report(connection, closing, paper)
        if actor.role is not Role.DX:
            raise NotThere
        today = local_day(actor.at)
        check_reportable(connection, wanted, today)
        occasion = Occasion(wanted, today, stage_of(state_of(connection, wanted)), municipality)
        snapshot = snapshot_on(connection, month_end(wanted))
        return reports_on(connection, snapshot, occasion, wanted=(paper,))[paper]


def written_files(
    engine: Engine,
    actor: Actor,
    wanted: date,
    papers_wanted: Collection[Paper],
    extensions: Collection[str],
    edition: int | None = None,
    municipality: Municipality = UNNAMED,
) -> Iterator[KeptPaper]:
    """Files of a month: of a closed one as they were kept, else written anew. Raises as ``fetch_report``."""
    with reading(engine) as connection:
        closing = _closing(connection, wanted, edition)
        if closing is not None:
            for paper, extension in product(papers_wanted, extensions):
                yield KeptPaper(paper, extension, kept_file(connection, closing, paper, extension))
            return
    for paper in papers_wanted:
        report = fetch_report(engine, actor, wanted, paper, municipality=municipality)
        yield from (KeptPaper(paper, extension, write(report, extension)) for extension in extensions)


def fetch_file(
    engine: Engine, actor: Actor, wanted: date, paper: Paper, extension: str, edition: int | None = None
) -> bytes:
    """A file: of a closed month as it was kept, else as last made. Raises as ``fetch_report``."""
    with reading(engine) as connection:
        closing = _closing(connection, wanted, edition)
        if closing is not None:
            return kept_file(connection, closing, paper, extension)
        made = papers.made(connection, wanted, paper, extension)
        if made is None or actor.role is not Role.DX:
            raise NotThere
        return made


def _closing(connection: Connection, wanted: date, edition: int | None) -> Closing | None:
    """None for a month that is open. Raises ``NotThere`` for an edition that nobody made."""
    closing = closings.find(connection, wanted, edition)
    if closing is None and edition is not None:
        raise NotThere
    return closing
