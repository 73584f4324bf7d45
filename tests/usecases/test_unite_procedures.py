"""Duplicates united: one transaction, one entry of the log, and figures that stay explained."""

import json
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine

from tests.build import NOW, TODAY, volume
from tests.dump import dump
from tests.people import actor
from tests.storage.agreement import assert_agrees
from tests.usecases.asking import ask
from tests.usecases.closed_months import closing_of, kept_files
from tests.usecases.statements import chosen, desk, stated
from tests.usecases.stating import REPLY
from tests.usecases.test_edit_procedure import last_entry, stored, version
from tracker.domain.account import Role
from tracker.domain.asked import Topic
from tracker.domain.bridge import Cause
from tracker.domain.cataloguing import Particulars
from tracker.domain.count_report import Count, of_year
from tracker.domain.coverage import Coverage
from tracker.domain.differing import Differing
from tracker.domain.errors import NotThere, Refused
from tracker.domain.policy import BASELINE_DATE
from tracker.domain.procedure import Theme
from tracker.domain.uniting import is_united
from tracker.storage import closings, former, procedures
from tracker.storage.finding import ids_by_words
from tracker.storage.transactions import reading, writing
from tracker.usecases.answers.report_counts import store_counts
from tracker.usecases.catalogue.keep_apart import keep_apart, propose_again
from tracker.usecases.catalogue.likely_same import LikelySame, likely_same
from tracker.usecases.catalogue.unite_procedures import compared, preview_uniting, unite_procedures, uniting
from tracker.usecases.changing import Conflict
from tracker.usecases.closing.last_closing import snapshot_of
from tracker.usecases.confirmation.confirm_records import confirm_records
from tracker.usecases.confirmation.see_work import see_work
from tracker.usecases.figures.show_progress import show_progress
from tracker.usecases.reports.close_month import close_month
from tracker.usecases.reports.correct_month import correct_month
from tracker.usecases.reports.verify_closings import verify_closings
from tracker.usecases.settings.edit_procedure import create_procedure
from tracker.usecases.settings.end_procedure import end_procedure, restoration

HEALTH, DOUBLE = "K-006", "M-001"
UNIT = ("健康部", "健康づくり課")
TWICE = Particulars(
    "健診実績報告書", UNIT, designated=True, source="優先対象手続 No.14", volumes=(volume(84_931, 2023),)
)
OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)


@pytest.fixture
def twice(ward: Engine) -> Engine:
    """The ward's catalogue with 健(検)診実績報告書 taken in a second time as the list of priorities prints it."""
    create_procedure(ward, actor(), "", TWICE, BASELINE_DATE)
    return ward


def unite(engine: Engine, code: str = DOUBLE, into: str = HEALTH) -> None:
    seen = {each: version(engine, each) for each in (code, into)}
    unite_procedures(engine, actor(), uniting(code, into), seen)


def proposed(engine: Engine) -> LikelySame:
    return likely_same(engine, TODAY, 0, 20, 20)


def codes_by(engine: Engine, words: str) -> list[str]:
    with reading(engine) as connection:
        ids, _total = ids_by_words(connection, (words,), 50)
        return [item.code for item in procedures.in_order(connection, ids)]


def figures(engine: Engine, on: date = TODAY) -> Coverage:
    return show_progress(engine, on).coverage


def test_the_procedure_that_both_lists_print_is_proposed(twice: Engine) -> None:
    (pair,) = proposed(twice).pairs
    assert [each.procedure.code for each in (pair.first, pair.second)] == [HEALTH, DOUBLE]
    assert (pair.differing, pair.same_division) == ((Differing.BRACKETS,), True)


def test_in_the_wards_own_catalogue_nothing_is_proposed(ward: Engine) -> None:
    assert proposed(ward) == LikelySame((), 0, ())


