"""An office whose divisions are asked to count, for the tests of its pages."""

from datetime import UTC, date, datetime
from typing import Any

from flask import Flask
from sqlalchemy import Engine

from tests.build import procedure, volume
from tests.people import REGISTER
from tests.usecases.asking import ask
from tests.web.apps import engine_of
from tests.web.conftest import AppWith
from tracker.domain.asked import Topic
from tracker.domain.procedure import Procedure

LONG = (
    "国民健康保険被保険者に係る高額介護合算療養費支給申請及び自己負担額証明書交付申請"
    "（後期高齢者医療制度へ移行した者の分を含む。）"
)
HARD_CODE = "T/4 :?#&+%2F 漢字"
COUNTS = {
    "topics": (Topic.STATUS, Topic.YEARLY_COUNTS, Topic.MONTHLY_COUNTS),
    "fiscal_year": 2025,
    "months": (date(2026, 9, 1), date(2026, 10, 1)),
}
ASKED_AT = datetime(2026, 11, 2, 1, tzinfo=UTC)
DUE = date(2026, 11, 25)


def catalogue() -> list[Procedure]:
    """T-1 to T-3 and one of a hard code are the tax division's, R-1 another's."""
    tax = [
        procedure("T-1", position=1, volumes=(volume(1_000), volume(2_100, 2024))),
        procedure("T-2", position=1, name=LONG),
        procedure("T-3", position=1, volumes=(), online=True),
        procedure(HARD_CODE, position=1),
    ]
    return [*tax, procedure("R-1", department=REGISTER[0], division=REGISTER[1], position=2)]


def office(app_with: AppWith, without: str = "", **terms: Any) -> Flask:
    """The application after an inquiry that asks for the status and for counts. ``without``: a code left out."""
    app = app_with([item for item in catalogue() if item.code != without], open_reading=False)
    asked(engine_of(app), **terms)
    return app


def asked(engine: Engine, **terms: Any) -> None:
    """Ask it of everybody."""
    ask(engine, at=ASKED_AT, due_on=DUE, reference_on=date(2026, 10, 31), **{**COUNTS, **terms})
