"""What an installation decides: read once from the environment by the command line and the web application."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tracker import files

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"", "0", "false", "no", "off"}

MINIMUM_KEY_LENGTH = 16
LOCAL_HOSTS = ("127.0.0.1", "localhost", "[::1]")
"""The application answers under no other name unless ``TRUSTED_HOSTS`` says so."""

SMTP_PORT = 25


class SettingsError(Exception):
    """A setting that cannot be used, named with what to do. Shown to the operator in English."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Each field is set by the variable of its name in capitals, those of the municipality by ``TRACKER_…``.

    ``secret_key`` is None when none is set: the command line needs none, the web application refuses to start.
    It and the database address never appear in ``repr``. ``secret_key_fallbacks``: earlier keys that still open
    sessions.
    ``plain_http``: people may sign in without HTTPS, on a closed network. ``trusted_hosts``: the names under which the
    application answers. ``trusted_proxies``: how many proxies in front say where a request comes from.
    ``smtp_host`` with what follows: the server that takes mail, "" where none is sent; ``mail_from``: in whose name.
    """

    instance: Path
    database_url: str = field(repr=False)
    open_reading: bool = False
    secret_key: str | None = field(default=None, repr=False)
    municipality: str = ""
    municipality_code: str = ""
    plain_http: bool = False
    trusted_hosts: tuple[str, ...] = LOCAL_HOSTS
    trusted_proxies: int = 0
    secret_key_fallbacks: tuple[str, ...] = field(default=(), repr=False)
    smtp_host: str = ""
    smtp_port: int = SMTP_PORT
    smtp_user: str = ""
    smtp_password: str = field(default="", repr=False)
    smtp_starttls: bool = False
    mail_from: str = ""


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
        municipality=environment.get("TRACKER_MUNICIPALITY", "").strip(),
        municipality_code=_municipality_code(environment),
        plain_http=_switch(environment, "PLAIN_HTTP"),
        trusted_hosts=_list(environment, "TRUSTED_HOSTS") or LOCAL_HOSTS,
        trusted_proxies=_count(environment, "TRUSTED_PROXIES"),
        secret_key_fallbacks=_list(environment, "SECRET_KEY_FALLBACKS"),
        **_mail(environment),
    )


def _mail(environment: Mapping[str, str]) -> dict[str, Any]:
    """Everything that a mail needs, or nothing: half of it would be noticed with the first reminder only."""
    host, sender, user = (environment.get(name, "").strip() for name in ("SMTP_HOST", "MAIL_FROM", "SMTP_USER"))
    password = environment.get("SMTP_PASSWORD", "")
    port = environment.get("SMTP_PORT", "").strip() or str(SMTP_PORT)
    if not host:
        if sender or user or password:
            raise SettingsError("SMTP_HOST is not set, so no mail can be sent. Set it, or unset the other settings.")
        return {}
    if not re.fullmatch(r"[!-?A-~]+@[!-?A-~]+", sender) or "<" in sender:
        raise SettingsError(f"MAIL_FROM is “{sender}”: write the address in whose name mail is sent, and no name.")
    if bool(user) != bool(password):
        raise SettingsError("SMTP_USER and SMTP_PASSWORD belong together: set both, or neither.")
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65_536):
        raise SettingsError(f"SMTP_PORT is “{port}”: write the number of a port, like 587.")
    return {
        "smtp_host": host,
        "smtp_port": int(port),
        "smtp_user": user,
        "smtp_password": password,
        "smtp_starttls": _switch(environment, "SMTP_STARTTLS"),
        "mail_from": sender,
    }


def _switch(environment: Mapping[str, str], name: str) -> bool:
    value = environment.get(name, "").strip().lower()
    if value in _TRUE:
        return True
    if value in _FALSE:
        return False
    raise SettingsError(f"{name} is “{value}”: write 1 or 0.")


def _list(environment: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(item for item in re.split(r"[,\s]+", environment.get(name, "")) if item)


def _count(environment: Mapping[str, str], name: str) -> int:
    value = environment.get(name, "").strip() or "0"
    if value.isascii() and value.isdigit():
        return int(value)
    raise SettingsError(f"{name} is “{value}”: write how many proxies there are, like 1.")


def _municipality_code(environment: Mapping[str, str]) -> str:
    """全国地方公共団体コード: six digits, the last of which checks the others."""
    name = "TRACKER_MUNICIPALITY_CODE"
    code = environment.get(name, "").strip()
    if not code:
        return ""
    digits = [int(digit) for digit in code] if re.fullmatch("[0-9]{6}", code) else []
    weighted = sum(weight * digit for weight, digit in zip(range(6, 1, -1), digits, strict=False))
    if not digits or (11 - weighted % 11) % 10 != digits[-1]:
        raise SettingsError(f"{name} is “{code}”: write the six digits of the municipality, like 131229.")
    return code


def is_strong_key(key: str) -> bool:
    """Whether a secret key cannot simply be guessed: long enough, of varied characters, not an example."""
    tidied = key.strip().lower()
    return (
        len(tidied) >= MINIMUM_KEY_LENGTH
        and len(set(tidied)) >= 8
        and not any(word in tidied for word in ("secret", "changeme", "change-me", "change_me", "password", "example"))
    )
