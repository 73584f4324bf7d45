"""What ``tracker serve --demo`` needs besides the program: a key, something to look at, and a way to sign in."""

import os
import secrets
import socket
from dataclasses import replace
from pathlib import Path

import click

from tracker.cli.console import Console
from tracker.cli.database import ready
from tracker.settings import LOCAL_HOSTS, Settings, is_strong_key
from tracker.usecases.catalogue.load_demonstration import load_demonstration
from tracker.usecases.people.demonstration_link import demonstration_link

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


def opened(settings: Settings, key: str, host: str) -> Settings:
    """Settings with which everybody can read, and sign in without HTTPS, at the address that is listened on."""
    named = f"[{host}]" if ":" in host else host
    hosts = dict.fromkeys((*settings.trusted_hosts, *LOCAL_HOSTS, named, socket.gethostname()))
    return replace(settings, open_reading=True, plain_http=True, secret_key=key, trusted_hosts=tuple(hosts))


def say_link(settings: Settings, console: Console, address: str) -> None:
    """Print a link that signs in as the DX team, once."""
    with ready(settings) as engine:
        issued = demonstration_link(engine, console.now)
    if issued is not None:
        click.echo(
            "DX推進担当として操作を試すには、次のリンクを開いてください（一度だけ使えます。起動のたびに変わります）。"
        )
        click.echo("To try it as the DX team, open this link. It works once; every start prints a new one.")
        click.echo(f"\n    {address}welcome/{issued.secret}\n")


def fill_catalogue(settings: Settings, console: Console) -> None:
    """Load the ward's catalogue when there is none yet, and say so."""
    with ready(settings) as engine:
        if load_demonstration(engine, console.now, RECORDED_BY):
            click.echo("区の台帳を読み込みました。 / The ward's catalogue has been loaded.")
