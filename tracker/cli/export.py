"""``tracker export``: the catalogue as a file that ``tracker import`` takes back."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

import click

from tracker.cli.console import Console, pass_console
from tracker.cli.database import ready
from tracker.cli.files import write_whole
from tracker.cli.help import command as cli_command
from tracker.cli.help import option
from tracker.domain import labels
from tracker.domain.catalogue import Entry
from tracker.domain.errors import Refused
from tracker.domain.selection import Order, Selection
from tracker.exporting.catalogue import (
    ALL,
    columns_named,
    lacking_for_import,
    write_catalogue_cp932,
    write_catalogue_csv,
    write_catalogue_xlsx,
)
from tracker.exporting.cp932 import CannotHold, named
from tracker.usecases.catalogue.list_procedures import export_procedures

Format = Literal["csv", "xlsx"]
CSV_ENCODINGS = UTF_8, CP932 = "utf-8", "cp932"
SHOWN = 100


@cli_command(
    "export",
    help="台帳をファイルに書き出します。Excelで編集して「tracker import」で取り込めば、編集した箇所だけが変わります。"
    "廃止した手続と統合した手続は含みません。",
    en="Write the catalogue to a file. Edit it in Excel and import it again: only what you edited changes. "
    "Procedures that were abolished or merged are not part of it.",
)
@option(
    "--format",
    "form",
    type=click.Choice(["csv", "xlsx"]),
    help="形式（省略時はファイル名による。ファイル名もなければCSV）",
    en="The format; by the name of the file if left out, or CSV.",
)
@option(
    "--columns",
    metavar="NAMES",
    help="書き出す列。見出し（手続ID,手続名,…）を「,」で区切って、書き出す順に並べる（省略時は全ての列）",
    en="The columns in their order: headings or identifiers separated by commas, like code,name; all if left out.",
)
@option(
    "--encoding",
    type=click.Choice(CSV_ENCODINGS),
    default=UTF_8,
    help="CSVの文字コード（省略時はUTF-8）",
    en="The encoding of a CSV; UTF-8 if left out.",
)
@option(
    "--replace",
    "replacing",
    is_flag=True,
    help="CP932で表せない文字を「〓」に置き換える",
    en="Replace what CP932 cannot hold by the geta mark (U+3013).",
)
@option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="書き出すファイル（省略時は標準出力）",
    en="The file to write; standard output if left out.",
)
@pass_console
def command(
    console: Console, form: Format | None, columns: str | None, encoding: str, replacing: bool, output: Path | None
) -> None:
    """Write to the file, or to standard output."""
    chosen = form or ("xlsx" if output is not None and output.suffix.lower() == ".xlsx" else "csv")
    _check(chosen, encoding, replacing, output)
    names = ALL if columns is None else columns_named(re.split("[,，、]", columns))
    with ready() as engine:
        entries = export_procedures(engine, console.today, Selection(), Order.CATALOGUE)
        blocks = _blocks(console, entries, names, chosen, encoding, replacing)
        if output is None:
            for block in blocks:
                click.echo(block, nl=False)
        else:
            write_whole(output, blocks)
    if output is not None:
        console.say(f"{output} に書き出しました。", f"Written to {output}.")
    if lacking := lacking_for_import(names):
        console.say_aside(
            f"このファイルは、そのままでは取り込めません（必要な列：{'、'.join(lacking)}）。",
            f"This file cannot be imported as it is: it lacks {', '.join(lacking)}.",
        )


def _check(chosen: str, encoding: str, replacing: bool, output: Path | None) -> None:
    if output is None and chosen == "xlsx":
        raise Refused(
            "Excelで書き出すときは、--output でファイル名を指定してください。", "Name a file for Excel with --output."
        )
    if chosen == "xlsx" and encoding != UTF_8:
        raise Refused("--encoding はCSVで書き出すときに指定してください。", "--encoding is for CSV.")
    if replacing and encoding != CP932:
        raise Refused(
            "--replace は --encoding cp932 と一緒に指定してください。", "Give --replace together with --encoding cp932."
        )


def _blocks(
    console: Console, entries: Iterator[Entry], names: tuple[str, ...], chosen: str, encoding: str, replacing: bool
) -> Iterable[bytes]:
    if chosen == "xlsx":
        return [write_catalogue_xlsx(entries, names)]
    if encoding == UTF_8:
        return write_catalogue_csv(entries, names)
    try:
        return write_catalogue_cp932(entries, names, replacing=replacing)
    except CannotHold as cannot:
        _say_unheld(console, cannot)
        raise


def _say_unheld(console: Console, cannot: CannotHold) -> None:
    for cell in cannot.unheld[:SHOWN]:
        characters = named(cell.characters)
        console.say_aside(
            f"  {cell.row}行目「{cell.heading}」（{cell.code}）：{characters}",
            f"  Row {cell.row}, {cell.heading} ({cell.code}): {characters}",
        )
    if len(cannot.unheld) > SHOWN:
        rest = labels.number(len(cannot.unheld) - SHOWN)
        console.say_aside(f"  ほか{rest}か所", f"  and {rest} more")
