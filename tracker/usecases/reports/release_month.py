"""公表する: the public may read a closed month from a day on, until that is taken back."""

from datetime import date

from sqlalchemy import Engine

from tracker.domain.account import Actor, Role
from tracker.domain.audit import About, Act, Action, Kind
from tracker.domain.errors import NotThere
from tracker.domain.fiscal import local_day
from tracker.domain.labels import day, month
from tracker.domain.papers import Release, check_release
from tracker.storage import audit, closings, papers
from tracker.storage.transactions import writing


def release_month(engine: Engine, actor: Actor, wanted: date, released_on: date) -> None:
    """Release the last edition of a closed month. Raises ``NotThere``, and ``Refused`` for a day that cannot be."""
    _release(engine, actor, wanted, released_on)


def take_back_release(engine: Engine, actor: Actor, wanted: date) -> None:
    """Nobody outside reads the month any more. Raises ``NotThere`` where nobody does."""
    _release(engine, actor, wanted, None)


def _release(engine: Engine, actor: Actor, wanted: date, released_on: date | None) -> None:
    today = local_day(actor.at)
    with writing(engine) as connection:
        last = closings.find(connection, wanted)
        before = papers.releases(connection).get(wanted)
        if actor.role is not Role.DX or last is None or (released_on is None and before is None):
            raise NotThere
        if released_on is not None:
            check_release(released_on, local_day(last.closed_at), today)
        edition = last.edition if released_on else None
        after = Release(wanted, edition, released_on or today, actor.at, actor.who)
        papers.release(connection, after)
        about = About(Kind.MONTH, f"{wanted:%Y-%m}")
        subject = f"{month(wanted)}分"
        said = _said(before), _said(after)
        audit.append(connection, Act(actor.at, actor.who, actor.origin, Action.RELEASE_MONTH, subject, *said, (about,)))


def _said(release: Release | None) -> dict[str, str]:
    if release is None or release.edition is None:
        return {"公表": "していない"}
    return {"公表": f"{day(release.released_on)}（第{release.edition}版）"}