def test_what_is_kept_apart_is_no_longer_proposed_until_that_is_taken_back(twice: Engine) -> None:
    keep_apart(twice, actor(), (DOUBLE, HEALTH))
    before = dump(twice)
    keep_apart(twice, actor(), (HEALTH, "ｍ-００１"))
    assert dump(twice)["audit_log"] == before["audit_log"]
    found = proposed(twice)
    assert (found.pairs, found.total, len(found.kept_apart)) == ((), 0, 1)
    entry = last_entry(twice, DOUBLE)
    assert entry == last_entry(twice, HEALTH)
    assert (entry.action, entry.subject) == (
        "procedure.keep_apart",
        "K-006 健(検)診実績報告書、M-001 健診実績報告書",
    )
    propose_again(twice, actor(), (HEALTH, DOUBLE))
    assert (proposed(twice).total, proposed(twice).kept_apart) == (1, ())
    assert json.loads(last_entry(twice, HEALTH).before) == {"同じ手続の候補": "別の手続とする"}


def test_nobody_else_may_say_so(twice: Engine) -> None:
    before = dump(twice)
    for role in (Role.EDITOR, Role.VIEWER):
        with pytest.raises(NotThere):
            keep_apart(twice, actor(role, UNIT), (DOUBLE, HEALTH))
        with pytest.raises(NotThere):
            propose_again(twice, actor(role, UNIT), (DOUBLE, HEALTH))
        with pytest.raises(NotThere):
            unite_procedures(twice, actor(role, UNIT), uniting(DOUBLE, HEALTH), {})
    with pytest.raises(NotThere):
        keep_apart(twice, actor(), (DOUBLE, "K-999"))
    with pytest.raises(Refused):
        keep_apart(twice, actor(), (DOUBLE, "m-001"))
    assert dump(twice) == before


def test_what_is_shown_is_what_is_stored(twice: Engine) -> None:
    shown = preview_uniting(twice, actor(), uniting(DOUBLE, HEALTH))
    assert figures(twice) == shown.effect.before
    fields = {field.heading: field for field in compared(shown.decision, TODAY).fields}
    assert (fields["手続名"].after, fields["手続名"].is_taken) == ("健(検)診実績報告書", False)
    assert (fields["年間受付件数（令和5年度）"].after, fields["年間受付件数（令和5年度）"].is_taken) == (
        "84,931件",
        True,
    )
    assert (fields["出典"].other, fields["出典"].is_taken) == ("優先対象手続 No.14", False)
    assert not {"優先対象手続", "廃止日", "統合先", "手続ID"} & fields.keys()
    unite(twice)
    assert figures(twice) == shown.effect.after
    assert figures(twice).procedures == 54
    gone, stays = stored(twice, DOUBLE), stored(twice, HEALTH)
    assert is_united(gone)
    assert [each.fiscal_year for each in stays.volumes] == [2022, 2023]
    assert gone.volumes == TWICE.volumes
    with reading(twice) as connection:
        assert_agrees(connection, list(procedures.everything(connection)), [BASELINE_DATE, OCTOBER, TODAY])
    assert show_progress(twice, OCTOBER).coverage.procedures == 54


def test_the_log_says_it_once_about_both(twice: Engine) -> None:
    unite(twice)
    entry = last_entry(twice, DOUBLE)
    assert entry == last_entry(twice, HEALTH)
    assert (entry.action, entry.subject) == (
        "procedure.unite",
        "M-001 健診実績報告書 → K-006 健(検)診実績報告書",
    )
    said = json.loads(entry.after)["changed"]
    assert said[DOUBLE]["統合先"] == HEALTH
    assert said[HEALTH]["年間受付件数（令和5年度）"] == "84,931件"


def test_what_somebody_changed_meanwhile_is_shown_first(twice: Engine) -> None:
    seen = {each: version(twice, each) for each in (DOUBLE, HEALTH)}
    stated(twice, HEALTH, effective_on=OCTOBER)
    with pytest.raises(Conflict):
        unite_procedures(twice, actor(), uniting(DOUBLE, HEALTH), seen)
    assert not is_united(stored(twice, DOUBLE))


def test_what_awaits_confirmation_is_settled_first(twice: Engine) -> None:
    stated(twice, DOUBLE, effective_on=OCTOBER)
    with pytest.raises(Refused, match="確認待ちの登録"):
        unite(twice)
    confirm_records(twice, actor(), [chosen(item) for item in desk(twice).items])
    with writing(twice) as connection:
        store_counts(connection, stored(twice, DOUBLE), [Count(of_year(2025), 85_000)], actor(), REPLY)
    with pytest.raises(Refused, match="確認待ちの件数"):
        unite(twice)


