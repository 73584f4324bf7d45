"""``tracker export``: the catalogue as a file that ``tracker import`` takes back."""

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import click

from tracker.cli.console import Console, pass_console
from tracker.cli.database import ready
from tracker.cli.files import write_whole
from tracker.cli.help import command as cli_command
from tracker.cli.help import option
from tracker.domain.errors import Refused
from tracker.domain.selection import Order, Selection
from tracker.exporting.catalogue import write_catalogue_csv, write_catalogue_xlsx
from tracker.usecases.catalogue.list_procedures import export_procedures

Format = Literal["csv", "xlsx"]


@cli_command(
    "export",
    help="台帳をファイルに書き出します。Excelで編集して「tracker import」で取り込めば、編集した箇所だけが変わります。",
    en="Write the catalogue to a file. Edit it in Excel and import it again: only what you edited changes.",
)
@option(
    "--format",
    "form",
    type=click.Choice(["csv", "xlsx"]),
    help="形式（省略時はファイル名による。ファイル名もなければCSV）",
    en="The format; by the name of the file if left out, or CSV.",
)
@option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="書き出すファイル（省略時は標準出力）",
    en="The file to write; standard output if left out.",
)
@pass_console
def command(console: Console, form: Format | None, output: Path | None) -> None:
    """Write to the file, or to standard output."""
    chosen = form or ("xlsx" if output is not None and output.suffix.lower() == ".xlsx" else "csv")
    if output is None and chosen == "xlsx":
        raise Refused(
            "Excelで書き出すときは、--output でファイル名を指定してください。", "Name a file for Excel with --output."
        )
    with ready() as engine:
        entries = export_procedures(engine, console.today, Selection(), Order.CATALOGUE)
        blocks: Iterable[bytes]
        blocks = [write_catalogue_xlsx(entries)] if chosen == "xlsx" else write_catalogue_csv(entries)
        if output is None:
            for block in blocks:
                click.echo(block, nl=False)
        else:
            write_whole(output, blocks)
    if output is not None:
        console.say(f"{output} に書き出しました。", f"Written to {output}.")
