"""月次を確定する: keep a finished month and its papers as they are now, for ever."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Engine

from tracker.domain import snapshot_text
from tracker.domain.account import Actor, Role
from tracker.domain.audit import About, Act, Action, Details, Kind
from tracker.domain.closing import Closing, Open, check_month, check_reason, sha256_of
from tracker.domain.errors import NotThere
from tracker.domain.fiscal import local_day, month_end
from tracker.domain.labels import fraction, month, number, percent
from tracker.domain.papers import KeptPaper
from tracker.domain.report.document import Stage
from tracker.domain.report.material import UNNAMED, Municipality
from tracker.domain.snapshot import Snapshot
from tracker.storage import audit, closings, paper_drafts, papers, state
from tracker.usecases.closing.open_now import open_now
from tracker.usecases.reports.material import Occasion, Reports, reports_on, snapshot_on
from tracker.usecases.reports.rendering import keep

CONTENT_DIGEST, PAPER_DIGESTS = "確定した内容の照合値（SHA-256）", "資料の照合値（SHA-256）"
"""Under these names the log says by what an edition is known."""


@dataclass(frozen=True, slots=True)
class Closed:
    """A month that has just been closed, what was kept of it, and what was open."""

    closing: Closing
    snapshot: Snapshot
    open: Open
    reports: Reports


def close_month(
    engine: Engine, actor: Actor, wanted: date, reason: str = "", municipality: Municipality = UNNAMED
) -> Closed:
    """Close the month that begins on ``wanted``: all of it, or nothing.

    Raises ``Refused`` for a month that cannot be closed, and where something is open and no reason is given.
    """
    if actor.role is not Role.DX:
        raise NotThere
    occasion = Occasion(wanted, local_day(actor.at), Stage.FINAL, municipality, reason.strip())
    return keep(
        engine, lambda connection: _prepared(connection, actor, occasion), lambda closed: closed.reports, _Store(actor)
    )


def _prepared(connection: Connection, actor: Actor, occasion: Occasion) -> Closed:
    wanted, today, end = occasion.month, occasion.today, month_end(occasion.month)
    check_month(wanted, closings.last(connection), state.baseline_on(connection), today)
    found = open_now(connection, end, today)
    check_reason(found, occasion.reason)
    snapshot = snapshot_on(connection, end)
    digest = sha256_of(snapshot_text.write(snapshot).encode())
    closing = Closing(wanted, 1, actor.at, actor.who, occasion.reason, digest)
    return Closed(closing, snapshot, found, reports_on(connection, snapshot, occasion))


@dataclass(frozen=True, slots=True)
class _Store:
    """Keeps what was prepared, in the name of who closes the month."""

    actor: Actor

    def __call__(self, connection: Connection, closed: Closed, files: list[KeptPaper]) -> None:
        store_edition(connection, closed.closing, closed.snapshot, files)
        paper_drafts.take_back(connection, closed.closing.month)
        audit.append(connection, _act(self.actor, closed, files))


def store_edition(connection: Connection, closing: Closing, snapshot: Snapshot, files: list[KeptPaper]) -> None:
    """Keep an edition of a month: the snapshot, and every file with its digest."""
    closings.add(connection, closing, snapshot_text.write(snapshot), snapshot.coverage)
    for file in files:
        papers.close(connection, closing.month, closing.edition, file, sha256_of(file.content))


def _act(actor: Actor, closed: Closed, files: list[KeptPaper]) -> Act:
    wanted = closed.closing.month
    about = About(Kind.MONTH, f"{wanted:%Y-%m}")
    subject = edition_subject(closed.closing)
    return Act(actor.at, actor.who, actor.origin, Action.CLOSE_MONTH, subject, {}, _said(closed, files), (about,))


def _said(closed: Closed, files: list[KeptPaper]) -> Details:
    still_open = closed.open
    return {
        **said_of_edition(closed.closing, closed.snapshot, files),
        "未回答": f"{number(still_open.procedures)}手続（{number(still_open.divisions)}課）",
        "確認待ち": f"{number(still_open.records)}件",
        "理由": closed.closing.reason,
    }


def said_of_edition(closing: Closing, snapshot: Snapshot, files: list[KeptPaper]) -> Details:
    """What the log says of an edition: its figures, and by what its content is known."""
    by_cases = snapshot.coverage.availability_rate_by_cases
    by_procedures = snapshot.coverage.availability_rate_by_procedures
    return {
        "オンライン化率（件数ベース）": f"{percent(by_cases)}（{fraction(by_cases)}）",
        "オンライン化率（手続数ベース）": f"{percent(by_procedures)}（{fraction(by_procedures, unit='手続')}）",
        CONTENT_DIGEST: closing.sha256,
        PAPER_DIGESTS: {f"{file.paper.value}.{file.format}": sha256_of(file.content) for file in files},
    }


def edition_subject(closing: Closing) -> str:
    """How the log calls the making of an edition."""
    edition = f"　第{closing.edition}版" if closing.edition > 1 else ""
    return f"{month(closing.month)}分{edition}"
