"""Lists read apart: what ends the reading is one more thing that is wrong with the file."""

from collections.abc import Callable, Sequence
from pathlib import Path

from tracker.importing.apart import SMALL, apart
from tracker.importing.lists import ListRow
from tracker.importing.problem import CannotReadOn, Problem

Listed = tuple[Sequence[ListRow], tuple[Problem, ...]]


def list_apart(read: Callable[[Path], Listed], path: Path) -> Listed:
    """The rows of a file as ``read`` finds them, and what is wrong with the file."""
    try:
        return apart(read, path, limits=SMALL)
    except CannotReadOn as stop:
        return (), (stop.problem,)
