"""The database of this installation, for commands."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from tracker.domain.errors import Refused
from tracker.settings import Settings, settings_from
from tracker.storage.engines import open_engine
from tracker.usecases.prepare_database import prepare_database

SUPPORTED = ("sqlite", "postgresql")


def address(settings: Settings) -> URL:
    """Where the database is. Raises ``Refused``, without repeating an address that may hold a password."""
    try:
        url = make_url(settings.database_url)
    except (ArgumentError, ValueError):
        url = None
    if url is None or url.get_backend_name() not in SUPPORTED:
        raise Refused(
            "接続先の設定 DATABASE_URL を読み取れません。"
            "「postgresql://利用者:パスワード@ホスト/名前」の形で指定してください（指定しなければSQLiteを使います）。",
            "DATABASE_URL cannot be read. Write it like postgresql://user:password@host/name "
            "(without it SQLite is used).",
        )
    return url


@contextmanager
def connected(settings: Settings | None = None) -> Iterator[Engine]:
    """The database, whatever its state."""
    settings = settings or settings_from()
    address(settings)
    engine = open_engine(settings.database_url)
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def ready(settings: Settings | None = None) -> Iterator[Engine]:
    """The database, fit for use: an empty one is created. Raises ``Refused`` when it is older or newer."""
    with connected(settings) as engine:
        prepare_database(engine)
        yield engine
