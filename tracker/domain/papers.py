"""The papers of a month as things that are kept: in which state they are, made or closed, and released or not."""

from dataclasses import dataclass
from datetime import date, datetime

from tracker.domain.errors import Refused
from tracker.domain.labels import day
from tracker.domain.report.document import Paper, Stage, State


@dataclass(frozen=True, slots=True)
class Proposal:
    """（案）: who sent the papers of a month round for approval, when, and the digest of what they said."""

    month: date
    proposed_at: datetime
    proposed_by: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Release:
    """公表: which edition the public may read from which day on; ``edition`` None is none any more."""

    month: date
    edition: int | None
    released_on: date
    released_at: datetime
    released_by: str


@dataclass(frozen=True, slots=True)
class Making:
    """How far the making of a month's papers has come. ``version``: of the catalogue that they are made from."""

    month: date
    started_at: datetime
    version: int
    done: int
    total: int
    finished_at: datetime | None = None
    failure: str = ""


@dataclass(frozen=True, slots=True)
class KeptPaper:
    """One file of a month. ``format``: its extension."""

    paper: Paper
    format: str
    content: bytes


def stage_of(state: State) -> Stage:
    """What stands on a paper in this state: that it is public is not printed."""
    return {State.IN_PREPARATION: Stage.IN_PREPARATION, State.PROPOSED: Stage.PROPOSED}.get(state, Stage.FINAL)


def check_release(released_on: date, closed_on: date, today: date) -> None:
    """Raise ``Refused`` for a day before the month was closed, or one to come."""
    if not closed_on <= released_on <= today:
        raise Refused(
            f"公表日は、月次を確定した{day(closed_on)}から今日（{day(today)}）までの日を入力してください。",
            f"Give a day from {day(closed_on, 'en')}, when the month was closed, to today ({day(today, 'en')}).",
            "released_on",
        )
