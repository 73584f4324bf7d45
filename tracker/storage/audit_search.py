"""Finding entries of the activity log, newest first, a page at a time."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, select

from tracker.domain.audit import Entry
from tracker.domain.audit_reading import LogSelection
from tracker.storage.audit import entry_columns
from tracker.storage.schema import audit_log, audit_subjects

MOST = 2**31 - 1
"""The largest number that an entry can have."""


def older(connection: Connection, selection: LogSelection, size: int, than: int | None = None) -> list[Entry]:
    """The newest entries selected; with ``than``, those before that number."""
    statement = _selected(selection)
    if than is not None:
        statement = statement.where(audit_log.c.number < than)
    return _entries(connection, statement.order_by(audit_log.c.number.desc()).limit(size))


def newer(connection: Connection, selection: LogSelection, size: int, than: int) -> list[Entry]:
    """The entries selected that follow right after a number, newest first."""
    statement = _selected(selection).where(audit_log.c.number > than)
    return _entries(connection, statement.order_by(audit_log.c.number).limit(size))[::-1]


def _entries(connection: Connection, statement: Select[Any]) -> list[Entry]:
    return [Entry(*row) for row in connection.execute(statement)]


def _selected(selection: LogSelection) -> Select[Any]:
    return select(*entry_columns()).where(and_(True, *_conditions(selection)))


def _conditions(selection: LogSelection) -> list[ColumnElement[bool]]:
    log = audit_log.c
    found: list[ColumnElement[bool]] = []
    if selection.who:
        # The names are few and stand in an index: no entry is read whose author does not fit.
        names = select(log.who).where(log.who.icontains(selection.who, autoescape=True)).distinct()
        found.append(log.who.in_(names.correlate(None)))
    if selection.action is not None:
        found.append(log.action == selection.action.value)
    if selection.about is not None:
        about = audit_subjects.c
        same = and_(about.kind == selection.about.kind.value, about.key == selection.about.key)
        found.append(log.number.in_(select(about.number).where(same)))
    if selection.words:
        found.append(log.subject.icontains(selection.words, autoescape=True))
    if selection.begins is not None:
        found.append(log.at >= selection.begins)
    if selection.ends is not None:
        found.append(log.at < selection.ends)
    return found
