"""新旧対照表: what the preview says, what is stored, and who has what afterwards."""

import json
from datetime import date

import pytest
from sqlalchemy import Engine

from tests.build import TODAY
from tests.dump import dump
from tests.people import REGISTER, TAX, account, actor, register
from tests.storage.agreement import folded
from tests.usecases.reorganised import (
    APRIL,
    MARCH_END,
    OF_FAMILY_REGISTER,
    RENAMED,
    SPECIAL,
    TABLE,
    by_division,
    table,
)
from tests.usecases.statements import stated
from tests.usecases.test_edit_organisation import assert_agrees_with_domain, catalogue, code_of, edit, units_of
from tracker.domain import reorganising
from tracker.domain.account import Role
from tracker.domain.audit import About
from tracker.domain.audit import Kind as About_kind
from tracker.domain.errors import NotThere, Refused
from tracker.domain.figures import Figure
from tracker.domain.organisation import View
from tracker.domain.progress import measure
from tracker.domain.selection import Selection
from tracker.domain.succession import Kind
from tracker.storage import audit
from tracker.storage.transactions import reading
from tracker.usecases.answers.list_own import list_own
from tracker.usecases.changing import Conflict
from tracker.usecases.figures.break_down_figure import break_down_figure
from tracker.usecases.figures.show_progress import show_progress
from tracker.usecases.reports.material import snapshot_on
from tracker.usecases.settings.edit_organisation import Reorganised
from tracker.usecases.settings.see_organisation import ORGANISATION, see_organisation
from tracker.usecases.settings.succession import TableRefused, preview_succession, take_in_succession

ROWS = table(TABLE)
TAXES, PEOPLE, FAMILY = ("総務部", "納税課"), ("地域振興部", "住民課"), ("地域振興部", "戸籍課")


@pytest.fixture
def before(ward: Engine) -> Engine:
    """The ward's catalogue, with a division that has no procedures."""
    edit(ward, reorganising.create_division, "B01", SPECIAL[1], date(2025, 4, 1))
    return ward


def taken_in(engine: Engine) -> Reorganised:
    return take_in_succession(engine, actor(), ROWS, APRIL, see_organisation(engine).version)


def test_the_preview_says_what_becomes_of_each_division_and_stores_nothing(before: Engine) -> None:
    register(before, account(Role.EDITOR, TAX, REGISTER))
    register(before, account(Role.EDITOR, SPECIAL))
    stated(before, "K-001")
    stated(before, "K-009")
    stored = dump(before)
    shown = preview_succession(before, actor(), ROWS, APRIL)
    assert dump(before) == stored
    assert [(part.outcome.kind, part.outcome.old, part.outcome.new) for part in shown.parts] == [
        (Kind.RENAMED, ("福祉部", "国保年金課"), (("福祉部", "国民健康保険課"),)),
        (Kind.MERGED, TAX, (TAXES,)),
        (Kind.MERGED, ("総務部", "収納対策課"), (TAXES,)),
        (Kind.DIVIDED, REGISTER, (FAMILY, PEOPLE)),
        (Kind.ABOLISHED, SPECIAL, ()),
        (Kind.TRANSFERRED, ("都市整備部", "道路管理課"), (("施設部", "道路管理課"),)),
    ]
    assert [part.procedures for part in shown.parts] == [4, 4, 1, 10, 0, 1]
    assert [part.people for part in shown.parts] == [0, 1, 0, 1, 1, 0]
    assert [part.waiting for part in shown.parts] == [0, 1, 0, 1, 0, 0]
    assert (shown.sum_of("procedures"), shown.unchanged) == (20, 1)
    assert [part.outcome.old for part in shown.divided] == [REGISTER]
    assert [part.outcome.old for part in shown.abolished] == [SPECIAL]
    assert (shown.begun, shown.ended, shown.is_to_come) == ((), (), False)
    whole = show_progress(before, TODAY).coverage
    assert shown.coverage == whole
    assert sum(group.coverage.procedures for group in shown.after) == whole.procedures
    assert {group.name: group.coverage.procedures for group in shown.after}["施設部"] == 1


