"""Help texts in both languages. Give a command or an option ``help`` in Japanese and ``en`` in English."""

import re
from functools import partial
from typing import Any, cast

import click

from tracker.cli.console import default_language
from tracker.domain.vocabulary import Language


def language_of(context: click.Context) -> Language:
    """The language of the terminal, also before the commands have begun."""
    wish = context.find_root().params.get("lang")
    return cast(Language, wish) if wish else default_language()


class Command(click.Command):
    """A command that explains itself in the language of the terminal."""

    def __init__(self, *arguments: Any, en: str, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.en = en

    def format_help_text(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does; in Japanese a sentence on each line, because click would break inside words."""
        formatter.write_paragraph()
        with formatter.indentation():
            if language_of(context) == "ja":
                for sentence in re.findall("[^。]+。?", self.help or ""):
                    formatter.write(f"{'':{formatter.current_indent}}{sentence}\n")
            else:
                formatter.write_text(self.en)

    def get_help_option(self, context: click.Context) -> click.Option | None:
        """Say what --help does."""
        found = super().get_help_option(context)
        if found is not None:
            japanese = language_of(context) == "ja"
            found.help = "この説明を表示して終わる" if japanese else "Show this message and exit."
        return found


class Option(click.Option):
    """An option that explains itself in the language of the terminal."""

    def __init__(self, *arguments: Any, en: str, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.en = en

    def get_help_record(self, context: click.Context) -> tuple[str, str] | None:
        """The option's line."""
        record = super().get_help_record(context)
        if record is None or language_of(context) == "ja":
            return record
        return record[0], record[1].replace(self.help or "", self.en, 1)


class Group(Command, click.Group):
    """A command with commands of its own, listed in the language of the terminal."""

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with what they do."""
        japanese = language_of(context) == "ja"
        listed = [(name, item) for name, item in self.commands.items() if isinstance(item, Command)]
        with formatter.section("Commands"):
            formatter.write_dl([(name, (item.help or "") if japanese else item.en) for name, item in listed])


command = partial(click.command, cls=Command)
option = partial(click.option, cls=Option)
