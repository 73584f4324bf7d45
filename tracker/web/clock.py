"""The only clock of the web application."""

from datetime import date, datetime

from flask import current_app

from tracker.domain.fiscal import local_day


def now() -> datetime:
    """This moment, in UTC."""
    moment: datetime = current_app.config["CLOCK"]()
    return moment


def today() -> date:
    """The day in Japan."""
    return local_day(now())
