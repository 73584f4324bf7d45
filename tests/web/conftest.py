"""The web application with the ward's catalogue, and with catalogues of a test's own."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.engines import Databases
from tests.pages import Pages
from tests.web.apps import SqliteCopies, engine_of, fill_with_the_wards, opened, running, store
from tracker.domain.procedure import Procedure
from tracker.usecases.prepare_database import prepare_database

AppWith = Callable[..., Flask]


@pytest.fixture(scope="session")
def _wards_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("web") / "ward.db"
    fill_with_the_wards(f"sqlite:///{path.as_posix()}")
    return path


@pytest.fixture(scope="session")
def _empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("web") / "empty.db"
    with opened(f"sqlite:///{path.as_posix()}") as engine:
        prepare_database(engine)
    return path


@pytest.fixture(scope="session")
def app(_wards_file: Path) -> Iterator[Flask]:
    """The application on the ward's catalogue. For reading: all tests share it."""
    with running(f"sqlite:///{_wards_file.as_posix()}") as app:
        yield app


@pytest.fixture(scope="session")
def pages(app: Flask) -> Pages:
    """A reader of the ward's catalogue, in Japanese."""
    return Pages(app)


@pytest.fixture(scope="session")
def english(app: Flask) -> Pages:
    """A reader of the ward's catalogue, in English."""
    return Pages(app, "en")


@pytest.fixture
def wards_copy(_wards_file: Path, tmp_path: Path) -> str:
    """The address of a SQLite database with the ward's catalogue, for a test to change."""
    return SqliteCopies(_wards_file, tmp_path)()


@pytest.fixture
def app_with(_empty_file: Path, tmp_path: Path) -> Iterator[AppWith]:
    """Starts the application on a catalogue of the test's own: ``app_with(procedures, rules=…, settings…)``."""
    copies = SqliteCopies(_empty_file, tmp_path)
    with ExitStack() as started:

        def start(catalogue: Sequence[Procedure] = (), rules: Sequence[Any] = (), **settings: Any) -> Flask:
            app = started.enter_context(running(copies(), **settings))
            store(engine_of(app), catalogue, rules)
            return app

        yield start


@pytest.fixture(scope="session")
def each_app(databases: Databases) -> Iterator[Flask]:
    """The application on the ward's catalogue, on SQLite and on PostgreSQL. For reading."""
    url = databases.create()
    fill_with_the_wards(url)
    with running(url) as app:
        yield app


@pytest.fixture(scope="session")
def each_pages(each_app: Flask) -> Pages:
    """A reader of the ward's catalogue on each engine."""
    return Pages(each_app)
