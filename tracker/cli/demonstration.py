"""What ``tracker serve --demo`` needs besides the program: a secret key of its own and something to look at."""

import os
import secrets
from pathlib import Path

import click

from tracker.cli.console import Console
from tracker.cli.database import ready
from tracker.settings import Settings, is_strong_key
from tracker.usecases.load_demonstration import load_demonstration

KEY_FILE = "demo-secret-key"
RECORDED_BY = "dx (demo)"


def secret_key(instance: Path) -> str:
    """A random key, kept in the instance folder for the next start. Nobody else can read the file."""
    path = instance / KEY_FILE
    try:
        kept = path.read_text(encoding="ascii").strip()
    except (FileNotFoundError, UnicodeDecodeError):
        kept = ""
    if is_strong_key(kept):
        path.chmod(0o600)
        return kept
    instance.mkdir(parents=True, exist_ok=True)
    key = secrets.token_hex(32)
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(key)
    part.replace(path)
    return key


def fill_catalogue(settings: Settings, console: Console) -> None:
    """Load the ward's catalogue when there is none yet, and say so."""
    with ready(settings) as engine:
        if load_demonstration(engine, console.now, RECORDED_BY):
            click.echo("区の台帳を読み込みました。 / The ward's catalogue has been loaded.")
