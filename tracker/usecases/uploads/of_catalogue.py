"""台帳: how a catalogue file is read, and what it changes as it is kept with the file and shown on its page."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Engine

from tracker.domain.audit import Details
from tracker.domain.procedure import Procedure
from tracker.domain.progress import Progress
from tracker.domain.said_organisation import unit_text
from tracker.importing.catalogue import Reading
from tracker.importing.files_read import read_file
from tracker.importing.manner import Manner
from tracker.storage.saving import Change
from tracker.usecases.catalogue.differences import said_by_change
from tracker.usecases.catalogue.import_catalogue import Options, Outcome, import_reading, preview_reading
from tracker.usecases.uploads.source import Source

read = read_file


def preview(engine: Engine, found: Reading, manner: Manner, now: datetime, by: str) -> Outcome:
    """What the file would change; stores nothing."""
    return preview_reading(engine, found, _options(manner), now, by)


def store(
    engine: Engine, found: Reading, manner: Manner, now: datetime, by: str, source: Source, shown: str
) -> Outcome:
    """Store it, all or nothing. Raises ``Overtaken`` where it changes something else than was shown."""
    return import_reading(engine, found, _options(manner), now, by, source, shown)


def changes(outcome: Outcome, today: date) -> Details:
    """What an accepted file changes, for ``exporting.import_changes`` and for the page. Plain values only.

    ``before`` and ``after``: the headline figure with what it is made of.
    """
    assert outcome.before is not None
    assert outcome.after is not None
    return {
        "added": _named(outcome.added),
        "changed": [_changed(change, today) for change in outcome.changed],
        "unchanged": outcome.unchanged,
        "not_in_file": _named(outcome.not_in_file),
        "before": _totals(outcome.before),
        "after": _totals(outcome.after),
    }


def _named(procedures: Iterable[Procedure]) -> list[dict[str, Any]]:
    return [{"code": item.code, "name": item.name, "unit": unit_text(item.unit)} for item in procedures]


def _changed(change: Change, today: date) -> dict[str, Any]:
    before, after = said_by_change(change, today)
    [named] = _named([change.after])
    return named | {"cells": [[heading, before[heading], after[heading]] for heading in after]}


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


def _options(manner: Manner) -> Options:
    prefix = manner.mapping.code_prefix if manner.mapping else ""
    return Options(
        sheet=manner.sheet,
        fiscal_year=manner.fiscal_year,
        allow_unknown_columns=manner.allow_unknown_columns,
        create_divisions=manner.create_divisions,
        code_prefix=prefix,
    )
