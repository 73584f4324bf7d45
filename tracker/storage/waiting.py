"""Which procedures may have something that awaits confirmation."""

from collections.abc import Sequence

from sqlalchemy import Connection, exists, select

from tracker.storage.count_reports import awaiting
from tracker.storage.schema import status_confirmations, status_records, status_returns


def candidates(connection: Connection) -> Sequence[int]:
    """The ids of the procedures with a record that is neither confirmed nor sent back, or with a count that awaits
    confirmation. One statement, by keys only.

    Whether the record awaits confirmation, or was replaced meanwhile, is for the domain to say.
    """
    settled = [
        exists().where(table.c.procedure_id == status_records.c.procedure_id, table.c.number == status_records.c.number)
        for table in (status_confirmations, status_returns)
    ]
    records = select(status_records.c.procedure_id).where(*(~each for each in settled))
    return connection.execute(records.union(awaiting()).order_by("procedure_id")).scalars().all()
