"""The change between two snapshots: by causes that add up exactly, each where it belongs."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests import strategies as some
from tests.build import TODAY, policy, procedure, record, unconfirmed, volume, withdrawal
from tests.strategies import LAST_DAY
from tracker.domain.bridge import Bridge, Cause, Line, Part, bridge
from tracker.domain.coverage import NOTHING, total
from tracker.domain.policy import ExemptTreatment, PartialTreatment, Policy
from tracker.domain.procedure import Procedure, code_key
from tracker.domain.snapshot import Snapshot, contribution, take
from tracker.domain.status import OnlineStatus

WARD = policy()
OFFLINE = OnlineStatus.NOT_IMPLEMENTED
OTHERS_ONLINE, OTHERS_NOT = 989_181, 550_872
"""Cases of the ward's procedures with many cases, without 住民票の交付."""


def snapshot(*items: Procedure, rule: Policy = WARD) -> Snapshot:
    return take(items, rule, (), TODAY)


def residence(**overrides: Any) -> Procedure:
    return procedure("K-002", 284_125, name="住民票の交付", **overrides)


def others() -> tuple[Procedure, Procedure]:
    return procedure("A-1", OTHERS_ONLINE, online=True), procedure("A-2", OTHERS_NOT)


def causes(found: Bridge) -> list[Cause]:
    return [line.cause for line in found.lines]


def only(found: Bridge) -> tuple[Line, Part]:
    (line,) = found.lines
    (part,) = line.parts
    return line, part


@st.composite
def later(draw: st.DrawFn, item: Procedure) -> list[Procedure]:
    """What may have become of a procedure: nothing, other volumes, another history, anything, or that it is gone."""
    other = draw(some.procedures(item.code))
    with_volumes = replace(item, volumes=other.volumes)
    choices = [item, with_volumes, replace(item, records=other.records), replace(with_volumes, records=other.records)]
    chosen = draw(st.sampled_from([*choices, other, None]))
    return [chosen] if chosen else []


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Snapshot, Snapshot]:
    """Two snapshots of a catalogue that was changed in between, often under the same policy."""
    catalogue, rule = draw(some.catalogues()), draw(some.policies())
    changed = [each for item in catalogue for each in draw(later(item))]
    added = [replace(each, code=f"N-{each.code}") for each in draw(some.catalogues(2))]
    next_rule = draw(st.just(rule) | some.policies())
    return take(catalogue, rule, (), LAST_DAY), take([*changed, *added], next_rule, (), LAST_DAY)


@given(pairs())
def test_the_causes_add_up_in_every_measure(pair: tuple[Snapshot, Snapshot]) -> None:
    found = bridge(*pair)
    assert total(line.change for line in found.lines) + pair[0].coverage == pair[1].coverage
    for line in found.lines:
        assert total(part.change for part in line.parts) == line.change
        assert all(part.change != NOTHING for part in line.parts)
    order = list(Cause)
    assert causes(found) == sorted(set(causes(found)), key=order.index)


@given(pairs())
def test_the_points_add_up_wherever_there_are_two_rates(pair: tuple[Snapshot, Snapshot]) -> None:
    found = bridge(*pair)
    before, after = (each.coverage.availability_rate_by_cases.share for each in pair)
    if before is None or after is None:
        assert found.points is None
    else:
        assert sum(line.points for line in found.lines if line.points is not None) == found.points == after - before


@given(pairs())
def test_there_and_back_is_no_change(pair: tuple[Snapshot, Snapshot]) -> None:
    there, back = bridge(*pair), bridge(*reversed(pair))
    assert there.change + back.change == NOTHING
    if there.points is None or back.points is None:
        assert there.points is back.points
    else:
        assert there.points == -back.points


@given(pairs())
def test_every_part_stands_under_a_cause_that_is_true_of_it(pair: tuple[Snapshot, Snapshot]) -> None:
    before, after = ({code_key(item.code): item for item in each.procedures} for each in pair)
    for line in bridge(*pair).lines:
        for key in (code_key(part.code) for part in line.parts):
            truths = {
                Cause.POLICY: pair[0].policy != pair[1].policy and key in before,
                Cause.ABOLISHED: key in before and key not in after,
                Cause.ADDED: key not in before and key in after,
            }
            if line.cause is Cause.VOLUMES:
                assert before[key].volumes != after[key].volumes
            else:
                assert truths.get(
                    line.cause, key in before and before[key].records != after.get(key, before[key]).records
                )


