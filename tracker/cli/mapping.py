"""``tracker mapping``: mappings of columns for lists that are not in the catalogue's own layout."""

from dataclasses import asdict
from functools import partial
from pathlib import Path

import click

from tracker.cli.console import Console, echo_json, pass_console
from tracker.cli.database import ready
from tracker.cli.help import Group, option
from tracker.cli.help import command as cli_command
from tracker.cli.mapping_file import mapping_in, mapping_of
from tracker.cli.parameters import team
from tracker.domain.column_mapping import ColumnMapping
from tracker.domain.errors import NotThere, Refused
from tracker.importing.apart import apart
from tracker.importing.look import Look, look_at
from tracker.importing.manner import Manner
from tracker.importing.problem import CannotReadOn
from tracker.usecases.catalogue.keep_mapping import keep_mapping, list_mappings, remove_mapping

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@partial(
    click.group,
    cls=Group,
    help="列の対応付けを扱います。台帳の様式でない一覧を取り込む（tracker import --map）ときに使います。",
    en="Mappings of columns, for lists that are not in the catalogue's own layout (tracker import --map).",
)("mapping")
def command() -> None:
    """Its commands follow."""


@cli_command("list", help="保存した対応付けの名前を表示します。", en="The names of the mappings that are kept.")
@pass_console
def list_(console: Console) -> None:
    """One name a line."""
    with ready() as engine:
        for kept in list_mappings(engine, team(console, "mapping list")):
            click.echo(kept.name)


@cli_command("show", help="保存した対応付けをJSONで表示します。", en="Print a mapping as JSON.")
@click.argument("name")
@pass_console
def show(console: Console, name: str) -> None:
    """As a file that ``keep`` takes."""
    with ready() as engine:
        _echo(mapping_of(engine, team(console, "mapping show"), name))


@cli_command("keep", help="JSONのファイルの対応付けを、名前を付けて保存します。", en="Keep the mapping of a JSON file.")
@click.argument("name")
@click.argument("file", type=_FILE)
@pass_console
def keep(console: Console, name: str, file: Path) -> None:
    """In place of another of that name."""
    mapping = mapping_in(file)
    with ready() as engine:
        keep_mapping(engine, team(console, "mapping keep"), name, mapping)
    console.say(f"対応付け「{name}」を保存しました。", f"Kept the mapping “{name}”.")


@cli_command("remove", help="保存した対応付けを削除します。", en="Remove a mapping.")
@click.argument("name")
@pass_console
def remove(console: Console, name: str) -> None:
    """Files that were read by it stay as they are."""
    with ready() as engine:
        try:
            remove_mapping(engine, team(console, "mapping remove"), name)
        except NotThere:
            raise Refused(f"対応付け「{name}」はありません。", f"There is no mapping “{name}”.") from None
    console.say(f"対応付け「{name}」を削除しました。", f"Removed the mapping “{name}”.")


@cli_command(
    "propose",
    help="一覧のファイルの見出しを調べ、対応付けの下書きをJSONで表示します。決まっていない見出しは、別に表示します。",
    en="Look at the headings of a list and print a draft of a mapping as JSON; what is still open is named beside it.",
)
@click.argument("file", type=_FILE)
@option("--sheet", metavar="NAME", help="読み取るExcelのシート名", en="The sheet of a workbook to read.")
@option(
    "--header-row",
    type=click.IntRange(min=1),
    metavar="N",
    help="見出しの行の番号（見出しが2行以上の場合は最後の行）",
    en="The row of the headings, the last one if there are several.",
)
@pass_console
def propose(console: Console, file: Path, sheet: str | None, header_row: int | None) -> None:
    """What an officer then completes."""
    try:
        look = apart(look_at, file.resolve(), Manner(sheet=sheet, header_row=header_row))
    except CannotReadOn as stop:
        raise Refused(stop.problem.ja, stop.problem.en) from None
    if look.problem is not None:
        raise Refused(look.problem.ja, look.problem.en)
    _echo(_draft(look))
    for column in look.columns:
        if column.identifier is None:
            console.say_aside(
                f"割当てが決まっていない見出し：「{column.heading}」（{column.letters}列、キー {column.key}）",
                f"Not assigned: “{column.heading}” (column {column.letters}, key {column.key})",
            )


def _draft(look: Look) -> ColumnMapping:
    columns = {column.key: column.identifier for column in look.columns if column.identifier is not None}
    return ColumnMapping(columns=columns, heading_rows=look.heading_rows)


def _echo(mapping: ColumnMapping) -> None:
    echo_json(asdict(mapping))


for _each in (list_, show, keep, remove, propose):
    command.add_command(_each)
