"""Which procedures a division keeps true: those it is in charge of, and those that it shares (共管)."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, Connection, or_, select

from tracker.domain.procedure import Unit
from tracker.storage import organisation
from tracker.storage.schema import departments, divisions, procedures


def ids_kept_by(connection: Connection, units: Collection[Unit]) -> Sequence[int]:
    """The ids of all procedures of these divisions, in 建制順 and then in the order of the catalogue."""
    statement = (
        select(procedures.c.id)
        .join(divisions, procedures.c.division_id == divisions.c.id)
        .join(departments, divisions.c.department_id == departments.c.id)
        .where(kept_by(connection, units))
        .order_by(departments.c.position, divisions.c.position, procedures.c.position, procedures.c.id)
    )
    return connection.execute(statement).scalars().all()


def kept_by(connection: Connection, units: Collection[Unit]) -> ColumnElement[bool]:
    """The condition on a procedure that one of these divisions keeps it true."""
    known = organisation.division_ids(connection)
    wanted = [known[unit] for unit in units if unit in known]
    return or_(procedures.c.division_id.in_(wanted), procedures.c.second_division_id.in_(wanted))
