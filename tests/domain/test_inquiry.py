"""照会: about what, of whom, by when; and when the next one is due."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.build import TODAY, procedure
from tracker.domain.asked import Topic
from tracker.domain.errors import Refused
from tracker.domain.fiscal import Period, Precision
from tracker.domain.inquiry import Frequency, Inquiry, Terms, Whom, check, is_due, is_planned_soon, next_terms, subjects
from tracker.domain.procedure import Plan, Procedure

MONTH, YEAR = Precision.MONTH, Precision.FISCAL_YEAR
TERMS = Terms(date(2026, 10, 31), date(2026, 12, 4))


def planned(first_day: date, precision: Precision = MONTH, **overrides: Any) -> Procedure:
    return procedure(plan=Plan(Period(first_day, precision)), **overrides)


def made(on: date, whom: Whom = Whom.ALL) -> Inquiry:
    """An inquiry made at noon in Japan."""
    return Inquiry(1, replace(TERMS, whom=whom), datetime(on.year, on.month, on.day, 3, tzinfo=UTC), "dx")


# About what


@pytest.mark.parametrize(
    ("item", "soon"),
    [
        (procedure(), False),
        (planned(date(2026, 10, 1)), True),
        (planned(date(2027, 2, 1)), True),
        (planned(date(2027, 3, 1)), False),
        (planned(date(2026, 4, 1), YEAR), False),
        (planned(date(2025, 4, 1), YEAR), True),
        (planned(date(2027, 2, 1), online=True), False),
    ],
)
def test_planned_soon_is_within_three_months_or_overdue(item: Procedure, soon: bool) -> None:
    assert is_planned_soon(item, TODAY) is soon


def test_it_is_about_what_exists_in_the_order_of_the_catalogue() -> None:
    tax, staff = procedure("A"), planned(date(2026, 12, 1), code="B", division="人事課")
    gone = procedure("C", abolished_on=TODAY)
    catalogue = [staff, gone, tax]
    assert subjects(catalogue, Whom.ALL, (), TODAY) == (staff, tax)
    assert subjects(catalogue, Whom.PLANNED, (), TODAY) == (staff,)
    assert subjects(catalogue, Whom.CHOSEN, [("総務部", "税務課")], TODAY) == (tax,)
    assert subjects(catalogue, Whom.CHOSEN, [], TODAY) == ()


# What can be answered


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"topics": ()}, "topics"),
        ({"due_on": TODAY - timedelta(days=1)}, "due_on"),
        ({"reference_on": date(2026, 12, 5)}, "reference_on"),
        ({"topics": (Topic.YEARLY_COUNTS,)}, "fiscal_year"),
        ({"fiscal_year": 2025}, "fiscal_year"),
        ({"topics": (Topic.MONTHLY_COUNTS,)}, "months"),
        ({"months": (date(2026, 10, 1),)}, "months"),
        ({"topics": (Topic.MONTHLY_COUNTS,), "months": (date(2026, 11, 1),)}, "months"),
        ({"note": "あ" * 2_001}, "note"),
    ],
)
def test_what_nobody_can_answer_is_refused_at_its_field(changed: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        check(replace(TERMS, **changed), [procedure()], TODAY)
    assert refused.value.field == field


def test_an_inquiry_about_nothing_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        check(TERMS, [], TODAY)
    assert refused.value.field == "whom"


@pytest.mark.parametrize(
    "terms",
    [
        TERMS,
        replace(TERMS, due_on=TODAY, reference_on=TODAY),
        replace(TERMS, topics=(Topic.YEARLY_COUNTS,), fiscal_year=2025),
        replace(TERMS, topics=(Topic.STATUS, Topic.MONTHLY_COUNTS), months=(date(2026, 10, 1),)),
    ],
)
def test_what_can_be_answered_is_not(terms: Terms) -> None:
    check(terms, [procedure()], TODAY)


# The next one


@pytest.mark.parametrize(
    ("known", "whom", "frequency"),
    [
        ([], Whom.ALL, Frequency.QUARTERLY),
        ([made(date(2026, 9, 30))], Whom.ALL, Frequency.QUARTERLY),
        ([made(date(2026, 10, 1))], Whom.PLANNED, Frequency.MONTHLY),
        ([made(date(2026, 11, 2), Whom.PLANNED)], Whom.ALL, Frequency.QUARTERLY),
        ([made(date(2026, 11, 2), Whom.CHOSEN), made(date(2026, 10, 2))], Whom.PLANNED, Frequency.MONTHLY),
    ],
)
def test_everything_is_asked_once_a_quarter_and_what_is_planned_between(
    known: list[Inquiry], whom: Whom, frequency: Frequency
) -> None:
    terms = next_terms(known, TODAY)
    assert (terms.whom, terms.frequency, terms.topics) == (whom, frequency, (Topic.STATUS,))


@pytest.mark.parametrize(
    ("today", "reference_on", "due_on"),
    [
        (date(2026, 11, 20), date(2026, 10, 31), date(2026, 12, 4)),
        (date(2026, 11, 21), date(2026, 10, 31), date(2026, 12, 7)),
        (date(2026, 11, 22), date(2026, 10, 31), date(2026, 12, 7)),
        (date(2026, 1, 1), date(2025, 12, 31), date(2026, 1, 15)),
    ],
)
def test_it_is_as_of_the_last_months_end_and_due_in_two_weeks_on_a_working_day(
    today: date, reference_on: date, due_on: date
) -> None:
    terms = next_terms([], today)
    assert (terms.reference_on, terms.due_on) == (reference_on, due_on)


@pytest.mark.parametrize(
    ("known", "due"),
    [
        ([], True),
        ([made(date(2026, 9, 30))], True),
        ([made(date(2026, 10, 1))], True),
        ([made(date(2026, 11, 1), Whom.PLANNED), made(date(2026, 10, 1))], False),
        ([made(date(2026, 11, 1))], False),
        ([made(date(2026, 11, 1), Whom.PLANNED)], True),
    ],
)
def test_it_is_due_each_quarter_and_each_month_in_which_something_is_planned(known: list[Inquiry], due: bool) -> None:
    assert is_due(known, [planned(date(2026, 12, 1))], TODAY) is due


def test_without_plans_nothing_is_due_between_quarters() -> None:
    assert not is_due([made(date(2026, 10, 1))], [procedure()], TODAY)
