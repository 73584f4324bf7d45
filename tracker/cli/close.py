"""``tracker close``: keep a finished month as it is (月次確定)."""

from datetime import date

import click

from tracker.cli.console import Console, pass_console
from tracker.cli.database import ready
from tracker.cli.help import command as cli_command
from tracker.cli.help import option
from tracker.cli.parameters import municipality_of, read_month, team
from tracker.domain import labels
from tracker.domain.audit import check_number
from tracker.domain.errors import Refused
from tracker.settings import settings_from
from tracker.usecases.reports.close_month import Closed, close_month

REFUSED = 2


@cli_command(
    "close",
    help="終わった月の数値と資料を確定します。確定した月は、その後の登録や変更では変わりません。"
    "未回答や確認待ちが残っている場合は、--reason で理由を付けます。"
    "終了コードは、確定したとき0、確定できなかったとき2です。",
    en="Close a finished month, like 2026-10 or R8.10: nothing recorded or changed later changes it. "
    "Where answers or confirmations are missing, give --reason. Exit code 0: closed; 2: refused.",
)
@click.argument("month", callback=read_month)
@option(
    "--reason",
    default="",
    metavar="TEXT",
    help="未回答や確認待ちが残ったまま確定する理由",
    en="Why it is closed although something is open.",
)
@pass_console
@click.pass_context
def command(context: click.Context, console: Console, month: date, reason: str) -> None:
    """Close, then say what was closed; a refusal is said in its sentence."""
    settings = settings_from()
    with ready(settings) as engine:
        try:
            closed = close_month(engine, team(console, "close"), month, reason, municipality_of(settings))
        except Refused as refused:
            console.say_aside(refused.ja, refused.en)
            context.exit(REFUSED)
    _say(closed, console)


def _say(closed: Closed, console: Console) -> None:
    language, coverage, still_open = console.language, closed.snapshot.coverage, closed.open
    wanted = labels.month(closed.closing.month, language)
    rate = coverage.availability_rate_by_cases
    percent, parts = labels.percent(rate, language), labels.fraction(rate, language)
    counted, procedures, divisions, records = map(
        labels.number,
        (coverage.counted_procedures, still_open.procedures, still_open.divisions, still_open.records),
    )
    check = check_number(closed.closing.sha256)
    console.say(f"{wanted}分を確定しました。", f"{wanted} is closed.")
    console.say(
        f"オンライン化率（件数ベース）　{percent}（{parts}）　件数集計済み{counted}手続を母数とする",
        f"Availability rate by cases: {percent} ({parts}), of {counted} procedures with cases counted",
    )
    console.say(
        f"確定したときの未回答　{procedures}手続（{divisions}課）、確認待ち　{records}件",
        f"Open when closed: {procedures} procedures of {divisions} divisions not answered for, "
        f"{records} records awaiting confirmation",
    )
    console.say(f"照合番号　{check}", f"Check number: {check}")
