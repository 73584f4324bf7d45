"""（案）とする: the papers of a month go round for approval, and come back to be changed."""

from datetime import date

from sqlalchemy import Engine

from tracker.domain.account import Actor, Role
from tracker.domain.audit import About, Act, Action, Kind
from tracker.domain.errors import NotThere, Refused
from tracker.domain.fiscal import local_day, month_end
from tracker.domain.labels import month
from tracker.domain.papers import Proposal
from tracker.domain.report.document import Stage, State
from tracker.domain.report.material import UNNAMED, Municipality
from tracker.storage import audit, paper_drafts
from tracker.storage.transactions import reading, writing
from tracker.usecases.reports.digests import figures_digest
from tracker.usecases.reports.material import Occasion, reports_on, snapshot_on
from tracker.usecases.reports.months import check_reportable, state_of


def propose_month(engine: Engine, actor: Actor, wanted: date, municipality: Municipality = UNNAMED) -> None:
    """From 作成中 to （案）. Raises ``NotThere``, and ``Refused`` in any other state."""
    if actor.role is not Role.DX:
        raise NotThere
    today = local_day(actor.at)
    # Composed while others may write: what changes from here on, the page will say.
    with reading(engine) as connection:
        check_reportable(connection, wanted, today)
        occasion = Occasion(wanted, today, Stage.PROPOSED, municipality)
        digest = figures_digest(reports_on(connection, snapshot_on(connection, month_end(wanted)), occasion))
    with writing(engine) as connection:
        if state_of(connection, wanted) is not State.IN_PREPARATION:
            raise Refused(
                "この月の資料は作成中ではないため、（案）にできません。画面を開き直して、状態を確認してください。",
                "The papers of this month are not in preparation. Reload the page.",
            )
        paper_drafts.propose(connection, Proposal(wanted, actor.at, actor.who, digest))
        audit.append(connection, _act(actor, Action.PROPOSE_MONTH, wanted))


def take_back_proposal(engine: Engine, actor: Actor, wanted: date) -> None:
    """From （案） back to 作成中. Raises ``NotThere``, and ``Refused`` in any other state."""
    if actor.role is not Role.DX:
        raise NotThere
    with writing(engine) as connection:
        check_reportable(connection, wanted, local_day(actor.at))
        if state_of(connection, wanted) is not State.PROPOSED:
            raise Refused(
                "この月の資料は（案）ではないため、戻せません。画面を開き直して、状態を確認してください。",
                "The papers of this month are not going round. Reload the page.",
            )
        paper_drafts.take_back(connection, wanted)
        audit.append(connection, _act(actor, Action.TAKE_BACK_PROPOSAL, wanted))


def _act(actor: Actor, action: Action, wanted: date) -> Act:
    about = About(Kind.MONTH, f"{wanted:%Y-%m}")
    return Act(actor.at, actor.who, actor.origin, action, f"{month(wanted)}分", {}, {}, (about,))
