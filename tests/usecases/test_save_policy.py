"""A policy is stored with everything that is derived from it, or not at all, and its effect was true."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from tests.build import policy, target
from tests.dump import dump
from tests.engines import Databases, copy_of
from tests.people import actor
from tests.storage.agreement import assert_agrees
from tests.strategies import DAYS, FIRST_DAY, LAST_DAY
from tests.strategies import policies as some_policies
from tests.usecases.catalogues import LATER_POLICY, dated, hold
from tracker.domain.audit import Entry
from tracker.domain.errors import NotThere, Refused
from tracker.domain.policy import WARD_POLICY, ExemptTreatment, PartialTreatment, Policy
from tracker.domain.policy_rules import WrongPolicy
from tracker.domain.priority import Step
from tracker.domain.procedure import Theme
from tracker.storage import audit, policies
from tracker.storage.transactions import reading
from tracker.usecases.changing import Conflict
from tracker.usecases.figures.list_priorities import list_priorities
from tracker.usecases.figures.see_overview import see_overview
from tracker.usecases.figures.show_progress import show_progress
from tracker.usecases.log.verify_log import verify_log
from tracker.usecases.settings.preview_policy import preview_policy
from tracker.usecases.settings.save_policy import POLICIES, known_policies, save_policy

TODAY = date(2026, 11, 20)
NEW = policy(
    valid_from=date(2026, 4, 1),
    threshold=5_000,
    themes=frozenset({Theme.TAX}),
    designation_decides=True,
    base_fiscal_year=2022,
    targets=(*WARD_POLICY.targets, target("0.925", date(2029, 3, 31), "９割以上")),
    partial=PartialTreatment.COUNTED_WHOLE,
    exempt=ExemptTreatment.LEFT_OUT,
    total_cases=3_000_000,
    total_cases_source="行政報告書",
)
EVERYTHING_DAYS = [date(2024, 6, 30), date(2025, 3, 31), date(2026, 11, 20)]


@pytest.fixture(scope="module")
def changing(databases: Databases, prepared: str) -> Iterator[Engine]:
    """A database whose policies are changed over and over."""
    with copy_of(databases, prepared) as engine:
        hold(engine, dated(), WARD_POLICY)
        yield engine


def save(engine: Engine, rule: Policy, *, correcting: bool = False) -> None:
    save_policy(engine, actor(), rule, known_policies(engine).version, correcting=correcting)


def last_entry(engine: Engine) -> Entry:
    with reading(engine) as connection:
        return audit.entries_about(connection, POLICIES)[-1]


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rule=some_policies(), day=st.sampled_from(DAYS))
def test_after_any_policy_is_saved_all_figures_are_what_the_domain_says(
    changing: Engine, rule: Policy, day: date
) -> None:
    rule = replace(rule, targets=WARD_POLICY.targets)
    held = known_policies(changing).policies
    if rule in held:
        return
    correcting = any(each.valid_from == rule.valid_from for each in held)
    preview = preview_policy(changing, actor(), rule, correcting=correcting)
    save(changing, rule, correcting=correcting)
    with reading(changing) as connection:
        assert rule in policies.load(connection).values()
        assert_agrees(connection, dated(), [FIRST_DAY, day, LAST_DAY, *EVERYTHING_DAYS])
    assert show_progress(changing, preview.as_of).coverage == preview.effect.after.coverage


def test_everything_of_a_policy_is_stored_and_holds_from_its_day(past: Engine) -> None:
    before = show_progress(past, date(2026, 3, 31))
    save(past, NEW)
    assert show_progress(past, date(2026, 4, 1)).policy == NEW
    assert show_progress(past, date(2026, 3, 31)) == before
    assert see_overview(past, TODAY).progress.target == NEW.targets[1]
    with reading(past) as connection:
        assert_agrees(connection, dated(), EVERYTHING_DAYS)


def test_the_preview_tells_what_then_holds(ward: Engine) -> None:
    preview = preview_policy(ward, actor(), NEW, correcting=False)
    assert preview.as_of == TODAY
    assert preview.effect.before == replace(show_progress(ward, TODAY), cells=preview.effect.before.cells)
    assert preview.effect.before.coverage == show_progress(ward, TODAY).coverage
    save(ward, NEW)
    assert preview.effect.after.coverage == show_progress(ward, TODAY).coverage
    verdicts = {line.standing.procedure.code: line.standing.verdict for line in list_priorities(ward, TODAY).todo.lines}
    assert preview.effect.moves
    assert all(verdicts[move.procedure.code] == move.after for move in preview.effect.moves)
    assert {step: after for step, _before, after in preview.effect.steps} == {
        step: sum(verdict.step is step for verdict in verdicts.values()) for step in Step
    }


def test_a_preview_stores_nothing(ward: Engine) -> None:
    before = dump(ward)
    preview_policy(ward, actor(), NEW, correcting=False)
    assert dump(ward) == before


def test_the_wards_figures_of_another_base_year_say_what_is_missing(ward: Engine) -> None:
    rule = policy(valid_from=date(2027, 4, 1), base_fiscal_year=2024)
    preview = preview_policy(ward, actor(), rule, correcting=False)
    assert [caution.ja for caution in preview.cautions] == [
        "令和6年度件数は26手続中26手続が未入力です。"
        "母数の年度を令和6年度にすると、未入力の手続は件数ベースの集計に含まれません。"
    ]


def test_a_correction_replaces_what_was_said_and_logs_only_what_changed(past: Engine) -> None:
    save(past, replace(LATER_POLICY, threshold=800), correcting=True)
    assert len(known_policies(past).policies) == 2
    entry = last_entry(past)
    assert (entry.action, entry.subject, entry.who) == (
        "policy.edit",
        "令和7年4月1日から適用する基準",
        "田中 太郎（DX推進担当、tester）",
    )
    assert (json.loads(entry.before), json.loads(entry.after)) == (
        {"件数の基準": "年間500件以上"},
        {"件数の基準": "年間800件以上"},
    )
    assert verify_log(past).bad is None
    with reading(past) as connection:
        assert_agrees(connection, dated(), EVERYTHING_DAYS)


def test_a_new_policy_is_logged_in_full(past: Engine) -> None:
    save(past, NEW)
    after = json.loads(last_entry(past).after)
    assert after["適用開始日"] == "令和8年4月1日"
    assert after["目標"] == "約８割（80％、令和8年3月31日まで）、９割以上（92.5％、令和11年3月31日まで）"
    assert after["受付総件数"] == "3,000,000件"
    assert len(after) == 13


def test_all_policies_have_one_version(past: Engine) -> None:
    """What one of them changes depends on the others, so a change of another is a conflict too."""
    seen = known_policies(past).version
    save(past, NEW)
    with pytest.raises(Conflict, match="田中 太郎") as conflict:
        save_policy(past, actor(), replace(LATER_POLICY, threshold=1), seen, correcting=True)
    assert conflict.value.versions == {POLICIES: known_policies(past).version}


@pytest.mark.parametrize(
    ("rule", "correcting", "error"),
    [
        pytest.param(replace(NEW, threshold=0), False, WrongPolicy, id="wrong"),
        pytest.param(LATER_POLICY, False, WrongPolicy, id="the day is taken"),
        pytest.param(LATER_POLICY, True, Refused, id="nothing changed"),
        pytest.param(NEW, True, NotThere, id="nothing to correct"),
    ],
)
def test_what_is_refused_is_refused_in_the_preview_too_and_changes_nothing(
    past: Engine, rule: Policy, correcting: bool, error: type[Exception]
) -> None:
    before = dump(past)
    with pytest.raises(error):
        preview_policy(past, actor(), rule, correcting=correcting)
    with pytest.raises(error):
        save(past, rule, correcting=correcting)
    assert dump(past) == before
