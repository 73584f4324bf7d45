"""How far the ward is on a day: one value whose breakdowns all sum to the whole."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from tests import strategies as some
from tests.build import department, policy, procedure, record, target
from tracker.domain.coverage import NOTHING, Coverage, Rate, cover, total
from tracker.domain.organisation import Division
from tracker.domain.policy import BASELINE_DATE, Policy
from tracker.domain.priority import Step
from tracker.domain.procedure import Procedure, Theme
from tracker.domain.progress import Progress, as_it_was, joined, measure, placed
from tracker.domain.status import in_force

MAY = date(2024, 5, 1)
ORGANISATION = (
    department("福祉部", "介護保険課", "国保年金課", code="B07"),
    department("施設部", code="B03"),
    department("環境部", "清掃事務所", code="B06"),
)
IN_CARE = {"department": "福祉部", "division": "介護保険課"}
IN_PENSION = {"department": "福祉部", "division": "国保年金課"}
IN_WASTE = {"department": "環境部", "division": "清掃事務所"}
CATALOGUE = [
    procedure("A", 20_000, online=True, themes=(Theme.LONG_TERM_CARE,), **IN_CARE),
    procedure("B", 500, designated=True, themes=(Theme.WELFARE, Theme.EDUCATION), **IN_CARE),
    procedure("C", 900, **IN_PENSION),
    procedure("D", None, themes=(Theme.WELFARE,), **IN_PENSION),
    procedure("E", 30_000, records=(record(1, MAY),), themes=(Theme.ENVIRONMENT,), **IN_WASTE),
]


def progress(on: date = date(2024, 6, 30), rule: Policy | None = None) -> Progress:
    return measure(CATALOGUE, rule or policy(), ORGANISATION, on)


def said(groups: list, measure: str = "known_cases") -> dict[str, int]:  # type: ignore[type-arg]
    return {group.name: getattr(group.coverage, measure) for group in groups}


def test_the_whole_and_its_parts() -> None:
    found = progress()
    assert found.coverage.availability_rate_by_cases == Rate(50_000, 51_400)
    assert found.coverage.availability_rate_by_procedures == Rate(2, 5)
    assert said(found.by_department()) == {"福祉部": 21_400, "施設部": 0, "環境部": 30_000}
    assert said(found.by_division()) == {"介護保険課": 20_500, "国保年金課": 900, "清掃事務所": 30_000}
    assert said(found.by_theme()) == {"long_term_care": 20_000, "welfare": 500, "environment": 30_000, "other": 900}
    assert said(found.by_step(), "procedures") == {"1": 3, "2": 1, "undecided": 1}


def test_departments_and_divisions_stand_in_the_wards_own_order_with_those_that_have_nothing() -> None:
    found = progress()
    assert [(group.code, group.name) for group in found.by_department()] == [
        ("B07", "福祉部"),
        ("B03", "施設部"),
        ("B06", "環境部"),
    ]
    assert [group.code for group in found.by_division()] == ["B07-01", "B07-02", "B06-01"]
    assert found.by_department()[1].coverage == NOTHING
    assert found.by_department()[1].coverage.availability_rate_by_cases.share is None


def test_divisions_of_one_name_in_two_departments_are_two() -> None:
    organisation = (department("総務部", "庶務課", code="B01"), department("福祉部", "庶務課", code="B02"))
    catalogue = [
        procedure("A", 1, department="総務部", division="庶務課"),
        procedure("B", 2, department="福祉部", division="庶務課"),
    ]
    groups = measure(catalogue, policy(), organisation, BASELINE_DATE).by_division()
    assert [(group.code, group.coverage.known_cases) for group in groups] == [("B01-01", 1), ("B02-01", 2)]


def test_an_earlier_day_by_its_own_organisation_is_what_it_was() -> None:
    """C and D have come from 国保年金課, which ended in July, to the new 給付課."""
    july = date(2024, 7, 1)
    ended = replace(ORGANISATION[0].divisions[1], valid_to=july, successor="B07-03")
    new = Division("B07-03", "給付課", july)
    now = (replace(ORGANISATION[0], divisions=(ORGANISATION[0].divisions[0], ended, new)), *ORGANISATION[1:])
    moved = [(placed(item, ("福祉部", "給付課")), item.unit) for item in CATALOGUE if item.division == "国保年金課"]
    catalogue = [item for item in CATALOGUE if item.division != "国保年金課"] + [item for item, _unit in moved]
    found = measure(catalogue, policy(), now, date(2024, 6, 30))
    assert said(found.by_division()) == {"介護保険課": 20_500, "給付課": 900, "清掃事務所": 30_000}
    then = as_it_was(found, moved)
    assert (then.organisation, set(then.cells)) == (ORGANISATION, set(joined(progress().cells)))
    assert then.coverage == found.coverage


@pytest.mark.parametrize(
    ("day", "online"), [(date(2024, 1, 30), 0), (BASELINE_DATE, 1), (date(2024, 4, 30), 1), (MAY, 2)]
)
def test_a_status_belongs_to_a_day(day: date, online: int) -> None:
    assert progress(day).coverage.online_procedures == online


def test_where_narrows_the_base() -> None:
    found = progress()
    assert found.where(lambda cell: cell.many_cases).availability_rate_by_procedures == Rate(2, 2)
    assert found.where(lambda cell: cell.designated).known_cases == 500
    assert found.where(lambda cell: cell.step is Step.UNDECIDED).procedures == 1


def test_the_share_of_all_cases_that_is_counted_here_is_said_where_the_total_is_known() -> None:
    assert progress().share_of_total_cases is None
    assert progress(rule=policy(total_cases=3_000_000)).share_of_total_cases == Rate(51_400, 3_000_000)


@pytest.mark.parametrize(("day", "is_after"), [(date(2026, 3, 31), False), (date(2026, 4, 1), True)])
def test_the_target_is_missed_only_once_its_day_has_passed(day: date, is_after: bool) -> None:
    found = progress(day)
    assert found.target == target()
    assert found.is_after_target is is_after


def test_without_a_target_there_is_nothing_to_miss() -> None:
    found = progress(rule=policy(targets=()))
    assert found.target is None
    assert found.is_after_target is False


@given(some.catalogues(), some.policies(), some.days)
def test_every_breakdown_sums_to_the_whole(catalogue: list[Procedure], rule: Policy, on: date) -> None:
    found = measure(catalogue, rule, some.ORGANISATION, on)
    by_hand: list[Coverage] = [
        cover(item, in_force(item.records, on), rule) for item in catalogue if item.is_active(on)
    ]
    assert found.coverage == total(by_hand)
    for groups in (found.by_department(), found.by_division(), found.by_theme(), found.by_step()):
        assert total(group.coverage for group in groups) == found.coverage
        assert len({group.code for group in groups}) == len(groups)


@given(some.catalogues(), some.catalogues(), some.policies(), some.days)
def test_the_progress_of_a_union_is_the_sum_in_every_line(
    one: list[Procedure], other: list[Procedure], rule: Policy, on: date
) -> None:
    whole, *parts = (measure(items, rule, some.ORGANISATION, on) for items in (one + other, one, other))
    assert whole.coverage == total(part.coverage for part in parts)
    for breakdown in (Progress.by_department, Progress.by_division, Progress.by_step):
        lines = zip(*map(breakdown, (whole, *parts)), strict=True)
        assert all(group.coverage == total(each.coverage for each in split) for group, *split in lines)
