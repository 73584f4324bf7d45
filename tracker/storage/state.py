"""The one row that says what the catalogue as a whole is."""

from datetime import date

from sqlalchemy import Connection, insert, select

from tracker.storage.schema import catalogue_state


def start(connection: Connection, baseline_on: date) -> None:
    """Begin an empty catalogue."""
    connection.execute(insert(catalogue_state).values(id=1, version=0, baseline_on=baseline_on))


def baseline_on(connection: Connection) -> date:
    """The day from which procedures exist unless something else is known."""
    day: date = connection.execute(select(catalogue_state.c.baseline_on)).scalar_one()
    return day


def version(connection: Connection) -> int:
    """A number that changes with every write."""
    number: int = connection.execute(select(catalogue_state.c.version)).scalar_one()
    return number
