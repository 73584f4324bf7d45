"""The fewest procedures to bring online so that the target is reached."""

from datetime import date
from fractions import Fraction

from sqlalchemy import Connection, Engine

from tracker.domain.errors import Refused
from tracker.domain.path import Path, smallest_set
from tracker.domain.progress import Progress
from tracker.storage import listing
from tracker.storage.listing import Basis
from tracker.storage.transactions import reading
from tracker.usecases.figures.show_progress import basis_on, progress_on


def find_path(engine: Engine, as_of: date, target: Fraction | None = None) -> Path:
    """The smallest set from a day on to ``target``, by default the target of that day.

    Raises ``Refused`` when none is given and the day has none.
    """
    with reading(engine) as connection:
        basis = basis_on(connection, as_of)
        progress = progress_on(connection, basis)
        if target is None:
            if progress.target is None:
                raise Refused(
                    "目標が定められていません。目指す割合を --target 0.8 のように指定してください。",
                    "There is no target. Say which share to aim for, like --target 0.8.",
                )
            target = progress.target.share
        return path_on(connection, basis, progress, target)


def path_on(connection: Connection, basis: Basis, progress: Progress, target: Fraction) -> Path:
    """The smallest set by a basis, from its progress."""
    enough = listing.largest_candidates(connection, basis, progress.coverage.cases_needed(target))
    return smallest_set(progress.coverage, enough, target)
