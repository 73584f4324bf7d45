"""Reorganising: what moves, what the log says, and that no figure of the whole changes."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.build import BASE_YEAR, NOW, TODAY
from tests.dump import dump
from tests.people import REGISTER, TAX, account, actor, register
from tests.storage.agreement import assert_agrees
from tests.usecases.files import catalogue_file
from tracker.domain import reorganising as change
from tracker.domain.account import Account, Role
from tracker.domain.audit import About, Kind
from tracker.domain.catalogue import entry_of
from tracker.domain.contact import Contact
from tracker.domain.errors import NotThere, Refused
from tracker.domain.organisation import valid_on
from tracker.domain.policy import BASELINE_DATE
from tracker.domain.procedure import Procedure, Unit
from tracker.domain.progress import Progress
from tracker.domain.reorganising import Reorganisation
from tracker.storage import accounts, audit, contacts, organisation, policies, procedures, saving
from tracker.storage.saving import Change
from tracker.storage.transactions import reading, writing
from tracker.usecases.catalogue.import_catalogue import Options, preview_import
from tracker.usecases.changing import Conflict
from tracker.usecases.figures.show_progress import show_progress
from tracker.usecases.settings.edit_organisation import Operation, Reorganised, edit_organisation
from tracker.usecases.settings.see_organisation import ORGANISATION, see_organisation

APRIL = date(2026, 4, 1)
COLLECTION = ("総務部", "収納対策課")


def edit(engine: Engine, operation: Callable[..., Reorganisation], *arguments: object) -> Reorganised:
    wanted: Operation = lambda situation: operation(situation, *arguments)  # noqa: E731
    return edit_organisation(engine, actor(), "改正", wanted, see_organisation(engine).version)


def code_of(engine: Engine, unit: Unit) -> str:
    with reading(engine) as connection:
        return next(
            division.code
            for department in organisation.load(connection)
            for division in department.divisions
            if (department.name, division.name) == unit
        )


def catalogue(engine: Engine) -> list[Procedure]:
    with reading(engine) as connection:
        return list(procedures.everything(connection))


def by_division(progress: Progress) -> dict[str, int]:
    return {group.name: group.coverage.procedures for group in progress.by_division() if group.coverage.procedures}


def test_a_renamed_division_keeps_its_procedures_people_and_figures(ward: Engine) -> None:
    person = register(ward, account(Role.EDITOR, TAX, REGISTER))
    before, kept = show_progress(ward, TODAY), catalogue(ward)
    mine = [item for item in kept if item.unit == TAX]
    done = edit(ward, change.rename_division, code_of(ward, TAX), "納税課", APRIL)
    after = show_progress(ward, TODAY)
    assert (done.procedures, done.people) == (len(mine), (person.login,))
    assert after.coverage == before.coverage
    assert [group.coverage for group in after.by_department()] == [group.coverage for group in before.by_department()]
    assert by_division(after) == {
        {"税務課": "納税課"}.get(name, name): found for name, found in by_division(before).items()
    }
    assert [item.unit for item in catalogue(ward)] == [
        ("総務部", "納税課") if item in mine else item.unit for item in kept
    ]
    assert set(units_of(ward, person)) == {("総務部", "納税課"), REGISTER}
    assert_agrees_with_domain(ward)


def units_of(engine: Engine, person: Account) -> tuple[Unit, ...]:
    with reading(engine) as connection:
        found = accounts.find(connection, person.login)
        assert found is not None
        return found.account.units


def assert_agrees_with_domain(engine: Engine) -> None:
    with reading(engine) as connection:
        assert_agrees(connection, list(procedures.everything(connection)), [BASELINE_DATE, APRIL, TODAY])


def test_the_log_has_an_entry_for_the_organisation_and_one_for_each_procedure(ward: Engine) -> None:
    person = register(ward, account(Role.EDITOR, TAX))
    done = edit(ward, change.rename_division, code_of(ward, TAX), "納税課", APRIL)
    with reading(ward) as connection:
        entries = audit.entries_about(connection, ORGANISATION)
        assert [(entry.action, entry.who, entry.subject) for entry in entries] == [
            ("organisation.edit", actor().who, "改正")
        ]
        code = code_of(ward, TAX)
        new = code_of(ward, ("総務部", "納税課"))
        assert json.loads(entries[0].before) == {f"所管課 {code}": "総務部 税務課"}
        assert json.loads(entries[0].after) == {
            f"所管課 {code}": "総務部 税務課、令和8年4月1日廃止、引継先：納税課",
            f"所管課 {new}": "総務部 納税課、令和8年4月1日から",
        }
        assert audit.version_of(connection, About(Kind.ACCOUNT, person.login)) == entries[0].number
        moved = [item for item in procedures.everything(connection) if item.unit == ("総務部", "納税課")]
        for item in moved:
            (last,) = audit.entries_about(connection, About(Kind.PROCEDURE, item.code), after=entries[0].number)
            assert (last.action, json.loads(last.before), json.loads(last.after)) == (
                "procedure.edit",
                {"所管課": "税務課"},
                {"所管課": "納税課"},
            )
        assert done.procedures == len(moved) > 0


def test_shared_and_abolished_procedures_move_too(ward: Engine) -> None:
    first, second = [item for item in catalogue(ward) if item.unit == REGISTER][:2]
    shared = replace(first, shared_with=TAX)
    gone = replace(second, abolished_on=APRIL, department=TAX[0], division=TAX[1])
    with writing(ward) as connection:
        saving.save(connection, [Change(first, shared), Change(second, gone)], policies.load(connection))
    edit(ward, change.abolish_division, code_of(ward, TAX), TODAY, code_of(ward, REGISTER))
    found = {item.code: item for item in catalogue(ward)}
    assert (found[shared.code].unit, found[shared.code].shared_with) == (REGISTER, None)
    assert found[gone.code].unit == REGISTER
    assert TAX not in {item.unit for item in found.values()}
    assert_agrees_with_domain(ward)


def test_a_renamed_department_moves_everything_in_it(ward: Engine) -> None:
    register(ward, account(Role.EDITOR, TAX))
    before = show_progress(ward, TODAY)
    done = edit(ward, change.rename_department, "B02", "総務企画部", TODAY)
    after = show_progress(ward, TODAY)
    assert after.coverage == before.coverage
    assert done.procedures == sum(item.department == "総務企画部" for item in catalogue(ward)) > 0
    assert [group.name for group in after.by_department()] == [
        {"総務部": "総務企画部"}.get(group.name, group.name) for group in before.by_department()
    ]
    back = edit(ward, change.rename_department, code_of_department(ward, "総務企画部"), "総務部", TODAY)
    assert back.procedures == done.procedures
    assert set(show_progress(ward, TODAY).cells) == set(before.cells)
    assert_agrees_with_domain(ward)


def code_of_department(engine: Engine, name: str) -> str:
    return next(item.code for item in see_organisation(engine).organisation if item.name == name)


def test_order_name_and_new_units_are_stored_as_decided(ward: Engine) -> None:
    for operation, *arguments in (
        (change.shift_department, "B03", change.UP),
        (change.shift_division, "B02-01", change.DOWN),
        (change.create_department, "危機管理部", APRIL, "", "B02"),
        (change.create_division, "B01", "広報課", APRIL),
        (change.correct_division, "B02-02", "契約課"),
        (change.move_division, code_of(ward, REGISTER), "B01", APRIL),
        (change.abolish_division, "B02-01", APRIL, "B02-02"),
    ):
        stored = see_organisation(ward)
        busy = frozenset(unit for unit, found in stored.belongings.items() if found.has_procedures)
        expected = operation(change.Situation(stored.organisation, TODAY, busy), *arguments).organisation
        edit(ward, operation, *arguments)
        assert see_organisation(ward).organisation == expected
    assert_agrees_with_domain(ward)


def test_what_is_refused_changes_nothing(ward: Engine) -> None:
    before = dump(ward)
    with pytest.raises(Refused, match="引継先"):
        edit(ward, change.abolish_division, code_of(ward, TAX), APRIL)
    with pytest.raises(Refused, match="今日以前"):
        edit(ward, change.rename_division, code_of(ward, TAX), "納税課", date(2026, 11, 21))
    with pytest.raises(NotThere):
        edit(ward, change.rename_division, "B99-01", "納税課", APRIL)
    for role in (Role.EDITOR, Role.VIEWER):
        with pytest.raises(NotThere):
            edit_organisation(ward, actor(role, TAX), "", partial(change.create_department, name="部", on=APRIL), 0)
    assert dump(ward) == before


def test_two_people_reorganising_at_once_meet(ward: Engine) -> None:
    seen = see_organisation(ward).version
    edit(ward, change.create_department, "危機管理部", APRIL)
    before = dump(ward)
    with pytest.raises(Conflict) as caught:
        edit_organisation(ward, actor(), "改正", partial(change.create_department, name="広報部", on=APRIL), seen)
    assert [entry.subject for entry in caught.value.since] == ["改正"]
    assert dump(ward) == before


def test_an_abolished_division_without_procedures_lets_its_people_go(ward: Engine) -> None:
    unit = ("総務部", "人事課")
    edit(ward, change.abolish_division, code_of(ward, TAX), APRIL, code_of(ward, unit))
    empty = edit(ward, change.create_division, "B01", "広報課", APRIL).organisation
    assert valid_on(empty, TODAY)[0].divisions[-1].name == "広報課"
    person = register(ward, account(Role.EDITOR, ("政策経営部", "広報課")))
    done = edit(ward, change.abolish_division, code_of(ward, ("政策経営部", "広報課")), TODAY)
    assert done.people == (person.login,)
    assert units_of(ward, person) == ()


def test_somebody_of_both_divisions_is_there_once(ward: Engine) -> None:
    person = register(ward, account(Role.EDITOR, TAX, REGISTER))
    edit(ward, change.abolish_division, code_of(ward, TAX), TODAY, code_of(ward, REGISTER))
    assert units_of(ward, person) == (REGISTER,)


@pytest.mark.parametrize("create_divisions", [False, True])
def test_a_file_with_an_old_name_is_told_the_new_one(ward: Engine, tmp_path: Path, create_divisions: bool) -> None:
    row = next(entry_of(item, BASE_YEAR, TODAY) for item in catalogue(ward) if item.unit == TAX)
    edit(ward, change.rename_division, code_of(ward, TAX), "納税課", APRIL)
    edit(ward, change.rename_department, "B02", "総務企画部", TODAY)

    def told(department: str, division: str) -> list[str]:
        path = catalogue_file(tmp_path, [replace(row, department=department, division=division)])
        outcome = preview_import(ward, path, Options(create_divisions=create_divisions), NOW, "dx")
        return [problem.ja.removesuffix("現在の名称に直してください。") for problem in outcome.problems][:1]

    renamed = ["「税務課」は令和8年4月1日に廃止され、「総務企画部 納税課」に引き継がれています。"]
    assert told("総務部", "税務課") == told("", "税務課") == renamed
    assert told("総務部", "新しい課") == ["「総務部」は令和8年11月20日に廃止され、「総務企画部」に引き継がれています。"]
    assert told("総務企画部", "納税課") == told("", "納税課") == []


def test_a_file_with_a_name_that_nobody_carries_on_is_told_so(ward: Engine, tmp_path: Path) -> None:
    row = entry_of(catalogue(ward)[0], BASE_YEAR, TODAY)
    edit(ward, change.create_division, "B01", "広報課", APRIL)
    edit(ward, change.abolish_division, code_of(ward, ("政策経営部", "広報課")), TODAY)
    path = catalogue_file(tmp_path, [replace(row, department="政策経営部", division="広報課")])
    (problem, *_rest) = preview_import(ward, path, Options(), NOW, "dx").problems
    assert (problem.row, problem.ja) == (
        2,
        "「広報課」は令和8年11月20日に廃止されています。現在の所管課に直してください。",
    )


def test_what_is_known_of_a_division_holds_for_the_one_that_carries_on(ward: Engine) -> None:
    head, other = Contact("課長", "税務 一郎", "zeimu@example.lg.jp"), Contact("課長", "収納 花子")
    with writing(ward) as connection:
        contacts.save(connection, {TAX: head, COLLECTION: other})
    edit(ward, change.rename_division, code_of(ward, TAX), "納税課", APRIL)
    assert known_contacts(ward)["総務部", "納税課"] == head
    edit(ward, change.abolish_division, code_of(ward, COLLECTION), APRIL, code_of(ward, ("総務部", "納税課")))
    assert known_contacts(ward)["総務部", "納税課"] == head, "what is known already stays"


def known_contacts(engine: Engine) -> dict[Unit, Contact]:
    with reading(engine) as connection:
        return contacts.load(connection)
