"""Reading from one consistent state, and writing all or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, func, select, update

from tracker.storage.schema import catalogue_state

_SCHEMA_LOCK = 0x7472616B
"""Any number, as long as it is always the same one."""


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection on which every statement sees the same state of the database."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A write transaction: committed when the block ends, rolled back when it raises. Writers wait for each other.

    The version of the catalogue goes up first, which takes the write lock on both engines.
    """
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        connection.execute(update(catalogue_state).values(version=catalogue_state.c.version + 1))
        yield connection


@contextmanager
def writing_logged(engine: Engine) -> Iterator[Connection]:
    """A write transaction on what no figure and no page for readers depends on, with its entry in the log (signing in).

    Writers wait for each other as in ``writing``, because the log is a chain; the catalogue keeps its version.
    """
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        connection.execute(update(catalogue_state).values(version=catalogue_state.c.version))
        yield connection


@contextmanager
def writing_aside(engine: Engine) -> Iterator[Connection]:
    """A short write transaction on what no figure and no page depends on (when somebody was last seen)."""
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        yield connection


@contextmanager
def alone(engine: Engine) -> Iterator[Connection]:
    """A transaction for changing the schema: one process at a time, all or nothing."""
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(_SCHEMA_LOCK)))
        yield connection
