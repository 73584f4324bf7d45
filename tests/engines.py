"""Databases for the tests, on SQLite and on PostgreSQL: every test that asks for one runs on both.

A test gets a copy of a database prepared once. ``TRACKER_TEST_ENGINES=sqlite`` leaves PostgreSQL out on purpose;
otherwise a PostgreSQL that cannot be found fails the tests.
"""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from itertools import count
from pathlib import Path
from typing import Protocol

import pytest
from sqlalchemy import URL, Connection, Engine, create_engine, make_url, text

from tests import postgres
from tracker.domain.policy import BASELINE_DATE
from tracker.storage import migrating, state
from tracker.storage.engines import open_engine
from tracker.storage.transactions import alone
from tracker.usecases.prepare_database import prepare_database

ENGINES = tuple(os.environ.get("TRACKER_TEST_ENGINES", "sqlite,postgresql").split(","))


class Databases(Protocol):
    """Where databases for tests are made. A database is named by its address."""

    def create(self, like: str | None = None) -> str:
        """A new database: empty, or a copy of one that nobody is connected to."""

    def drop(self, url: str) -> None:
        """Remove a database that nobody is connected to."""


class SqliteFiles:
    """Databases in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)

    def create(self, like: str | None = None) -> str:
        path = self._folder / f"{next(self._numbers)}.db"
        if like is not None:
            shutil.copyfile(_path(like), path)
        return f"sqlite:///{path.as_posix()}"

    def drop(self, url: str) -> None:
        _path(url).unlink(missing_ok=True)


class PostgresServer:
    """Databases on a server, with names of this process's own."""

    _numbers = count(1)

    def __init__(self, address: URL) -> None:
        self._address = address
        self._server = create_engine(address, isolation_level="AUTOCOMMIT")
        self._made: set[str] = set()

    def create(self, like: str | None = None) -> str:
        name = f"tracker_test_{os.getpid()}_{next(self._numbers)}"
        template = make_url(like).database if like else "template0 ENCODING 'UTF8'"
        self._run(f"CREATE DATABASE {name} TEMPLATE {template}")
        self._made.add(name)
        return self._address.set(database=name).render_as_string(hide_password=False)

    def drop(self, url: str) -> None:
        name = make_url(url).database or ""
        self._run(f"DROP DATABASE {name}")
        self._made.remove(name)

    def close(self) -> None:
        """Remove whatever is left."""
        for name in self._made:
            self._run(f"DROP DATABASE {name}")
        self._server.dispose()

    def _run(self, statement: str) -> None:
        with self._server.connect() as connection:
            connection.execute(text(statement))


def _path(url: str) -> Path:
    return Path(make_url(url).database or "")


def pytest_configure() -> None:
    """Refuse an engine that nobody knows: it would leave all tests of the database out."""
    if not set(ENGINES) <= {"sqlite", "postgresql"}:
        raise pytest.UsageError("TRACKER_TEST_ENGINES: write sqlite, postgresql, or sqlite,postgresql")


def pytest_report_header() -> str:
    """Say on which databases the tests run."""
    places = ["the server of TEST_DATABASE_URL"] if os.environ.get("TEST_DATABASE_URL") else postgres.binaries()
    found = f"PostgreSQL ({places[0] if places else 'NOT FOUND'})"
    left_out = "no PostgreSQL: left out by TRACKER_TEST_ENGINES"
    return f"databases: SQLite {sqlite3.sqlite_version}, {found if 'postgresql' in ENGINES else left_out}"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[URL]:
    """The address of a running PostgreSQL, one per test process. Fails with what to install when there is none."""
    with ExitStack() as running:
        try:
            address, why_not = running.enter_context(postgres.server()), ""
        except postgres.NoPostgres as error:
            why_not = str(error)
        if why_not:
            pytest.fail(why_not, pytrace=False)
        yield address


@pytest.fixture(scope="session", params=ENGINES)
def databases(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Where databases are made: SQLite files, then PostgreSQL."""
    if request.param == "sqlite":
        yield SqliteFiles(tmp_path_factory.mktemp("databases"))
        return
    server = PostgresServer(request.getfixturevalue("postgres_server"))
    yield server
    server.close()


@pytest.fixture(scope="session")
def prepared(databases: Databases) -> str:
    """A database as it is after installation. To be copied, not used."""
    url = databases.create()
    with _opened(url) as engine:
        prepare_database(engine)
    return url


@pytest.fixture
def empty_url(databases: Databases) -> Iterator[str]:
    """The address of an empty database."""
    url = databases.create()
    yield url
    databases.drop(url)


@pytest.fixture
def database_url(databases: Databases, prepared: str) -> Iterator[str]:
    """The address of a database as it is after installation: the ward's organisation and rule, no procedures."""
    url = databases.create(like=prepared)
    yield url
    databases.drop(url)


@pytest.fixture
def empty_engine(empty_url: str) -> Iterator[Engine]:
    """An empty database."""
    with _opened(empty_url) as engine:
        yield engine


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """A database as it is after installation: the ward's organisation and rule, no procedures."""
    with _opened(database_url) as engine:
        yield engine


Scratch = Callable[[], AbstractContextManager[Connection]]


@pytest.fixture(scope="session")
def scratch(databases: Databases) -> Iterator[Scratch]:
    """Opens a transaction on a catalogue without organisation and policy, and takes it back at the end.

    For property tests: the hundredth example finds the database as the first did.
    """
    with _opened(databases.create()) as engine:
        with alone(engine) as connection:
            migrating.upgrade(connection)
            state.start(connection, BASELINE_DATE)

        @contextmanager
        def opened() -> Iterator[Connection]:
            with engine.connect().execution_options(writing=True) as connection, connection.begin() as transaction:
                yield connection
                transaction.rollback()

        yield opened


@contextmanager
def copy_of(databases: Databases, prepared: str | None) -> Iterator[Engine]:
    """A copy of a prepared database, or an empty one, for fixtures that live longer than one test."""
    url = databases.create(like=prepared)
    with _opened(url) as engine:
        yield engine
    databases.drop(url)


@contextmanager
def past_the_program(engine: Engine, table: str) -> Iterator[Connection]:
    """Do to a table what the database refuses, as somebody who may take its triggers away."""
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        else:
            triggers = text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table")
            for name in connection.execute(triggers, {"table": table}).scalars().all():
                connection.execute(text(f"DROP TRIGGER {name}"))
        yield connection


@contextmanager
def _opened(url: str) -> Iterator[Engine]:
    engine = open_engine(url)
    try:
        yield engine
    finally:
        engine.dispose()
