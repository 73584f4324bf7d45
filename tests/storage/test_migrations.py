"""The tables that the code is written for are those that the migrations make, and making them is all or nothing."""

import signal
import subprocess
import sys
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text

from tests.dump import dump
from tests.statements import Broken, breaking
from tracker import files
from tracker.domain.errors import Refused
from tracker.domain.policy import BASELINE_DATE, WARD_POLICY
from tracker.importing.organisation import read_organisation
from tracker.storage import migrating, organisation, policies, schema, state
from tracker.storage.engines import open_engine
from tracker.storage.migrating import SchemaState, schema_state
from tracker.storage.schema import HEAD_REVISION, metadata
from tracker.storage.transactions import alone, reading
from tracker.usecases.prepare_database import prepare_database, upgrade_database


def test_the_code_is_written_for_the_latest_migration() -> None:
    scripts = ScriptDirectory.from_config(_config())
    assert scripts.get_heads() == [HEAD_REVISION]
    assert [script.revision for script in scripts.walk_revisions()][-1] == "0001"


def test_the_migrations_make_the_tables_of_the_code(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_the_migrations_make_what_create_all_would(engine: Engine, empty_engine: Engine) -> None:
    """More than alembic compares: collations, defaults, checks, names and order of keys."""
    metadata.create_all(empty_engine)
    with engine.connect() as migrated, empty_engine.connect() as created:
        assert _described(migrated) == _described(created)


def test_a_new_database_holds_the_ward_and_nothing_else(engine: Engine) -> None:
    with reading(engine) as connection:
        assert organisation.load(connection) == read_organisation(files.WARD_ORGANISATION)
        assert list(policies.load(connection).values()) == [WARD_POLICY]
        assert (state.baseline_on(connection), state.version(connection)) == (BASELINE_DATE, 0)
    filled = {name for name, rows in dump(engine).items() if rows}
    assert filled == {"alembic_version", "catalogue_state", "policies", "departments", "divisions", "audit_head"}


def test_preparing_again_changes_nothing(engine: Engine) -> None:
    before = dump(engine)
    prepare_database(engine)
    upgrade_database(engine)
    assert dump(engine) == before


def test_down_to_nothing_and_up_again(engine: Engine) -> None:
    before, tables = dump(engine), _tables(engine)
    with alone(engine) as connection:
        command.downgrade(_config(connection), "base")
    assert _tables(engine) == {"alembic_version"}
    assert _state(engine) is SchemaState.EMPTY
    prepare_database(engine)
    assert _tables(engine) == tables
    assert dump(engine) == before


def test_the_state_of_a_database(engine: Engine, empty_engine: Engine) -> None:
    assert _state(empty_engine) is SchemaState.EMPTY
    assert _state(engine) is SchemaState.CURRENT
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert _state(engine) is SchemaState.UNKNOWN
    with pytest.raises(Refused, match="新しい版"):
        prepare_database(engine)


def test_an_older_database_says_how_to_upgrade(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrating, "HEAD_REVISION", "a later one")
    assert _state(engine) is SchemaState.OLDER
    with pytest.raises(Refused, match="tracker upgrade"):
        prepare_database(engine)


def test_an_upgrade_that_breaks_leaves_the_database_empty(empty_engine: Engine) -> None:
    """It breaks at every ninth statement; the run that gets through finds a clean beginning."""

    for number in range(9, 1_000, 9):
        try:
            with breaking(empty_engine, number):
                prepare_database(empty_engine)
        except Broken:
            assert _tables(empty_engine) == set(), f"after breaking at statement {number}"
            assert _state(empty_engine) is SchemaState.EMPTY
        else:
            break
    assert number > 40
    assert _state(empty_engine) is SchemaState.CURRENT


KILLED_AT_THE_40TH_STATEMENT = """
import os, signal, sys
from itertools import count
from sqlalchemy import event
from tracker.storage.engines import open_engine
from tracker.usecases.prepare_database import prepare_database
engine, numbers = open_engine(sys.argv[1]), count(1)
kill = lambda *_: os.kill(os.getpid(), signal.SIGKILL) if next(numbers) == 40 else None
event.listen(engine, "before_cursor_execute", kill)
prepare_database(engine)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_an_upgrade_that_is_killed_leaves_the_database_empty(empty_url: str) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED_AT_THE_40TH_STATEMENT, empty_url])
    assert killed.returncode == -signal.SIGKILL
    engine = open_engine(empty_url)
    assert _tables(engine) == set()
    prepare_database(engine)
    assert _state(engine) is SchemaState.CURRENT
    engine.dispose()


WHEN_TOLD_TO = """
import sys
from tracker.storage.engines import open_engine
from tracker.usecases.prepare_database import prepare_database
engine = open_engine(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
prepare_database(engine)
"""


def test_two_processes_may_create_the_database_at_once(empty_url: str) -> None:
    both = [
        subprocess.Popen(
            [sys.executable, "-c", WHEN_TOLD_TO, empty_url],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for process in both:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    errors = [process.communicate("go\n")[1] for process in both]
    assert [process.returncode for process in both] == [0, 0], errors
    engine = open_engine(empty_url)
    with reading(engine) as connection:
        assert list(policies.load(connection).values()) == [WARD_POLICY]
        assert organisation.load(connection) == read_organisation(files.WARD_ORGANISATION)
    engine.dispose()


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(files.MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def _tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names())


def _state(engine: Engine) -> SchemaState:
    with engine.connect() as connection:
        return schema_state(connection)


def _reference(found: Any) -> dict[str, Any]:
    """A foreign key. Without its name where it belongs to one column: SQLite does not tell those of added columns."""
    return {name: value for name, value in found.items() if name != "name" or len(found["constrained_columns"]) > 1}


def _described(connection: Connection) -> dict[str, Any]:
    """Everything that the database says of each table of ours."""
    found = inspect(connection)
    return {
        table: {
            "columns": {
                column["name"]: (str(column["type"].compile(connection.dialect)), column["nullable"], column["default"])
                for column in found.get_columns(table)
            },
            "key": found.get_pk_constraint(table),
            "references": sorted(map(str, map(_reference, found.get_foreign_keys(table)))),
            "unique": sorted(found.get_unique_constraints(table), key=str),
            "checks": sorted(found.get_check_constraints(table), key=str),
            "indexes": sorted(map(_index, found.get_indexes(table)), key=str),
        }
        for table in schema.metadata.tables
    }


def _index(found: Any) -> dict[str, Any]:
    """The condition of an index as its text."""
    return {**found, "dialect_options": {name: str(option) for name, option in found["dialect_options"].items()}}
