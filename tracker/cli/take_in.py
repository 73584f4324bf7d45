"""``tracker take-in``: reply workbooks as divisions sent them back, many at once, with a result for each."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from tracker.cli.console import Console, pass_console
from tracker.cli.database import ready
from tracker.cli.help import command as cli_command
from tracker.cli.help import option
from tracker.cli.parameters import day_or_today, read_day, team
from tracker.cli.problems import say_places
from tracker.domain.labels import number
from tracker.domain.reply.findings import Finding, Outcome
from tracker.domain.reply.verdict import Verdict
from tracker.domain.vocabulary import name_of
from tracker.importing.problem import Problem
from tracker.usecases.inquiries.take_in_workbooks import Returned, take_in_workbooks

UNFINISHED = 2
_DONE = (Verdict.ACCEPTED, Verdict.REPEATED)


@cli_command(
    "take-in",
    help="返送された回答用Excelを取り込みます。ファイルごとに、全て取り込むか、1つも取り込まないかのどちらかです。確認が必要な箇所は、画面の"
    "「返送されたExcel」で確かめます。終了コードは、全て取り込めたとき0、そうでないとき2です。",
    en="Take returned reply workbooks in, each as a whole or not at all. Questions are cleared on the page of returned "
    "workbooks. Exit code 0: all are taken in; 2: some are not.",
)
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@option(
    "--received-on",
    callback=read_day,
    metavar="DATE",
    help="受付日。例 R8.4.1、2026-04-01（省略時は今日）",
    en="When they came back, like 2026-04-01 or R8.4.1; today if left out.",
)
@pass_console
@click.pass_context
def command(context: click.Context, console: Console, files: tuple[Path, ...], received_on: date | None) -> None:
    """Take the files in and say what became of each."""
    returned = (Returned(file.name, file.read_bytes()) for file in files)
    with ready() as engine:
        received = take_in_workbooks(engine, team(console, "take-in"), returned, day_or_today(received_on, console))
    for each in received:
        _say(each.file_name, each.outcome, console)
    context.exit(0 if all(each.outcome.verdict in _DONE for each in received) else UNFINISHED)


def _say(name: str, outcome: Outcome, console: Console) -> None:
    changed, unchanged, unanswered = map(number, (outcome.changed, outcome.unchanged, outcome.unanswered))
    ja, en = name_of(outcome.verdict), name_of(outcome.verdict, "en")
    if outcome.verdict is Verdict.ACCEPTED:
        ja += f"（変更 {changed}手続、変更なし {unchanged}手続、未回答が残る手続 {unanswered}）"
        en += f" (changed: {changed}; no change: {unchanged}; not fully answered: {unanswered})"
    console.say(f"{name}：{ja}", f"{name}: {en}")
    questions = [question.finding for question in outcome.questions]
    say_places(_as_problems((*outcome.problems, *questions, *outcome.notices)), console)


def _as_problems(findings: Sequence[Finding]) -> list[Problem]:
    return [Problem(each.row, each.column or None, each.value or None, each.ja, each.en) for each in findings]
