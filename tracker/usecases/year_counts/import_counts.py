"""Take the counts of a year in: all of them or nothing, with every change known before anything is stored."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine

from tracker.domain.audit import About, Act, Action, Kind
from tracker.domain.catalogue import HEADINGS
from tracker.domain.errors import Refused
from tracker.domain.findings import Finding
from tracker.domain.fiscal import local_day
from tracker.domain.inspection import inspect
from tracker.domain.policy import policy_on
from tracker.domain.procedure import AnnualVolume, Procedure
from tracker.domain.progress import Progress, measure
from tracker.domain.year_count import counted_before, with_year_count
from tracker.importing.count_rows import CountRow
from tracker.importing.problem import Problem
from tracker.importing.year_counts import CountsReading
from tracker.storage import audit, organisation, policies, procedures, saving
from tracker.storage.saving import Change
from tracker.storage.transactions import reading, writing
from tracker.usecases.catalogue.differences import said_by_change
from tracker.usecases.catalogue.import_catalogue import Overtaken
from tracker.usecases.uploads.source import Source, note_stored
from tracker.usecases.year_counts.matching import Names


@dataclass(frozen=True, slots=True)
class CountChange:
    """A count that is another one afterwards. ``earlier``: the last year before that was counted, None for none."""

    row: int
    procedure: Procedure
    before: AnnualVolume
    after: AnnualVolume
    earlier: AnnualVolume | None


@dataclass(frozen=True, slots=True)
class CountsOutcome:
    """What a list of counts changes, or why it is refused. ``changes`` are in the order of the list.

    ``saved``: the procedures of ``changes``, in the order of the catalogue. ``years``: the fiscal years it is of.
    ``findings``: what data checks find about the counts of these years, of the procedures in the list, once it is
    stored. ``not_in_file``: the active procedures that it says nothing about. ``digest``: over every change; who
    confirms an import says with it which changes were shown.
    """

    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    changes: tuple[CountChange, ...] = ()
    saved: tuple[Change, ...] = ()
    years: tuple[int, ...] = ()
    findings: tuple[tuple[Procedure, Finding], ...] = ()
    unchanged: int = 0
    not_in_file: tuple[Procedure, ...] = ()
    before: Progress | None = None
    after: Progress | None = None
    digest: str = ""

    @property
    def accepted(self) -> bool:
        """Whether the list can be, or was, stored."""
        return not self.problems


def import_counts(
    engine: Engine, read: CountsReading, now: datetime, by: str, source: Source, shown: str | None = None
) -> CountsOutcome:
    """Store what was read when nothing speaks against it: all of it or nothing.

    ``shown``: the ``digest`` of the changes that were shown. Raises ``Overtaken`` where they are others by now.
    """
    if read.problems:
        return CountsOutcome(read.problems, read.warnings)
    with writing(engine) as connection:
        outcome = _compare(connection, read, now)
        if shown is not None and outcome.digest != shown:
            raise Overtaken(outcome)
        if outcome.accepted:
            saving.save(connection, outcome.saved, policies.load(connection))
            note_stored(connection, source)
            if outcome.saved:
                audit.append(connection, _act(outcome, source, now, by))
        else:
            connection.rollback()
    return outcome


def preview_counts(engine: Engine, read: CountsReading, now: datetime) -> CountsOutcome:
    """What ``import_counts`` would do; stores nothing."""
    if read.problems:
        return CountsOutcome(read.problems, read.warnings)
    with reading(engine) as connection:
        return _compare(connection, read, now)


def _compare(connection: Connection, read: CountsReading, now: datetime) -> CountsOutcome:
    """Work out every change without storing anything."""
    today = local_day(now)
    stored = list(procedures.everything(connection))
    units = organisation.load(connection)
    policy = policy_on(policies.load(connection).values(), today)
    after = {item.code: item for item in stored}
    problems, warnings, changes = [], list(read.warnings), []
    rows_of: dict[tuple[str, int], int] = {}
    for match in Names(stored).matched(read.rows):
        row, found = match.row, match.problem
        if match.procedure is not None:
            code = match.procedure.code
            first = rows_of.setdefault((code, row.fiscal_year), row.number)
            taken = _taken(after[code], row, _stated(row, read.columns), first)
            if isinstance(taken, Problem):
                found = taken
            elif taken is not after[code]:
                changes.append(_change(row, after[code], taken))
                after[code] = taken
        problems += [found] if found else []
        warnings += [match.warning] if match.warning else []
    years = tuple(sorted({row.fiscal_year for row in read.rows}))
    codes = {code for code, _year in rows_of}
    saved = tuple(Change(item, after[item.code]) for item in stored if after[item.code] is not item)
    seen = repr((today, [(change.before, change.row, change.after) for change in changes], saved))
    return CountsOutcome(
        tuple(sorted(problems, key=lambda problem: problem.row or 0)),
        tuple(warnings),
        tuple(changes),
        saved,
        years,
        tuple(
            (after[item.code], finding)
            for item in stored
            if item.code in codes
            for finding in inspect(after[item.code], policy, today)
            if finding.fiscal_year in years
        ),
        len(rows_of) - len(changes),
        tuple(item for item in stored if item.code not in codes and item.is_active(today)),
        measure(stored, policy, units, today),
        measure(after.values(), policy, units, today),
        hashlib.sha256(seen.encode("utf-8", "surrogatepass")).hexdigest(),
    )


_COLUMNS = {"annual_cases": "annual_cases", "online_cases": "online_cases", "volume_basis": "basis"}


def _stated(row: CountRow, columns: frozenset[str]) -> dict[str, Any]:
    return {field: getattr(row, field) for name, field in _COLUMNS.items() if name in columns}


def _taken(procedure: Procedure, row: CountRow, stated: dict[str, Any], first: int) -> Procedure | Problem:
    """The procedure with the count of a row, or what does not fit. ``first``: the row that first counts it."""
    if first != row.number:
        return _repeated(row, first)
    try:
        return with_year_count(procedure, row.fiscal_year, stated)
    except Refused as refused:
        cases = "" if row.annual_cases is None else str(row.annual_cases)
        return Problem(row.number, HEADINGS["annual_cases"], cases, refused.ja, refused.en)


def _change(row: CountRow, before: Procedure, after: Procedure) -> CountChange:
    year = row.fiscal_year
    return CountChange(row.number, after, before.volume_of(year), after.volume_of(year), counted_before(before, year))


def _repeated(row: CountRow, first: int) -> Problem:
    name = "code" if row.code else "name"
    return Problem(
        row.number,
        HEADINGS[name],
        row.code or row.name,
        f"{first}行目と同じ手続の同じ年度の件数です。どちらかの行を除いてください。",
        f"This is the same procedure and year as row {first}. Take one of the rows out.",
    )


def _act(outcome: CountsOutcome, source: Source, now: datetime, by: str) -> Act:
    """What the log says of an import: which file, and every count that changed."""
    said = {change.after.code: said_by_change(change, local_day(now)) for change in outcome.saved}
    return Act(
        now,
        by,
        source.origin,
        Action.IMPORT_COUNTS,
        source.file_name,
        {"changed": {code: before for code, (before, _after) in said.items()}},
        {
            "file_sha256": source.sha256,
            "changed": {code: after for code, (_before, after) in said.items()},
            "unchanged": outcome.unchanged,
            "not_in_file": _codes(outcome.not_in_file),
        },
        (*source.about, *(About(Kind.PROCEDURE, change.after.code) for change in outcome.saved)),
    )


def _codes(items: Sequence[Procedure]) -> list[str]:
    return [item.code for item in items]
