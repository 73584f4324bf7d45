"""What is saved is what is loaded, and a change writes nothing but itself."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from tests import strategies
from tests.build import department, policy, procedure, record, unconfirmed, volume
from tests.engines import Scratch
from tests.statements import sent
from tests.storage.agreement import catalogues, fill, on_databases, policy_sets
from tests.strategies import ORGANISATION
from tracker.domain.fiscal import Period, Precision
from tracker.domain.policy import Policy, Target
from tracker.domain.procedure import Plan, Procedure, ProcedureType, VolumeBasis
from tracker.domain.status import StatusRecord
from tracker.storage import organisation, policies, procedures, saving
from tracker.storage.saving import Change
from tracker.storage.transactions import writing

TIME_ZONES = [UTC, timezone(timedelta(hours=9)), timezone(timedelta(hours=-5))]
hard_texts = st.sampled_from(["", "'; DROP TABLE procedures; --", "改行\nあり", "𠮷野家🏯", "100％_\\", "x" * 10_000])
moments = st.integers(0, 4 * 10**15).flatmap(
    lambda microseconds: st.sampled_from(TIME_ZONES).map(
        lambda zone: (datetime(1990, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds)).astimezone(zone)
    )
)


@st.composite
def rich(draw: st.DrawFn, item: Procedure) -> Procedure:
    """The procedure with everything stated that the usual random ones leave out."""

    def told(one: StatusRecord) -> StatusRecord:
        confirmed = None if one.confirmed_at is None else draw(moments)
        note, reason = draw(hard_texts), draw(hard_texts)[:2_000]
        return replace(
            one, recorded_at=draw(moments), confirmed_at=confirmed, recorded_by=draw(names), note=note, reason=reason
        )

    names = st.sampled_from(["", "dx", "税務課 山田"])
    return replace(
        item,
        name=draw(hard_texts)[:500] or "無題",
        procedure_type=draw(st.none() | st.sampled_from(ProcedureType)),
        life_events=draw(st.sampled_from([(), ("妊娠", "その他(個人)")])),
        national_lists=draw(st.sampled_from([(), ("31",), ("31", "59")])),
        legal_basis=draw(hard_texts),
        source=draw(hard_texts),
        note=draw(hard_texts),
        plan=replace(item.plan, comment=draw(hard_texts)),
        volumes=tuple(replace(one, source=draw(hard_texts)[:500]) for one in item.volumes),
        records=tuple(map(told, item.records)),
        position=draw(st.integers(1, 100_000)),
    )


rich_catalogues = catalogues().flatmap(lambda catalogue: st.tuples(*map(rich, catalogue)))


@on_databases
@given(catalogue=rich_catalogues)
def test_a_saved_catalogue_is_loaded_equal(scratch: Scratch, catalogue: tuple[Procedure, ...]) -> None:
    with scratch() as connection:
        fill(connection, catalogue, [policy()])
        assert {item.code: item for item in procedures.everything(connection)} == {
            item.code: item for item in catalogue
        }
        for item in catalogue:
            assert procedures.find(connection, item.code) == item


def test_counts_and_days_at_their_limits_are_kept(scratch: Scratch) -> None:
    item = procedure(
        volumes=(volume(9_999_999_999, 1989), volume(None, 2026, ceiling=9_999_999_999, basis=VolumeBasis.EXPECTED)),
        active_from=date.min,
        abolished_on=date.max,
        records=(record(1, date.min), record(2, date.max)),
        plan=Plan(Period(date(2099, 4, 1), Precision.FISCAL_YEAR)),
        position=1,
    )
    with scratch() as connection:
        fill(connection, [item], [policy()])
        assert procedures.find(connection, item.code) == item


@pytest.mark.parametrize("written", ["Ｋ-００１", "k-001", " K-001 ", "K\u200b-001"])
def test_a_code_is_found_in_any_width_and_case(scratch: Scratch, written: str) -> None:
    item = procedure("K-001", position=1)
    with scratch() as connection:
        fill(connection, [item], [policy()])
        assert procedures.find(connection, written) == item
        assert procedures.find(connection, "K-002") is None


@on_databases
@given(rules=policy_sets(), share=strategies.shares)
def test_a_stored_policy_is_loaded_equal(scratch: Scratch, rules: list[Policy], share: object) -> None:
    stated = replace(rules[0], total_cases=3_000_000, total_cases_source="区政概要", step1=(2020, 2021))
    with scratch() as connection:
        known = fill(connection, [], [stated, *rules[1:]])
        assert sorted(known.values(), key=_begins) == sorted([stated, *rules[1:]], key=_begins)
        assert [policies.id_on(known, known[id_]) for id_ in known] == list(known)


def test_a_share_that_no_decimal_can_hold_is_kept_exactly(scratch: Scratch) -> None:
    third = policy(targets=(Target(Fraction(1, 3), "３分の１", date(2026, 3, 31)),))
    with scratch() as connection:
        assert list(fill(connection, [], [third]).values()) == [third]


def test_the_organisation_keeps_its_order_and_grows_at_the_end(scratch: Scratch) -> None:
    grown = (ORGANISATION[0], department("会計室", "出納課", code="B09"))
    with scratch() as connection:
        organisation.add_missing(connection, ORGANISATION)
        organisation.add_missing(connection, ORGANISATION)
        assert organisation.load(connection) == ORGANISATION
        organisation.add_missing(connection, grown)
        assert organisation.load(connection) == (*ORGANISATION, grown[1])


def test_a_division_added_late_comes_after_its_sisters(scratch: Scratch) -> None:
    with scratch() as connection:
        organisation.add_missing(connection, (department("総務部", "税務課", "人事課"),))
        organisation.add_missing(connection, (department("総務部", "税務課", "人事課", "文書課"),))
        (found,) = organisation.load(connection)
        assert [division.name for division in found.divisions] == ["税務課", "人事課", "文書課"]


def test_a_change_writes_only_what_changed(scratch: Scratch) -> None:
    """A note rewrites neither volumes nor themes nor records nor intervals."""
    before = procedure(online=True, position=1)
    with scratch() as connection:
        known = fill(connection, [before], [policy()])
        with sent(connection.engine) as statements:
            saving.save(connection, [Change(before, replace(before, note="追記"))], known)
        assert written(statements) <= {"procedures", "placements"}


def test_a_new_record_is_added_and_the_old_ones_stay(scratch: Scratch) -> None:
    before = procedure(online=True, position=1)
    after = replace(before, records=(*before.records, unconfirmed(2, date(2024, 2, 1), url="https://example.jp")))
    with scratch() as connection:
        known = fill(connection, [before], [policy()])
        with sent(connection.engine) as statements:
            saving.save(connection, [Change(before, after)], known)
        assert {"status_records", "status_intervals"} <= written(statements)
        assert not written(statements) & {"status_confirmations", "annual_volumes", "procedure_themes"}
        assert procedures.find(connection, "K-001") == after


def test_more_procedures_than_a_block_holds_are_saved_and_changed(scratch: Scratch) -> None:
    count = saving.BLOCK + 5
    before = [procedure(f"K-{number:05}", online=True, position=number) for number in range(1, count + 1)]
    after = [replace(item, note="改") for item in before]
    with scratch() as connection:
        known = fill(connection, before, [policy()])
        saving.save(connection, [Change(*pair) for pair in zip(before, after, strict=True)], known)
        assert list(procedures.everything(connection)) == after


def test_two_procedures_cannot_share_a_code(engine: Engine) -> None:
    twins = [Change(None, procedure("K-001", position=1)), Change(None, procedure("ｋ-００１", position=2))]
    with pytest.raises(IntegrityError), writing(engine) as connection:
        saving.save(connection, twins, policies.load(connection))


def written(statements: list[str]) -> set[str]:
    """The tables that are inserted into, updated or deleted from."""
    words = [statement.replace('"', "").split() for statement in statements]
    changing = [each for each in words if each[0] in ("INSERT", "UPDATE", "DELETE")]
    return {each[1] if each[0] == "UPDATE" else each[2] for each in changing}


def _begins(rule: Policy) -> date:
    return rule.valid_from
