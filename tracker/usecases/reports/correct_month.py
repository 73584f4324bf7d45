"""訂正版を作成する: a closed month as it should have been, beside the editions before, with what was wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Engine

from tracker.domain import snapshot_text
from tracker.domain.account import Actor, Role
from tracker.domain.audit import About, Act, Action, Kind
from tracker.domain.closing import Closing, check_correction, sha256_of
from tracker.domain.errors import NotThere
from tracker.domain.fiscal import local_day, month_end
from tracker.domain.labels import day
from tracker.domain.papers import KeptPaper
from tracker.domain.report.annexes import Correction
from tracker.domain.report.compose import Edition
from tracker.domain.report.document import Paper, Section, Stage
from tracker.domain.report.errata import Difference, differences
from tracker.domain.report.material import UNNAMED, Municipality
from tracker.domain.snapshot import Snapshot
from tracker.storage import audit, closings
from tracker.storage.transactions import reading
from tracker.usecases.reports.close_month import edition_subject, said_of_edition, store_edition
from tracker.usecases.reports.kept import kept_report
from tracker.usecases.reports.material import Occasion, Reports, reports_on, snapshot_on
from tracker.usecases.reports.rendering import keep


@dataclass(frozen=True, slots=True)
class Corrected:
    """An edition that has just been made, and what it says differently, by paper."""

    closing: Closing
    snapshot: Snapshot
    reports: Reports
    differences: Mapping[Paper, tuple[Difference, ...]]


def preview_correction(
    engine: Engine, actor: Actor, wanted: date, municipality: Municipality = UNNAMED
) -> Mapping[Paper, tuple[Difference, ...]]:
    """What a corrected edition would say differently from the last one. Raises ``NotThere``."""
    with reading(engine) as connection:
        last = _last(connection, actor, wanted)
        snapshot = snapshot_on(connection, month_end(wanted))
        return _differences(connection, last, _uncorrected(connection, actor, last, snapshot, municipality))


def correct_month(
    engine: Engine, actor: Actor, wanted: date, reason: str, municipality: Municipality = UNNAMED
) -> Corrected:
    """Make a corrected edition of a closed month from the catalogue, policy and drafts as they are now.

    Raises ``NotThere`` for a month that is not closed, ``Refused`` without a reason and where nothing differs.
    """
    return keep(
        engine,
        lambda connection: _prepared(connection, actor, wanted, reason.strip(), municipality),
        lambda corrected: corrected.reports,
        lambda connection, corrected, files: _store(connection, actor, corrected, files),
    )


def _last(connection: Connection, actor: Actor, wanted: date) -> Closing:
    last = closings.find(connection, wanted)
    if actor.role is not Role.DX or last is None:
        raise NotThere
    return last


def _prepared(connection: Connection, actor: Actor, wanted: date, reason: str, municipality: Municipality) -> Corrected:
    last = _last(connection, actor, wanted)
    snapshot = snapshot_on(connection, month_end(wanted))
    found = _differences(connection, last, _uncorrected(connection, actor, last, snapshot, municipality))
    check_correction(reason, sum(map(len, found.values())))
    lines = {paper: tuple((*each, reason) for each in found[paper]) for paper in Paper}
    editions = _editions(connection, actor, last, lines)
    reports = reports_on(connection, snapshot, _occasion(connection, actor, wanted, municipality), editions)
    digest = sha256_of(snapshot_text.write(snapshot).encode())
    closing = Closing(wanted, last.edition + 1, actor.at, actor.who, reason, digest)
    return Corrected(closing, snapshot, reports, found)


def _uncorrected(
    connection: Connection, actor: Actor, last: Closing, snapshot: Snapshot, municipality: Municipality
) -> Reports:
    """The papers as they should have been, without the list of what was wrong."""
    occasion = _occasion(connection, actor, last.month, municipality)
    return reports_on(connection, snapshot, occasion, _editions(connection, actor, last, {}))


def _occasion(connection: Connection, actor: Actor, wanted: date, municipality: Municipality) -> Occasion:
    first = closings.find(connection, wanted, 1)
    assert first is not None
    return Occasion(wanted, local_day(actor.at), Stage.FINAL, municipality, first.reason)


def _editions(
    connection: Connection, actor: Actor, last: Closing, lines: Mapping[Paper, tuple[Correction, ...]]
) -> Mapping[Paper, Edition]:
    corrected_on = day(local_day(actor.at))
    return {
        paper: Edition(last.edition + 1, corrected_on, lines.get(paper, ()), _replies(connection, last, paper))
        for paper in Paper
    }


def _replies(connection: Connection, last: Closing, paper: Paper) -> Section | None:
    sections = kept_report(connection, last, paper).sections
    return next((section for section in sections if section.key == "replies"), None)


def _differences(connection: Connection, last: Closing, reports: Reports) -> Mapping[Paper, tuple[Difference, ...]]:
    return {
        paper: tuple(differences(kept_report(connection, last, paper), report)) for paper, report in reports.items()
    }


def _store(connection: Connection, actor: Actor, corrected: Corrected, files: list[KeptPaper]) -> None:
    closing = corrected.closing
    store_edition(connection, closing, corrected.snapshot, files)
    said = {
        "版": f"第{closing.edition}版",
        "訂正の理由": closing.reason,
        "訂正した箇所": {paper.value: len(found) for paper, found in corrected.differences.items()},
        **said_of_edition(closing, corrected.snapshot, files),
    }
    about = About(Kind.MONTH, f"{closing.month:%Y-%m}")
    subject = edition_subject(closing)
    audit.append(connection, Act(actor.at, actor.who, actor.origin, Action.CORRECT_MONTH, subject, {}, said, (about,)))
