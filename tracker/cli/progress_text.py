"""The progress as lines on a terminal."""

from collections.abc import Iterator
from typing import assert_never

import click

from tracker.cli.columns import columns
from tracker.cli.console import Console
from tracker.domain import labels
from tracker.domain.coverage import Bounds
from tracker.domain.progress import Group, Progress
from tracker.exporting.wording import By, group_name


def groups(progress: Progress, by: By) -> list[Group]:
    """The lines of a breakdown."""
    match by:
        case "department":
            return progress.by_department()
        case "division":
            return progress.by_division()
        case "theme":
            return progress.by_theme()
        case "step":
            return progress.by_step()
    assert_never(by)


def say_progress(progress: Progress, by: By | None, console: Console) -> None:
    """Say the figures with their bases, how far it is to the target, and the breakdown asked for."""
    day = labels.day(progress.as_of, console.language)
    year = labels.fiscal_year(progress.policy.base_fiscal_year, console.language)
    console.say(f"進捗状況（{day}現在、件数は{year}）", f"Progress as of {day}, cases of {year}")
    for line in columns(list(_figures(progress, console))):
        click.echo(line)
    if (sentence := _target(progress, console)) is not None:
        click.echo(sentence)
    if by is not None:
        click.echo()
        rows = [(console.words("内訳", "Breakdown"), *_headings(console))]
        rows += [_row(group, by, console) for group in groups(progress, by)]
        for line in columns(rows, right=frozenset({1, 2, 3, 4})):
            click.echo(line)


def _figures(progress: Progress, console: Console) -> Iterator[tuple[str, str, str]]:
    coverage, language, words = progress.coverage, console.language, console.words
    by_cases, by_procedures = coverage.availability_rate_by_cases, coverage.availability_rate_by_procedures
    counted = labels.number(coverage.counted_procedures)
    yield (
        words("オンライン化率（件数ベース）", "Availability rate, by cases"),
        labels.percent(by_cases, language),
        words(
            f"{labels.fraction(by_cases)}　件数集計済み{counted}手続を母数",
            f"{labels.fraction(by_cases, 'en')}, of the {counted} procedures that are counted",
        ),
    )
    yield (
        words("オンライン化率（手続数ベース）", "Availability rate, by procedures"),
        labels.percent(by_procedures, language),
        labels.fraction(by_procedures, language, "手続"),
    )
    yield (
        words("件数未集計", "Not counted"),
        words(f"{labels.number(coverage.uncounted)}手続", labels.number(coverage.uncounted)),
        _bounds(coverage.bounds, console),
    )


def _bounds(bounds: Bounds, console: Console) -> str:
    if bounds.lower is None or bounds.upper is None:
        return console.words(
            "試算（庁内検討用）：件数上限のない手続があるため、件数ベースの幅は求められない",
            "what-if, for internal use: no bounds, some procedures have no ceiling",
        )
    lower, upper = (labels.percent(bound, console.language) for bound in (bounds.lower, bounds.upper))
    return console.words(
        f"試算（庁内検討用）：件数ベースは{lower}～{upper}の間",
        f"what-if, for internal use: by cases between {lower} and {upper}",
    )


def _target(progress: Progress, console: Console) -> str | None:
    """How far to the target, or how far below it once its day has passed."""
    target, coverage = progress.target, progress.coverage
    distance = coverage.distance_to(target.share) if target else None
    if target is None or distance is None:
        return None
    percent = labels.target_percent(target.share, console.language)
    due = labels.day(target.due_on, console.language)
    if coverage.reaches(target.share):
        return console.words(
            f"目標（{target.wording}、{due}まで）に達している", f"The target of {percent} by {due} is met"
        )
    gap = labels.points(distance, console.language)
    needed = labels.cases(coverage.cases_needed(target.share), console.language)
    basis = f"{percent}とした場合 {needed}"
    if progress.is_after_target:
        return console.words(
            f"目標（{target.wording}、{due}まで）を{gap}下回る（{basis}）",
            f"{gap} below the target of {percent} by {due} ({needed})",
        )
    return console.words(
        f"目標（{target.wording}、{due}まで）まで{gap}（{basis}）",
        f"{gap} to the target of {percent} by {due} ({needed})",
    )


def _headings(console: Console) -> tuple[str, ...]:
    return (
        console.words("件数ベース", "by cases"),
        console.words("（件）", "(cases)"),
        console.words("手続数ベース", "by procedures"),
        console.words("（手続）", "(procedures)"),
    )


def _row(group: Group, by: By, console: Console) -> tuple[str, ...]:
    cells = [group_name(group, by, console.language)]
    for rate in (group.coverage.availability_rate_by_cases, group.coverage.availability_rate_by_procedures):
        cells += [labels.percent(rate, console.language), labels.fraction(rate, "en")]
    return tuple(cells)
