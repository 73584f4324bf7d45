"""Which procedures may have a record that awaits confirmation."""

from collections.abc import Sequence

from sqlalchemy import Connection, exists, select

from tracker.storage.schema import status_confirmations, status_records, status_returns


def candidates(connection: Connection) -> Sequence[int]:
    """The ids of the procedures with a record that is neither confirmed nor sent back. One statement, by keys only.

    Whether it awaits confirmation, or was replaced meanwhile, is for the domain to say.
    """
    settled = [
        exists().where(table.c.procedure_id == status_records.c.procedure_id, table.c.number == status_records.c.number)
        for table in (status_confirmations, status_returns)
    ]
    statement = (
        select(status_records.c.procedure_id)
        .where(*(~each for each in settled))
        .distinct()
        .order_by(status_records.c.procedure_id)
    )
    return connection.execute(statement).scalars().all()
