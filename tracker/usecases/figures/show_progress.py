"""How far are we: the figures of a day."""

from datetime import date

from sqlalchemy import Connection, Engine

from tracker.domain.organisation import View
from tracker.domain.policy import policy_on
from tracker.domain.progress import Progress, as_it_was
from tracker.storage import coverage, organisation, policies
from tracker.storage.listing import Basis
from tracker.storage.transactions import reading
from tracker.usecases.figures.earlier_divisions import moved_since


def show_progress(engine: Engine, as_of: date, view: View = View.NOW) -> Progress:
    """The progress on a day."""
    with reading(engine) as connection:
        return progress_on(connection, basis_on(connection, as_of, view))


def basis_on(connection: Connection, as_of: date, view: View = View.NOW) -> Basis:
    """The day and the policy valid then."""
    known = policies.load(connection)
    policy = policy_on(known.values(), as_of)
    return Basis(as_of, policy, policies.id_on(known, policy), view)


def progress_on(connection: Connection, basis: Basis) -> Progress:
    """The progress by a basis: two statements, however many procedures there are.

    By the organisation of then it also takes the procedures that have come to another division since.
    """
    cells = coverage.cells(connection, basis.policy_id, basis.as_of)
    found = Progress(basis.as_of, basis.policy, organisation.load(connection), cells)
    return as_it_was(found, moved_since(connection, basis.as_of)) if basis.view is View.THEN else found
