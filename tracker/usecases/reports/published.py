"""公表資料: what the public may read, and nothing else: of released months what was kept, without what is planned."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Engine

from tracker.domain.closing import Closing
from tracker.domain.coverage import Coverage
from tracker.domain.errors import NotThere
from tracker.domain.fiscal import month_end
from tracker.domain.papers import Release
from tracker.domain.report.document import MonthlyReport, Paper
from tracker.domain.report.public import for_the_public
from tracker.storage import closings, papers
from tracker.storage.transactions import reading
from tracker.usecases.reports.kept import kept_file, kept_report

PAPER, OPEN_DATA = Paper.COMMITTEE, "csv"


@dataclass(frozen=True, slots=True)
class PublishedMonth:
    """A released month with its figures."""

    release: Release
    coverage: Coverage

    @property
    def as_of(self) -> date:
        """The last day of the month."""
        return month_end(self.release.month)


def is_anything_published(engine: Engine) -> bool:
    """Whether there is any released month."""
    with reading(engine) as connection:
        return bool(papers.releases(connection))


def list_published(engine: Engine) -> tuple[PublishedMonth, ...]:
    """The released months, the latest first; none while the DX team has released none."""
    with reading(engine) as connection:
        return tuple(
            PublishedMonth(release, closings.figures_of(connection, _closing(connection, release)))
            for release in papers.releases(connection).values()
        )


def see_published(engine: Engine, wanted: date) -> tuple[Release, MonthlyReport]:
    """What the public reads of a month. Raises ``NotThere`` where it is not released."""
    with reading(engine) as connection:
        release = _release(connection, wanted)
        released = [month_end(month) for month in papers.releases(connection)]
        return release, for_the_public(kept_report(connection, _closing(connection, release), PAPER), released)


def published_data(engine: Engine, wanted: date) -> bytes:
    """The open data of a released month. Raises ``NotThere``."""
    with reading(engine) as connection:
        return kept_file(connection, _closing(connection, _release(connection, wanted)), PAPER, OPEN_DATA)


def _release(connection: Connection, wanted: date) -> Release:
    found = papers.releases(connection).get(wanted)
    if found is None:
        raise NotThere
    return found


def _closing(connection: Connection, release: Release) -> Closing:
    closing = closings.find(connection, release.month, release.edition)
    if closing is None:
        raise NotThere
    return closing
