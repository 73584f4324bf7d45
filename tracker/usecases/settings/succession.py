"""新旧対照表: what a table would make of the organisation, and taking it in, all of it or nothing."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, Engine

from tracker.domain.account import Actor, Role
from tracker.domain.asking import needs_answer
from tracker.domain.coverage import NOTHING, Coverage
from tracker.domain.errors import NotThere, Refused
from tracker.domain.fiscal import local_day
from tracker.domain.labels import day
from tracker.domain.organisation import Department
from tracker.domain.procedure import Procedure, Unit
from tracker.domain.progress import Group, Progress, relocated
from tracker.domain.reorganising import Reorganisation, Situation
from tracker.domain.status import awaiting
from tracker.domain.succession import Flaw, Kind, Outcome, Successions, WrongTable
from tracker.domain.succession_steps import carry_out
from tracker.importing.lists import ListRow
from tracker.importing.problem import Problem, shown
from tracker.importing.succession import lines_of
from tracker.storage import audit
from tracker.storage.belonging import belongings
from tracker.storage.transactions import reading
from tracker.usecases.figures.show_progress import basis_on, progress_on
from tracker.usecases.settings.edit_organisation import (
    Reorganised,
    changes_of,
    edit_organisation,
    situation_on,
)
from tracker.usecases.settings.see_organisation import ORGANISATION


class TableRefused(Refused):
    """A table that cannot be carried out: everything that is wrong with it, row by row."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems[0].ja, self.problems[0].en)


