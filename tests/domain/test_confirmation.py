"""What awaits confirmation: what it takes the place of, and what confirming it does to the figures."""

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tests import strategies as some
from tests.build import NOW, TODAY, policy, procedure, record, unconfirmed, withdrawal
from tests.people import actor
from tests.strategies import ORGANISATION
from tracker.domain.confirmation import effect_of, gain, gain_of, waiting_of
from tracker.domain.coverage import total
from tracker.domain.policy import Policy
from tracker.domain.procedure import Procedure
from tracker.domain.progress import measure
from tracker.domain.recording import confirm
from tracker.domain.status import OnlineStatus, Return, Scope, awaiting

APRIL, MAY, JUNE = date(2026, 4, 1), date(2026, 5, 1), date(2026, 6, 1)
WARD = policy()


def really_confirmed(item: Procedure) -> Procedure:
    for waiting in awaiting(item.records):
        item = confirm(item, waiting.number, actor())
    return item


@given(some.catalogues(), some.policies(), st.sampled_from(some.DAYS))
def test_the_figures_with_what_waits_are_those_after_confirming_all_of_it(
    catalogue: list[Procedure], rule: Policy, day: date
) -> None:
    before = measure(catalogue, rule, ORGANISATION, day).coverage
    effect = effect_of((gain(item, rule, day) for item in catalogue), before)
    confirmed = [really_confirmed(item) for item in catalogue]
    assert effect.after == measure(confirmed, rule, ORGANISATION, day).coverage
    assert [each for item in confirmed for each in awaiting(item.records)] == []


@given(some.procedures(), some.policies(), st.sampled_from(some.DAYS))
def test_what_one_record_does_is_what_confirming_it_alone_does(item: Procedure, rule: Policy, day: date) -> None:
    before = measure([item], rule, ORGANISATION, day).coverage
    for waiting in awaiting(item.records):
        alone = measure([confirm(item, waiting.number, actor())], rule, ORGANISATION, day).coverage
        assert before + gain_of(item, waiting.number, rule, day) == alone


def test_of_two_records_of_one_procedure_each_is_weighed_by_itself() -> None:
    item = procedure(annual_cases=700, records=(unconfirmed(1, APRIL), unconfirmed(2, MAY, channels=("email",))))
    alone = [gain_of(item, number, WARD, TODAY).online_cases for number in (1, 2)]
    assert (alone, gain(item, WARD, TODAY).online_cases) == ([700, 0], 0)


def test_an_effect_is_exact_in_cases_and_points() -> None:
    item = procedure("K-001", 1, records=(unconfirmed(1, APRIL),))
    before = total(gain(each, WARD, TODAY) for each in (item,))
    everything = measure([item, procedure("K-002", 2_999)], WARD, ORGANISATION, TODAY).coverage
    effect = effect_of([before], everything)
    assert (effect.cases, effect.points) == (1, Fraction(1, 3_000))


def test_without_counted_cases_the_points_are_undefined() -> None:
    item = procedure(annual_cases=None, records=(unconfirmed(1, APRIL),))
    effect = effect_of([gain(item, WARD, TODAY)], measure([item], WARD, ORGANISATION, TODAY).coverage)
    assert (effect.cases, effect.points, effect.after.online_procedures) == (0, None, 1)


def test_a_record_replaces_what_is_in_force_on_its_day() -> None:
    past = (record(1, APRIL, OnlineStatus.NOT_IMPLEMENTED), record(2, JUNE, OnlineStatus.PARTIAL))
    [waiting] = waiting_of(procedure(records=(*past, unconfirmed(3, MAY))), TODAY)
    assert (waiting.old, waiting.new) == (past[0], waiting.record)


def test_a_correction_replaces_the_confirmed_record_also_by_way_of_one_never_confirmed() -> None:
    first = record(1, APRIL)
    chain = (first, unconfirmed(2, MAY, supersedes=1), unconfirmed(3, JUNE, supersedes=2))
    [waiting] = waiting_of(procedure(records=chain), TODAY)
    assert (waiting.record.number, waiting.old) == (3, first)


def test_after_a_withdrawal_what_was_before_holds_again() -> None:
    stays, goes = record(1, APRIL, OnlineStatus.PARTIAL), record(2, MAY)
    taken_back = withdrawal(3, 2, confirmed_at=None)
    [waiting] = waiting_of(procedure(records=(stays, goes, taken_back)), TODAY)
    assert (waiting.old, waiting.new) == (goes, stays)
    [waiting] = waiting_of(procedure(records=(goes, taken_back)), TODAY)
    assert (waiting.old, waiting.new) == (goes, None)


def test_what_was_sent_back_waits_no_more() -> None:
    returned = unconfirmed(1, APRIL, returned=Return(NOW, "dx", "理由"))
    assert waiting_of(procedure(records=(returned,)), TODAY) == ()
    assert gain(procedure(records=(returned,)), WARD, TODAY).online_cases == 0


def test_what_an_officer_is_warned_of() -> None:
    def warned(**stated: object) -> tuple[bool, bool, bool, bool]:
        [item] = waiting_of(procedure(records=(unconfirmed(1, APRIL, **stated),)), TODAY)
        by_mail, too_early = item.has_no_channel_that_counts, item.ends_before_the_application
        return item.lacks_address, by_mail, too_early, item.is_exempt

    assert warned(url="https://example.lg.jp/") == (False, False, False, False)
    assert warned() == (True, False, False, False)
    assert warned(url="x", channels=("email",)) == (False, True, False, False)
    assert warned(url="x", scope=Scope.BOOKING) == (False, False, True, False)
    assert warned(status=OnlineStatus.EXEMPT, channels=("email",)) == (False, False, False, True)
    assert warned(status=OnlineStatus.NOT_IMPLEMENTED) == (False, False, False, False)
