"""The statements that a piece of work sends, and the same ones by the bare driver."""

from collections.abc import Callable
from typing import Any, NamedTuple

from sqlalchemy import Engine, event


class Statement(NamedTuple):
    """A statement as the driver gets it. ``at_once``: how many rows are fetched, None for all of them."""

    text: str
    parameters: Any
    at_once: int | None


def sent_by(engine: Engine, work: Callable[[], object]) -> list[Statement]:
    """What ``work`` reads from the database. Of what it streams, only the first rows count."""
    found: list[Statement] = []

    def note(_connection: Any, _cursor: Any, text: str, parameters: Any, context: Any, _many: bool) -> None:
        at_once = context.execution_options.get("yield_per") if context else None
        found.append(Statement(text, parameters, at_once))

    event.listen(engine, "before_cursor_execute", note)
    try:
        work()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return found


def replay(engine: Engine, statements: list[Statement]) -> None:
    """The same statements on one cursor, the same rows fetched and none looked at."""
    pooled = engine.raw_connection()
    try:
        cursor = pooled.cursor()
        for text, parameters, at_once in statements:
            cursor.execute(text, parameters)
            if at_once is None:
                cursor.fetchall()
            else:
                cursor.fetchmany(at_once)
        cursor.close()
    finally:
        pooled.close()
