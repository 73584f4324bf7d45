"""確認待ち: everything that divisions stated and nobody has confirmed yet, and what it would change."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Engine

from tracker.domain.audit import Kind
from tracker.domain.confirmation import Effect, Waiting, effect_of, gain, gain_of, waiting_of
from tracker.domain.coverage import Coverage
from tracker.domain.progress import Progress
from tracker.storage import audit, procedures, waiting
from tracker.storage.listing import Basis
from tracker.storage.transactions import reading
from tracker.usecases.figures.show_progress import basis_on, progress_on


@dataclass(frozen=True, slots=True)
class Item:
    """A record that awaits confirmation, what confirming it alone would do, and the version of its procedure."""

    waiting: Waiting
    effect: Effect
    version: int


@dataclass(frozen=True, slots=True)
class WhatWaits:
    """The records that await confirmation, and what confirming all of them would do."""

    records: tuple[Waiting, ...]
    effect: Effect

    @property
    def procedures(self) -> int:
        """How many procedures they are of."""
        return len({item.procedure.code for item in self.records})

    @property
    def oldest(self) -> datetime | None:
        """When the first of them was recorded; None when nothing waits."""
        return self.records[0].record.recorded_at if self.records else None


@dataclass(frozen=True, slots=True)
class Desk:
    """What the page 確認待ち shows: the figures of the day, the oldest items, and everything together."""

    progress: Progress
    items: tuple[Item, ...]
    all: WhatWaits


def awaiting_confirmation(engine: Engine, today: date, most: int) -> Desk:
    """At most ``most`` items, the oldest first, from one state of the database."""
    with reading(engine) as connection:
        basis = basis_on(connection, today)
        progress = progress_on(connection, basis)
        found = what_waits(connection, basis, progress.coverage)
        shown = found.records[:most]
        versions = audit.versions_of(connection, Kind.PROCEDURE, sorted({item.procedure.code for item in shown}))
        return Desk(progress, tuple(_item(item, basis, progress.coverage, versions) for item in shown), found)


def what_waits(connection: Connection, basis: Basis, coverage: Coverage) -> WhatWaits:
    """Everything that awaits confirmation. ``coverage``: of everything confirmed, on the day of the basis."""
    possible = list(procedures.in_order(connection, waiting.candidates(connection)))
    records = [item for each in possible for item in waiting_of(each, basis.as_of)]
    records.sort(key=lambda item: (item.record.recorded_at, item.procedure.code, item.record.number))
    gains = [gain(each, basis.policy, basis.as_of) for each in possible]
    return WhatWaits(tuple(records), effect_of(gains, coverage))


def _item(item: Waiting, basis: Basis, coverage: Coverage, versions: dict[str, int]) -> Item:
    alone = gain_of(item.procedure, item.record.number, basis.policy, basis.as_of)
    return Item(item, effect_of([alone], coverage), versions[item.procedure.code])
