"""``tracker audit``: the activity log."""

from functools import partial

import click

from tracker.cli.console import Console, pass_console
from tracker.cli.database import ready
from tracker.cli.help import Group
from tracker.cli.help import command as cli_command
from tracker.domain.audit import check_number
from tracker.domain.labels import number
from tracker.usecases.log.verify_log import verify_log


@partial(click.group, cls=Group, help="操作履歴を点検します。", en="Check the activity log.")("audit")
def command() -> None:
    """Its commands follow."""


@cli_command(
    "verify",
    help="操作履歴が書き換えられていないかを点検します。",
    en="Check that nothing in the activity log was changed.",
)
@pass_console
@click.pass_context
def verify(context: click.Context, console: Console) -> None:
    """Exit 1 and name the first bad entry where the chain is broken."""
    with ready() as engine:
        result = verify_log(engine)
    if result.bad is None:
        count, check = number(result.head.number), check_number(result.head.digest)
        console.say(
            f"操作履歴{count}件は、書き込まれたときのままです。照合番号 {check}",
            f"The {count} entries of the activity log are as they were written. Check number {check}",
        )
        return
    console.say_aside(
        f"操作履歴の{number(result.bad)}件目が、書き込まれたときと違います。データベースの管理者に連絡してください。",
        f"Entry {number(result.bad)} of the activity log is not as it was written. Tell the database's administrator.",
    )
    context.exit(1)


command.add_command(verify)
