"""How SQLite is set up: nothing half written, nothing dangling, no corruption by an old library."""

import runpy
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import IntegrityError

from tracker.storage import engines, migrating
from tracker.storage.engines import BUSY_TIMEOUT_SECONDS, open_engine
from tracker.storage.transactions import alone, reading, writing


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "new folder" / "tracker.db"


@pytest.fixture
def engine(file: Path) -> Iterator[Engine]:
    """A database with the tables and the one row that every catalogue has."""
    engine = open_engine(f"sqlite:///{file}")
    with alone(engine) as connection:
        migrating.upgrade(connection)
        connection.execute(text("INSERT INTO catalogue_state VALUES (1, 0, '2024-01-31')"))
    yield engine
    engine.dispose()


def test_the_folder_of_the_file_is_made(engine: Engine, file: Path) -> None:
    assert file.is_file()


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("foreign_keys", 1),
        ("busy_timeout", BUSY_TIMEOUT_SECONDS * 1000),
        ("synchronous", 2),
        ("journal_mode", engines.JOURNAL_MODE.lower()),
    ],
)
def test_every_connection_has_its_settings(engine: Engine, setting: str, value: object) -> None:
    with engine.connect() as first, engine.connect() as second:
        for connection in (first, second):
            assert connection.exec_driver_sql(f"PRAGMA {setting}").scalar() == value


@pytest.mark.parametrize(
    ("version", "mode"),
    [((3, 40, 1), "DELETE"), ((3, 51, 2), "DELETE"), ((3, 51, 3), "WAL"), ((3, 53, 0), "WAL"), ((4, 0, 0), "WAL")],
)
def test_wal_is_used_only_where_it_cannot_corrupt(
    monkeypatch: pytest.MonkeyPatch, version: tuple[int, int, int], mode: str
) -> None:
    """Source: SQLite's release notes of 3.51.3 on the WAL-reset bug."""
    monkeypatch.setattr(sqlite3, "sqlite_version_info", version)
    assert runpy.run_path(engines.__file__)["JOURNAL_MODE"] == mode


def test_a_row_that_points_nowhere_is_refused(engine: Engine) -> None:
    statement = "INSERT INTO divisions (department_id, code, name, position) VALUES (99, 'X', '課', 1)"
    with pytest.raises(IntegrityError, match="FOREIGN KEY"), writing(engine) as connection:
        connection.execute(text(statement))


def may_write(file: Path) -> bool:
    """Whether somebody else could begin to write at once."""
    other = sqlite3.connect(file, timeout=0, isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return False
    finally:
        other.close()
    return True


def test_who_writes_holds_the_write_lock_from_the_beginning(engine: Engine, file: Path) -> None:
    """Even before the first change: reading first and writing then could be refused with "database is locked"."""
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        assert not may_write(file)
    assert may_write(file)


def test_who_reads_does_not_keep_others_from_beginning_to_write(engine: Engine, file: Path) -> None:
    with reading(engine) as connection:
        connection.execute(text("SELECT version FROM catalogue_state"))
        assert may_write(file)


def test_a_transaction_takes_schema_changes_back_as_well(engine: Engine) -> None:
    with pytest.raises(ZeroDivisionError), alone(engine) as connection:
        make_and_fail(connection)
    with reading(engine) as connection:
        assert connection.execute(text("SELECT version FROM catalogue_state")).scalar() == 0
        assert not connection.execute(text("SELECT 1 FROM sqlite_master WHERE name = 'half_done'")).all()


def make_and_fail(connection: Connection) -> None:
    connection.execute(text("CREATE TABLE half_done (id INTEGER)"))
    connection.execute(text("UPDATE catalogue_state SET version = 7"))
    raise ZeroDivisionError
