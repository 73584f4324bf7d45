"""The to-do list: order, what each procedure adds, where the target is reached, where rule and list differ."""

import csv
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given

from tests.build import TODAY, policy, procedure, record, volume
from tests.strategies import DAYS, catalogues, policies, shares
from tracker.domain import labels
from tracker.domain.coverage import Rate, total
from tracker.domain.policy import ExemptTreatment, Policy
from tracker.domain.procedure import Procedure, Theme
from tracker.domain.standing import standings
from tracker.domain.status import OnlineStatus
from tracker.domain.todo import Todo, todo
from tracker.domain.vocabulary import name_of
from tracker.files import WARD_CATALOGUE

FOUR_FIFTHS = Fraction(4, 5)


def list_of(
    *procedures: Procedure, target: Fraction = FOUR_FIFTHS, on: date = TODAY, rule: Policy | None = None
) -> Todo:
    active = standings(procedures, rule or policy(), on)
    return todo(active, total(standing.coverage for standing in active), target)


def test_every_active_procedure_has_a_rank_in_to_do_order() -> None:
    found = list_of(
        procedure("small", 500),
        procedure("gone", 90_000, abolished_on=date(2025, 4, 1)),
        procedure("uncounted", None),
        procedure("large", 20_000),
        procedure("larger and done", 30_000, online=True),
    )
    ranked = [(line.rank, line.standing.procedure.code) for line in found.lines]
    assert ranked == [(1, "larger and done"), (2, "large"), (3, "small"), (4, "uncounted")]


def test_only_what_can_go_online_and_is_counted_adds_points() -> None:
    found = list_of(
        procedure("done", 10_000, online=True),
        procedure("exempt", 20_000, records=(record(status=OnlineStatus.EXEMPT),)),
        procedure("open", 30_000),
        procedure("partly", 40_000, records=(record(status=OnlineStatus.PARTIAL),)),
        procedure("uncounted", None),
    )
    said = {line.standing.procedure.code: (line.points, line.running) for line in found.lines}
    assert said == {
        "partly": (Fraction(4, 10), Rate(50_000, 100_000)),
        "open": (Fraction(3, 10), Rate(80_000, 100_000)),
        "exempt": (None, None),
        "done": (None, None),
        "uncounted": (None, None),
    }
    assert found.reached_at == 2


def test_exempt_procedures_left_out_of_the_base_leave_the_points_too() -> None:
    exempt = procedure("exempt", 60_000, records=(record(status=OnlineStatus.EXEMPT),))
    rule = policy(exempt=ExemptTreatment.LEFT_OUT)
    found = list_of(exempt, procedure("open", 10_000), procedure("done", 30_000, online=True), rule=rule)
    assert [line.points for line in found.lines] == [None, None, Fraction(1, 4)]


def test_the_running_rate_goes_by_step_and_the_smallest_set_by_cases() -> None:
    found = list_of(
        procedure("child", 100, themes=(Theme.CHILD_REARING,)),
        procedure("few", 9_000),
        procedure("done", 900, online=True),
    )
    by_code = {line.standing.procedure.code: line for line in found.lines}
    assert by_code["child"].rank < by_code["few"].rank
    assert by_code["child"].running == Rate(1_000, 10_000)
    assert [code for code, line in by_code.items() if line.in_smallest_set] == ["few"]
    assert found.reached_at == by_code["few"].rank


@pytest.mark.parametrize(("online", "reached_at"), [(7_995, 2), (8_000, None)])
def test_reaching_the_target_is_judged_on_exact_values(online: int, reached_at: int | None) -> None:
    """79.95 % prints as 80.0 % and has not reached 80 %."""
    found = list_of(procedure("done", online, online=True), procedure("open", 10_000 - online))
    assert found.reached_at == reached_at
    assert found.smallest.reached


def test_a_target_that_cannot_be_reached_says_so() -> None:
    exempt = procedure("exempt", 5_000, records=(record(status=OnlineStatus.EXEMPT),))
    found = list_of(exempt, procedure("open", 5_000))
    assert (found.reached_at, found.smallest.reached) == (None, False)


