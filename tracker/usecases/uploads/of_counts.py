"""件数: how a list of a year's counts is read, and what it changes as it is kept with the file and shown on a page."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Engine

from tracker.domain.audit import Details
from tracker.domain.procedure import AnnualVolume, Procedure
from tracker.domain.progress import Progress
from tracker.domain.said_findings import found, to_do
from tracker.domain.said_organisation import unit_text
from tracker.domain.vocabulary import name_of
from tracker.exporting.count_changes import count_tables
from tracker.importing.manner import Manner
from tracker.importing.year_counts import CountsReading, read_counts_file
from tracker.usecases.uploads.source import Source
from tracker.usecases.year_counts.import_counts import CountsOutcome, import_counts, preview_counts

read = read_counts_file
tables = count_tables


def preview(engine: Engine, found: CountsReading, _manner: Manner, now: datetime, _by: str) -> CountsOutcome:
    """What the list would change; stores nothing."""
    return preview_counts(engine, found, now)


def store(
    engine: Engine, found: CountsReading, _manner: Manner, now: datetime, by: str, source: Source, shown: str
) -> CountsOutcome:
    """Store it, all or nothing. Raises ``Overtaken`` where it changes something else than was shown."""
    return import_counts(engine, found, now, by, source, shown)


def counts_result(outcome: CountsOutcome) -> Details:
    """What an accepted list changes, for ``exporting.count_changes`` and for the page. Plain values only.

    ``changed``: per row what is known of the year before and after, and the last year before that was counted, each as
    fiscal year, cases, online cases and basis. ``before`` and ``after``: the headline figure with what it is made of.
    """
    assert outcome.before is not None
    assert outcome.after is not None
    return {
        "years": list(outcome.years),
        "changed": [
            _named(change.procedure)
            | {
                "row": change.row,
                "before": _count(change.before),
                "after": _count(change.after),
                "earlier": _count(change.earlier),
            }
            for change in outcome.changes
        ],
        "findings": [
            _named(procedure)
            | {
                "check": finding.check.value,
                "check_name": [name_of(finding.check), name_of(finding.check, "en")],
                "severity": finding.severity.value,
                "severity_name": [name_of(finding.severity), name_of(finding.severity, "en")],
                "fiscal_year": finding.fiscal_year,
                "found": [found(finding), found(finding, "en")],
                "to_do": [to_do(finding), to_do(finding, "en")],
            }
            for procedure, finding in outcome.findings
        ],
        "unchanged": outcome.unchanged,
        "not_in_file": _all_named(outcome.not_in_file),
        "before": _totals(outcome.before),
        "after": _totals(outcome.after),
    }


def changes(outcome: CountsOutcome, _today: date) -> Details:
    """The same as every subject of a file gives it."""
    return counts_result(outcome)


def _all_named(procedures: Iterable[Procedure]) -> list[dict[str, Any]]:
    return [_named(item) for item in procedures]


def _named(item: Procedure) -> dict[str, Any]:
    return {"code": item.code, "name": item.name, "unit": unit_text(item.unit)}


def _count(volume: AnnualVolume | None) -> list[Any] | None:
    if volume is None:
        return None
    return [volume.fiscal_year, volume.annual_cases, volume.online_cases, volume.basis.value]


def _totals(progress: Progress) -> dict[str, Any]:
    coverage = progress.coverage
    rate = coverage.availability_rate_by_cases
    return {
        "procedures": coverage.procedures,
        "uncounted": coverage.uncounted,
        "rate": [rate.numerator, rate.denominator],
        "fiscal_year": progress.policy.base_fiscal_year,
        "as_of": progress.as_of.isoformat(),
    }
