"""Creating the database and bringing it up to the schema that the code is written for.

Alembic is imported only when something has to be done: reading figures does not wait for it.
"""

from enum import Enum

from sqlalchemy import Connection, inspect, text

from tracker import files
from tracker.storage.schema import HEAD_REVISION


class SchemaState(Enum):
    """How the database stands to the code."""

    EMPTY = "empty"
    CURRENT = "current"
    OLDER = "older"
    UNKNOWN = "unknown"


def schema_state(connection: Connection) -> SchemaState:
    """Whether the database is empty, up to date, older, or of a version that this code does not know."""
    if not inspect(connection).has_table("alembic_version"):
        return SchemaState.EMPTY
    revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if revision is None:  # all that is left of a database that was taken down to nothing
        return SchemaState.EMPTY
    if revision == HEAD_REVISION:
        return SchemaState.CURRENT
    return SchemaState.OLDER if revision in _known_revisions() else SchemaState.UNKNOWN


def upgrade(connection: Connection) -> None:
    """Run every migration that is missing, in the transaction of the connection."""
    from alembic import command

    command.upgrade(_config(connection), "head")


def _config(connection: Connection | None = None):  # type: ignore[no-untyped-def]  # alembic is imported on use
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(files.MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _known_revisions() -> set[str]:
    from alembic.script import ScriptDirectory

    return {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
