"""Rows of the database as the values of the domain."""

from typing import Any

from sqlalchemy import Row

from tracker.domain.asked import Asked
from tracker.domain.channels import CHANNELS
from tracker.domain.fiscal import Period, Precision
from tracker.domain.procedure import AnnualVolume, Answer, Barrier, Plan, Procedure, ProcedureType, Theme, VolumeBasis
from tracker.domain.status import OnBehalf, OnlineStatus, ReplyRoute, Return, Scope, StatusRecord


def procedure_from(
    row: Row[Any],
    themes: tuple[Theme, ...],
    volumes: tuple[AnnualVolume, ...],
    records: tuple[StatusRecord, ...],
    asked: Asked | None,
) -> Procedure:
    """A procedure from its own row, with what stands in other tables."""
    planned_for = Period(row.planned_for, Precision(row.planned_precision)) if row.planned_for else None
    return Procedure(
        code=row.code,
        name=row.name,
        department=row.department,
        division=row.division,
        active_from=row.active_from,
        themes=themes,
        procedure_type=ProcedureType(row.procedure_type) if row.procedure_type else None,
        life_events=tuple(row.life_events),
        national_lists=tuple(row.national_lists),
        designated=row.designated,
        legal_basis=row.legal_basis,
        abolished_on=row.abolished_on,
        source=row.source,
        note=row.note,
        volumes=volumes,
        records=records,
        plan=Plan(planned_for, Barrier(row.barrier) if row.barrier else None, row.plan_comment),
        position=row.position,
        shared_with=(row.second_department, row.second_division) if row.second_division is not None else None,
        merged_into=row.merged_into or "",
        answer=Answer(row.answered_at, row.answered_by, _on_behalf(row)) if row.answered_at else None,
        asked=asked,
    )


def _on_behalf(row: Row[Any]) -> OnBehalf | None:
    if row.received_via is None:
        return None
    return OnBehalf(row.respondent, ReplyRoute(row.received_via), row.received_on)


def volume_from(row: Row[Any]) -> AnnualVolume:
    """The volume of a year."""
    return AnnualVolume(
        row.fiscal_year, row.annual_cases, row.online_cases, row.ceiling, VolumeBasis(row.basis), row.source
    )


def record_from(row: Row[Any]) -> StatusRecord:
    """A record with who confirmed it or sent it back, where somebody did."""
    return StatusRecord(
        number=row.number,
        effective_on=row.effective_on,
        status=OnlineStatus(row.status) if row.status else None,
        scope=None if row.scope is None else Scope(row.scope),
        channels=tuple(code for code in row.channels if code in CHANNELS) if row.channels else (),
        url=row.url,
        note=row.note,
        reason=row.reason,
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by,
        confirmed_at=row.confirmed_at,
        confirmed_by=row.confirmed_by or "",
        supersedes=row.supersedes,
        on_behalf=_on_behalf(row),
        returned=Return(row.returned_at, row.returned_by, row.comment) if row.returned_at else None,
    )
