"""``tracker examine``: read or store a file that was sent through the page 台帳の取込み."""

from datetime import UTC, datetime

import click

from tracker.cli.database import ready
from tracker.cli.help import command as cli_command
from tracker.usecases.uploads.read_upload import examine


@cli_command(
    "examine",
    help="「台帳の取込み」の画面に送られたファイルを読み取り、確認済みであれば取り込みます。画面が自動で実行するコマンドです。",
    en="Read a file that was sent through the page of imports, and store it once it is confirmed. The page runs this "
    "by itself.",
)
@click.argument("number", type=click.IntRange(min=1))
def command(number: int) -> None:
    """Do what the file waits for."""
    with ready() as engine:
        examine(engine, number, lambda: datetime.now(UTC))
