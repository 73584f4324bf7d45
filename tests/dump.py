"""Everything a database holds, to see that something has changed nothing."""

from sqlalchemy import Engine, MetaData, select

from tracker.storage.transactions import reading

Dump = dict[str, list[str]]
"""The rows of every table as text, sorted."""


def dump(engine: Engine, *, without: frozenset[str] = frozenset()) -> Dump:
    """The rows of all tables that there are, those of the migrations included."""
    with reading(engine) as connection:
        found = MetaData()
        found.reflect(connection)
        return {
            table.name: sorted(repr(tuple(row)) for row in connection.execute(select(table)))
            for table in found.sorted_tables
            if table.name not in without
        }