def test_everything_moves_at_once_and_the_whole_stays(before: Engine) -> None:
    person = register(before, account(Role.EDITOR, TAX, REGISTER))
    left = register(before, account(Role.EDITOR, SPECIAL))
    old, whole = {item.code: item.unit for item in catalogue(before)}, show_progress(before, TODAY).coverage
    shown = preview_succession(before, actor(), ROWS, APRIL)
    done = taken_in(before)
    expected = {code: RENAMED.get(unit, unit) for code, unit in old.items()} | dict.fromkeys(OF_FAMILY_REGISTER, FAMILY)
    assert {item.code: item.unit for item in catalogue(before)} == expected
    assert (done.procedures, done.people) == (20, tuple(sorted([person.login, left.login])))
    assert set(units_of(before, person)) == {TAXES, PEOPLE, FAMILY}
    assert units_of(before, left) == ()
    after = show_progress(before, TODAY)
    assert after.coverage == whole
    assert tuple(after.by_department()) == shown.after
    assert_agrees_with_domain(before)


def test_both_views_of_an_earlier_day_are_right(before: Engine) -> None:
    old = show_progress(before, MARCH_END)
    taken_in(before)
    then, now = (show_progress(before, MARCH_END, view) for view in (View.THEN, View.NOW))
    assert by_division(then) == by_division(old)
    assert [group.name for group in then.by_division()] == [group.name for group in old.by_division()]
    assert set(then.cells) == set(old.cells)
    assert then.coverage == now.coverage == old.coverage
    assert by_division(now) == by_division(show_progress(before, APRIL))
    assert by_division(now)[FAMILY] == 3
    measured = measure(catalogue(before), now.policy, now.organisation, MARCH_END)
    assert folded(now.cells) == folded(measured.cells)
    for day in (APRIL, TODAY):
        assert show_progress(before, day, View.THEN).cells == show_progress(before, day).cells


def test_the_rows_of_a_figure_follow_either_organisation(before: Engine) -> None:
    taken_in(before)

    def codes(view: View, **selected: str) -> set[str]:
        sheet = break_down_figure(before, Figure.BY_PROCEDURES, Selection(**selected), MARCH_END, view)
        assert sheet.reorganised
        assert {line.standing.procedure.division for line in sheet.breakdown.lines} <= {selected.get("division")}
        return {line.standing.procedure.code for line in sheet.breakdown.lines}

    assert len(codes(View.THEN, department="地域振興部", division="戸籍住民課")) == 10
    assert codes(View.NOW, department="地域振興部", division="戸籍課") == set(OF_FAMILY_REGISTER)
    assert codes(View.THEN, division="戸籍課") == codes(View.NOW, division="戸籍住民課") == set()
    assert codes(View.THEN, department="都市整備部", division="道路管理課") == {"P-031"}
    assert codes(View.NOW, department="施設部", division="道路管理課") == {"P-031"}
    assert not break_down_figure(before, Figure.BY_PROCEDURES, Selection(), APRIL).reorganised


def test_a_month_gives_the_same_snapshot_before_and_after(before: Engine) -> None:
    def snapshot() -> object:
        with reading(before) as connection:
            return snapshot_on(connection, MARCH_END)

    earlier = snapshot()
    taken_in(before)
    assert snapshot() == earlier
    edit(before, reorganising.rename_division, code_of(before, TAXES), "税務収納課", date(2026, 7, 1))
    assert snapshot() == earlier


def test_moves_follow_each_other_whenever_they_are_entered(before: Engine) -> None:
    """What is entered late for an earlier day changes nothing before the procedure came."""
    june, july = date(2026, 6, 1), date(2026, 7, 1)
    edit(before, reorganising.rename_division, code_of(before, TAX), "納税課", june)
    edit(before, reorganising.rename_division, code_of(before, TAXES), "税務収納課", july)
    edit(before, reorganising.abolish_division, code_of(before, ("総務部", "税務収納課")), july, "B02-01")
    edit(before, reorganising.abolish_division, "B02-01", APRIL, "B02-02")

    def division(day: date) -> set[str]:
        cells = show_progress(before, day, View.THEN)
        return {name for (_department, name), count in by_division(cells).items() if _department == "総務部" and count}

    def rows(day: date, name: str) -> set[str]:
        sheet = break_down_figure(before, Figure.BY_PROCEDURES, Selection(division=name), day, View.THEN)
        return {line.standing.procedure.code for line in sheet.breakdown.lines}

    taxes = {"K-001", "K-008", "K-011", "K-015"}
    assert rows(MARCH_END, "税務課") == rows(june, "納税課") == taxes
    assert rows(july, "契約管財課") == {*taxes, "P-001", "P-002", "P-003", "P-004"}
    assert division(MARCH_END) == {"人事課", "契約管財課", "税務課", "収納対策課"}
    assert division(date(2026, 5, 31)) == {"契約管財課", "税務課", "収納対策課"}
    assert division(june) == division(date(2026, 6, 30)) == {"契約管財課", "納税課", "収納対策課"}
    assert division(july) == {"契約管財課", "収納対策課"}