@dataclass(frozen=True, slots=True)
class Part:
    """What becomes of one division, and what goes along: procedures (also those that it shares), people, records that
    await confirmation, and procedures that have still to be answered.
    """

    outcome: Outcome
    procedures: int
    people: int
    waiting: int
    unanswered: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What a table would do. ``begun`` and ``ended``: departments. ``unchanged``: how many rows change nothing.

    ``before``, ``after``: the figures of today by department, which sum to the same. ``is_to_come``: its day has not
    come, so that it cannot be stored yet. ``digest`` says which preview it is: a form carries it until it is stored.
    """

    on: date
    is_to_come: bool
    parts: tuple[Part, ...]
    unchanged: int
    begun: tuple[Department, ...]
    ended: tuple[Department, ...]
    before: tuple[Group, ...]
    after: tuple[Group, ...]
    coverage: Coverage
    version: int
    digest: str

    @property
    def departments(self) -> list[tuple[str, Coverage, Coverage]]:
        """The departments whose figures change, before and after; those that end come last."""
        before = {group.name: group.coverage for group in self.before}
        after = {group.name: group.coverage for group in self.after}
        found = [(name, before.get(name, NOTHING), after.get(name, NOTHING)) for name in {**after, **before}]
        return [(name, old, new) for name, old, new in found if old != new]

    @property
    def divided(self) -> tuple[Part, ...]:
        """The divisions whose people will belong to every part."""
        return self._of(Kind.DIVIDED)

    @property
    def abolished(self) -> tuple[Part, ...]:
        """The divisions whose people will be left without one."""
        return self._of(Kind.ABOLISHED)

    def sum_of(self, measure: str) -> int:
        """Of ``procedures``, ``people``, ``waiting`` or ``unanswered``, over all parts."""
        return sum(getattr(part, measure) for part in self.parts)

    def _of(self, kind: Kind) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if part.outcome.kind is kind and part.people)


def preview_succession(engine: Engine, actor: Actor, rows: Sequence[ListRow], on: date) -> Preview:
    """What the rows would do as of a day, which may be to come; stores nothing. Raises ``TableRefused``."""
    if actor.role is not Role.DX:
        raise NotThere
    today = local_day(actor.at)
    with reading(engine) as connection:
        now = situation_on(connection, today)
        table, done = _carried_out(replace(now, today=max(today, on)), rows, on)
        moving = [change.before for change in changes_of(connection, done) if change.before is not None]
        progress = progress_on(connection, basis_on(connection, today))
        afterwards = _afterwards(progress, done, moving)
        outcomes = [outcome for outcome in table.outcomes if outcome.kind is not Kind.UNCHANGED]
        version = audit.version_of(connection, ORGANISATION)
        return Preview(
            on,
            on > today,
            _parts(connection, outcomes, done, moving, today),
            len(table.outcomes) - len(outcomes),
            *_departments(now, done),
            tuple(progress.by_department()),
            tuple(afterwards.by_department()),
            afterwards.coverage,
            version,
            _digest(on, outcomes, [(item.code, done.place_of(item.unit, item.code)) for item in moving]),
        )


def take_in_succession(engine: Engine, actor: Actor, rows: Sequence[ListRow], on: date, seen: int) -> Reorganised:
    """Carry the table out as of a day. ``seen``: the version of the organisation that the preview showed.

    Raises ``Conflict``, ``TableRefused``, ``Refused`` for a day to come, or ``NotThere``; then nothing is stored.
    """
    subject = f"新旧対照表（{day(on)}）"
    return edit_organisation(engine, actor, subject, lambda now: _carried_out(now, rows, on)[1], seen)


def _carried_out(now: Situation, rows: Sequence[ListRow], on: date) -> tuple[Successions, Reorganisation]:
    lines, problems = lines_of(rows, now.organisation, now.today)
    if problems:
        raise TableRefused(problems)
    try:
        return Successions(tuple(lines), now.organisation, on), carry_out(now, lines, on)
    except WrongTable as wrong:
        raise TableRefused([_problem(flaw) for flaw in wrong.flaws]) from None


def _problem(flaw: Flaw) -> Problem:
    return Problem(flaw.row, flaw.column, shown(flaw.found) or None, flaw.ja, flaw.en)


def _afterwards(progress: Progress, done: Reorganisation, moving: Sequence[Procedure]) -> Progress:
    """The figures of today as they stand then. Raises ``AssertionError`` when the whole is not the same."""
    places = [(item, done.place_of(item.unit, item.code)) for item in moving]
    found = replace(progress, organisation=done.organisation, cells=relocated(progress, places))
    if found.coverage != progress.coverage:
        raise AssertionError("a reorganisation changes the figures of the whole")
    return found


def _parts(
    connection: Connection,
    outcomes: Sequence[Outcome],
    done: Reorganisation,
    moving: Sequence[Procedure],
    today: date,
) -> tuple[Part, ...]:
    """The counts of every division that something leaves; a record goes along with the division in charge."""
    people = {unit: found.people for unit, found in belongings(connection).items()}
    concerned = {*done.heirs, *done.emptied}
    counted: Counter[tuple[Unit, str]] = Counter()
    for item in moving:
        for unit in item.units:
            counted[unit, "procedures"] += done.place_of(unit, item.code) != unit
        if done.place_of(item.unit, item.code) != item.unit:
            counted[item.unit, "waiting"] += len(awaiting(item.records))
            counted[item.unit, "unanswered"] += needs_answer(item, today)
    return tuple(
        Part(
            outcome,
            counted[outcome.old, "procedures"],
            people.get(outcome.old, 0) if outcome.old in concerned else 0,
            counted[outcome.old, "waiting"],
            counted[outcome.old, "unanswered"],
        )
        if outcome.old is not None
        else Part(outcome, 0, 0, 0, 0)
        for outcome in outcomes
    )


def _departments(now: Situation, done: Reorganisation) -> tuple[tuple[Department, ...], tuple[Department, ...]]:
    """Those that begin, and those that end."""
    before = {item.code: item.is_open for item in now.organisation}
    begun = tuple(item for item in done.organisation if item.is_open and not before.get(item.code))
    ended = tuple(item for item in done.organisation if not item.is_open and before.get(item.code))
    return begun, ended


def _digest(*shown_to_reader: object) -> str:
    return hashlib.sha256(repr(shown_to_reader).encode("utf-8", "surrogatepass")).hexdigest()[:32]
