"""What a change of a procedure means in the columns of the catalogue file, old and new."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from tracker.domain.catalogue import COLUMNS, entry_of
from tracker.exporting.catalogue import cells
from tracker.storage.saving import Change


class Difference(NamedTuple):
    """A column whose cell is another one afterwards. None is an empty cell of a count."""

    heading: str
    before: str | int | None
    after: str | int | None


def differences(change: Change, base_fiscal_year: int, today: date) -> Iterator[Difference]:
    """The columns that an officer sees change, in the order of the file."""
    assert change.before is not None
    old, new = (cells(entry_of(item, base_fiscal_year, today)) for item in (change.before, change.after))
    for column, before, after in zip(COLUMNS, old, new, strict=True):
        if before != after:
            yield Difference(column.heading, before, after)
