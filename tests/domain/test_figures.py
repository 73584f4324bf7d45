"""この数値の内訳: every figure is the sum of its lines, and what is left out has a reason."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import strategies as some
from tests.build import TODAY, policy, procedure, record, volume
from tracker.domain.coverage import Rate, total
from tracker.domain.figures import RATES, Figure, break_down
from tracker.domain.left_out import LeftOut, why_left_out
from tracker.domain.policy import ExemptTreatment, Policy
from tracker.domain.procedure import Procedure
from tracker.domain.standing import standings
from tracker.domain.status import OnlineStatus

STANDINGS = standings(
    [
        procedure("A", online=True, volumes=(volume(500, online_cases=200),)),
        procedure("B", 300, records=(record(channels=("conveni",)),)),
        procedure("C", volumes=(volume(100, online_cases=0),)),
        procedure("D", None),
        procedure("E", 40, records=(record(status=OnlineStatus.PARTIAL),)),
        procedure("F", 7_000, records=(record(status=OnlineStatus.EXEMPT),)),
    ],
    policy(exempt=ExemptTreatment.LEFT_OUT),
    TODAY,
)
OUT, OFF = LeftOut.OUT_OF_SCOPE, LeftOut.NOT_ONLINE
UNCOUNTED, UNUSED = LeftOut.NOT_COUNTED, LeftOut.USE_NOT_COUNTED


@pytest.mark.parametrize(
    ("figure", "rate", "lines", "left_out"),
    [
        (
            Figure.BY_CASES,
            Rate(800, 940),
            {"A": (500, 500), "B": (300, 300), "C": (0, 100), "E": (0, 40)},
            {"D": UNCOUNTED, "F": OUT},
        ),
        (
            Figure.BY_PROCEDURES,
            Rate(2, 5),
            {"A": (1, 1), "B": (1, 1), "C": (0, 1), "D": (0, 1), "E": (0, 1)},
            {"F": OUT},
        ),
        (
            Figure.USAGE_ALL,
            Rate(200, 600),
            {"A": (200, 500), "C": (0, 100)},
            {"B": UNUSED, "D": UNCOUNTED, "E": UNUSED, "F": OUT},
        ),
        (
            Figure.USAGE_ENABLED,
            Rate(200, 500),
            {"A": (200, 500)},
            {"B": UNUSED, "C": OFF, "D": OFF, "E": OFF, "F": OUT},
        ),
        (
            Figure.WITH_PARTIAL,
            Rate(840, 940),
            {"A": (500, 500), "B": (300, 300), "C": (0, 100), "E": (40, 40)},
            {"D": UNCOUNTED, "F": OUT},
        ),
        (
            Figure.CONVENIENCE,
            Rate(300, 800),
            {"A": (0, 500), "B": (300, 300)},
            {"C": OFF, "D": OFF, "E": OFF, "F": OUT},
        ),
        (
            Figure.NOT_COUNTED,
            Rate(1, 5),
            {"A": (0, 1), "B": (0, 1), "C": (0, 1), "D": (1, 1), "E": (0, 1)},
            {"F": OUT},
        ),
    ],
    ids=lambda value: value.name if isinstance(value, Figure) else "",
)
def test_a_figure_opens_into_its_rows(
    figure: Figure, rate: Rate, lines: dict[str, tuple[int, int]], left_out: dict[str, LeftOut]
) -> None:
    found = break_down(figure, STANDINGS)
    assert found.rate == rate
    assert {line.standing.procedure.code: (line.numerator, line.denominator) for line in found.lines} == lines
    assert {each.procedure.code: why_left_out(figure, each) for each in found.left_out} == left_out


def test_a_count_of_zero_is_a_line_and_not_left_out() -> None:
    found = break_down(Figure.BY_CASES, standings([procedure(annual_cases=0)], policy(), TODAY))
    assert [(line.numerator, line.denominator) for line in found.lines] == [(0, 0)]


@given(st.sampled_from(Figure), some.catalogues(), some.policies(), some.days)
def test_the_lines_sum_to_the_figure_and_nobody_is_lost(
    figure: Figure, catalogue: list[Procedure], rule: Policy, on: date
) -> None:
    active = standings(catalogue, rule, on)
    found = break_down(figure, active)
    assert found.rate == RATES[figure](total(each.coverage for each in active))
    assert sum(line.numerator for line in found.lines) == found.rate.numerator
    assert sum(line.denominator for line in found.lines) == found.rate.denominator
    codes = [each.procedure.code for each in (*(line.standing for line in found.lines), *found.left_out)]
    assert sorted(codes) == sorted(each.procedure.code for each in active)
