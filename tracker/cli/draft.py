"""``tracker draft``: make the papers of a month, for the page 月次報告."""

from datetime import date

import click

from tracker.cli.console import Console, pass_console
from tracker.cli.database import ready
from tracker.cli.help import command as cli_command
from tracker.cli.help import option
from tracker.cli.parameters import finished_month, municipality_of, read_month
from tracker.cli.report import no_papers
from tracker.domain import labels
from tracker.domain.errors import NotThere
from tracker.settings import settings_from
from tracker.usecases.reports.make_papers import make_papers, was_made


@cli_command(
    "draft",
    help="月次報告の資料を作成し、「月次報告」の画面に載せます。月を省略すると、先月分を作成します。"
    "毎月の初めに、自動で実行するためのコマンドです。",
    en="Make the papers of a month, for the page of monthly reports; of last month if none is named. "
    "To be run by a timer at the beginning of every month.",
)
@click.argument("month", callback=read_month, required=False)
@option(
    "--unless-made",
    is_flag=True,
    help="既に作成してあるか、確定済みのときは、何もしない",
    en="Do nothing where they are made already, or the month is closed.",
)
@pass_console
def command(console: Console, month: date | None, unless_made: bool) -> None:
    """Make them, or say that there was nothing to do."""
    settings, wanted = settings_from(), finished_month(month, console)
    ja, en = labels.month(wanted), labels.month(wanted, "en")
    with ready(settings) as engine:
        if unless_made and was_made(engine, wanted):
            console.say(f"{ja}分の資料は作成済みです。", f"The papers of {en} are there already.")
            return
        try:
            make_papers(engine, wanted, console.now, municipality_of(settings))
        except NotThere:
            raise no_papers(wanted) from None
    console.say(f"{ja}分の資料を作成しました。", f"The papers of {en} are made.")
