"""What the activity log says of the procedures that divisions keep true."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, and_, func, select

from tracker.domain.audit import Entry, Kind
from tracker.domain.procedure import Unit
from tracker.storage.audit import entry_columns
from tracker.storage.keeping import kept_by
from tracker.storage.schema import audit_log, audit_subjects, procedures


def entries_since(
    connection: Connection, units: Collection[Unit], since: datetime, most: int
) -> tuple[list[tuple[Entry, tuple[str, ...]]], int]:
    """The newest entries, newest first, each with the codes of these procedures that it is about; and how many there
    are in all.
    """
    its_procedure = and_(audit_subjects.c.kind == Kind.PROCEDURE.value, audit_subjects.c.key == procedures.c.code)
    about = (
        select(audit_subjects.c.number, procedures.c.code)
        .join(procedures, its_procedure)
        .where(kept_by(connection, units))
    )
    numbers = about.with_only_columns(audit_subjects.c.number)
    chosen = and_(audit_log.c.at >= since, audit_log.c.number.in_(numbers))
    total = connection.execute(select(func.count()).select_from(audit_log).where(chosen)).scalar_one()
    newest = select(*entry_columns()).where(chosen).order_by(audit_log.c.number.desc()).limit(most)
    found = [Entry(*row) for row in connection.execute(newest)]
    codes: dict[int, list[str]] = defaultdict(list)
    these = audit_subjects.c.number.in_([entry.number for entry in found])
    for number, code in connection.execute(about.where(these).order_by(procedures.c.position, procedures.c.id)):
        codes[number].append(code)
    return [(entry, tuple(codes[entry.number])) for entry in found], total
