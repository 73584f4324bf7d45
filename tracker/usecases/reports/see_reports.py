"""月次報告: the months that have papers, and one of them with all that can be done about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection, Engine

from tracker.domain.account import Actor, Role
from tracker.domain.closing import Closing, Open
from tracker.domain.coverage import Coverage
from tracker.domain.errors import NotThere
from tracker.domain.fiscal import local_day, month_end
from tracker.domain.papers import Making, Proposal, Release, stage_of
from tracker.domain.report.document import Paper, State
from tracker.domain.report.draft import Draft
from tracker.domain.report.material import UNNAMED, Municipality
from tracker.storage import closings, paper_drafts, papers, state
from tracker.storage.transactions import reading
from tracker.usecases.closing.open_now import open_now
from tracker.usecases.closing.rests_on import Resting, rests_on
from tracker.usecases.reports.digests import figures_digest
from tracker.usecases.reports.make_papers import is_running
from tracker.usecases.reports.material import Occasion, draft_of, reports_on, snapshot_on
from tracker.usecases.reports.months import check_reportable, closable, state_of


@dataclass(frozen=True, slots=True)
class ClosedEdition:
    """An edition of a closed month with its figures. ``digests``: of its files, on the page of the month only."""

    closing: Closing
    coverage: Coverage
    digests: Mapping[tuple[Paper, str], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MonthLine:
    """A month in the list. ``editions``: the newest first, none while it is open. ``release``: None if not public."""

    month: date
    state: State
    editions: tuple[ClosedEdition, ...] = ()
    release: Release | None = None

    @property
    def as_of(self) -> date:
        """The last day of the month."""
        return month_end(self.month)


def see_reports(engine: Engine, actor: Actor) -> tuple[MonthLine, ...]:
    """The months, the latest first. Only the DX team sees those that are not closed."""
    with reading(engine) as connection:
        released = papers.releases(connection)
        editions: dict[date, list[ClosedEdition]] = {}
        for closing in closings.listed(connection):
            editions.setdefault(closing.month, []).append(
                ClosedEdition(closing, closings.figures_of(connection, closing))
            )
        still_open = closable(connection, local_day(actor.at)) if actor.role is Role.DX else ()
        return (
            *(MonthLine(each, state_of(connection, each)) for each in still_open),
            *(
                MonthLine(
                    each,
                    State.RELEASED if each in released else State.FINAL,
                    tuple(found),
                    released.get(each),
                )
                for each, found in editions.items()
            ),
        )


@dataclass(frozen=True, slots=True)
class MonthPage:
    """One month. ``can_close``: whether it is the next to be closed or one after it.

    While it is open: ``open``: what is missing; ``resting``: on which replies it rests; ``making`` with ``made``: the
    files made so far, ``running`` while that goes on, ``outdated`` where something was written since; ``proposal``,
    and ``changed`` where the paper says something else since it went round. Once closed: ``editions``, the newest
    first.
    """

    month: date
    state: State
    drafts: dict[Paper, Draft]
    editions: tuple[ClosedEdition, ...] = ()
    release: Release | None = None
    open: Open | None = None
    resting: Resting | None = None
    making: Making | None = None
    made: frozenset[tuple[Paper, str]] = frozenset()
    running: bool = False
    outdated: bool = False
    proposal: Proposal | None = None
    changed: bool = False

    @property
    def as_of(self) -> date:
        """The last day of the month."""
        return month_end(self.month)

    @property
    def is_closed(self) -> bool:
        """Whether nothing but a corrected edition can change it."""
        return bool(self.editions)


def see_month(engine: Engine, actor: Actor, wanted: date, municipality: Municipality = UNNAMED) -> MonthPage:
    """A month with its papers. Raises ``NotThere``; to others than the DX team an open month is not there."""
    with reading(engine) as connection:
        check_reportable(connection, wanted, local_day(actor.at))
        found = [each for each in closings.listed(connection) if each.month == wanted]
        drafts = {paper: draft_of(connection, wanted, paper) for paper in Paper}
        if found:
            editions = tuple(_edition(connection, each) for each in found)
            release = papers.releases(connection).get(wanted)
            return MonthPage(wanted, state_of(connection, wanted), drafts, editions, release)
        if actor.role is not Role.DX:
            raise NotThere
        return _open_month(connection, actor, wanted, drafts, municipality)


def _edition(connection: Connection, closing: Closing) -> ClosedEdition:
    digests = papers.digests(connection, closing.month, closing.edition)
    return ClosedEdition(closing, closings.figures_of(connection, closing), digests)


def _open_month(
    connection: Connection, actor: Actor, wanted: date, drafts: dict[Paper, Draft], municipality: Municipality
) -> MonthPage:
    now_state = state_of(connection, wanted)
    making = papers.making(connection, wanted)
    proposal = paper_drafts.proposal(connection, wanted)
    return MonthPage(
        wanted,
        now_state,
        drafts,
        open=open_now(connection, month_end(wanted), local_day(actor.at)),
        resting=rests_on(connection, local_day(actor.at)),
        making=making,
        made=papers.formats_made(connection, wanted),
        running=is_running(making, actor.at),
        outdated=making is not None and making.version != state.version(connection),
        proposal=proposal,
        changed=proposal is not None and proposal.sha256 != _digest(connection, actor, wanted, municipality),
    )


def _digest(connection: Connection, actor: Actor, wanted: date, municipality: Municipality) -> str:
    occasion = Occasion(wanted, local_day(actor.at), stage_of(State.PROPOSED), municipality)
    return figures_digest(reports_on(connection, snapshot_on(connection, month_end(wanted)), occasion))
