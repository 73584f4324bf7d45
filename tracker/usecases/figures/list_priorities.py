"""優先順位: every procedure in to-do order, and what would reach the target."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sqlalchemy import Engine

from tracker.domain.progress import Progress
from tracker.domain.todo import Todo, todo
from tracker.storage.transactions import reading
from tracker.usecases.figures.show_progress import basis_on, progress_on
from tracker.usecases.figures.whole_catalogue import standings_of


@dataclass(frozen=True, slots=True)
class Priorities:
    """The to-do list against the target of the day, with the progress it starts from."""

    todo: Todo
    progress: Progress


def list_priorities(engine: Engine, as_of: date) -> Priorities:
    """The to-do list on a day. Without a target it is set against everything being online."""
    with reading(engine) as connection:
        basis = basis_on(connection, as_of)
        progress = progress_on(connection, basis)
        share = progress.target.share if progress.target else Fraction(1)
        return Priorities(todo(standings_of(connection, basis), progress.coverage, share), progress)