def test_the_log_says_it_in_one_entry_and_one_for_each_procedure(before: Engine) -> None:
    person = register(before, account(Role.EDITOR, REGISTER))
    taken_in(before)
    with reading(before) as connection:
        entry = audit.entries_about(connection, ORGANISATION)[-1]
        assert (entry.action, entry.subject) == ("organisation.edit", "新旧対照表（令和8年4月1日）")
        assert json.loads(entry.after)[f"所管課 {code_of(before, REGISTER)}"] == (
            "地域振興部 戸籍住民課、令和8年4月1日廃止、引継先：住民課"
        )
        assert audit.version_of(connection, About(About_kind.ACCOUNT, person.login)) == entry.number
        (last,) = audit.entries_about(connection, About(About_kind.PROCEDURE, "K-009"), after=entry.number)
        assert json.loads(last.after) == {"所管課": "戸籍課"}


def test_what_awaits_is_with_the_successor_and_rights_with_its_people(before: Engine) -> None:
    person = register(before, account(Role.EDITOR, REGISTER))
    stated(before, "K-009")
    taken_in(before)
    editor = actor(Role.EDITOR, *units_of(before, person), login=person.login)
    waiting = [own.procedure.code for own in list_own(before, editor, [FAMILY], TODAY).items if own.waiting]
    assert waiting == ["K-009"]
    with pytest.raises(NotThere):
        list_own(before, actor(Role.EDITOR, REGISTER), [FAMILY], TODAY)


def test_a_day_to_come_can_be_seen_but_not_stored(before: Engine) -> None:
    later = date(2027, 4, 1)
    assert preview_succession(before, actor(), ROWS, later).is_to_come
    stored = dump(before)
    with pytest.raises(Refused, match="今日以前") as caught:
        take_in_succession(before, actor(), ROWS, later, see_organisation(before).version)
    assert caught.value.field == "on"
    assert dump(before) == stored


def test_what_is_wrong_is_told_row_by_row_and_nothing_is_stored(before: Engine) -> None:
    stored = dump(before)
    seen = see_organisation(before).version
    wrong = {
        "cells": table([("総務部", "ない課", "総務部", "納税課"), ("", "", "", ""), ("福祉部", "", "福祉部", "")]),
        "rows": table([("総務部", "税務課", "", ""), ("地域振興部", "戸籍住民課", "", "戸籍課", "K-001")]),
    }
    told = {}
    for name, rows in wrong.items():
        with pytest.raises(TableRefused) as caught:
            take_in_succession(before, actor(), rows, APRIL, seen)
        told[name] = [(problem.row, problem.column) for problem in caught.value.problems]
        with pytest.raises(TableRefused):
            preview_succession(before, actor(), rows, APRIL)
    assert told == {
        "cells": [(2, "旧の課"), (3, "旧の課"), (4, "旧の課"), (4, "新の課")],
        "rows": [(2, "旧の課"), (3, "手続ID"), (3, "手続ID")],
    }
    assert dump(before) == stored


def test_only_the_dx_team_may_and_nobody_overlooks_another(before: Engine) -> None:
    stored = dump(before)
    for role in (Role.EDITOR, Role.VIEWER):
        with pytest.raises(NotThere):
            preview_succession(before, actor(role, TAX), ROWS, APRIL)
        with pytest.raises(NotThere):
            take_in_succession(before, actor(role, TAX), ROWS, APRIL, see_organisation(before).version)
    assert dump(before) == stored
    seen = see_organisation(before).version
    edit(before, reorganising.create_department, "危機管理部", APRIL)
    with pytest.raises(Conflict):
        take_in_succession(before, actor(), ROWS, APRIL, seen)
