"""The catalogue file (台帳) in the rules' own terms: its columns, one row of it, and what taking a row in changes.

Readers turn cells into an ``Entry``; writers turn an ``Entry`` into cells; ``apply`` maps a procedure and an entry to
the procedure as it stands afterwards. The layout is described in docs/data.md.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any, TypeVar

from tracker.domain import labels
from tracker.domain.errors import Refused
from tracker.domain.fiscal import Period
from tracker.domain.procedure import (
    AnnualVolume,
    Barrier,
    Plan,
    Procedure,
    ProcedureType,
    Theme,
    VolumeBasis,
)
from tracker.domain.stated_status import has_start, stated_run, withdrawals
from tracker.domain.status import OnlineStatus, Scope, StatusRecord

Stored = TypeVar("Stored", Procedure, Plan, AnnualVolume)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file: its Japanese heading and its identifier, either of which is accepted as heading."""

    heading: str
    identifier: str
    required: bool = False


COLUMNS = (
    Column("手続ID", "code", True),
    Column("手続名", "name", True),
    Column("部", "department"),
    Column("所管課", "division", True),
    Column("分野", "themes"),
    Column("手続類型", "procedure_type"),
    Column("ライフイベント", "life_events"),
    Column("年間受付件数", "annual_cases", True),
    Column("件数上限", "annual_cases_ceiling"),
    Column("オンライン手続件数", "online_cases"),
    Column("件数年度", "volume_fiscal_year"),
    Column("件数区分", "volume_basis"),
    Column("オンライン化状況", "online_status", True),
    Column("オンライン化の範囲", "online_scope"),
    Column("オンライン開始日", "online_on"),
    Column("予定時期", "planned_for"),
    Column("未実施の理由", "barrier"),
    Column("受付方法", "channels"),
    Column("申請URL", "url"),
    Column("国が示す優先手続", "national_lists"),
    Column("優先対象手続", "designated"),
    Column("根拠法令等", "legal_basis"),
    Column("廃止日", "abolished_on"),
    Column("出典", "source"),
    Column("備考", "note"),
)
HEADINGS = {column.identifier: column.heading for column in COLUMNS}
ALL_COLUMNS = frozenset(HEADINGS)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a catalogue file, read. Field names are the identifiers of ``COLUMNS``."""

    code: str
    name: str
    division: str
    online_status: OnlineStatus
    department: str = ""
    themes: tuple[Theme, ...] = ()
    procedure_type: ProcedureType | None = None
    life_events: tuple[str, ...] = ()
    annual_cases: int | None = None
    annual_cases_ceiling: int | None = None
    online_cases: int | None = None
    volume_fiscal_year: int | None = None
    volume_basis: VolumeBasis = VolumeBasis.FINAL
    online_scope: Scope | None = None
    online_on: date | None = None
    planned_for: Period | None = None
    barrier: Barrier | None = None
    channels: tuple[str, ...] = ()
    url: str = ""
    national_lists: tuple[str, ...] = ()
    designated: bool = False
    legal_basis: str = ""
    abolished_on: date | None = None
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What taking a file in depends on besides the file: the days, the base year, and who does it.

    New procedures exist from ``baseline_on``; a changed status without a date of its own holds from ``today``.
    """

    today: date
    baseline_on: date
    base_fiscal_year: int
    recorded_at: datetime
    recorded_by: str


def entry_of(procedure: Procedure, base_fiscal_year: int, today: date) -> Entry:
    """The row that says what the catalogue holds: the volume of the base year, the status in force.

    Without a volume of the base year it is the latest one. A status that comes online on a later day is stated with
    that day, because a file can say "online from" but not "not online until".
    """
    volume = _stated_volume(procedure.volumes, base_fiscal_year)
    run = stated_run(procedure.records, today)
    record = run[-1].record
    return Entry(
        code=procedure.code,
        name=procedure.name,
        department=procedure.department,
        division=procedure.division,
        themes=procedure.themes,
        procedure_type=procedure.procedure_type,
        life_events=procedure.life_events,
        annual_cases=volume.annual_cases if volume else None,
        annual_cases_ceiling=volume.ceiling if volume else None,
        online_cases=volume.online_cases if volume else None,
        volume_fiscal_year=volume.fiscal_year if volume else None,
        volume_basis=volume.basis if volume else VolumeBasis.FINAL,
        online_status=record.status or OnlineStatus.NOT_IMPLEMENTED,
        online_scope=record.scope,
        online_on=run[0].record.effective_on if has_start(record) else None,
        planned_for=procedure.plan.planned_for,
        barrier=procedure.plan.barrier,
        channels=record.channels,
        url=record.url,
        national_lists=procedure.national_lists,
        designated=procedure.designated,
        legal_basis=procedure.legal_basis,
        abolished_on=procedure.abolished_on,
        source=procedure.source,
        note=procedure.note,
    )


