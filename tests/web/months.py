"""Months that are closed after something came online, for tests of the monthly reports."""

from datetime import date

from flask import Flask

from tests.people import actor
from tests.usecases.statements import chosen, desk, stated
from tests.web.apps import NOON, engine_of
from tracker.usecases.confirmation.confirm_records import confirm_records
from tracker.usecases.reports.close_month import close_month

OCTOBER, SEPTEMBER = date(2026, 10, 1), date(2026, 9, 1)
MONTH = "/reports/2026-10"
"""Where the page of October is."""
REASON = "初回のため"


def come_online(app: Flask, code: str, since: date = OCTOBER) -> None:
    engine = engine_of(app)
    stated(engine, code, effective_on=since)
    confirm_records(engine, actor(), [chosen(item) for item in desk(engine).items])


def closed(app: Flask, month: date = OCTOBER) -> None:
    close_month(engine_of(app), actor(at=NOON), month, REASON)
