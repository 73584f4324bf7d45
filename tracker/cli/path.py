"""``tracker path``: the smallest set that reaches the target."""

from datetime import date
from fractions import Fraction

import click

from tracker.cli.console import Console, echo_json, pass_console
from tracker.cli.database import ready
from tracker.cli.help import command as cli_command
from tracker.cli.help import option
from tracker.cli.parameters import as_of_option, day_or_today, json_option, read_share
from tracker.domain import labels
from tracker.domain.path import Path
from tracker.usecases.figures.find_path import find_path


@cli_command(
    "path",
    help="試算（庁内検討用）：目標に達するために、あと何をオンライン化すればよいか。手続の数が最も少ない組合せを表示します。",
    en="What-if, for internal use: the fewest procedures to bring online so that the target is reached.",
)
@option(
    "--target",
    callback=read_share,
    metavar="SHARE",
    help="目指す割合。例 0.8、80%（省略時は登録されている目標）",
    en="The share to aim for, like 0.8 or 80%; the ward's target if left out.",
)
@as_of_option
@json_option
@pass_console
def command(console: Console, target: Fraction | None, as_of: date | None, as_json: bool) -> None:
    """Find, then print."""
    with ready() as engine:
        path = find_path(engine, day_or_today(as_of, console), target)
    if as_json:
        echo_json(
            {
                "target": labels.percent_digits(path.target),
                "procedures": list(path.codes),
                "percent": labels.percent_digits(path.rate.share),
                "reached": path.reached,
            }
        )
        return
    for code in path.codes:
        click.echo(code)
    console.say(*_conclusion(path))


def _conclusion(path: Path) -> tuple[str, str]:
    ja, target = labels.percent(path.rate), labels.target_percent(path.target)
    en, goal = labels.percent(path.rate, "en"), labels.target_percent(path.target, "en")
    count = labels.number(len(path.codes))
    if path.rate.share is None:
        return "件数を集計している手続がないため、試算できません。", "No procedure has its cases counted."
    if not path.reached:
        return (
            f"残る手続をすべてオンライン化しても{ja}で、目標{target}に達しない。",
            f"Even with everything else online it is {en}: {goal} cannot be reached.",
        )
    if not path.codes:
        return f"現在{ja}で、目標{target}に達している。", f"It is {en} now: the target of {goal} is met."
    return (
        f"以上{count}手続をオンライン化すると{ja}となり、目標{target}に達する。",
        f"With these {count} online it is {en}: the target of {goal} is reached.",
    )
