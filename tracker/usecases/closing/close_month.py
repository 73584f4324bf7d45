"""月次を確定する: keep a finished month as it is now, for ever."""

import hashlib
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Engine

from tracker.domain import snapshot_text
from tracker.domain.account import Actor, Role
from tracker.domain.audit import About, Act, Action, Details, Kind
from tracker.domain.closing import Closing, Open, check_month, check_reason, open_matters
from tracker.domain.errors import NotThere
from tracker.domain.fiscal import local_day, month_end
from tracker.domain.labels import fraction, month, number, percent
from tracker.domain.snapshot import Snapshot, take
from tracker.storage import audit, closings, procedures, state, waiting
from tracker.storage.transactions import writing
from tracker.usecases.figures.show_progress import basis_on, progress_on


@dataclass(frozen=True, slots=True)
class Closed:
    """A month that has just been closed, what was kept of it, and what was open."""

    closing: Closing
    snapshot: Snapshot
    open: Open


def close_month(engine: Engine, actor: Actor, wanted: date, reason: str = "") -> Closed:
    """Close the month that begins on ``wanted``: all of it, or nothing.

    Raises ``Refused`` for a month that cannot be closed, and where something is open and no reason is given.
    """
    if actor.role is not Role.DX:
        raise NotThere
    today, end, reason = local_day(actor.at), month_end(wanted), reason.strip()
    with writing(engine) as connection:
        check_month(wanted, closings.last(connection), state.baseline_on(connection), today)
        unconfirmed = procedures.in_order(connection, waiting.candidates(connection))
        found = open_matters(unconfirmed, procedures.all_as_stated(connection), end, today)
        check_reason(found, reason)
        snapshot = _snapshot(connection, end)
        content = snapshot_text.write(snapshot)
        closing = Closing(wanted, 1, actor.at, actor.who, reason, sha256_of(content))
        closings.add(connection, closing, content)
        audit.append(connection, _act(actor, Closed(closing, snapshot, found)))
    return Closed(closing, snapshot, found)


def sha256_of(content: str) -> str:
    """The digest by which what was kept is known."""
    return hashlib.sha256(content.encode("utf-8")).hexdigest()


def _snapshot(connection: Connection, end: date) -> Snapshot:
    """The snapshot of a day. Its figures are those that pages give for it, or nothing is kept."""
    basis = basis_on(connection, end)
    progress = progress_on(connection, basis)
    snapshot = take(procedures.everything(connection), basis.policy, progress.organisation, end)
    if snapshot.coverage != progress.coverage:
        raise AssertionError(f"the details of {end} give {snapshot.coverage}, the figures {progress.coverage}")
    return snapshot


def _act(actor: Actor, closed: Closed) -> Act:
    wanted = closed.closing.month
    about = About(Kind.MONTH, f"{wanted:%Y-%m}")
    subject = f"{month(wanted)}分"
    return Act(actor.at, actor.who, actor.origin, Action.CLOSE_MONTH, subject, {}, _said(closed), (about,))


def _said(closed: Closed) -> Details:
    coverage, still_open = closed.snapshot.coverage, closed.open
    by_cases, by_procedures = coverage.availability_rate_by_cases, coverage.availability_rate_by_procedures
    return {
        "オンライン化率（件数ベース）": f"{percent(by_cases)}（{fraction(by_cases)}）",
        "オンライン化率（手続数ベース）": f"{percent(by_procedures)}（{fraction(by_procedures, unit='手続')}）",
        "未回答": f"{number(still_open.procedures)}手続（{number(still_open.divisions)}課）",
        "確認待ち": f"{number(still_open.records)}件",
        "理由": closed.closing.reason,
        "確定した内容の照合値（SHA-256）": closed.closing.sha256,
    }
