"""``tracker import``: take a catalogue file in, all of it or nothing."""

import hashlib
import sys
from pathlib import Path

import click
from sqlalchemy import Engine

from tracker.cli.changes import say_changes
from tracker.cli.console import Console, echo_json, pass_console
from tracker.cli.database import ready
from tracker.cli.help import command as cli_command
from tracker.cli.help import option
from tracker.cli.mapping_file import mapping_of
from tracker.cli.parameters import json_option, read_fiscal_year, team
from tracker.cli.problems import as_objects, say_refused, say_warnings
from tracker.domain.labels import number
from tracker.importing.apart import apart
from tracker.importing.catalogue import Reading
from tracker.importing.files_read import needs_mapping, read_file
from tracker.importing.manner import LayoutName, Manner
from tracker.importing.problem import CannotReadOn
from tracker.usecases.catalogue.import_catalogue import Options, Outcome, import_reading, preview_reading
from tracker.usecases.uploads.source import Source

REFUSED = 2
RECORDED_BY = "dx (CLI)"


@cli_command(
    "import",
    help="台帳や手続の一覧のファイル（CSV、Excel）を取り込みます。1か所でも誤りがあれば、何も登録しません。"
    "台帳の様式でない一覧は、列の対応付け（--map）を指定して取り込みます。終了コードは、取り込めたとき0、取り込めなかったとき2です。",
    en="Import a catalogue file or another list of procedures (CSV or Excel), all of it or nothing. A list that is not "
    "in the catalogue's layout needs a mapping of its columns (--map). Exit code 0: imported; 2: refused.",
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@option(
    "--dry-run", is_flag=True, help="変更点を表示するだけで、登録しない", en="Show what would change; store nothing."
)
@json_option
@option("--sheet", metavar="NAME", help="読み取るExcelのシート名", en="The sheet of a workbook to read.")
@option(
    "--map",
    "mapping",
    metavar="NAME|FILE",
    help="列の対応付け。保存した名前か、JSONのファイル",
    en="The mapping of columns: the name it is kept under, or a JSON file.",
)
@option(
    "--layout",
    type=click.Choice([name.value for name in LayoutName]),
    help="ファイルの様式（省略時は見出しで判断）",
    en="The layout of the file; recognised by its headings if left out.",
)
@option(
    "--header-row",
    type=click.IntRange(min=1),
    metavar="N",
    help="見出しの行の番号（見出しが2行以上の場合は最後の行）",
    en="The row of the headings, the last one if there are several.",
)
@option(
    "--municipal-only",
    is_flag=True,
    help="国の調査結果のうち、地方公共団体が行うか受け付ける手続だけを取り込む",
    en="Of the national survey, only what local governments do or receive.",
)
@option(
    "--fiscal-year",
    callback=read_fiscal_year,
    metavar="YEAR",
    help="件数年度の列がない場合の年度。例 R4、2022",
    en="The fiscal year of counts that state none, like 2022 or R4.",
)
@option(
    "--allow-unknown-columns",
    is_flag=True,
    help="様式にない列を読み飛ばす",
    en="Leave out columns that the layout does not know.",
)
@option(
    "--create-divisions",
    is_flag=True,
    help="登録されていない部・所管課を作成する",
    en="Create departments and divisions that do not exist yet.",
)
@pass_console
@click.pass_context
def command(
    context: click.Context,
    console: Console,
    file: Path,
    dry_run: bool,
    as_json: bool,
    sheet: str | None,
    mapping: str | None,
    layout: str | None,
    header_row: int | None,
    municipal_only: bool,
    fiscal_year: int | None,
    allow_unknown_columns: bool,
    create_divisions: bool,
) -> None:
    """Import or preview, then say what changed or what has to be put right."""
    with ready() as engine:
        manner = Manner(
            sheet,
            LayoutName(layout) if layout else None,
            mapping_of(engine, team(console, "import"), mapping) if mapping else None,
            header_row,
            fiscal_year,
            allow_unknown_columns,
            create_divisions,
            municipal_only,
        )
        read = _read(file, manner, console)
        outcome = _take(engine, file, read, manner, dry_run, console)
    if as_json:
        _echo_json(outcome, console)
    elif outcome.accepted:
        say_changes(outcome, dry_run, console)
        say_warnings(outcome.warnings, console)
    else:
        say_refused(outcome.problems, console)
        say_warnings(outcome.warnings, console)
        if needs_mapping(read):
            _say_how_to_map(file, console)
    context.exit(0 if outcome.accepted else REFUSED)


def _read(file: Path, manner: Manner, console: Console) -> Reading:
    """The file, read in a process of its own."""

    def progress(rows: int) -> None:
        console.say_aside(f"{number(rows)}行を読み取りました。", f"{number(rows)} rows read.")

    try:
        is_watched = sys.stderr.isatty()
        return apart(read_file, file.resolve(), manner, console.today, progress=progress if is_watched else None)
    except CannotReadOn as stop:
        return Reading((), frozenset(), (stop.problem,), (), "", "")


def _take(engine: Engine, file: Path, read: Reading, manner: Manner, dry_run: bool, console: Console) -> Outcome:
    prefix = manner.mapping.code_prefix if manner.mapping else ""
    options = Options(
        manner.sheet, manner.fiscal_year, manner.allow_unknown_columns, manner.create_divisions, code_prefix=prefix
    )
    if dry_run:
        return preview_reading(engine, read, options, console.now, RECORDED_BY)
    source = Source(file.name, hashlib.sha256(file.read_bytes()).hexdigest(), "tracker import")
    return import_reading(engine, read, options, console.now, RECORDED_BY, source)


def _say_how_to_map(file: Path, console: Console) -> None:
    console.say_aside(
        f"列の対応付けの下書きは「tracker mapping propose {file.name}」で作れます。",
        f"“tracker mapping propose {file.name}” makes a draft of the mapping.",
    )


def _echo_json(outcome: Outcome, console: Console) -> None:
    echo_json(
        {
            "verdict": "accepted" if outcome.accepted else "refused",
            "problems": as_objects(outcome.problems, console),
            "warnings": as_objects(outcome.warnings, console),
            "changes": {
                "added": len(outcome.added),
                "changed": len(outcome.changed),
                "unchanged": outcome.unchanged,
                "not_in_file": len(outcome.not_in_file),
            },
        }
    )
