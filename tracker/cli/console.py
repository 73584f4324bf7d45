"""What every command knows: the language to speak, and the moment it was started."""

import codecs
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import click

from tracker.domain.fiscal import local_day
from tracker.domain.vocabulary import Language

LANGUAGES = ("ja", "en")


@dataclass(frozen=True, slots=True)
class Console:
    """Speaks to the person at the terminal. ``now`` is when the command was started: the only clock here."""

    language: Language
    now: datetime

    @property
    def today(self) -> date:
        """The day in Japan."""
        return local_day(self.now)

    def words(self, ja: str, en: str) -> str:
        """The wording in the language of the console."""
        return ja if self.language == "ja" else en

    def say(self, ja: str, en: str) -> None:
        """Print a line of the result."""
        click.echo(self.words(ja, en))

    def say_aside(self, ja: str, en: str) -> None:
        """Print a line that is not part of the result, so that a result can be piped on."""
        click.echo(self.words(ja, en), err=True)


pass_console = click.make_pass_decorator(Console)


def echo_json(value: Mapping[str, Any]) -> None:
    """Print JSON. Where the terminal does not use UTF-8 it is pure ASCII, so that it can be read back anywhere."""
    click.echo(json.dumps(value, ensure_ascii=_encoding() != "utf-8", indent=2))


def default_language() -> Language:
    """``TRACKER_LANG``, else Japanese, or English on a terminal that cannot show Japanese."""
    wish = os.environ.get("TRACKER_LANG", "").strip().lower()
    if wish in LANGUAGES:
        return "en" if wish == "en" else "ja"
    try:
        "手続".encode(_encoding())
    except UnicodeEncodeError:
        return "en"
    return "ja"


def _encoding() -> str:
    return codecs.lookup(sys.stdout.encoding or "ascii").name
