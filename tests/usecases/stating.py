"""A catalogue of two divisions, and what people state about it, for the tests of what divisions do."""

from datetime import date

from sqlalchemy import Engine

from tests.build import NOW, procedure
from tests.people import actor
from tracker.domain.account import Actor, Role
from tracker.domain.audit import Entry
from tracker.domain.procedure import Procedure, Unit
from tracker.domain.recording import Statement
from tracker.domain.status import OnBehalf, OnlineStatus, ReplyRoute, Scope
from tracker.storage import audit, procedures
from tracker.storage.transactions import reading
from tracker.usecases.answers.look_at_kept import look_at_kept
from tracker.usecases.changing import Seen

TAX: Unit = ("総務部", "税務課")
CARE: Unit = ("福祉部", "介護保険課")
EDITOR = actor(Role.EDITOR, TAX, login="tax", name="税務 一郎")
OTHER = actor(Role.EDITOR, CARE, login="care", name="介護 次郎")
DX = actor(login="dx", name="推進 三郎")
ONLINE = Statement(
    OnlineStatus.IMPLEMENTED, date(2026, 10, 1), Scope.APPLICATION, ("logo_form",), "https://example.jp/"
)
REPLY = OnBehalf("税務課 山田", ReplyRoute.PHONE, NOW.date())
HOSTILE = "'; DROP TABLE procedures; -- <script>𠮷%s{0}"


def catalogue() -> list[Procedure]:
    """T-1 to T-3 and a code of many signs are the tax division's, C-1 another's, S-1 another's shared with it."""
    tax = [procedure(code, 1_000, online=code == "T-3") for code in ("T-1", "T-2", "T-3", "T/4 :?#%2F")]
    care = [
        procedure("C-1", department=CARE[0], division=CARE[1]),
        procedure("S-1", department=CARE[0], division=CARE[1], shared_with=TAX),
    ]
    return [*tax, *care]


def seen(engine: Engine, by: Actor, *codes: str) -> list[Seen]:
    """The procedures as this person sees them now."""
    return [each.seen for each in look_at_kept(engine, by, codes)]


def stored(engine: Engine, code: str) -> Procedure:
    """How a procedure stands."""
    with reading(engine) as connection:
        found = procedures.find(connection, code)
    assert found is not None
    return found


def log(engine: Engine) -> list[Entry]:
    """The whole log."""
    with reading(engine) as connection:
        return list(audit.entries(connection))
