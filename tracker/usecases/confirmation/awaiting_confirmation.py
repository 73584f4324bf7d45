"""確認待ち: everything that divisions stated and nobody has confirmed yet, and what it would change."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Engine

from tracker.domain.audit import Kind
from tracker.domain.confirmation import Effect, Waiting, effect_of, gain, gain_of, waiting_of
from tracker.domain.count_confirmation import WaitingCount, count_gain, waiting_counts
from tracker.domain.coverage import Coverage
from tracker.domain.progress import Progress
from tracker.storage import audit, count_reports, procedures, waiting
from tracker.storage.listing import Basis
from tracker.storage.transactions import reading
from tracker.usecases.figures.show_progress import basis_on, progress_on


@dataclass(frozen=True, slots=True)
class Item:
    """A record that awaits confirmation, what confirming it alone would do, and the version of its procedure."""

    waiting: Waiting
    effect: Effect
    version: int

    @property
    def code(self) -> str:
        """The code of its procedure."""
        return self.waiting.procedure.code

    @property
    def number(self) -> int:
        """The number of the record."""
        return self.waiting.record.number


@dataclass(frozen=True, slots=True)
class CountItem:
    """The same for a count that awaits confirmation."""

    waiting: WaitingCount
    effect: Effect
    version: int

    @property
    def code(self) -> str:
        """The code of its procedure."""
        return self.waiting.procedure.code

    @property
    def number(self) -> int:
        """The number of the report."""
        return self.waiting.report.number


@dataclass(frozen=True, slots=True)
class WhatWaits:
    """The records and counts that await confirmation, the oldest first, and what confirming all of them would do."""

    records: tuple[Waiting, ...]
    counts: tuple[WaitingCount, ...]
    effect: Effect

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self.records) + len(self.counts)

    @property
    def procedures(self) -> int:
        """How many procedures they are of."""
        return len(_codes(self.records, self.counts))

    @property
    def oldest(self) -> datetime | None:
        """When the first of them was recorded; None when nothing waits."""
        first = [item.record.recorded_at for item in self.records[:1]]
        first += [item.report.recorded_at for item in self.counts[:1]]
        return min((at for at in first if at is not None), default=None)


@dataclass(frozen=True, slots=True)
class Desk:
    """What the page 確認待ち shows: the figures of the day, the oldest items, and everything together."""

    progress: Progress
    items: tuple[Item, ...]
    counts: tuple[CountItem, ...]
    all: WhatWaits


def awaiting_confirmation(engine: Engine, today: date, most: int) -> Desk:
    """At most ``most`` records and as many counts, the oldest first, from one state of the database."""
    with reading(engine) as connection:
        basis = basis_on(connection, today)
        progress = progress_on(connection, basis)
        found = what_waits(connection, basis, progress.coverage)
        records, counts = found.records[:most], found.counts[:most]
        versions = audit.versions_of(connection, Kind.PROCEDURE, sorted(_codes(records, counts)))
    return Desk(
        progress,
        tuple(_item(item, basis, progress.coverage, versions) for item in records),
        tuple(_count_item(item, basis, progress.coverage, versions) for item in counts),
        found,
    )


def what_waits(connection: Connection, basis: Basis, coverage: Coverage) -> WhatWaits:
    """Everything that awaits confirmation. ``coverage``: of everything confirmed, on the day of the basis."""
    possible = list(procedures.in_order(connection, waiting.candidates(connection)))
    reports = count_reports.of_procedures(connection, [each.code for each in possible])
    records = [item for each in possible for item in waiting_of(each, basis.as_of)]
    records.sort(key=lambda item: (item.record.recorded_at, item.procedure.code, item.record.number))
    counts = [item for each in possible for item in waiting_counts(each, reports.get(each.code, ()))]
    counts.sort(key=lambda item: (item.report.recorded_at, item.procedure.code, item.report.number))
    gains = [gain(each, basis.policy, basis.as_of, reports.get(each.code, ())) for each in possible]
    return WhatWaits(tuple(records), tuple(counts), effect_of(gains, coverage))


def _codes(records: Iterable[Waiting], counts: Iterable[WaitingCount]) -> set[str]:
    return {item.procedure.code for item in records} | {item.procedure.code for item in counts}


def _item(item: Waiting, basis: Basis, coverage: Coverage, versions: dict[str, int]) -> Item:
    alone = gain_of(item.procedure, item.record.number, basis.policy, basis.as_of)
    return Item(item, effect_of([alone], coverage), versions[item.procedure.code])


def _count_item(item: WaitingCount, basis: Basis, coverage: Coverage, versions: dict[str, int]) -> CountItem:
    alone = count_gain(item, basis.policy, basis.as_of)
    return CountItem(item, effect_of([alone], coverage), versions[item.procedure.code])
