"""Applications for tests: on a database of their own, at noon in Japan on a fixed day."""

import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import Engine, event

from tracker.domain.organisation import Organisation, with_divisions
from tracker.domain.policy import Policy
from tracker.domain.procedure import Procedure
from tracker.settings import Settings
from tracker.storage import organisation, policies, saving
from tracker.storage.engines import open_engine
from tracker.storage.saving import Change
from tracker.storage.transactions import writing
from tracker.usecases.catalogue.load_demonstration import load_demonstration
from tracker.usecases.prepare_database import prepare_database
from tracker.usecases.uploads.read_upload import examine
from tracker.web import create_app
from tracker.web.database import db

NOON = datetime(2026, 11, 20, 3, tzinfo=UTC)
"""令和8年11月20日 12:00 in Japan."""
KEY = "a-key-for-tests-0123456789"


@contextmanager
def running(url: str, **settings: Any) -> Iterator[Flask]:
    """The application on a database, open for reading unless said otherwise. Papers asked for are not made."""
    chosen = {
        "instance": Path("nowhere").absolute(),
        "open_reading": True,
        "secret_key": KEY,
        "plain_http": True,
        **settings,
    }
    app = create_app(Settings(database_url=url, **chosen))
    app.config.update(CLOCK=lambda: NOON, START_MAKING=lambda _month: None, TESTING=False)
    # Files that are sent are read before the answer comes, not in a process of their own.
    app.config.update(START_READING=lambda id_: examine(engine_of(app), id_, lambda: NOON))
    yield app
    with app.app_context():
        db.engine.dispose()


def engine_of(app: Flask) -> Engine:
    """The engine that the application reads with."""
    with app.app_context():
        return db.engine


def fill_with_the_wards(url: str) -> None:
    """Load the catalogue that ships with the product into an empty database."""
    with opened(url) as engine:
        prepare_database(engine)
        assert load_demonstration(engine, NOON, "test")


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    """An engine of the test's own."""
    engine = open_engine(url)
    yield engine
    engine.dispose()


def store(engine: Engine, catalogue: Sequence[Procedure], rules: Iterable[Policy] = ()) -> None:
    """Add procedures, the divisions they need, and policies."""
    with writing(engine) as connection:
        known: Organisation = organisation.load(connection)
        places = [(item.department, item.division) for item in catalogue]
        organisation.add_missing(connection, with_divisions(known, places))
        for rule in rules:
            policies.add(connection, rule)
        saving.save(connection, [Change(None, item) for item in catalogue], policies.load(connection))


class SqliteCopies:
    """Copies of one prepared SQLite file, for tests that write."""

    def __init__(self, prepared: Path, folder: Path) -> None:
        self._prepared, self._folder, self._made = prepared, folder, 0

    def __call__(self) -> str:
        self._made += 1
        path = self._folder / f"{self._made}.db"
        shutil.copyfile(self._prepared, path)
        return f"sqlite:///{path.as_posix()}"


@contextmanager
def counted_statements(app: Flask) -> Iterator[list[str]]:
    """The statements that the application sends to its database meanwhile."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        sent.append(statement)

    engine = engine_of(app)
    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)
