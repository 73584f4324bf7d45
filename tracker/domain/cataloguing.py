"""What the DX team may do to the catalogue itself: take a procedure in, describe it anew, merge, abolish, take back.

Each function maps procedures to how they stand afterwards, or refuses. Statuses and plans are stated by the divisions
(recording).
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import NamedTuple

from tracker.domain.errors import Refused
from tracker.domain.labels import day, fiscal_year, number
from tracker.domain.procedure import AnnualVolume, Procedure, ProcedureType, Theme, Unit, VolumeBasis
from tracker.domain.status import OnlineStatus, in_force


@dataclass(frozen=True, slots=True)
class Particulars:
    """Everything of a procedure that the DX team describes it by. ``unit`` and ``shared_with`` are names."""

    name: str
    unit: Unit
    shared_with: Unit | None = None
    themes: tuple[Theme, ...] = ()
    procedure_type: ProcedureType | None = None
    life_events: tuple[str, ...] = ()
    national_lists: tuple[str, ...] = ()
    designated: bool = False
    legal_basis: str = ""
    source: str = ""
    note: str = ""
    volumes: tuple[AnnualVolume, ...] = ()


class Flaw(NamedTuple):
    """What is wrong with a field, in both languages; with the fiscal year where the field is one of a volume."""

    field: str
    ja: str
    en: str
    fiscal_year: int | None = None


class WrongProcedure(Refused):
    """A description that cannot be stored, with everything that is wrong with it."""

    def __init__(self, flaws: list[Flaw]) -> None:
        self.flaws = tuple(flaws)
        super().__init__(flaws[0].ja, flaws[0].en)


_PLAIN = tuple(field.name for field in fields(Particulars) if field.name != "unit")


def particulars_of(procedure: Procedure) -> Particulars:
    """How a procedure is described now."""
    return Particulars(unit=procedure.unit, **{name: getattr(procedure, name) for name in _PLAIN})


def described(procedure: Procedure, wanted: Particulars, today: date) -> Procedure:
    """The procedure described anew. Raises ``WrongProcedure``."""
    record = in_force(procedure.records, today)
    exempt = record is not None and record.status is OnlineStatus.EXEMPT
    flaws = [*_flaws(wanted, exempt=exempt), *(flaw for volume in wanted.volumes for flaw in _volume_flaws(volume))]
    if flaws:
        raise WrongProcedure(flaws)
    department, division = wanted.unit
    plain = {name: getattr(wanted, name) for name in _PLAIN}
    plain["volumes"] = tuple(sorted(wanted.volumes, key=lambda volume: volume.fiscal_year))
    return replace(procedure, department=department, division=division, **plain)


def created(code: str, wanted: Particulars, active_from: date, position: int, today: date) -> Procedure:
    """A procedure that is new in the catalogue. Nothing is stated of its status yet."""
    if active_from > today:
        raise WrongProcedure(
            [Flaw("active_from", "今日以前の日を入力してください。", "Enter today or an earlier day.")]
        )
    new = Procedure(code, wanted.name, *wanted.unit, active_from, position=position)
    return described(new, wanted, today)


def abolished(procedure: Procedure, on: date) -> Procedure:
    """廃止: from this day on it is not part of the catalogue."""
    _check_can_end(procedure, on)
    return replace(procedure, abolished_on=on)


def restored(procedure: Procedure) -> Procedure:
    """The abolition taken back, and the merger with it: as if it had not been."""
    if procedure.abolished_on is None:
        raise Refused("この手続は廃止されていません。", "The procedure has not been abolished.")
    return replace(procedure, abolished_on=None, merged_into="")


def merged(
    procedure: Procedure, into: Procedure, on: date, today: date, *, add_cases: bool
) -> tuple[Procedure, Procedure]:
    """統合: the one is abolished on a day, the other goes on, and takes its yearly cases over where asked to.

    Counts are added only where both are counted: what one of them lacks would pass for nothing.
    """
    if procedure.code == into.code:
        raise Refused("統合先には、別の手続を選んでください。", "Choose another procedure to merge into.", "into")
    if on > today:
        raise Refused("今日以前の日を入力してください。", "Enter today or an earlier day.", "on")
    _check_can_end(procedure, on)
    if on == procedure.active_from:
        raise Refused(
            "この手続が台帳に載った最初の日です。それより後の日を入力してください。二重に登録されていた手続は、"
            "「同じ手続の候補」の画面で統合してください。",
            "This is the procedure's first day in the catalogue. Enter a later one. What was registered twice is "
            "united on the page “Likely the same procedure”.",
            "on",
        )
    if not into.is_active(on) or into.abolished_on is not None:
        raise Refused(
            f"統合先の手続（{into.code}）は、その日に台帳にないか、廃止されています。",
            f"The procedure to merge into ({into.code}) does not exist on that day or has been abolished.",
            "into",
        )
    volumes = _added_up(procedure, into) if add_cases else into.volumes
    return replace(procedure, abolished_on=on, merged_into=into.code), replace(into, volumes=volumes)


def _check_can_end(procedure: Procedure, on: date) -> None:
    if procedure.abolished_on is not None:
        raise Refused(
            f"この手続は{day(procedure.abolished_on)}に廃止されています。",
            f"The procedure was abolished on {day(procedure.abolished_on, 'en')}.",
        )
    if on < procedure.active_from:
        raise Refused(
            f"この手続が台帳に載る最初の日（{day(procedure.active_from)}）以後の日を入力してください。",
            f"Enter a day from {day(procedure.active_from, 'en')} on, the procedure's first in the catalogue.",
            "on",
        )


def _flaws(wanted: Particulars, *, exempt: bool) -> Iterator[Flaw]:
    if not wanted.name.strip():
        yield Flaw("name", "手続名を入力してください。", "Enter the name.")
    if wanted.shared_with == wanted.unit:
        yield Flaw(
            "shared_with", "共管には、所管課とは別の課を選んでください。", "Choose another division to share with."
        )
    if exempt and not wanted.legal_basis.strip():
        yield Flaw(
            "legal_basis",
            "適用除外の手続です。根拠となる法令等を記入してください。",
            "The procedure is exempt by law. Name the law.",
        )
    years = [volume.fiscal_year for volume in wanted.volumes]
    for year in sorted({year for year in years if years.count(year) > 1}):
        yield Flaw(
            "fiscal_year",
            f"{fiscal_year(year)}が二つあります。どちらかの行を空欄にしてください。",
            f"{fiscal_year(year, 'en')} is there twice. Empty one of the rows.",
            year,
        )


def _volume_flaws(volume: AnnualVolume) -> Iterator[Flaw]:
    year = volume.fiscal_year
    if volume.annual_cases is not None and volume.ceiling is not None:
        yield Flaw(
            "ceiling",
            "年間受付件数があるので、件数上限は要りません。どちらかを空欄にしてください。",
            "A count is given, so there can be no ceiling. Leave one of them empty.",
            year,
        )
    largest = volume.ceiling if volume.annual_cases is None else volume.annual_cases
    if volume.online_cases is not None and largest is not None and volume.online_cases > largest:
        yield Flaw(
            "online_cases",
            f"{number(volume.online_cases)}件は、全体の{number(largest)}件を超えています。どちらかを直してください。",
            f"{number(volume.online_cases)} is more than all {number(largest)} cases. Correct one of them.",
            year,
        )


_FIRMNESS = tuple(VolumeBasis)
"""The firmest count first."""


def _added_up(procedure: Procedure, into: Procedure) -> tuple[AnnualVolume, ...]:
    volumes = {volume.fiscal_year: volume for volume in into.volumes}
    years = {volume.fiscal_year for item in (procedure, into) for volume in item.volumes}
    for year in sorted(years):
        ours, theirs = into.volume_of(year), procedure.volume_of(year)
        if ours.annual_cases is None and theirs.annual_cases is None:
            continue
        if ours.annual_cases is None or theirs.annual_cases is None:
            raise _one_is_missing(into if ours.annual_cases is None else procedure, year)
        online = None
        if ours.online_cases is not None and theirs.online_cases is not None:
            online = ours.online_cases + theirs.online_cases
        volumes[year] = AnnualVolume(
            year,
            ours.annual_cases + theirs.annual_cases,
            online,
            None,
            max(ours.basis, theirs.basis, key=_FIRMNESS.index),
            f"{ours.source}（{procedure.code} {procedure.name}の件数を含む）"[:500],
        )
    return tuple(volumes[year] for year in sorted(volumes))


def _one_is_missing(procedure: Procedure, year: int) -> Refused:
    return Refused(
        f"{fiscal_year(year)}は「{procedure.code} {procedure.name}」が件数未集計のため、合算できません。"
        "件数を入力するか、合算せずに統合してください。",
        f"“{procedure.code} {procedure.name}” is not counted for {fiscal_year(year, 'en')}, so cases cannot be added. "
        "Enter its count, or merge without adding.",
        "add_cases",
    )
