"""この数値の内訳: the procedures behind a figure."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine

from tracker.domain.figures import RATES, Breakdown, Figure, break_down
from tracker.domain.organisation import View
from tracker.domain.progress import Progress
from tracker.domain.selection import Order, Selection
from tracker.storage.transactions import reading
from tracker.usecases.figures.earlier_divisions import is_reorganised_since
from tracker.usecases.figures.show_progress import basis_on, progress_on
from tracker.usecases.figures.whole_catalogue import standings_of


@dataclass(frozen=True, slots=True)
class FigureSheet:
    """A figure over a selection with its rows, and the progress it is part of.

    ``reorganised``: whether the organisation of the day was another than the present one.
    """

    breakdown: Breakdown
    progress: Progress
    selection: Selection
    reorganised: bool


def break_down_figure(
    engine: Engine, figure: Figure, selection: Selection, as_of: date, view: View = View.NOW
) -> FigureSheet:
    """The rows of a figure in 建制順.

    Raises ``AssertionError`` when the rows of the whole do not sum to the figure that the other pages show: a wrong
    answer to a councillor is worse than none.
    """
    with reading(engine) as connection:
        basis = basis_on(connection, as_of, view)
        progress = progress_on(connection, basis)
        breakdown = break_down(figure, standings_of(connection, basis, selection, Order.DIVISION))
        reorganised = is_reorganised_since(connection, as_of)
    if selection == Selection() and breakdown.rate != RATES[figure](progress.coverage):
        raise AssertionError(f"the rows of {figure.value} do not sum to the figure")
    return FigureSheet(breakdown, progress, selection, reorganised)
