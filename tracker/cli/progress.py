"""``tracker progress``: how far are we. Starts without the web, pandas and matplotlib."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from tracker.cli.console import Console, echo_json, pass_console
from tracker.cli.help import command as cli_command
from tracker.cli.help import option
from tracker.cli.parameters import as_of_option, day_or_today, json_option
from tracker.cli.progress_text import groups, say_progress
from tracker.domain import labels
from tracker.domain.coverage import Rate
from tracker.domain.progress import Progress
from tracker.exporting.wording import By, group_name

REFUSED = 2


@cli_command(
    "progress",
    help="オンライン化の進捗状況を表示します。--file を付けると、登録内容ではなく、台帳のファイルから直接集計します。",
    en="Show how far the procedures are online, from the database or, with --file, straight from a catalogue file.",
)
@as_of_option
@option(
    "--by",
    type=click.Choice(["department", "division", "theme", "step"]),
    help="内訳（部、所管課、分野、STEP）",
    en="A breakdown.",
)
@option(
    "--file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="集計する台帳のファイル",
    en="A catalogue file to compute from.",
)
@json_option
@pass_console
@click.pass_context
def command(
    context: click.Context, console: Console, as_of: date | None, by: By | None, file: Path | None, as_json: bool
) -> None:
    """Measure a file or ask the database, then print."""
    day = day_or_today(as_of, console)
    progress = _from_database(day) if file is None else _from_file(file, day, console, as_json)
    if progress is None:
        context.exit(REFUSED)
    if as_json:
        echo_json(_as_object(progress, by, console))
    else:
        say_progress(progress, by, console)


def _from_database(day: date) -> Progress:
    from tracker.cli.database import ready  # a file is measured without a database
    from tracker.usecases.figures.show_progress import show_progress

    with ready() as engine:
        return show_progress(engine, day)


def _from_file(file: Path, day: date, console: Console, as_json: bool) -> Progress | None:
    from tracker.cli.problems import as_objects, say_unusable, say_warnings  # the database is asked without readers
    from tracker.usecases.figures.measure_file import measure_file

    measured = measure_file(file, day, console.now)
    if measured.progress is None and as_json:
        problems, warnings = as_objects(measured.problems, console), as_objects(measured.warnings, console)
        echo_json({"verdict": "refused", "problems": problems, "warnings": warnings})
    elif measured.progress is None:
        say_unusable(measured.problems, console)
    if not as_json:
        say_warnings(measured.warnings, console)
    return measured.progress


def _as_object(progress: Progress, by: By | None, console: Console) -> dict[str, Any]:
    coverage, target = progress.coverage, progress.target
    bounds = coverage.bounds
    found: dict[str, Any] = {
        "as_of": progress.as_of.isoformat(),
        "base_fiscal_year": progress.policy.base_fiscal_year,
        "availability_rate_by_cases": _rate(coverage.availability_rate_by_cases),
        "availability_rate_by_procedures": _rate(coverage.availability_rate_by_procedures),
        "bounds": {
            "lower_percent": labels.percent_digits(bounds.lower),
            "upper_percent": labels.percent_digits(bounds.upper),
        },
        "not_counted_procedures": coverage.uncounted,
        "target": target
        and {
            "percent": labels.percent_digits(target.share),
            "date": target.due_on.isoformat(),
            "cases_needed": coverage.cases_needed(target.share),
            "met": coverage.reaches(target.share),
        },
    }
    if by is not None:
        found["groups"] = [
            {
                "code": group.code,
                "name": group_name(group, by, console.language),
                "availability_rate_by_cases": _rate(group.coverage.availability_rate_by_cases),
                "availability_rate_by_procedures": _rate(group.coverage.availability_rate_by_procedures),
            }
            for group in groups(progress, by)
        ]
    return found


def _rate(rate: Rate) -> dict[str, int | str | None]:
    return {
        "numerator": rate.numerator,
        "denominator": rate.denominator,
        "percent": labels.percent_digits(rate.share),
    }
