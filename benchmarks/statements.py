"""The statements that a piece of work sends, and the same ones by the bare driver."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine, event

Statement = tuple[str, Any]
MOST_ROWS = 2_000
"""More than the first page reads of any statement; the smallest set is read no further than needed."""


def sent_by(engine: Engine, work: Callable[[], object]) -> list[Statement]:
    """What ``work`` reads from the database: each statement as the driver gets it, with its parameters."""
    found: list[Statement] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        found.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    try:
        work()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return found


def replay(engine: Engine, statements: list[Statement]) -> None:
    """The same statements on one cursor, the rows fetched that a page can need and none looked at."""
    pooled = engine.raw_connection()
    try:
        cursor = pooled.cursor()
        for statement, parameters in statements:
            cursor.execute(statement, parameters)
            cursor.fetchmany(MOST_ROWS)
        cursor.close()
    finally:
        pooled.close()
