"""A catalogue to measure: its file, and a database that holds it."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import psycopg
from sqlalchemy import Engine, make_url

from benchmarks.data import write_catalogue
from benchmarks.recomputation import Mismatch, compare, facts, recomputed, shown
from tests.postgres import server
from tracker.storage.engines import open_engine
from tracker.storage.transactions import reading
from tracker.usecases.catalogue.import_catalogue import Options, Outcome, import_catalogue
from tracker.usecases.figures.see_overview import trend
from tracker.usecases.figures.show_progress import basis_on, progress_on
from tracker.usecases.prepare_database import prepare_database

AS_OF = date(2026, 10, 31)
NOW = datetime(2026, 11, 5, tzinfo=UTC)
LARGEST_FILE = 100_000
"""Rows that the product takes in one file; a larger catalogue comes in several."""


@dataclass(frozen=True, slots=True)
class Place:
    """A database with a catalogue of ``size`` procedures in it, and the files it came from."""

    engine_name: str
    url: str
    engine: Engine
    folder: Path
    files: tuple[Path, ...]
    size: int


class Databases:
    """Empty databases of both kinds, in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stack = ExitStack()
        self._postgres: str | None = None
        self._made = 0

    def __enter__(self) -> "Databases":
        return self

    def __exit__(self, *_error: object) -> None:
        self._stack.close()

    def create(self, engine_name: str) -> str:
        """The address of a new, empty database."""
        self._made += 1
        name = f"benchmark_{self._made}"
        if engine_name == "SQLite":
            return f"sqlite:///{(self._folder / name).as_posix()}.db"
        if self._postgres is None:
            self._postgres = self._stack.enter_context(server()).render_as_string(hide_password=False)
        with psycopg.connect(self._postgres.replace("+psycopg", ""), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
        return make_url(self._postgres).set(database=name).render_as_string(hide_password=False)


@contextmanager
def prepared(databases: Databases, engine_name: str) -> Iterator[Engine]:
    """A database as it is after installation."""
    engine = open_engine(databases.create(engine_name))
    prepare_database(engine)
    yield engine
    engine.dispose()


@contextmanager
def place(databases: Databases, engine_name: str, size: int, folder: Path) -> Iterator[Place]:
    """A database with a catalogue in it. Raises ``Mismatch`` where its figures are not those of its events."""
    files = catalogue_files(folder, size)
    url = databases.create(engine_name)
    engine = open_engine(url)
    prepare_database(engine)
    for file in files:
        take_in(engine, file)
    if engine_name == "PostgreSQL":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")
    found = Place(engine_name, url, engine, folder, files, size)
    check(found)
    yield found
    engine.dispose()


def catalogue_files(folder: Path, size: int) -> tuple[Path, ...]:
    """The files of a catalogue, made where they are not there yet."""
    made = []
    for first in range(1, size + 1, LARGEST_FILE):
        file = folder / f"{size}-{first}.csv"
        if not file.exists():
            write_catalogue(file, min(LARGEST_FILE, size + 1 - first), first=first)
        made.append(file)
    return tuple(made)


def take_in(engine: Engine, file: Path) -> Outcome:
    """Import a file as the product does."""
    outcome = import_catalogue(engine, file, Options(), NOW, "benchmark")
    if not outcome.accepted:
        raise Mismatch(f"{file.name} was refused: {outcome.problems[0].en}")
    return outcome


def check(found: Place) -> None:
    """The figures of the day and of every month, against the events alone. Raises ``Mismatch``."""
    with reading(found.engine) as connection:
        basis = basis_on(connection, AS_OF)
        events = facts(connection, basis.policy)
        compare(shown(progress_on(connection, basis)), recomputed(events, basis.policy, AS_OF))
        for day, rate in trend(connection, AS_OF):
            whole = recomputed(events, basis.policy, day).get("whole", {}).get("")
            said, known = (rate.numerator, rate.denominator), (whole.online_cases, whole.cases) if whole else (0, 0)
            if said != known:
                raise Mismatch(f"{day}: the product says {said} online and counted cases, its events {known}")