@given(pairs())
def test_what_comes_and_goes_online_is_what_did(pair: tuple[Snapshot, Snapshot]) -> None:
    moved = {line.cause: line.change.online_procedures for line in bridge(*pair).lines}
    rule = pair[1].policy
    online = [
        {code_key(item.code): contribution(item, rule).online_procedures for item in each.procedures} for each in pair
    ]
    kept = online[0].keys() & online[1].keys()
    assert moved.get(Cause.ONLINE, 0) == sum(online[1][key] > online[0][key] for key in kept)
    assert moved.get(Cause.REVERTED, 0) == -sum(online[1][key] < online[0][key] for key in kept)
    assert moved.get(Cause.OTHER, 0) == moved.get(Cause.VOLUMES, 0) == 0


@given(some.catalogues(), some.policies())
def test_nothing_explains_nothing(catalogue: list[Procedure], rule: Policy) -> None:
    same = take(catalogue, rule, (), LAST_DAY)
    assert bridge(same, same).lines == ()


# By name


def test_residence_certificates_come_online() -> None:
    found = bridge(snapshot(*others(), residence()), snapshot(*others(), residence(online=True)))
    line, part = only(found)
    assert (line.cause, part.code, part.name) == (Cause.ONLINE, "K-002", "住民票の交付")
    assert (part.change.online_cases, part.change.known_cases, line.change.online_procedures) == (284_125, 0, 1)
    assert line.points == found.points == Fraction(284_125, 1_824_178)
    assert found.before.coverage.availability_rate_by_cases.share == Fraction(989_181, 1_824_178)


def test_what_is_withdrawn_is_no_longer_online() -> None:
    withdrawn = residence(records=(record(), withdrawal(2, supersedes=1)))
    line, _ = only(bridge(snapshot(residence(online=True)), snapshot(withdrawn)))
    assert (line.cause, line.change.online_cases, line.change.known_cases) == (Cause.REVERTED, -284_125, 0)


def test_what_nobody_confirmed_moves_nothing() -> None:
    assert bridge(snapshot(residence()), snapshot(residence(records=(unconfirmed(),)))).lines == ()


def test_a_procedure_with_two_causes_stands_under_both_in_order() -> None:
    then = procedure("K-002", 300_000, name="住民票の写しの交付", online=True)
    found = bridge(snapshot(*others(), residence()), snapshot(*others(), then))
    assert causes(found) == [Cause.VOLUMES, Cause.ONLINE]
    revised, online = found.lines
    assert (revised.change.online_cases, revised.change.known_cases) == (0, 15_875)
    assert (online.change.online_cases, online.change.known_cases) == (300_000, 0)
    assert revised.points == Fraction(989_181, 1_840_053) - Fraction(989_181, 1_824_178)
    assert [part.name for line in found.lines for part in line.parts] == ["住民票の写しの交付"] * 2


def test_newly_counted_and_no_longer_counted_is_a_revision() -> None:
    line, _ = only(bridge(snapshot(procedure("K-1", None)), snapshot(procedure("K-1", 500))))
    assert (line.cause, line.change.known_cases, line.change.uncounted, line.points) == (Cause.VOLUMES, 500, -1, None)
    line, _ = only(bridge(snapshot(procedure("K-1", 500)), snapshot(procedure("K-1", None))))
    assert (line.cause, line.change.known_cases, line.change.uncounted, line.points) == (Cause.VOLUMES, -500, 1, None)


def test_another_base_year_is_the_policys_doing() -> None:
    item = procedure(volumes=(volume(100), volume(150, 2023)))
    whole = snapshot(item, rule=WARD)
    line, part = only(bridge(whole, snapshot(item, rule=policy(base_fiscal_year=2023))))
    assert (line.cause, part.change.known_cases) == (Cause.POLICY, 50)
    assert bridge(whole, snapshot(item, rule=policy(threshold=1))).lines == ()


def test_a_count_that_comes_with_the_new_base_year_is_a_revision() -> None:
    now = procedure(volumes=(volume(100), volume(150, 2023)))
    found = bridge(snapshot(procedure("K-001", 100)), snapshot(now, rule=policy(base_fiscal_year=2023)))
    assert [(line.cause, line.change.known_cases) for line in found.lines] == [
        (Cause.POLICY, -100),
        (Cause.VOLUMES, 150),
    ]