def test_the_old_code_and_name_find_what_stays_whatever_is_changed_afterwards(twice: Engine) -> None:
    assert codes_by(twice, "健診実績") == [DOUBLE]
    unite(twice)
    assert codes_by(twice, "健診実績") == codes_by(twice, "m-001") == [HEALTH, DOUBLE]
    assert codes_by(twice, "健(検)診") == [HEALTH]
    stated(twice, HEALTH, effective_on=OCTOBER)
    assert codes_by(twice, "m-001") == [HEALTH, DOUBLE]
    with reading(twice) as connection:
        (id_,) = ids_by_words(connection, ("k-006",), 50)[0]
        assert list(former.united_with(connection, [id_])[id_].values()) == [(DOUBLE, "健診実績報告書")]


def test_who_is_united_on_and_on_is_found_through_all(twice: Engine) -> None:
    create_procedure(twice, actor(), "", replace(TWICE, name="検診実績報告書"), BASELINE_DATE)
    unite(twice, "M-002", DOUBLE)
    unite(twice)
    assert codes_by(twice, "m-002") == [HEALTH, DOUBLE, "M-002"]
    end_procedure(twice, actor(), restoration(DOUBLE, "誤り"), {DOUBLE: version(twice, DOUBLE)})
    assert codes_by(twice, "m-002") == [DOUBLE, "M-002"]


def test_a_closed_month_stays_and_the_next_says_what_happened(twice: Engine) -> None:
    ask(twice)
    close_month(twice, actor(), OCTOBER, "照会中のため")
    kept = kept_files(twice)
    before = figures(twice)
    unite(twice)
    assert kept_files(twice) == kept
    with reading(twice) as connection:
        assert len(snapshot_of(connection, closings.listed(connection)[0]).procedures) == 55
    assert verify_closings(twice) == (1, ())
    work = see_work(twice, TODAY)
    assert work.bridge is not None
    (line,) = work.bridge.lines
    assert (line.cause, work.bridge.change) == (Cause.UNITED, figures(twice) - before)
    (part,) = line.parts
    assert part.merged_into is not None
    assert (part.code, part.merged_into.code) == (DOUBLE, HEALTH)


def test_a_corrected_edition_counts_it_once(twice: Engine) -> None:
    close_month(twice, actor(), OCTOBER, "照会中のため")
    unite(twice)
    correct_month(twice, actor(), OCTOBER, "重複した手続を統合したため")
    with reading(twice) as connection:
        sizes = [len(snapshot_of(connection, closing_of(twice, OCTOBER, edition)).procedures) for edition in (1, 2)]
    assert sizes == [55, 54]


def test_a_united_procedure_is_asked_nothing_any_more(twice: Engine) -> None:
    ask(twice)
    open_before = sum(each.unanswered for each in see_work(twice, TODAY).replies)
    unite(twice)
    assert sum(each.unanswered for each in see_work(twice, TODAY).replies) == open_before - 1
    asked = stored(twice, DOUBLE).asked
    assert asked is not None
    assert asked.unanswered == (Topic.STATUS,)


def test_themes_taken_over_decide_the_step(twice: Engine) -> None:
    child = replace(TWICE, name="健検診実績報告書", themes=(Theme.CHILD_REARING,))
    create_procedure(twice, actor(), "", child, BASELINE_DATE)
    assert proposed(twice).total == 2
    unite(twice, "M-002", DOUBLE)
    assert stored(twice, DOUBLE).themes == (Theme.CHILD_REARING,)
    with reading(twice) as connection:
        assert_agrees(connection, list(procedures.everything(connection)), [TODAY])


def test_the_uniting_taken_back(twice: Engine) -> None:
    before = stored(twice, DOUBLE)
    unite(twice)
    end_procedure(twice, actor(at=NOW), restoration(DOUBLE, "別の手続のため"), {DOUBLE: version(twice, DOUBLE)})
    assert stored(twice, DOUBLE) == before
    assert codes_by(twice, "m-001") == [DOUBLE]
    assert figures(twice).procedures == 55
