"""The rows behind a figure sum to it, whatever the figure and the selection."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import Engine, text

from tests.build import TODAY
from tests.strategies import ORGANISATION
from tests.usecases.catalogues import LATER_POLICY, dated
from tracker.domain.coverage import Coverage, total
from tracker.domain.figures import RATES, Figure
from tracker.domain.policy import WARD_POLICY, policy_on
from tracker.domain.priority import Step
from tracker.domain.procedure import Theme
from tracker.domain.progress import Cell
from tracker.domain.selection import Selection, matches
from tracker.domain.standing import standings
from tracker.usecases.figures.break_down_figure import break_down_figure
from tracker.usecases.figures.show_progress import show_progress

DAYS = [date(2024, 6, 20), TODAY]
SELECTIONS = {
    "everything": Selection(),
    "a department": Selection(department="総務部"),
    "a division": Selection(department="福祉部", division="介護保険課"),
    "any of the themes": Selection(theme=Theme.CHILD_REARING),
    "a step": Selection(step=Step.ONE),
    "counted": Selection(counted=True),
    "to do": Selection(to_do=True),
    "words": Selection(words="K-00 手続"),
    "nothing": Selection(department="総務部", division="介護保険課"),
}
BY_CELL: dict[str, Callable[[Cell], bool]] = {
    "everything": lambda cell: True,
    "a department": lambda cell: cell.department == "総務部",
    "a division": lambda cell: cell.division == "介護保険課",
    "a step": lambda cell: cell.step is Step.ONE,
}


@pytest.mark.parametrize("figure", Figure)
def test_the_rows_sum_to_the_figure(past_to_read: Engine, figure: Figure) -> None:
    for day in DAYS:
        for name, selection in SELECTIONS.items():
            breakdown = break_down_figure(past_to_read, figure, selection, day).breakdown
            assert sum(line.numerator for line in breakdown.lines) == breakdown.rate.numerator, (name, day)
            assert sum(line.denominator for line in breakdown.lines) == breakdown.rate.denominator, (name, day)


@pytest.mark.parametrize("figure", Figure)
def test_a_selection_that_the_roll_up_knows_has_the_same_figure_there(past_to_read: Engine, figure: Figure) -> None:
    for day in DAYS:
        progress = show_progress(past_to_read, day)
        for name, condition in BY_CELL.items():
            breakdown = break_down_figure(past_to_read, figure, SELECTIONS[name], day).breakdown
            assert breakdown.rate == RATES[figure](progress.where(condition)), (name, day)


@pytest.mark.parametrize("selection", SELECTIONS.values(), ids=list(SELECTIONS))
def test_every_procedure_of_the_selection_is_a_row_or_left_out(past_to_read: Engine, selection: Selection) -> None:
    for day in DAYS:
        rule = policy_on((WARD_POLICY, LATER_POLICY), day)
        chosen = [item for item in standings(dated(), rule, day) if matches(item, selection)]
        for figure in Figure:
            breakdown = break_down_figure(past_to_read, figure, selection, day).breakdown
            found = [line.standing for line in breakdown.lines] + list(breakdown.left_out)
            assert sorted(item.procedure.code for item in found) == sorted(item.procedure.code for item in chosen)
            assert breakdown.rate == RATES[figure](_sum(item.coverage for item in chosen))


def test_the_rows_are_in_the_order_of_the_organisation(past_to_read: Engine) -> None:
    breakdown = break_down_figure(past_to_read, Figure.BY_PROCEDURES, Selection(), TODAY).breakdown
    order = [(unit.name, division.name) for unit in ORGANISATION for division in unit.divisions]
    places = [
        (order.index((item.department, item.division)), item.position)
        for item in (line.standing.procedure for line in breakdown.lines)
    ]
    assert places == sorted(places)


def test_rows_that_do_not_sum_to_the_figure_are_not_shown(past: Engine) -> None:
    """Somebody has changed the roll-up behind our back."""
    with past.begin() as connection:
        connection.execute(text("UPDATE coverage_changes SET online_cases = online_cases + 1"))
    with pytest.raises(AssertionError, match="do not sum"):
        break_down_figure(past, Figure.BY_CASES, Selection(), TODAY)


def _sum(parts: object) -> Coverage:
    return total(parts)  # type: ignore[arg-type]
