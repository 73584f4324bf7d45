"""資料を作成する: the files of a month that is not closed, made as the catalogue stands, for people to look at."""

from datetime import date, datetime, timedelta

from sqlalchemy import Connection, Engine

from tracker.domain.account import Actor, Role
from tracker.domain.audit import About, Act, Action, Kind
from tracker.domain.errors import NotThere, Refused
from tracker.domain.fiscal import local_day, month_end
from tracker.domain.labels import month
from tracker.domain.papers import KeptPaper, Making, stage_of
from tracker.domain.report.document import Paper
from tracker.domain.report.material import UNNAMED, Municipality
from tracker.exporting.report.formats import FORMATS, write
from tracker.storage import audit, closings, papers, state
from tracker.storage.transactions import reading, writing, writing_aside
from tracker.usecases.reports.material import Occasion, Reports, reports_on, snapshot_on
from tracker.usecases.reports.months import check_reportable, state_of

FILES = len(Paper) * len(FORMATS)
GIVEN_UP_AFTER = timedelta(minutes=10)
"""A making that has not ended by then never will: its process was ended."""


def is_running(making: Making | None, now: datetime) -> bool:
    """Whether papers are being made right now."""
    return making is not None and making.finished_at is None and now - making.started_at < GIVEN_UP_AFTER


def was_made(engine: Engine, wanted: date) -> bool:
    """Whether the papers of a month are there, all of them, or the month is closed."""
    with reading(engine) as connection:
        making = papers.making(connection, wanted)
        finished = making is not None and making.finished_at is not None and not making.failure
        return finished or closings.find(connection, wanted) is not None


def ask_for_papers(engine: Engine, actor: Actor, wanted: date) -> None:
    """Note that the papers of a month are to be made. ``make_papers`` makes them, in a process of its own.

    Raises ``NotThere``, and ``Refused`` while they are being made.
    """
    if actor.role is not Role.DX:
        raise NotThere
    with writing(engine) as connection:
        check_reportable(connection, wanted, local_day(actor.at))
        if closings.find(connection, wanted) is not None:
            raise NotThere
        if is_running(papers.making(connection, wanted), actor.at):
            raise Refused(
                "この月の資料は、今作成しています。終わるまでお待ちください。",
                "The papers of this month are being made. Wait until they are there.",
            )
        papers.start_making(connection, Making(wanted, actor.at, state.version(connection), 0, FILES))
        about = About(Kind.MONTH, f"{wanted:%Y-%m}")
        act = Act(actor.at, actor.who, actor.origin, Action.MAKE_PAPERS, f"{month(wanted)}分", {}, {}, (about,))
        audit.append(connection, act)


def note_failure(engine: Engine, wanted: date, at: datetime) -> None:
    """Note that a making came to nothing before it could say so itself: its process did not even begin."""
    with writing_aside(engine) as connection:
        making = papers.making(connection, wanted)
        if making is not None and making.finished_at is None:
            papers.finish_making(connection, wanted, at, "ProcessEnded")


def make_papers(engine: Engine, wanted: date, now: datetime, municipality: Municipality = UNNAMED) -> None:
    """Make every file of a month, one after the other; each is there as soon as it is made.

    Raises ``NotThere`` for a month that has not finished, ``Refused`` for a closed one. What goes wrong is noted, and
    raised.
    """
    with reading(engine) as connection:
        version = state.version(connection)
        reports = _reports(connection, wanted, now, municipality)
    with writing_aside(engine) as connection:
        papers.start_making(connection, Making(wanted, now, version, 0, FILES))
    try:
        for paper, report in reports.items():
            for extension in FORMATS:
                made = KeptPaper(paper, extension, write(report, extension))
                with writing_aside(engine) as connection:
                    papers.add_made(connection, wanted, made)
    except Exception as error:
        with writing_aside(engine) as connection:
            papers.finish_making(connection, wanted, now, type(error).__name__)
        raise
    with writing_aside(engine) as connection:
        papers.finish_making(connection, wanted, now)


def _reports(connection: Connection, wanted: date, now: datetime, municipality: Municipality) -> Reports:
    today = local_day(now)
    check_reportable(connection, wanted, today)
    if closings.find(connection, wanted) is not None:
        raise Refused(
            f"{month(wanted)}分は確定済みのため、資料は作成し直せません。"
            "確定したときの資料は、「tracker report」で書き出せます。",
            f"{month(wanted, 'en')} is closed, so its papers are not made again. “tracker report” writes those kept.",
        )
    occasion = Occasion(wanted, today, stage_of(state_of(connection, wanted)), municipality)
    return reports_on(connection, snapshot_on(connection, month_end(wanted)), occasion)
