"""One row of a file taken in, or why its file is refused: the same with a database and without."""

from collections.abc import Collection

from tracker.domain import labels
from tracker.domain.catalogue import HEADINGS, Circumstances, apply
from tracker.domain.errors import Refused
from tracker.domain.procedure import Procedure
from tracker.importing.catalogue import Row
from tracker.importing.problem import Problem


def take_in(
    before: Procedure | None, row: Row, columns: Collection[str], position: int, now: Circumstances
) -> Procedure | Problem:
    """The procedure as it stands afterwards, or what does not fit with what is stored."""
    try:
        after = apply(before, row.entry, columns, position, now)
    except Refused as refused:
        return Problem(row.number, HEADINGS["annual_cases"], str(row.entry.annual_cases), refused.ja, refused.en)
    if after.abolished_on is not None and after.abolished_on < after.active_from:
        return _abolished_before_it_began(row, after)
    return after


def _abolished_before_it_began(row: Row, procedure: Procedure) -> Problem:
    begins = procedure.active_from
    return Problem(
        row.number,
        HEADINGS["abolished_on"],
        str(procedure.abolished_on),
        f"この手続が台帳に載る最初の日（{labels.day(begins)}）より前の日です。日付を確かめてください。"
        "その日までに廃止された手続は、この行を除いてください。",
        f"This is before the first day of the procedure in the catalogue ({labels.day(begins, 'en')}). "
        "Check the date, or take the row out if the procedure had been abolished by then.",
    )
