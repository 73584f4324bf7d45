"""Every procedure on a day, for what must look at all of them: the breakdown of a figure and the to-do list."""

from sqlalchemy import Connection

from tracker.domain.selection import Order, Selection
from tracker.domain.standing import Standing, stand
from tracker.storage import listing
from tracker.storage.listing import Basis
from tracker.usecases.figures.earlier_divisions import seen_by


def standings_of(
    connection: Connection, basis: Basis, selection: Selection = listing.EVERYTHING, order: Order = Order.DIVISION
) -> list[Standing]:
    """The standings of a selection in order."""
    ids = listing.all_ids(connection, basis, selection, order)
    return [stand(item, basis.policy, basis.as_of) for item in seen_by(connection, basis, ids)]
