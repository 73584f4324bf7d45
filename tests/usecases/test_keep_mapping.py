"""A mapping of columns is kept for next time, replaced, removed, and logged."""

import pytest
from sqlalchemy import Engine

from tests.build import NOW
from tests.importing.messy_workbook import MAPPING
from tests.people import actor
from tracker.domain.account import Role
from tracker.domain.audit import About, Action, Kind
from tracker.domain.column_mapping import ColumnMapping
from tracker.domain.errors import NotThere, Refused
from tracker.storage import audit
from tracker.storage.mappings import KeptMapping
from tracker.storage.transactions import reading
from tracker.usecases.catalogue.keep_mapping import find_mapping, keep_mapping, list_mappings, remove_mapping

NAME = "電子申請一覧"
OTHER = ColumnMapping(columns={"名称": "name"})


def actions(engine: Engine) -> list[str]:
    with reading(engine) as connection:
        return [entry.action for entry in audit.entries_about(connection, About(Kind.MAPPING, NAME))]


def test_it_comes_back_as_it_was_kept(engine: Engine) -> None:
    keep_mapping(engine, actor(), f"　{NAME} ", MAPPING)
    assert find_mapping(engine, actor(), NAME) == KeptMapping(NAME, MAPPING, NOW, actor().who)
    assert [kept.name for kept in list_mappings(engine, actor())] == [NAME]


def test_it_is_replaced_and_removed_and_each_is_logged(engine: Engine) -> None:
    keep_mapping(engine, actor(), NAME, MAPPING)
    keep_mapping(engine, actor(), NAME, MAPPING)
    keep_mapping(engine, actor(), NAME, OTHER)
    assert find_mapping(engine, actor(), NAME).mapping == OTHER
    remove_mapping(engine, actor(), NAME)
    assert list_mappings(engine, actor()) == []
    assert actions(engine) == [
        action.value for action in (Action.KEEP_MAPPING, Action.KEEP_MAPPING, Action.REMOVE_MAPPING)
    ]


@pytest.mark.parametrize("name", ["", "　", "あ" * 101, "二\n行"])
def test_a_name_has_to_be_one(engine: Engine, name: str) -> None:
    with pytest.raises(Refused):
        keep_mapping(engine, actor(), name, MAPPING)


def test_what_is_not_there_cannot_be_found_or_removed(engine: Engine) -> None:
    for act in (find_mapping, remove_mapping):
        with pytest.raises(NotThere):
            act(engine, actor(), NAME)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.VIEWER])
def test_only_the_dx_team_may(engine: Engine, role: Role) -> None:
    somebody = actor(role, ("総務部", "税務課"))
    for act in (
        lambda: keep_mapping(engine, somebody, NAME, MAPPING),
        lambda: find_mapping(engine, somebody, NAME),
        lambda: list_mappings(engine, somebody),
        lambda: remove_mapping(engine, somebody, NAME),
    ):
        with pytest.raises(NotThere):
            act()
