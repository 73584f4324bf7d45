"""Connecting to the database: SQLite in a file, or PostgreSQL."""

import json
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url

BUSY_TIMEOUT_SECONDS = 15
WAL_IS_SAFE = sqlite3.sqlite_version_info >= (3, 51, 3)
"""SQLite before 3.51.3 can corrupt a database in WAL mode when one connection commits while another checkpoints.

There the rollback journal is used instead: it has no checkpoints, and readers wait for a commit.
"""
JOURNAL_MODE = "WAL" if WAL_IS_SAFE else "DELETE"


def open_engine(url: str) -> Engine:
    """An engine set up as the storage needs it. Creates the folder of a SQLite file."""
    engine = create_engine(url, **engine_options(url))
    set_up(engine)
    return engine


def engine_options(url: str) -> dict[str, Any]:
    """Options for ``create_engine``: a connection that died is noticed before it is used."""
    return {"json_deserializer": _from_json, "pool_pre_ping": not url.startswith("sqlite")}


def _from_json(text: str | bytes) -> Any:
    """What was stored as JSON. Nearly all of it are empty lists, which are worth not to be parsed."""
    return [] if text in ("[]", b"[]") else json.loads(text)


def set_up(engine: Engine) -> None:
    """Give every new SQLite connection its settings, and let SQLAlchemy, not the driver, begin transactions."""
    if engine.dialect.name != "sqlite":
        return
    database = make_url(str(engine.url)).database
    if database and database != ":memory:":
        Path(database).parent.mkdir(parents=True, exist_ok=True)
    event.listen(engine, "connect", _configure_sqlite)
    event.listen(engine, "begin", _begin_sqlite)


def _configure_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_SECONDS * 1000}")
    connection.execute(f"PRAGMA journal_mode = {JOURNAL_MODE}")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    # INSERT OR REPLACE deletes a row in silence unless triggers are recursive; append-only tables refuse deleting.
    connection.execute("PRAGMA recursive_triggers = ON")


def _begin_sqlite(connection: Connection) -> None:
    # A write transaction takes the write lock at once: one that first reads and then writes could be refused
    # with "database is locked", whatever the timeout.
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
