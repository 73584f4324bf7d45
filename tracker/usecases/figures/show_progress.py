"""How far are we: the figures of a day."""

from datetime import date

from sqlalchemy import Connection, Engine

from tracker.domain.policy import policy_on
from tracker.domain.progress import Progress
from tracker.storage import coverage, organisation, policies
from tracker.storage.listing import Basis
from tracker.storage.transactions import reading


def show_progress(engine: Engine, as_of: date) -> Progress:
    """The progress on a day."""
    with reading(engine) as connection:
        return progress_on(connection, basis_on(connection, as_of))


def basis_on(connection: Connection, as_of: date) -> Basis:
    """The day and the policy valid then."""
    known = policies.load(connection)
    policy = policy_on(known.values(), as_of)
    return Basis(as_of, policy, policies.id_on(known, policy))


def progress_on(connection: Connection, basis: Basis) -> Progress:
    """The progress by a basis: two statements, however many procedures there are."""
    cells = coverage.cells(connection, basis.policy_id, basis.as_of)
    return Progress(basis.as_of, basis.policy, organisation.load(connection), cells)
