"""What was stated and confirmed can be added to, never changed: the database itself refuses."""

from datetime import date

import pytest
from sqlalchemy import Connection, Engine, insert, select, text
from sqlalchemy.exc import DBAPIError

from tests.build import NOW, policy, procedure
from tests.dump import dump
from tests.engines import Scratch
from tests.storage.agreement import fill
from tracker.domain.closing import Closing
from tracker.domain.coverage import NOTHING
from tracker.domain.papers import KeptPaper, Release
from tracker.domain.report.document import Paper
from tracker.storage import closings, papers, policies, saving
from tracker.storage.saving import Change
from tracker.storage.schema import count_decisions, count_reports, procedures
from tracker.storage.transactions import writing

OCTOBER = date(2026, 10, 1)
CHANGES = {
    "status_records": "UPDATE status_records SET status = '2'",
    "status_confirmations": "UPDATE status_confirmations SET confirmed_by = 'somebody'",
    "month_closings": "UPDATE month_closings SET content = '{}'",
    "closed_papers": "UPDATE closed_papers SET content = ''",
    "month_releases": "UPDATE month_releases SET edition = 2",
    "count_reports": "UPDATE count_reports SET cases = 2",
    "count_decisions": "UPDATE count_decisions SET comment = 'else'",
}
TABLES = list(CHANGES)
KEYS = {
    "month_closings": "month, edition",
    "closed_papers": "month, edition, paper, format",
    "month_releases": "number",
}


@pytest.mark.parametrize("table", TABLES)
def test_a_stored_row_cannot_be_changed(engine: Engine, table: str) -> None:
    assert_refused(engine, CHANGES[table])


@pytest.mark.parametrize("table", TABLES)
def test_a_stored_row_cannot_be_deleted(engine: Engine, table: str) -> None:
    assert_refused(engine, f"DELETE FROM {table}")


@pytest.mark.parametrize("table", TABLES)
def test_a_table_cannot_be_emptied_at_once(engine: Engine, table: str) -> None:
    assert_refused(engine, f"DELETE FROM {table}" if engine.dialect.name == "sqlite" else f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize("table", TABLES)
def test_a_stored_row_cannot_be_overwritten_by_inserting_it_again(engine: Engine, table: str) -> None:
    if engine.dialect.name == "sqlite":
        assert_refused(engine, f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
    else:
        column = CHANGES[table].split()[3]
        assert_refused(
            engine,
            f"INSERT INTO {table} SELECT * FROM {table} "
            f"ON CONFLICT ({KEYS.get(table, 'procedure_id, number')}) DO UPDATE SET {column} = excluded.{column}",
        )


def test_a_withdrawal_needs_something_to_take_back(scratch: Scratch) -> None:
    statement = (
        "INSERT INTO status_records (procedure_id, number, channels, recorded_at) VALUES (1, 9, '[]', '2026-01-01')"
    )
    with scratch() as connection:
        fill(connection, [procedure(position=1)], [policy()])
        with pytest.raises(DBAPIError, match="withdrawal"):
            connection.execute(text(statement))


def assert_refused(engine: Engine, statement: str) -> None:
    """The statement fails because the table is append-only, and the rows stay."""
    with writing(engine) as connection:
        saving.save(connection, [Change(None, procedure(online=True, position=1))], policies.load(connection))
        closings.add(connection, Closing(OCTOBER, 1, NOW, "dx", "", "0" * 64), "{}", NOTHING)
        papers.close(connection, OCTOBER, 1, KeptPaper(Paper.INTERNAL, "csv", b"a"), "0" * 64)
        papers.release(connection, Release(OCTOBER, 1, NOW.date(), NOW, "dx"))
        _count(connection)
    before = dump(engine)
    with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
        connection.execute(text(statement))
    assert dump(engine) == before


def _count(connection: Connection) -> None:
    """A count of the one procedure, and what was decided on it."""
    row = {"procedure_id": connection.execute(select(procedures.c.id)).scalar_one(), "number": 1}
    counted = {"span": "month", "begins_on": OCTOBER, "cases": 1, "basis": "final", "recorded_at": NOW}
    connection.execute(insert(count_reports).values(**row, **counted))
    connection.execute(insert(count_decisions).values(**row, confirmed=True, decided_at=NOW))
