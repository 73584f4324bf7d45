"""Counts that divisions reported, by the codes of their procedures.

They are loaded on their own, not with the procedures: a procedure gathers twelve a year, and no figure reads them.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, exists, insert, select

from tracker.domain.count_report import Count, CountReport, Decision
from tracker.domain.fiscal import Period, Precision
from tracker.domain.procedure import VolumeBasis
from tracker.domain.status import OnBehalf, ReplyRoute
from tracker.storage.blocks import in_blocks
from tracker.storage.schema import count_decisions, count_reports, procedures

BLOCK = 500
Reports = dict[str, tuple[CountReport, ...]]
"""By the codes of procedures, oldest first; no entry where there is none."""

_SPANS = {Precision.FISCAL_YEAR: "year", Precision.MONTH: "month"}
_PRECISIONS = {span: precision for precision, span in _SPANS.items()}


def of_procedures(connection: Connection, codes: Sequence[str]) -> Reports:
    """Everything reported about these procedures. One statement for each block of them."""
    found: Reports = {}
    for block in in_blocks(codes, BLOCK):
        found |= _grouped(connection, _rows().where(procedures.c.code.in_(block)))
    return found


def awaiting() -> Select[Any]:
    """Selects the ids of the procedures with a report that was neither decided on nor replaced."""
    later = count_reports.alias("later")
    replaced = exists().where(
        later.c.procedure_id == count_reports.c.procedure_id,
        later.c.span == count_reports.c.span,
        later.c.begins_on == count_reports.c.begins_on,
        later.c.number > count_reports.c.number,
    )
    decided = exists().where(_about_the_report())
    return select(count_reports.c.procedure_id).where(~decided, ~replaced)


def append(connection: Connection, code: str, reports: Iterable[CountReport]) -> None:
    """Store new reports about a procedure."""
    rows = [_report_row(_id_of(connection, code), report) for report in reports]
    if rows:
        connection.execute(insert(count_reports), rows)


def decide(connection: Connection, code: str, report: CountReport) -> None:
    """Store what was decided about a report."""
    assert report.decision is not None
    decision = report.decision
    connection.execute(
        insert(count_decisions).values(
            procedure_id=_id_of(connection, code),
            number=report.number,
            confirmed=decision.confirmed,
            decided_at=decision.at,
            decided_by=decision.by,
            comment=decision.comment,
        )
    )


def _rows() -> Select[Any]:
    return (
        select(
            count_reports,
            procedures.c.code,
            count_decisions.c.confirmed,
            count_decisions.c.decided_at,
            count_decisions.c.decided_by,
            count_decisions.c.comment,
        )
        .join(procedures, procedures.c.id == count_reports.c.procedure_id)
        .outerjoin(count_decisions, _about_the_report())
        .order_by(count_reports.c.procedure_id, count_reports.c.number)
    )


def _about_the_report() -> ColumnElement[bool]:
    return and_(
        count_decisions.c.procedure_id == count_reports.c.procedure_id,
        count_decisions.c.number == count_reports.c.number,
    )


def _grouped(connection: Connection, statement: Select[Any]) -> Reports:
    found: dict[str, list[CountReport]] = defaultdict(list)
    for row in connection.execute(statement):
        found[row.code].append(_report(row))
    return {code: tuple(reports) for code, reports in found.items()}


def _id_of(connection: Connection, code: str) -> int:
    id_: int = connection.execute(select(procedures.c.id).where(procedures.c.code == code)).scalar_one()
    return id_


def _report(row: Row[Any]) -> CountReport:
    period = Period(row.begins_on, _PRECISIONS[row.span])
    count = Count(period, row.cases, row.online_cases, VolumeBasis(row.basis), row.note)
    decision = None if row.decided_at is None else Decision(row.confirmed, row.decided_at, row.decided_by, row.comment)
    return CountReport(row.number, count, row.recorded_at, row.recorded_by, _on_behalf(row), decision)


def _on_behalf(row: Row[Any]) -> OnBehalf | None:
    if row.received_via is None:
        return None
    return OnBehalf(row.respondent, ReplyRoute(row.received_via), row.received_on)


def _report_row(id_: int, report: CountReport) -> dict[str, Any]:
    count, on_behalf = report.count, report.on_behalf
    return {
        "procedure_id": id_,
        "number": report.number,
        "span": _SPANS[count.period.precision],
        "begins_on": count.period.first_day,
        "cases": count.cases,
        "online_cases": count.online_cases,
        "basis": count.basis.value,
        "note": count.note,
        "recorded_at": report.recorded_at,
        "recorded_by": report.recorded_by,
        "respondent": on_behalf.respondent if on_behalf else "",
        "received_via": on_behalf.route.value if on_behalf else None,
        "received_on": on_behalf.received_on if on_behalf else None,
    }
