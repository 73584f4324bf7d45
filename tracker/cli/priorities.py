"""``tracker priorities``: what next, in order, with the reasons."""

from datetime import date
from typing import Any

import click

from tracker.cli.columns import columns
from tracker.cli.console import Console, echo_json, pass_console
from tracker.cli.database import ready
from tracker.cli.help import command as cli_command
from tracker.cli.parameters import as_of_option, day_or_today, json_option
from tracker.domain import labels
from tracker.domain.todo import TodoLine
from tracker.domain.vocabulary import name_of
from tracker.usecases.figures.list_priorities import list_priorities


@cli_command(
    "priorities",
    help="すべての手続を優先順位の順に、理由とともに表示します。",
    en="Show every procedure in order of priority, with the reasons.",
)
@as_of_option
@json_option
@pass_console
def command(console: Console, as_of: date | None, as_json: bool) -> None:
    """List, then print."""
    with ready() as engine:
        lines = list_priorities(engine, day_or_today(as_of, console)).todo.lines
    if as_json:
        echo_json({"procedures": [_as_object(line, console) for line in lines]})
        return
    headings = (
        console.words(ja, en)
        for ja, en in (
            ("順位", "Rank"),
            ("STEP", "STEP"),
            ("手続ID", "Code"),
            ("年間件数", "Cases"),
            ("状況", "Status"),
            ("理由", "Reasons"),
            ("手続名（所管課）", "Procedure (division)"),
        )
    )
    for text in columns([tuple(headings), *(_row(line, console) for line in lines)], right=frozenset({0, 3})):
        click.echo(text)


def _as_object(line: TodoLine, console: Console) -> dict[str, Any]:
    standing, procedure = line.standing, line.standing.procedure
    return {
        "rank": line.rank,
        "code": procedure.code,
        "name": procedure.name,
        "division": procedure.division,
        "step": standing.verdict.step.value,
        "reasons": _reasons(line, console),
        "annual_cases": standing.annual_cases,
        "designated": procedure.designated,
        "online_status": name_of(standing.status, console.language),
    }


def _row(line: TodoLine, console: Console) -> tuple[str, ...]:
    standing, procedure = line.standing, line.standing.procedure
    return (
        str(line.rank),
        name_of(standing.verdict.step, console.language),
        procedure.code,
        labels.number(standing.annual_cases),
        name_of(standing.status, console.language),
        console.words("、", "; ").join(_reasons(line, console)),
        console.words(f"{procedure.name}（{procedure.division}）", f"{procedure.name} ({procedure.division})"),
    )


def _reasons(line: TodoLine, console: Console) -> list[str]:
    return [labels.reason_text(reason, console.language) for reason in line.standing.verdict.reasons]
