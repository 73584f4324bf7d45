"""What the page 新年度の作業 counts: a statement for each number."""

from datetime import date, datetime

from sqlalchemy import Connection, func, or_, select

from tracker.domain.audit import Action, Kind
from tracker.storage.schema import annual_volumes, audit_log, audit_subjects, procedures

_CHANGES = (Action.CREATE_ACCOUNT.value, Action.EDIT_ACCOUNT.value)


def active_procedures_counted(connection: Connection, fiscal_year: int, on: date) -> int:
    """How many procedures that are active on a day have a count of a fiscal year."""
    statement = (
        select(func.count())
        .select_from(annual_volumes)
        .join(procedures, annual_volumes.c.procedure_id == procedures.c.id)
        .where(annual_volumes.c.fiscal_year == fiscal_year, annual_volumes.c.annual_cases.is_not(None))
        .where(procedures.c.active_from <= on)
        .where(or_(procedures.c.abolished_on.is_(None), procedures.c.abolished_on > on))
    )
    return connection.execute(statement).scalar_one()


def accounts_changed_since(connection: Connection, moment: datetime) -> int:
    """How many accounts were registered or changed since then."""
    statement = (
        select(func.count(audit_subjects.c.key.distinct()))
        .join(audit_log, audit_log.c.number == audit_subjects.c.number)
        .where(audit_subjects.c.kind == Kind.ACCOUNT.value)
        .where(audit_log.c.action.in_(_CHANGES), audit_log.c.at >= moment)
    )
    return connection.execute(statement).scalar_one()
