"""Inquiries as the DX team makes them, for tests of what divisions answer."""

from collections.abc import Collection
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Engine

from tests.people import actor
from tracker.domain.inquiry import Terms
from tracker.domain.procedure import Unit
from tracker.storage import audit
from tracker.storage.transactions import reading
from tracker.usecases.inquiries.ask_divisions import INQUIRIES, Asking, ask_divisions

OCTOBER_FIRST = datetime(2026, 10, 1, 1, tzinfo=UTC)
DUE = date(2026, 10, 10)


def ask(
    engine: Engine, at: datetime = OCTOBER_FIRST, due_on: date = DUE, units: Collection[Unit] = (), **terms: Any
) -> Asking:
    """The DX team asks all divisions how their procedures stand, unless the terms say otherwise."""
    asked = {"reference_on": date(2026, 9, 30), "due_on": due_on, **terms}
    return ask_divisions(engine, actor(at=at), Terms(**asked), version(engine), units)


def version(engine: Engine) -> int:
    """The version of all inquiries that somebody sees now."""
    with reading(engine) as connection:
        return audit.version_of(connection, INQUIRIES)
