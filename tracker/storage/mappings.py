"""Mappings of columns that are kept under a name for the next file of the same make."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, delete, insert, select, update

from tracker.domain.column_mapping import ColumnMapping
from tracker.domain.mapping_text import mapping_from_json, mapping_to_json
from tracker.storage.schema import column_mappings


@dataclass(frozen=True, slots=True)
class KeptMapping:
    """A mapping, its name, and who kept it when."""

    name: str
    mapping: ColumnMapping
    kept_at: datetime
    kept_by: str


def keep(connection: Connection, name: str, mapping: ColumnMapping, at: datetime, by: str) -> None:
    """Keep a mapping under a name, in place of the one that had it."""
    values = {"content": mapping_to_json(mapping), "kept_at": at, "kept_by": by}
    statement = update(column_mappings).where(column_mappings.c.name == name).values(values)
    if not connection.execute(statement).rowcount:
        connection.execute(insert(column_mappings).values(name=name, **values))


def kept(connection: Connection) -> list[KeptMapping]:
    """All of them by name."""
    return sorted(map(_kept, connection.execute(select(column_mappings))), key=lambda item: item.name)


def find(connection: Connection, name: str) -> KeptMapping | None:
    """The one of that name."""
    row = connection.execute(select(column_mappings).where(column_mappings.c.name == name)).one_or_none()
    return None if row is None else _kept(row)


def remove(connection: Connection, name: str) -> bool:
    """Keep it no longer; whether there was one."""
    return connection.execute(delete(column_mappings).where(column_mappings.c.name == name)).rowcount > 0


def _kept(row: Row[tuple[object, ...]]) -> KeptMapping:
    return KeptMapping(row.name, mapping_from_json(row.content), row.kept_at, row.kept_by)
