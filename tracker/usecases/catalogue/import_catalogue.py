"""Take a catalogue file in: all of it or nothing, with every change known before anything is stored."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine

from tracker.domain import organisation as organisations
from tracker.domain.audit import About, Act, Action, Kind
from tracker.domain.catalogue import Circumstances
from tracker.domain.errors import Refused
from tracker.domain.fiscal import local_day
from tracker.domain.organisation import Organisation
from tracker.domain.procedure import Procedure, code_key
from tracker.domain.progress import Progress, exchanged
from tracker.importing.catalogue import Reading, Row, read_catalogue
from tracker.importing.problem import Problem
from tracker.storage import audit, former, organisation, policies, procedures, saving, state
from tracker.storage.named import named
from tracker.storage.saving import Change
from tracker.storage.transactions import reading, writing
from tracker.usecases.catalogue.comparing import compare
from tracker.usecases.catalogue.differences import differences
from tracker.usecases.catalogue.former_codes import lead_on
from tracker.usecases.catalogue.giving_codes import give_codes
from tracker.usecases.catalogue.like_names import names_under_other_codes
from tracker.usecases.catalogue.rarely_collected import rarely_collected
from tracker.usecases.catalogue.unknown_divisions import unknown_divisions
from tracker.usecases.figures.show_progress import basis_on, progress_on
from tracker.usecases.settings.ended_divisions import ended_divisions
from tracker.usecases.uploads.source import Source as Source
from tracker.usecases.uploads.source import note_stored


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a file changes, or why it is refused. ``changed`` and ``added`` are in the order of the file.

    ``not_in_file``: those that exist today; what was abolished or united with another is no part of the file.

    ``digest``: over every change; who confirms an import says with it which changes were shown.
    """

    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    added: tuple[Procedure, ...] = ()
    changed: tuple[Change, ...] = ()
    unchanged: int = 0
    not_in_file: tuple[Procedure, ...] = ()
    before: Progress | None = None
    after: Progress | None = None
    digest: str = ""

    @property
    def accepted(self) -> bool:
        """Whether the file can be, or was, stored."""
        return not self.problems


@dataclass(frozen=True, slots=True)
class Options:
    """How a file is read.

    ``fiscal_year`` is the year of counts that state none. ``create_divisions``: create divisions that the organisation
    does not have; the first import into an empty catalogue always does. ``code_prefix``: what codes begin with that are
    given to rows of a file without them.
    """

    sheet: str | None = None
    fiscal_year: int | None = None
    allow_unknown_columns: bool = False
    create_divisions: bool = False
    code_prefix: str = ""


class Overtaken(Refused):
    """Somebody else's change came between the preview and the import. ``outcome``: what the file changes now."""

    def __init__(self, outcome: Any) -> None:
        super().__init__(
            "変更点を表示した後に、台帳が変更されました。変更点をもう一度確かめてください。",
            "The catalogue was changed after the changes had been shown. Look at the changes once more.",
        )
        self.outcome = outcome


@rarely_collected()
def import_catalogue(engine: Engine, path: Path, options: Options, now: datetime, by: str) -> Outcome:
    """Read a file and store it when nothing speaks against it. ``by`` is recorded with every new status."""
    read = _read(path, options, now)
    source = Source(path.name, hashlib.sha256(path.read_bytes()).hexdigest(), "tracker import")
    return import_reading(engine, read, options, now, by, source)


@rarely_collected()
def preview_import(engine: Engine, path: Path, options: Options, now: datetime, by: str) -> Outcome:
    """What ``import_catalogue`` would do; stores nothing."""
    return preview_reading(engine, _read(path, options, now), options, now, by)


@rarely_collected()
def import_reading(
    engine: Engine, read: Reading, options: Options, now: datetime, by: str, source: Source, shown: str | None = None
) -> Outcome:
    """Store what was read when nothing speaks against it: all of it or nothing.

    ``shown``: the ``digest`` of the changes that were shown. Raises ``Overtaken`` where they are others by now.
    """
    if read.problems:
        return Outcome(read.problems, read.warnings)
    with writing(engine) as connection:
        outcome = _compare(connection, read, options, now, by)
        if shown is not None and outcome.digest != shown:
            raise Overtaken(outcome)
        if outcome.accepted:
            _store(connection, outcome)
            note_stored(connection, source)
            if outcome.added or outcome.changed:
                audit.append(connection, _act(outcome, source, now, by))
        else:
            connection.rollback()
    return outcome


@rarely_collected()
def preview_reading(engine: Engine, read: Reading, options: Options, now: datetime, by: str) -> Outcome:
    """What ``import_reading`` would do; stores nothing."""
    if read.problems:
        return Outcome(read.problems, read.warnings)
    with reading(engine) as connection:
        return _compare(connection, read, options, now, by)


