"""What a database engine says of itself."""

from sqlalchemy import Connection, text


def journal_mode(connection: Connection) -> str | None:
    """How SQLite keeps its journal ("wal", "delete"); None on another engine."""
    if connection.dialect.name != "sqlite":
        return None
    return str(connection.execute(text("PRAGMA journal_mode")).scalar_one())


def server_version(connection: Connection) -> str:
    """The version of the PostgreSQL server."""
    return str(connection.execute(text("SHOW server_version")).scalar_one())
