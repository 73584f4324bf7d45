"""Where one procedure stands: what is still to do, and where the rule and the designated list differ."""

from datetime import date
from typing import Any

import pytest

from tests.build import TODAY, policy, procedure, record, unconfirmed, volume
from tracker.domain.path import Candidate
from tracker.domain.policy import BASELINE_DATE, ExemptTreatment, PartialTreatment, Policy
from tracker.domain.procedure import Procedure, Theme
from tracker.domain.standing import Standing, in_priority_order, stand, standings
from tracker.domain.status import OnlineStatus, Scope

PARTLY, EXEMPT = record(status=OnlineStatus.PARTIAL), record(status=OnlineStatus.EXEMPT)


def standing(item: Procedure, rule: Policy | None = None, on: date = TODAY) -> Standing:
    return stand(item, rule or policy(), on)


@pytest.mark.parametrize(
    ("item", "status"),
    [
        pytest.param(procedure(), OnlineStatus.NOT_IMPLEMENTED, id="nothing stated"),
        pytest.param(procedure(records=(unconfirmed(),)), OnlineStatus.NOT_IMPLEMENTED, id="awaiting confirmation"),
        pytest.param(procedure(online=True), OnlineStatus.IMPLEMENTED, id="online"),
        pytest.param(procedure(records=(EXEMPT,)), OnlineStatus.EXEMPT, id="exempt"),
        pytest.param(procedure(records=(record(1, TODAY),)), OnlineStatus.IMPLEMENTED, id="from today"),
    ],
)
def test_the_status_is_the_confirmed_one_in_force(item: Procedure, status: OnlineStatus) -> None:
    assert standing(item).status is status


CANDIDATES: dict[str, tuple[dict[str, Any], Policy, int | None]] = {
    "not online": ({}, policy(), 500),
    "no cases at all": ({"annual_cases": 0}, policy(), 0),
    "online up to booking only": ({"records": (record(scope=Scope.BOOKING),)}, policy(), 500),
    "partly online": ({"records": (PARTLY,)}, policy(), 500),
    "partly online where that counts": (
        {"records": (PARTLY,)},
        policy(partial=PartialTreatment.COUNTED_WHOLE),
        None,
    ),
    "online": ({"online": True}, policy(), None),
    "exempt": ({"records": (EXEMPT,)}, policy(), None),
    "exempt and out of scope": ({"records": (EXEMPT,)}, policy(exempt=ExemptTreatment.LEFT_OUT), None),
    "not counted": ({"annual_cases": None}, policy(), None),
    "counted in another year": ({"volumes": (volume(500, 2023),)}, policy(), None),
}


@pytest.mark.parametrize(("overrides", "rule", "cases"), CANDIDATES.values(), ids=CANDIDATES)
def test_what_could_go_online_next(overrides: dict[str, Any], rule: Policy, cases: int | None) -> None:
    item = procedure("K-001", **{"annual_cases": 500, **overrides})
    assert standing(item, rule).candidate == (None if cases is None else Candidate("K-001", cases))


@pytest.mark.parametrize(
    ("item", "disagrees"),
    [
        pytest.param(procedure(annual_cases=20_000, designated=True), False, id="many cases and designated"),
        pytest.param(procedure(annual_cases=20_000), True, id="many cases, not designated"),
        pytest.param(procedure(annual_cases=20_000, online=True), False, id="many cases, online already"),
        pytest.param(procedure(annual_cases=500, designated=True), True, id="few cases, yet designated"),
        pytest.param(procedure(annual_cases=None, designated=True), True, id="nothing decides, yet designated"),
        pytest.param(
            procedure(annual_cases=500, designated=True, themes=(Theme.EDUCATION,)), False, id="designated by theme"
        ),
        pytest.param(procedure(annual_cases=500, themes=(Theme.EDUCATION,)), False, id="a theme, not designated"),
        pytest.param(procedure(annual_cases=500), False, id="neither"),
    ],
)
def test_where_rule_and_list_differ(item: Procedure, disagrees: bool) -> None:
    assert standing(item).disagrees_with_designation is disagrees


def test_only_what_is_active_stands_somewhere() -> None:
    catalogue = [
        procedure("gone", abolished_on=TODAY),
        procedure("here"),
        procedure("to come", active_from=date(2027, 4, 1)),
    ]
    assert [each.procedure.code for each in standings(catalogue, policy(), TODAY)] == ["here"]
    assert [each.procedure.code for each in standings(catalogue, policy(), BASELINE_DATE)] == ["gone", "here"]


def test_the_to_do_order() -> None:
    catalogue = [
        procedure("E", None),
        procedure("D", 500),
        procedure("C", 500, themes=(Theme.EDUCATION,)),
        procedure("B", 20_000),
        procedure("A", 20_000),
        procedure("F", None, themes=(Theme.EDUCATION,)),
    ]
    ordered = in_priority_order(standings(catalogue, policy(), TODAY))
    assert [each.procedure.code for each in ordered] == ["A", "B", "C", "F", "D", "E"]
