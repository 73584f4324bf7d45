"""What an import changed, or would change: added, changed (old and new), not in the file, totals before and after."""

from collections.abc import Iterable, Iterator

import click

from tracker.cli.console import Console
from tracker.domain import labels
from tracker.domain.procedure import Procedure
from tracker.domain.progress import Progress
from tracker.storage.saving import Change
from tracker.usecases.catalogue.differences import differences
from tracker.usecases.catalogue.import_catalogue import Outcome

LISTED = 100


def say_changes(outcome: Outcome, dry_run: bool, console: Console) -> None:
    """Say it of an accepted file: counts first, then the totals, then each procedure."""
    if dry_run:
        console.say(
            "取り込めます。まだ何も登録していません。", "The file can be imported. Nothing has been stored yet."
        )
    else:
        console.say("取り込みました。", "Imported.")
    added, changed, missing = (
        labels.number(len(part)) for part in (outcome.added, outcome.changed, outcome.not_in_file)
    )
    unchanged = labels.number(outcome.unchanged)
    console.say(
        f"追加 {added}手続、変更 {changed}手続、変更なし {unchanged}手続、ファイルにない手続 {missing}手続",
        f"Added {added}, changed {changed}, unchanged {unchanged}, not in the file {missing}",
    )
    _say_totals(outcome, console)
    _say_list("追加", "Added", (_name(item) for item in outcome.added), console)
    base = outcome.after.policy.base_fiscal_year if outcome.after else console.today.year
    _say_list("変更", "Changed", (_changed(change, base, console) for change in outcome.changed), console)
    _say_list(
        "ファイルにない手続（登録はそのまま残っています）",
        "Not in the file (they stay as they are)",
        (_name(item) for item in outcome.not_in_file),
        console,
    )


def _say_totals(outcome: Outcome, console: Console) -> None:
    if outcome.before is None or outcome.after is None:
        return
    before, after = _totals(outcome.before, console), _totals(outcome.after, console)
    console.say(f"取込み前　{before}", f"Before: {before}")
    console.say(f"取込み後　{after}", f"After:  {after}")


def _totals(progress: Progress, console: Console) -> str:
    coverage = progress.coverage
    rate = coverage.availability_rate_by_cases
    percent, parts = labels.percent(rate, console.language), labels.fraction(rate, console.language)
    procedures, uncounted = labels.number(coverage.procedures), labels.number(coverage.uncounted)
    return console.words(
        f"{procedures}手続（うち件数未集計{uncounted}手続）、オンライン化率（件数ベース）{percent}（{parts}）",
        f"{procedures} procedures ({uncounted} not counted), availability rate by cases {percent} ({parts})",
    )


def _say_list(ja: str, en: str, items: Iterable[str], console: Console) -> None:
    lines = list(items)
    if not lines:
        return
    console.say(f"{ja}：", f"{en}:")
    for line in lines[:LISTED]:
        click.echo(f"  {line}")
    if len(lines) > LISTED:
        rest = labels.number(len(lines) - LISTED)
        console.say(f"  ほか{rest}手続", f"  and {rest} more")


def _name(procedure: Procedure) -> str:
    return f"{procedure.code} {procedure.name}"


def _changed(change: Change, base_fiscal_year: int, console: Console) -> str:
    return "\n    ".join([_name(change.after), *_differences(change, base_fiscal_year, console)])


def _differences(change: Change, base_fiscal_year: int, console: Console) -> Iterator[str]:
    """What an officer sees change in the file's own columns, and counts of years that the file does not show."""
    assert change.before is not None
    for found in differences(change, base_fiscal_year, console.today):
        yield f"{found.heading}：{_cell(found.before)} → {_cell(found.after)}"
    years = {volume.fiscal_year for volume in (*change.before.volumes, *change.after.volumes)}
    for year in sorted(years - {base_fiscal_year}):
        before_cases = change.before.volume_of(year).annual_cases
        after_cases = change.after.volume_of(year).annual_cases
        if before_cases != after_cases:
            old_cases, new_cases = (labels.cases(cases, console.language) for cases in (before_cases, after_cases))
            yield f"{labels.fiscal_year(year, console.language)}：{old_cases} → {new_cases}"


def _cell(value: str | int | None) -> str:
    if isinstance(value, int):
        return labels.number(value)
    return value or "（空欄）"
