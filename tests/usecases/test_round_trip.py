"""What is exported and taken in again as it is changes nothing, whatever people have typed."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.build import NOW, TODAY, entry, procedure
from tests.dump import dump
from tests.usecases.catalogues import hold
from tracker.domain.catalogue import Entry
from tracker.domain.policy import WARD_POLICY
from tracker.domain.selection import Order, Selection
from tracker.exporting.catalogue import write_catalogue_cp932, write_catalogue_csv, write_catalogue_xlsx
from tracker.storage import policies, saving
from tracker.storage.saving import Change
from tracker.storage.transactions import writing
from tracker.usecases.catalogue.import_catalogue import Options, import_catalogue, preview_import
from tracker.usecases.catalogue.list_procedures import export_procedures

VERSION = frozenset({"catalogue_state"})
HOSTILE = [
    "=1+1",
    "+81-3-1234",
    "-いいえ",
    "@SUM(A1)",
    "＝1",
    "＋1",
    "－なし",
    "＠a",
    "'=1",
    "''－1",
    "'90年代",
    "-",
    "－",
    "-5",
    "0012",
    "1-2",
    "1e5",
    "TRUE",
    '"引用",と;区切り',
    "<r><t>太字</t></r>",
    "_x000D_",
    "&amp;",
    "𠮷野家の㋿—塡補〜−",
    "か\u309aき\u309a",
    "葛\U000e0100城",
]
WRITERS = {
    "csv": lambda entries: b"".join(write_catalogue_csv(entries)),
    "xlsx": write_catalogue_xlsx,
}


def catalogue() -> list[Entry]:
    """Every hostile text in every column that holds text."""
    return [
        entry(
            f"{text}{number}",
            name=f"{text}の届出",
            department=f"{text}部",
            division=f"{text}課",
            legal_basis=text,
            source=f"{text}\n=出典",
            note=f"{text}\r\n+1行目\n\n-2行目",
        )
        for number, text in enumerate(HOSTILE, 1)
    ]


def exported(engine: Engine) -> Iterator[Entry]:
    return export_procedures(engine, TODAY, Selection(), Order.CATALOGUE)


@pytest.fixture
def hostile(engine: Engine, tmp_path: Path) -> Engine:
    """A database with such a catalogue, taken in from a file."""
    path = tmp_path / "hostile.csv"
    path.write_bytes(WRITERS["csv"](catalogue()))
    outcome = import_catalogue(engine, path, Options(), NOW, "dx")
    assert (outcome.problems, len(outcome.added)) == ((), len(HOSTILE))
    return engine


def test_what_was_typed_is_stored(hostile: Engine) -> None:
    assert list(exported(hostile)) == catalogue()


@pytest.mark.parametrize("kind", WRITERS)
def test_an_unedited_export_changes_nothing(hostile: Engine, tmp_path: Path, kind: str) -> None:
    before = dump(hostile, without=VERSION)
    path = tmp_path / f"export.{kind}"
    path.write_bytes(WRITERS[kind](exported(hostile)))
    outcome = import_catalogue(hostile, path, Options(), NOW, "dx")
    assert (outcome.problems, outcome.added, outcome.changed) == ((), (), ())
    assert (outcome.unchanged, outcome.not_in_file) == (len(HOSTILE), ())
    assert dump(hostile, without=VERSION) == before
    assert WRITERS[kind](exported(hostile)) == path.read_bytes()


def test_what_cp932_holds_changes_nothing_and_what_it_replaces_is_another_procedure(
    hostile: Engine, tmp_path: Path
) -> None:
    path = tmp_path / "export.csv"
    path.write_bytes(b"".join(write_catalogue_cp932(exported(hostile), replacing=True)))
    outcome = preview_import(hostile, path, Options(create_divisions=True), NOW, "dx")
    assert (outcome.problems, outcome.changed) == ((), ())
    assert [change.code[0] for change in outcome.added] == ["〓", "か", "葛"]
    assert len(outcome.not_in_file) == 3


def test_what_was_abolished_or_merged_is_neither_in_the_file_nor_missing_from_it(
    engine: Engine, tmp_path: Path
) -> None:
    ended = date(2026, 4, 1)
    stored = [
        procedure("K-001", position=1),
        procedure("K-002", position=2, abolished_on=ended),
        procedure("K-004", position=4, abolished_on=date(2027, 4, 1)),
        procedure("K-005", position=5),
    ]
    hold(engine, stored, WARD_POLICY)
    with writing(engine) as connection:
        merged = procedure("K-003", position=3, abolished_on=ended, merged_into="K-001")
        saving.save(connection, [Change(None, merged)], policies.load(connection))
    assert [each.code for each in exported(engine)] == ["K-001", "K-004", "K-005"]
    path = tmp_path / "export.csv"
    path.write_bytes(WRITERS["csv"](list(exported(engine))[:2]))
    outcome = preview_import(engine, path, Options(), NOW, "dx")
    assert (outcome.problems, outcome.changed, outcome.unchanged) == ((), (), 2)
    assert [each.code for each in outcome.not_in_file] == ["K-005"]
