"""What can go wrong at a terminal, in one sentence each. Anything else is a fault of ours and keeps its traceback."""

import sys

import click

from tracker.domain.errors import Altered, Refused
from tracker.domain.vocabulary import Language
from tracker.settings import SettingsError


class Failed(click.ClickException):
    """Ends the program with exit code 1 and a sentence."""

    exit_code = 1

    def show(self, file: object = None) -> None:  # noqa: ARG002 (click passes it)
        """Print the sentence."""
        click.echo(self.format_message(), err=True)


def failure(error: Exception, language: Language) -> str | None:
    """The sentence for an error that somebody at the terminal can do something about; None for any other."""
    japanese = language == "ja"
    if isinstance(error, Refused):
        return error.ja if japanese else error.en
    if isinstance(error, Altered):
        if japanese:
            return f"確定した月の内容が、確定したときと一致しません（{error}）。バックアップから元に戻してください。"
        return f"What was kept of a closed month has been changed ({error}). Restore it from a backup."
    if isinstance(error, SettingsError):
        return f"設定に誤りがあります。{error}" if japanese else str(error)
    if isinstance(error, OSError) and error.strerror and not isinstance(error, BrokenPipeError):
        place = f"{error.filename}: " if error.filename else ""
        return f"読み書きできませんでした。{place}{error.strerror}" if japanese else f"{place}{error.strerror}"
    return _database_failure(error, japanese)


def _database_failure(error: Exception, japanese: bool) -> str | None:
    if isinstance(error, ModuleNotFoundError) and error.name == "psycopg":
        if japanese:
            return "PostgreSQLを使うには「pip install 'procedure-tracker[postgres]'」で必要な部品を入れてください。"
        return "PostgreSQL needs one more package: pip install 'procedure-tracker[postgres]'."
    exceptions = sys.modules.get("sqlalchemy.exc")
    if exceptions is None or not isinstance(error, exceptions.DBAPIError):
        return None
    cause = "".join(str(error.orig).strip().splitlines()[:1])
    if japanese:
        return (
            f"データベースを使えませんでした（{cause}）。"
            "データベースが動いているか、接続先の設定 DATABASE_URL が正しいかを確かめてください。"
        )
    return f"The database could not be used ({cause}). Check that it is running, and DATABASE_URL."
