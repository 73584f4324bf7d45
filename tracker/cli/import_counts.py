"""``tracker import-counts``: take the counts of a year in, all of them or nothing."""

import hashlib
from pathlib import Path

import click

from tracker.cli.columns import columns
from tracker.cli.console import Console, echo_json, pass_console
from tracker.cli.database import ready
from tracker.cli.help import command as cli_command
from tracker.cli.help import option
from tracker.cli.parameters import json_option, read_fiscal_year
from tracker.cli.problems import as_objects, say_refused, say_warnings
from tracker.domain import labels
from tracker.domain.said_findings import found, to_do
from tracker.domain.vocabulary import name_of
from tracker.importing.year_counts import read_counts
from tracker.usecases.uploads.source import Source
from tracker.usecases.year_counts.import_counts import CountChange, CountsOutcome, import_counts, preview_counts

REFUSED = 2
LISTED = 100


@cli_command(
    "import-counts",
    help="年間受付件数の一覧（CSV、Excel）を取り込みます。1か所でも誤りがあれば、何も登録しません。終了コードは、取り込めたとき0、取り込めなかったとき2です。",
    en="Import a list of a year's counts (CSV or Excel), all of it or nothing. Exit code 0: imported; 2: refused.",
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@option(
    "--fiscal-year",
    callback=read_fiscal_year,
    metavar="YEAR",
    help="一覧に年度がない場合の年度。例 R6、2024",
    en="The fiscal year of counts that state none, like 2024 or R6.",
)
@option("--sheet", metavar="NAME", help="読み取るExcelのシート名", en="The sheet of a workbook to read.")
@option(
    "--dry-run", is_flag=True, help="変更点を表示するだけで、登録しない", en="Show what would change; store nothing."
)
@json_option
@pass_console
@click.pass_context
def command(
    context: click.Context,
    console: Console,
    file: Path,
    fiscal_year: int | None,
    sheet: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Import or preview, then say what changed or what has to be put right."""
    read = read_counts(file, today=console.today, fiscal_year=fiscal_year, sheet=sheet)
    with ready() as engine:
        if dry_run:
            outcome = preview_counts(engine, read, console.now)
        else:
            source = Source(file.name, hashlib.sha256(file.read_bytes()).hexdigest(), "tracker import-counts")
            outcome = import_counts(engine, read, console.now, "dx (CLI)", source)
    if as_json:
        _echo_json(outcome, console)
    elif outcome.accepted:
        _say(outcome, dry_run, console)
        say_warnings(outcome.warnings, console)
    else:
        say_refused(outcome.problems, console)
        say_warnings(outcome.warnings, console)
    context.exit(0 if outcome.accepted else REFUSED)


def _say(outcome: CountsOutcome, dry_run: bool, console: Console) -> None:
    if dry_run:
        console.say(
            "取り込めます。まだ何も登録していません。", "The file can be imported. Nothing has been stored yet."
        )
    else:
        console.say("取り込みました。", "Imported.")
    changed, unchanged, missing = (
        labels.number(count) for count in (len(outcome.changes), outcome.unchanged, len(outcome.not_in_file))
    )
    console.say(
        f"変更 {changed}件、変更なし {unchanged}件、ファイルにない手続 {missing}手続（登録はそのまま残っています）",
        f"Changed {changed}, unchanged {unchanged}, procedures not in the file {missing} (they stay as they are)",
    )
    _say_rates(outcome, console)
    for line in columns([_cells(change, console) for change in outcome.changes[:LISTED]], frozenset({3, 4, 5})):
        click.echo(f"  {line}")
    _say_rest(len(outcome.changes), console)
    if outcome.findings:
        count = labels.number(len(outcome.findings))
        console.say(f"点検事項 {count}件（画面「データの点検」でも確かめられます）", f"Findings: {count}")
    for procedure, finding in outcome.findings[:LISTED]:
        severity = name_of(finding.severity, console.language)
        click.echo(f"  [{severity}] {procedure.code} {procedure.name}: {found(finding, console.language)}")
        click.echo(f"    → {to_do(finding, console.language)}")
    _say_rest(len(outcome.findings), console)


def _say_rates(outcome: CountsOutcome, console: Console) -> None:
    if outcome.before is None or outcome.after is None:
        return
    before, after = (each.coverage.availability_rate_by_cases for each in (outcome.before, outcome.after))
    base = labels.fiscal_year(outcome.after.policy.base_fiscal_year, console.language)
    old, new = (
        console.words(
            f"{labels.percent(rate)}（{labels.fraction(rate)}）",
            f"{labels.percent(rate, 'en')} ({labels.fraction(rate, 'en')})",
        )
        for rate in (before, after)
    )
    console.say(
        f"オンライン化率（件数ベース、{base}の件数）　{old} → {new}",
        f"Availability rate by cases (counts of {base}): {old} → {new}",
    )


def _cells(change: CountChange, console: Console) -> tuple[str, ...]:
    """A change in the columns that it is listed in, with the year before: 令和5年度 2,100, ＋100件, ＋4.8％."""
    year, cases = change.after.fiscal_year, change.after.annual_cases
    stored = f"{labels.number(change.before.annual_cases)} → {labels.number(cases)}"
    named = (change.procedure.code, change.procedure.name, labels.fiscal_year(year, console.language), stored)
    if change.earlier is None or change.earlier.annual_cases is None or cases is None:
        return (*named, "", "")
    earlier = change.earlier.annual_cases
    year_before = labels.fiscal_year(change.earlier.fiscal_year, console.language)
    percent = labels.change_in_percent(earlier, cases, console.language)
    difference = labels.change_in_cases(cases - earlier, console.language)
    return (*named, f"{year_before} {labels.number(earlier)}", f"{difference}  {percent}")


def _say_rest(count: int, console: Console) -> None:
    if count > LISTED:
        rest = labels.number(count - LISTED)
        console.say(f"  ほか{rest}件（--json ですべて表示できます）", f"  and {rest} more (--json shows all)")


def _echo_json(outcome: CountsOutcome, console: Console) -> None:
    echo_json(
        {
            "verdict": "accepted" if outcome.accepted else "refused",
            "problems": as_objects(outcome.problems, console),
            "warnings": as_objects(outcome.warnings, console),
            "changes": {
                "changed": len(outcome.changes),
                "unchanged": outcome.unchanged,
                "not_in_file": len(outcome.not_in_file),
            },
            "counts": [
                {
                    "row": change.row,
                    "code": change.procedure.code,
                    "fiscal_year": change.after.fiscal_year,
                    "before": change.before.annual_cases,
                    "after": change.after.annual_cases,
                    "year_before": change.earlier.annual_cases if change.earlier else None,
                }
                for change in outcome.changes
            ],
            "findings": [
                {
                    "code": procedure.code,
                    "check": finding.check.value,
                    "severity": finding.severity.value,
                    "fiscal_year": finding.fiscal_year,
                    "message": found(finding, console.language),
                    "to_do": to_do(finding, console.language),
                }
                for procedure, finding in outcome.findings
            ],
        }
    )
