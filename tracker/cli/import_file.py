"""``tracker import``: take a catalogue file in, all of it or nothing."""

from pathlib import Path

import click

from tracker.cli.changes import say_changes
from tracker.cli.console import Console, echo_json, pass_console
from tracker.cli.database import ready
from tracker.cli.help import command as cli_command
from tracker.cli.help import option
from tracker.cli.parameters import json_option, read_fiscal_year
from tracker.cli.problems import as_objects, say_refused, say_warnings
from tracker.usecases.catalogue.import_catalogue import Options, Outcome, import_catalogue, preview_import

REFUSED = 2
RECORDED_BY = "dx (CLI)"


@cli_command(
    "import",
    help="台帳のファイル（CSV、Excel）を取り込みます。1か所でも誤りがあれば、何も登録しません。終了コードは、取り込めたとき0、取り込めなかったとき2です。",
    en="Import a catalogue file (CSV or Excel), all of it or nothing. Exit code 0: imported; 2: refused.",
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@option(
    "--dry-run", is_flag=True, help="変更点を表示するだけで、登録しない", en="Show what would change; store nothing."
)
@json_option
@option("--sheet", metavar="NAME", help="読み取るExcelのシート名", en="The sheet of a workbook to read.")
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
    fiscal_year: int | None,
    allow_unknown_columns: bool,
    create_divisions: bool,
) -> None:
    """Import or preview, then say what changed or what has to be put right."""
    options = Options(sheet, fiscal_year, allow_unknown_columns, create_divisions)
    take = preview_import if dry_run else import_catalogue
    with ready() as engine:
        outcome = take(engine, file, options, console.now, RECORDED_BY)
    if as_json:
        _echo_json(outcome, console)
    elif outcome.accepted:
        say_changes(outcome, dry_run, console)
        say_warnings(outcome.warnings, console)
    else:
        say_refused(outcome.problems, console)
        say_warnings(outcome.warnings, console)
    context.exit(0 if outcome.accepted else REFUSED)


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
