"""The scripted year once more, with a reorganisation of several divisions on 令和8年4月1日 in place of one new name.

Closed months stay as they are, March is closed a week later by the organisation of its end, April by the new one.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.doing import Now, closes, confirms, states
from tests.engines import SqliteFiles, copy_of
from tests.people import REGISTER, TAX, account, actor, register
from tests.scripted_year import ASKED, DONE, run_year
from tests.usecases.closed_months import kept_files, report_of
from tests.usecases.reorganised import APRIL, MARCH_END, OF_FAMILY_REGISTER, SPECIAL, TABLE, by_division, table
from tests.usecases.test_edit_organisation import edit
from tracker.domain import reorganising
from tracker.domain.account import Role
from tracker.domain.organisation import View
from tracker.domain.report.document import Paper, TableBlock
from tracker.usecases.answers.list_own import list_own
from tracker.usecases.confirmation.awaiting_confirmation import awaiting_confirmation
from tracker.usecases.figures.show_progress import show_progress
from tracker.usecases.people.list_accounts import account_to_edit
from tracker.usecases.prepare_database import prepare_database
from tracker.usecases.reports.verify_closings import verify_closings
from tracker.usecases.settings.see_organisation import see_organisation
from tracker.usecases.settings.succession import preview_succession, take_in_succession

ENTERED = date(2026, 4, 2)
MARCH, NEXT = date(2026, 3, 1), date(2026, 4, 1)
STAYING = {("福祉部", "国保年金課"), ("総務部", "税務課"), ("地域振興部", "戸籍住民課"), ("都市整備部", "道路管理課")}
NEW = {("福祉部", "国民健康保険課"), ("総務部", "納税課"), ("地域振興部", "戸籍課"), ("施設部", "道路管理課")}

NAME = "所管課別の進捗状況"


class Story:
    """The year up to the reorganisation, and what was there just before it."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        self.engine, self.folder = engine, folder
        run_year(engine, folder, date(2026, 4, 1))
        edit(engine, reorganising.create_division, "B01", SPECIAL[1], date(2025, 4, 1))
        self.person = register(engine, account(Role.EDITOR, REGISTER, TAX))
        states("K-009", DONE, since="2026-04-01")(self.on(date(2026, 4, 1)))
        self.kept = kept_files(engine)
        self.days = [date(2025, 12, 31), MARCH_END, APRIL]
        self.before = {day: show_progress(engine, day) for day in self.days}
        self._reorganise()
        self.at_once = {day: show_progress(engine, day) for day in self.days}
        confirms("K-009")(self.on(date(2026, 4, 3)))
        closes("2026-03", ASKED)(self.on(date(2026, 4, 7)))
        closes("2026-04", ASKED)(self.on(date(2026, 5, 8)))

    def on(self, day: date) -> Now:
        return Now(self.engine, day, self.folder)

    def _reorganise(self) -> None:
        dx = self.on(ENTERED).dx
        self.preview = preview_succession(self.engine, dx, table(TABLE), APRIL)
        take_in_succession(self.engine, dx, table(TABLE), APRIL, see_organisation(self.engine).version)
        self.waiting = awaiting_confirmation(self.engine, ENTERED, 100).items
        units = account_to_edit(self.engine, self.person.login, ENTERED).account.units
        self.editor = actor(Role.EDITOR, *units, login=self.person.login)
        self.own = {unit: list_own(self.engine, self.editor, [unit], ENTERED).items for unit in units}


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    folder = tmp_path_factory.mktemp("story")
    with copy_of(SqliteFiles(folder), None) as engine:
        prepare_database(engine)
        yield Story(engine, folder)


def test_what_was_closed_is_the_same_to_the_byte(story: Story) -> None:
    now = kept_files(story.engine)
    assert {key: content for key, content in now.items() if key in story.kept} == story.kept
    assert {key[0].month for key in story.kept} == {11, 12, 1, 2}
    assert verify_closings(story.engine) == (6, ())


def test_the_live_figures_of_every_day_are_those_from_before(story: Story) -> None:
    for day in story.days:
        assert story.at_once[day].coverage == story.before[day].coverage
        groups = story.at_once[day].by_division()
        assert sum(group.coverage.known_cases for group in groups) == story.before[day].coverage.known_cases
    assert story.preview.coverage.procedures == sum(group.coverage.procedures for group in story.preview.after)


def test_an_earlier_day_is_shown_by_either_organisation(story: Story) -> None:
    for day in story.days:
        then = show_progress(story.engine, day, View.THEN)
        now = show_progress(story.engine, day, View.NOW)
        assert set(by_division(now)) >= NEW
        assert not set(by_division(now)) & STAYING
        if day < APRIL:
            assert by_division(then) == by_division(story.before[day])
            assert not set(by_division(then)) & NEW
        else:
            assert by_division(then) == by_division(now)


@pytest.mark.parametrize("paper", Paper)
def test_march_is_closed_by_the_old_organisation_and_april_by_the_new_one(story: Story, paper: Paper) -> None:
    def divisions(month: date) -> set[tuple[str, str]]:
        annexes = report_of(story.engine, month, paper).annexes
        (found,) = (block for annex in annexes for block in annex.blocks if getattr(block, "name", "") == NAME)
        assert isinstance(found, TableBlock)
        return {(row[0], row[1]) for row in found.table.rows}

    assert divisions(MARCH) >= STAYING
    assert not divisions(MARCH) & NEW
    assert divisions(NEXT) >= NEW
    assert not divisions(NEXT) & STAYING


def test_what_awaits_confirmation_is_with_the_successor(story: Story) -> None:
    (item,) = [item for item in story.waiting if item.waiting.procedure.code == "K-009"]
    assert item.waiting.procedure.unit == ("地域振興部", "戸籍課")
    assert [part.waiting for part in story.preview.parts if part.outcome.old == REGISTER] == [1]
    assert {row.procedure.code for row in story.own["地域振興部", "戸籍課"]} == set(OF_FAMILY_REGISTER)


def test_rights_move_at_once(story: Story) -> None:
    assert set(story.editor.units) == {("地域振興部", "戸籍課"), ("地域振興部", "住民課"), ("総務部", "納税課")}
    assert "K-022" in {row.procedure.code for row in story.own["総務部", "納税課"]}, (
        "of the division merged with theirs"
    )
