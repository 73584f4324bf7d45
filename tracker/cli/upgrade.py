"""``tracker upgrade``: bring the database up to this version."""

from tracker.cli.console import Console, pass_console
from tracker.cli.database import connected
from tracker.cli.help import command as cli_command
from tracker.usecases.prepare_database import upgrade_database


@cli_command(
    "upgrade",
    help="データベースの形式をこのプログラムの版に合わせます。実行の前にバックアップを取ってください。",
    en="Bring the database up to the version of this program. Make a backup first.",
)
@pass_console
def command(console: Console) -> None:
    """Run every migration that is missing."""
    with connected() as engine:
        upgrade_database(engine)
    console.say("データベースの形式は最新です。", "The database is up to date.")
