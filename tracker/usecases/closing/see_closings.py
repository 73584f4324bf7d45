"""月次の確定: which months are closed, which can be, and what is still open."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, Engine

from tracker.domain.closing import Closing, Open, open_matters
from tracker.domain.coverage import Coverage
from tracker.domain.fiscal import month_end, month_ends
from tracker.storage import closings, procedures, state, waiting
from tracker.storage.transactions import reading
from tracker.usecases.closing.last_closing import snapshot_of

MOST_SUGGESTED = 12


@dataclass(frozen=True, slots=True)
class Kept:
    """A closed month with the figures that were kept."""

    closing: Closing
    coverage: Coverage

    @property
    def as_of(self) -> date:
        """The last day of the month."""
        return month_end(self.closing.month)


@dataclass(frozen=True, slots=True)
class Closings:
    """``closable``: the first days of the finished months that can be closed, the latest first.

    ``open``: what is open for the latest of them; None when there is none.
    """

    kept: tuple[Kept, ...]
    closable: tuple[date, ...]
    open: Open | None


def see_closings(engine: Engine, today: date) -> Closings:
    """Everything the page shows, from one state of the database."""
    with reading(engine) as connection:
        listed = closings.listed(connection)
        closable = _closable(connection, listed, today)
        return Closings(
            tuple(_kept(connection, closing) for closing in listed),
            closable,
            _open(connection, month_end(closable[0]), today) if closable else None,
        )


def _closable(connection: Connection, listed: list[Closing], today: date) -> tuple[date, ...]:
    """After the last closed month, or from the month in which the catalogue begins, up to the last finished one."""
    begins = state.baseline_on(connection).replace(day=1)
    if listed:
        begins = month_end(listed[0].month) + timedelta(days=1)
    last_finished = today.replace(day=1) - timedelta(days=1)
    months = [day.replace(day=1) for day in month_ends(begins, last_finished)]
    return tuple(months[::-1][:MOST_SUGGESTED])


def _open(connection: Connection, as_of: date, today: date) -> Open:
    unconfirmed = procedures.in_order(connection, waiting.candidates(connection))
    return open_matters(unconfirmed, procedures.all_as_stated(connection), as_of, today)


def _kept(connection: Connection, closing: Closing) -> Kept:
    return Kept(closing, snapshot_of(connection, closing).coverage)
