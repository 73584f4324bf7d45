"""``tracker report``: the papers of a month as files."""

from datetime import date
from pathlib import Path

import click

from tracker.cli.console import Console, pass_console
from tracker.cli.database import ready
from tracker.cli.files import write_whole
from tracker.cli.help import command as cli_command
from tracker.cli.help import option
from tracker.cli.parameters import municipality_of, read_month, team
from tracker.domain import labels
from tracker.domain.errors import NotThere, Refused
from tracker.domain.report.document import Paper
from tracker.exporting.report.formats import FORMATS
from tracker.settings import settings_from
from tracker.usecases.reports.fetch_paper import written_files


@cli_command(
    "report",
    help="月次報告の資料をファイルに書き出します。確定した月は、確定したときのファイルをそのまま書き出します。",
    en="Write the papers of a finished month, like 2026-10 or R8.10. Those of a closed month are the very files kept.",
)
@click.argument("month", callback=read_month)
@option(
    "--format",
    "form",
    type=click.Choice([*FORMATS]),
    help="形式（省略時は全て）",
    en="The format; all of them if left out.",
)
@option(
    "--paper",
    type=click.Choice([paper.value for paper in Paper]),
    help="internal：庁内報告、committee：委員会報告（省略時は両方）",
    en="Internal or committee report; both if left out.",
)
@option(
    "--edition",
    type=click.IntRange(1),
    metavar="N",
    help="第何版か（省略時は最新の版）",
    en="Which edition of a closed month; the last one if left out.",
)
@option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    required=True,
    help="書き出すフォルダー（なければ作成）",
    en="The folder to write to; made if it is not there.",
)
@pass_console
def command(
    console: Console, month: date, form: str | None, paper: str | None, edition: int | None, output: Path
) -> None:
    """Write each file as soon as it is there, and say so."""
    settings = settings_from()
    chosen = [Paper(paper)] if paper else list(Paper)
    forms = [form] if form else list(FORMATS)
    with ready(settings) as engine:
        actor = team(console, "report")
        files = written_files(engine, actor, month, chosen, forms, edition, municipality_of(settings))
        try:
            for file in files:
                output.mkdir(parents=True, exist_ok=True)
                path = output / f"{month:%Y-%m}-{file.paper.value}.{file.format}"
                write_whole(path, [file.content])
                console.say(f"{path} に書き出しました。", f"Written to {path}.")
        except NotThere:
            raise no_papers(month, edition) from None


def no_papers(month: date, edition: int | None = None) -> Refused:
    """Why there is nothing to write."""
    ja, en = labels.month(month), labels.month(month, "en")
    if edition is not None:
        return Refused(f"{ja}分の第{edition}版はありません。", f"There is no edition {edition} of {en}.")
    return Refused(
        f"{ja}分の資料はありません。台帳が始まってから今月より前までの、確定していない月か確定した月を指定してください。",
        f"There are no papers of {en}. Name a finished month that is closed or can be closed.",
    )
