"""The statements that reach the database: counted, or made to fail."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, event


class Broken(Exception):
    """A statement that was not carried out."""


@contextmanager
def sent(engine: Engine) -> Iterator[list[str]]:
    """The statements sent meanwhile."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)


@contextmanager
def breaking(engine: Engine, number: int) -> Iterator[None]:
    """The statement with this number, counted from 1, raises ``Broken``."""
    count = 0

    def break_off(*_event: object) -> None:
        nonlocal count
        count += 1
        if count == number:
            raise Broken

    event.listen(engine, "before_cursor_execute", break_off)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", break_off)
