"""``tracker workbooks``: the workbooks in which divisions answer an inquiry (回答用Excel)."""

from pathlib import Path

import click

from tracker.cli.console import Console, pass_console
from tracker.cli.database import ready
from tracker.cli.files import write_whole
from tracker.cli.help import command as cli_command
from tracker.cli.help import option
from tracker.cli.parameters import team
from tracker.domain.errors import NotThere, Refused
from tracker.usecases.inquiries.issue_workbooks import issue_all


@cli_command(
    "workbooks",
    help="照会の回答用Excelを、所管課ごとに1つのファイルに書き出します。NUMBER は照会の番号（第何回か）です。",
    en="Write the reply workbooks of an inquiry, by its number: a file for each division.",
)
@click.argument("number", type=click.IntRange(1))
@option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    required=True,
    help="書き出すフォルダー（なければ作成）",
    en="The folder to write to; made if it is not there.",
)
@pass_console
def command(console: Console, number: int, output: Path) -> None:
    """Write each file and say so."""
    with ready() as engine:
        try:
            workbooks = issue_all(engine, team(console, "workbooks"), number)
        except NotThere:
            raise Refused(f"第{number}回照会はありません。", f"There is no inquiry {number}.") from None
    output.mkdir(parents=True, exist_ok=True)
    for workbook in workbooks:
        path = output / workbook.name
        write_whole(path, [workbook.content])
        console.say(f"{path} に書き出しました。", f"Written to {path}.")