def _read(path: Path, options: Options, now: datetime) -> Reading:
    return read_catalogue(
        path,
        today=local_day(now),
        sheet=options.sheet,
        fiscal_year=options.fiscal_year,
        allow_unknown_columns=options.allow_unknown_columns,
    )


def _compare(connection: Connection, read: Reading, options: Options, now: datetime, by: str) -> Outcome:
    """Work out every change without storing anything."""
    today = local_day(now)
    known_units = organisation.load(connection)
    basis = basis_on(connection, today)
    circumstances = Circumstances(today, state.baseline_on(connection), basis.policy.base_fiscal_year, now, by)
    ids = procedures.ids_by_key(connection)
    rows, problems, led_on = _coded(connection, read, options, known_units, ids)
    read = replace(read, columns=read.columns | {"code"})

    problems += ended_divisions(rows, known_units)
    if ids and not options.create_divisions:
        problems += unknown_divisions(rows, known_units)
    compared = compare(connection, rows, read.columns, ids, circumstances)
    others = tuple(procedures.in_order(connection, list(ids.values())))
    added = [change.after for change in compared.changes if change.before is None]
    problems += compared.problems
    warnings = [*led_on, *compared.warnings]
    warnings += names_under_other_codes(rows, others, {procedure.code for procedure in added})

    known = progress_on(connection, basis)
    changed = [change for change in compared.changes if change.before is not None]
    units = [*dict.fromkeys(change.after.unit for change in compared.changes)]
    gone = (change.before for change in changed if change.before is not None)
    cells = exchanged(known, gone, (change.after for change in compared.changes))
    return Outcome(
        tuple(sorted(map(read.in_its_words, problems), key=lambda problem: problem.row or 0)),
        (*read.warnings, *map(read.in_its_words, warnings)),
        tuple(added),
        tuple(changed),
        compared.unchanged,
        tuple(item for item in others if item.is_active(today)),
        known,
        replace(known, organisation=organisations.with_divisions(known_units, units), cells=cells),
        compared.digest,
    )


def _coded(
    connection: Connection, read: Reading, options: Options, units: Organisation, ids: dict[str, int]
) -> tuple[list[Row], list[Problem], list[Problem]]:
    """The rows with the codes that they mean, what cannot be told apart, and what was taken for what.

    Of ``ids``, by the keys of codes, those of united procedures are taken out: their rows are those of what stays.
    """
    united = former.leading(connection)
    without_codes = "code" not in read.columns
    rows, problems, led_on = lead_on(_with_departments(read.rows, units), united, by_name=without_codes)
    if without_codes:
        rows, ambiguous, taken_for = give_codes(rows, named(connection), ids, options.code_prefix)
        problems += ambiguous
        led_on = [*led_on, *taken_for]
    for each in united:
        ids.pop(code_key(each.former.code), None)
    return rows, problems, led_on


def _store(connection: Connection, outcome: Outcome) -> None:
    if outcome.after is not None:
        organisation.add_missing(connection, outcome.after.organisation)
    changes = [*outcome.changed, *(Change(None, procedure) for procedure in outcome.added)]
    saving.save(connection, changes, policies.load(connection))


def _act(outcome: Outcome, source: Source, now: datetime, by: str) -> Act:
    """What the log says of an import: which file, what was added, and every cell that changed."""
    assert outcome.after is not None
    base, today = outcome.after.policy.base_fiscal_year, local_day(now)
    changed = {change.after.code: list(differences(change, base, today)) for change in outcome.changed}
    return Act(
        now,
        by,
        source.origin,
        Action.IMPORT_CATALOGUE,
        source.file_name,
        {"changed": {code: {item.heading: item.before for item in found} for code, found in changed.items()}},
        {
            "file_sha256": source.sha256,
            "added": [procedure.code for procedure in outcome.added],
            "changed": {code: {item.heading: item.after for item in found} for code, found in changed.items()},
            "unchanged": outcome.unchanged,
            "not_in_file": [procedure.code for procedure in outcome.not_in_file],
        },
        (
            *source.about,
            *(About(Kind.PROCEDURE, item.code) for item in outcome.added),
            *(About(Kind.PROCEDURE, change.after.code) for change in outcome.changed),
        ),
    )


def _with_departments(rows: Iterable[Row], units: Organisation) -> list[Row]:
    """The rows, each with the department that it means where it names only the division."""
    meant: dict[str, str] = {}
    found = []
    for row in rows:
        division = row.entry.division
        if not row.entry.department:
            if division not in meant:
                meant[division] = organisations.department_of(units, "", division)
            row = replace(row, entry=replace(row.entry, department=meant[division]))
        found.append(row)
    return found
