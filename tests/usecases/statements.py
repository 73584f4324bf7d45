"""What divisions state, and what the DX team then sees, for tests of confirmation and of the month's work."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Engine

from tests.build import NOW
from tests.people import TAX, actor
from tracker.domain import recording
from tracker.domain.account import Actor, Role
from tracker.domain.audit import Action
from tracker.domain.procedure import Procedure
from tracker.domain.recording import Statement
from tracker.domain.status import OnlineStatus
from tracker.storage import procedures
from tracker.storage.saving import Change
from tracker.storage.transactions import reading, writing
from tracker.usecases.confirmation.awaiting_confirmation import Desk, Item, awaiting_confirmation
from tracker.usecases.confirmation.deciding import Chosen
from tracker.usecases.storing import store_change

SINCE = date(2026, 10, 1)
ADDRESS = "https://example.lg.jp/apply"


def editor(at: datetime = NOW) -> Actor:
    """Somebody of a division."""
    return actor(Role.EDITOR, TAX, at=at, login="editor", name="山田 花子")


def stated(
    engine: Engine, code: str, status: OnlineStatus = OnlineStatus.IMPLEMENTED, at: datetime = NOW, **said: Any
) -> None:
    """A division records a status."""
    on_behalf = said.pop("on_behalf", None)
    statement = Statement(status, **{"effective_on": SINCE, "url": ADDRESS, **said})
    _store(engine, code, at, lambda item: recording.record(item, statement, editor(at), on_behalf))


def corrected(engine: Engine, code: str, number: int, **said: Any) -> None:
    """A division states anew what it stated wrongly."""
    statement = Statement(OnlineStatus.IMPLEMENTED, **{"effective_on": SINCE, "url": ADDRESS, **said})
    _store(engine, code, NOW, lambda item: recording.correct(item, number, statement, "誤り", editor()))


def withdrawn(engine: Engine, code: str, number: int) -> None:
    """A division takes a record back."""
    _store(engine, code, NOW, lambda item: recording.withdraw(item, number, "誤登録のため", editor()))


def found(engine: Engine, code: str) -> Procedure:
    """The procedure as it is stored."""
    with reading(engine) as connection:
        item = procedures.find(connection, code)
    assert item is not None
    return item


def desk(engine: Engine, today: date = date(2026, 11, 20)) -> Desk:
    """What awaits confirmation."""
    return awaiting_confirmation(engine, today, 100)


def chosen(item: Item) -> Chosen:
    """The record as somebody chooses it on the page."""
    return Chosen(item.waiting.procedure.code, item.waiting.record.number, item.version)


def _store(engine: Engine, code: str, at: datetime, change: Any) -> None:
    with writing(engine) as connection:
        before = procedures.find(connection, code)
        assert before is not None
        store_change(connection, editor(at), Action.RECORD_STATUS, Change(before, change(before)), {}, {"状況": "登録"})
