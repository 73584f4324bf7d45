"""The files of months: made and made again, or closed and never changed; and which of them the public may read."""

from dataclasses import asdict
from datetime import date, datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from tracker.domain.papers import KeptPaper, Making, Release
from tracker.domain.report.document import Paper
from tracker.storage.schema import closed_papers, made_papers, makings, month_releases


def close(connection: Connection, month: date, edition: int, kept: KeptPaper, sha256: str) -> None:
    """Keep a file of a closed month. Raises ``IntegrityError`` where it is there already."""
    connection.execute(
        insert(closed_papers).values(
            month=month,
            edition=edition,
            paper=kept.paper.value,
            format=kept.format,
            content=kept.content,
            sha256=sha256,
        )
    )


def closed(connection: Connection, month: date, edition: int, paper: Paper, extension: str) -> tuple[bytes, str] | None:
    """A file of a closed month with the digest it was kept under; None where there is none."""
    row = connection.execute(
        select(closed_papers.c.content, closed_papers.c.sha256).where(
            closed_papers.c.month == month,
            closed_papers.c.edition == edition,
            closed_papers.c.paper == paper.value,
            closed_papers.c.format == extension,
        )
    ).first()
    return None if row is None else (row.content, row.sha256)


def digests(connection: Connection, month: date, edition: int) -> dict[tuple[Paper, str], str]:
    """The digests of all files of an edition, by paper and format."""
    statement = select(closed_papers.c.paper, closed_papers.c.format, closed_papers.c.sha256).where(
        closed_papers.c.month == month, closed_papers.c.edition == edition
    )
    return {(Paper(row.paper), row.format): row.sha256 for row in connection.execute(statement)}


def start_making(connection: Connection, making: Making) -> None:
    """The papers of a month are made anew: what was made before is gone."""
    connection.execute(delete(makings).where(makings.c.month == making.month))
    connection.execute(delete(made_papers).where(made_papers.c.month == making.month))
    connection.execute(insert(makings).values(**asdict(making)))


def add_made(connection: Connection, month: date, kept: KeptPaper) -> None:
    """One more file of a month is made."""
    connection.execute(
        insert(made_papers).values(month=month, paper=kept.paper.value, format=kept.format, content=kept.content)
    )
    connection.execute(update(makings).where(makings.c.month == month).values(done=makings.c.done + 1))


def finish_making(connection: Connection, month: date, at: datetime, failure: str = "") -> None:
    """All files of a month are made, or it went wrong."""
    connection.execute(update(makings).where(makings.c.month == month).values(finished_at=at, failure=failure))


def making(connection: Connection, month: date) -> Making | None:
    """How far the making of a month's papers has come; None where nobody has begun it."""
    row = connection.execute(select(makings).where(makings.c.month == month)).first()
    return None if row is None else Making(**row._mapping)


def made(connection: Connection, month: date, paper: Paper, extension: str) -> bytes | None:
    """A file of a month as last made."""
    content: bytes | None = connection.execute(
        select(made_papers.c.content).where(
            made_papers.c.month == month, made_papers.c.paper == paper.value, made_papers.c.format == extension
        )
    ).scalar()
    return content


def release(connection: Connection, found: Release) -> None:
    """Say which edition of a month the public may read from now on."""
    connection.execute(insert(month_releases).values(**asdict(found)))


def releases(connection: Connection) -> dict[date, Release]:
    """What the public may read, by month, the latest month first. Months taken back are not among them."""
    last = select(func.max(month_releases.c.number)).group_by(month_releases.c.month)
    statement = (
        select(*(month_releases.c[name] for name in _RELEASE))
        .where(month_releases.c.number.in_(last), month_releases.c.edition.is_not(None))
        .order_by(month_releases.c.month.desc())
    )
    return {row.month: Release(**row._mapping) for row in connection.execute(statement)}


_RELEASE = ("month", "edition", "released_on", "released_at", "released_by")


def formats_made(connection: Connection, month: date) -> frozenset[tuple[Paper, str]]:
    """Which files of a month are there as last made."""
    statement = select(made_papers.c.paper, made_papers.c.format).where(made_papers.c.month == month)
    return frozenset((Paper(row.paper), row.format) for row in connection.execute(statement))