def test_nothing_counted_gives_no_points_and_no_error() -> None:
    found = list_of(procedure("uncounted", None), procedure("zero", 0))
    assert [(line.points, line.running) for line in found.lines] == [(None, Rate(0, 0)), (None, None)]
    assert (found.reached_at, found.designated_alone) == (None, Rate(0, 0))
    assert list_of().lines == ()


def test_what_the_designated_list_alone_reaches() -> None:
    found = list_of(
        procedure("done", 2_000, online=True, designated=True),
        procedure("designated", 3_000, designated=True),
        procedure("designated, uncounted", None, designated=True),
        procedure("other", 5_000),
    )
    assert found.designated_alone == Rate(5_000, 10_000)


def test_rule_and_list_differ_in_two_ways() -> None:
    few, none = (volume(300),), (volume(None, ceiling=9_999),)
    found = list_of(
        procedure("agree", 20_000, designated=True),
        procedure("small, designated", volumes=few, designated=True),
        procedure("uncounted, designated", volumes=none, designated=True),
        procedure("large, not designated", 30_000),
        procedure("larger, not designated", 40_000),
        procedure("large, done", 50_000, online=True),
        procedure("small", 200),
    )
    designated, large = found.designated_without_criterion, found.large_not_designated
    assert [each.procedure.code for each in designated.standings] == ["small, designated", "uncounted, designated"]
    assert (designated.cases, designated.not_counted) == (300, 1)
    assert [each.procedure.code for each in large.standings] == ["larger, not designated", "large, not designated"]
    assert (large.cases, large.not_counted) == (70_000, 0)


@given(catalogues(), policies(), shares)
def test_laws(catalogue: list[Procedure], rule: Policy, target: Fraction) -> None:
    active = standings(catalogue, rule, DAYS[-1])
    coverage = total(standing.coverage for standing in active)
    found = todo(active, coverage, target)
    assert [line.rank for line in found.lines] == list(range(1, len(active) + 1))
    running = [line.running.share for line in found.lines if line.running and line.running.share is not None]
    assert running == sorted(running)
    if running:
        points = sum((line.points for line in found.lines if line.points), Fraction(0))
        assert (coverage.availability_rate_by_cases.share or 0) + points == running[-1]
    assert {line.standing.procedure.code for line in found.lines if line.in_smallest_set} == set(found.smallest.codes)
    if found.reached_at:
        up_to = [line.running.share for line in found.lines[: found.reached_at] if line.running]
        assert up_to[-1] is not None
        assert up_to[-1] >= target
        assert all(share is None or share < target for share in up_to[:-1])
    assert (found.reached_at is not None) == (found.smallest.reached and not coverage.reaches(target))


# The ward's own catalogue, read here with the csv module so that no reader can hide a fault.


def ward() -> list[Procedure]:
    themes = {name_of(theme): theme for theme in Theme}
    with WARD_CATALOGUE.open(encoding="utf-8-sig", newline="") as file:
        return [
            procedure(
                row["手続ID"],
                volumes=(
                    volume(
                        int(row["年間受付件数"]) if row["年間受付件数"] else None,
                        ceiling=int(row["件数上限"]) if row["件数上限"] else None,
                    ),
                ),
                online=row["オンライン化状況"] == "実施済",
                designated=row["優先対象手続"] == "該当",
                themes=tuple(themes[name] for name in row["分野"].split(";")),
            )
            for row in csv.DictReader(file)
        ]


def test_the_wards_list() -> None:
    found = list_of(*ward())
    assert len(found.lines) == 54
    assert labels.percent(found.designated_alone) == "71.1％"
    assert found.designated_alone == Rate(1_297_288, 1_824_178)
    assert found.smallest.codes == ("K-002", "K-006", "K-007", "K-009")
    assert labels.percent(found.smallest.rate) == "82.3％"
    designated, large = found.designated_without_criterion, found.large_not_designated
    assert (len(designated.standings), designated.not_counted) == (9, 9)
    assert (len(large.standings), large.cases) == (10, 526_890)


def test_the_wards_target_is_reached_with_the_fourth_that_is_not_online() -> None:
    found = list_of(*ward())
    assert found.reached_at is not None
    line = found.lines[found.reached_at - 1]
    assert line.standing.procedure.code == "K-009"
    assert labels.percent(line.running) == "82.3％"
    assert labels.percent(found.lines[1].points) == "15.6％"