def apply(
    before: Procedure | None, entry: Entry, columns: Collection[str], position: int, now: Circumstances
) -> Procedure:
    """The procedure as it stands once a row is taken in.

    A column that the file does not have leaves what is stored; an empty cell of a column that it has clears it.
    An empty department is no statement, and a new division brings its department along.
    A changed status becomes a new, confirmed record; nothing stored is changed or removed.
    Raises ``Refused`` for a count below the online cases that stay on record.
    """
    volumes = _volumes(before.volumes if before else (), entry, columns, now.base_fiscal_year)
    given = {name: getattr(entry, name) for name in columns if name in _PLAIN_FIELDS}
    given |= {"volumes": volumes, "plan": _plan(before.plan if before else Plan(), entry, columns)}
    if before is None:
        given |= {"department": entry.department, "division": entry.division, "name": entry.name}
        records = (_first_record(entry, now),)
        return Procedure(entry.code, active_from=now.baseline_on, records=records, position=position, **given)
    moves = "department" in columns or entry.division != before.division
    given["department"] = entry.department if entry.department and moves else before.department
    if "online_status" in columns:
        given["records"] = (*before.records, *_changed_status(before.records, entry, columns, now))
    return _with(before, given)


_PLAIN_FIELDS = {field.name for field in fields(Entry)} & {field.name for field in fields(Procedure)} - {"code"}
_VOLUME_COLUMNS = {
    "annual_cases": "annual_cases",
    "annual_cases_ceiling": "ceiling",
    "online_cases": "online_cases",
    "volume_basis": "basis",
}


def _with(stored: Stored, given: Mapping[str, Any]) -> Stored:
    """What is stored with the given values; itself where it has them."""
    changed = {name: value for name, value in given.items() if value != getattr(stored, name)}
    return replace(stored, **changed) if changed else stored


def _plan(stored: Plan, entry: Entry, columns: Collection[str]) -> Plan:
    return _with(stored, {name: getattr(entry, name) for name in ("planned_for", "barrier") if name in columns})


def _stated_volume(volumes: tuple[AnnualVolume, ...], base_fiscal_year: int) -> AnnualVolume | None:
    for volume in volumes:
        if volume.fiscal_year == base_fiscal_year:
            return volume
    return max(volumes, key=lambda volume: volume.fiscal_year, default=None)


def _volumes(
    stored: tuple[AnnualVolume, ...], entry: Entry, columns: Collection[str], base: int
) -> tuple[AnnualVolume, ...]:
    stated = _stated_volume(stored, base)
    year = entry.volume_fiscal_year or (stated.fiscal_year if stated else base)
    others = [volume for volume in stored if volume.fiscal_year != year]
    known = next((volume for volume in stored if volume.fiscal_year == year), None) or AnnualVolume(year)
    volume = _with(known, {field: getattr(entry, name) for name, field in _VOLUME_COLUMNS.items() if name in columns})
    if volume.annual_cases is not None:
        if volume.online_cases is not None and volume.online_cases > volume.annual_cases:
            raise _fewer_than_online(volume.online_cases)
        volume = _with(volume, {"ceiling": None})
    if volume == known:
        return stored
    return tuple(sorted([*others, volume], key=lambda volume: volume.fiscal_year))


def _fewer_than_online(online_cases: int) -> Refused:
    heading, on_record = HEADINGS["online_cases"], labels.number(online_cases)
    return Refused(
        f"登録されている{heading}（{on_record}件）より少ない件数です。件数を直すか、「{heading}」の列も入れてください。",
        f"This is less than the {on_record} online cases on record. Correct it, or give the column “{heading}” too.",
    )


_STATUS_COLUMNS = {"online_scope": "scope", "channels": "channels", "url": "url"}


def _first_record(entry: Entry, now: Circumstances) -> StatusRecord:
    """The status of a new procedure; without a day of its own it holds since before the catalogue began."""
    said = {field: getattr(entry, name) for name, field in _STATUS_COLUMNS.items()}
    return _record(1, entry.online_on, entry.online_status, said, now)


def _changed_status(
    records: tuple[StatusRecord, ...], entry: Entry, columns: Collection[str], now: Circumstances
) -> list[StatusRecord]:
    """The records that make the catalogue state what the row says; none where it does so already."""
    run = stated_run(records, now.today)
    stated = run[-1].record
    same_status = stated.status is entry.online_status
    # What an absent column says is kept with the status it belongs to, and ends with it.
    said = {
        field: getattr(stated, field) if same_status and name not in columns else getattr(entry, name)
        for name, field in _STATUS_COLUMNS.items()
    }
    starts = entry.online_on is not None and not (same_status and run[0].record.effective_on == entry.online_on)
    if same_status and not starts and all(getattr(stated, name) == value for name, value in said.items()):
        return []
    changes_on = max(now.today, run[-1].valid_from) if same_status else now.today
    number = max((record.number for record in records), default=0) + 1
    new = _record(number, entry.online_on if starts else changes_on, entry.online_status, said, now)
    return [new, *withdrawals((*records, new), new, entry.online_on, now.today)]


def _record(
    number: int, effective_on: date | None, status: OnlineStatus, said: dict[str, Any], now: Circumstances
) -> StatusRecord:
    return StatusRecord(
        number,
        effective_on,
        status,
        recorded_at=now.recorded_at,
        recorded_by=now.recorded_by,
        confirmed_at=now.recorded_at,
        confirmed_by=now.recorded_by,
        **said,
    )
