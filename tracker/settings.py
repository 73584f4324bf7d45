"""What an installation decides: read once from the environment by the command line and the web application."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tracker import files

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"", "0", "false", "no", "off"}

MINIMUM_KEY_LENGTH = 16


class SettingsError(Exception):
    """A setting that cannot be used, named with what to do. Shown to the operator in English."""


@dataclass(frozen=True, slots=True)
class Settings:
    """``DATABASE_URL``, ``TRACKER_INSTANCE``, ``OPEN_READING``, ``SECRET_KEY`` and ``TRACKER_MUNICIPALITY``.

    ``secret_key`` is None when none is set: the command line needs none, the web application refuses to start.
    It and the database address never appear in ``repr``.
    """

    instance: Path
    database_url: str = field(repr=False)
    open_reading: bool = False
    secret_key: str | None = field(default=None, repr=False)
    municipality: str = ""


def database_url(value: str | None, instance: Path) -> str:
    """The address in SQLAlchemy's form; SQLite in the instance folder when none is given.

    ``postgresql://`` and ``postgres://`` mean psycopg 3 here: SQLAlchemy alone would look for psycopg2.
    """
    if not value:
        return f"sqlite:///{(instance / 'tracker.db').as_posix()}"
    return re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", value)


def settings_from(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings. Raises ``SettingsError``."""
    instance = Path(environment.get("TRACKER_INSTANCE") or files.default_instance()).resolve()
    return Settings(
        instance=instance,
        database_url=database_url(environment.get("DATABASE_URL"), instance),
        open_reading=_switch(environment, "OPEN_READING"),
        secret_key=environment.get("SECRET_KEY") or None,
        municipality=environment.get("TRACKER_MUNICIPALITY", ""),
    )


def _switch(environment: Mapping[str, str], name: str) -> bool:
    value = environment.get(name, "").strip().lower()
    if value in _TRUE:
        return True
    if value in _FALSE:
        return False
    raise SettingsError(f"{name} is “{value}”: write 1 or 0.")


def is_strong_key(key: str) -> bool:
    """Whether a secret key cannot simply be guessed: long enough, of varied characters, not an example."""
    tidied = key.strip().lower()
    return (
        len(tidied) >= MINIMUM_KEY_LENGTH
        and len(set(tidied)) >= 8
        and not any(word in tidied for word in ("secret", "changeme", "change-me", "change_me", "password", "example"))
    )