def test_partial_counts_once_the_policy_says_so() -> None:
    partly = procedure(records=(record(status=OnlineStatus.PARTIAL),))
    counted = policy(partial=PartialTreatment.COUNTED_WHOLE)
    line, _ = only(bridge(snapshot(partly), snapshot(partly, rule=counted)))
    assert (line.cause, line.change.online_cases) == (Cause.POLICY, 1_000)
    line, _ = only(bridge(snapshot(procedure()), snapshot(partly)))
    assert (line.cause, line.change.partly_online_cases, line.points) == (Cause.OTHER, 1_000, 0)


def test_what_is_exempt_leaves_the_denominator_for_another_reason() -> None:
    rule = policy(exempt=ExemptTreatment.LEFT_OUT)
    exempt = procedure(records=(record(status=OnlineStatus.EXEMPT),))
    line, part = only(bridge(snapshot(procedure(), rule=rule), snapshot(exempt, rule=rule)))
    assert (line.cause, part.change.known_cases, part.change.procedures) == (Cause.OTHER, -1_000, -1)


def test_another_way_to_apply_is_another_change() -> None:
    by_store = procedure(records=(record(channels=("conveni",)),))
    line, _ = only(bridge(snapshot(procedure(online=True)), snapshot(by_store)))
    assert (line.cause, line.change.convenience_cases, line.points) == (Cause.OTHER, 1_000, 0)


def test_what_came_and_what_went() -> None:
    found = bridge(
        snapshot(procedure("K-1", 100, online=True), procedure("K-2", 300)),
        snapshot(procedure("K-2", 300), procedure("K-3", 200, online=True)),
    )
    assert [(line.cause, line.change.online_cases, line.change.procedures, line.points) for line in found.lines] == [
        (Cause.ABOLISHED, -100, -1, Fraction(-1, 4)),
        (Cause.ADDED, 200, 1, Fraction(2, 5)),
    ]


def test_what_was_merged_names_what_it_became_a_part_of() -> None:
    old, middle, new = (procedure(f"K-{number}", 100) for number in (1, 2, 3))
    ended = [
        replace(old, abolished_on=TODAY, merged_into="K-2"),
        replace(middle, abolished_on=TODAY, merged_into="k-3"),
    ]
    found = bridge(snapshot(old, middle, new), snapshot(procedure("K-3", 300)), ended)
    assert causes(found) == [Cause.ABOLISHED, Cause.VOLUMES]
    targets = [(part.code, part.merged_into.code if part.merged_into else "") for part in found.lines[0].parts]
    assert targets == [("K-1", "K-3"), ("K-2", "K-3")]
    assert found.change.known_cases == 0
    assert bridge(snapshot(old), snapshot()).lines[0].parts[0].merged_into is None


def test_merging_in_a_circle_leads_nowhere() -> None:
    one, two = procedure("K-1", merged_into="K-2"), procedure("K-2", merged_into="K-1")
    assert [part.merged_into for part in bridge(snapshot(one, two), snapshot()).lines[0].parts] == [None, None]


def test_codes_are_the_same_in_any_width_and_case() -> None:
    line, part = only(bridge(snapshot(procedure("k-001")), snapshot(procedure("Ｋ-001", online=True))))
    assert (line.cause, part.code) == (Cause.ONLINE, "Ｋ-001")


def test_a_path_through_nothing_keeps_what_it_had() -> None:
    found = bridge(snapshot(procedure("K-1", 100, online=True)), snapshot(procedure("K-2", 300)))
    assert [(line.cause, line.points) for line in found.lines] == [(Cause.ABOLISHED, None), (Cause.ADDED, -1)]
    assert found.points == -1


def test_what_moves_most_cases_is_named_first() -> None:
    codes = {"K-1": 5, "K-2": None, "K-3": 700, "K-4": 30}
    before = snapshot(*(procedure(code, cases) for code, cases in codes.items()))
    after = snapshot(*(procedure(code, cases, online=True) for code, cases in codes.items()))
    assert [part.code for part in bridge(before, after).lines[0].parts] == ["K-3", "K-4", "K-1", "K-2"]
